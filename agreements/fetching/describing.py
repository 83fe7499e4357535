"""What a citation of a page would say, from what is stored of it and from how its site was cited before."""

from typing import Any

from django.db.models import Count, Q

from agreements.fetching import urls
from agreements.models import Citation, Snapshot

LONGEST = 300  # of a citation's title and publisher
OF_LATE = 5000  # citations are looked through for how a site is named


def describe(stored: Snapshot) -> dict[str, str]:
    """{"title", "publisher", "language", "published"} of a stored version, each "" if not known. `language`: a bare
    code; `published`: EDTF."""
    document = stored.document
    language, published = stored.language or document.language or "", stored.published or document.published
    return {
        "title": (stored.title or document.title)[:LONGEST],
        "publisher": _publisher(document.url, document.publisher)[:LONGEST],
        "language": language.replace("_", "-").partition("-")[0].lower(),
        "published": published.date().isoformat() if published else "",
    }


def _publisher(url: str, own: str) -> str:
    """As this site was named before, since one name is one speaker; else as the page names itself, or its host."""
    target = urls.target(url)
    of_site = Q(url__startswith=f"http://{target.netloc}/") | Q(url__startswith=f"https://{target.netloc}/")
    of_late = Citation.objects.order_by("-pk").values("pk")[:OF_LATE]
    found: Any = Citation.objects.filter(of_site, pk__in=of_late).values_list("publisher")
    named = found.annotate(times=Count("pk")).order_by("-times", "publisher").first()
    return named[0] if named else own or target.host.removeprefix("www.")
