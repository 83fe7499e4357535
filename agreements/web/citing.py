"""Between a document and the record: which records cite it, and which document a citation's copy is."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from agreements.fetching import urls
from agreements.fetching.errors import AddressRefused
from agreements.fetching.memory import Version
from agreements.models import Citation, Snapshot
from agreements.timeline import queries
from agreements.web.addresses import Addresses
from agreements.web.asking import Asked

Json = dict[str, Any]
MOST = 50  # citing records that are named


def citing(versions: Sequence[Version], asked: Asked) -> list[tuple[str, str]]:
    """(title, address) of the records that cite one of these versions, agreements first."""
    hashes = {each.sha256 for each in versions}
    rows = Citation.objects.filter(Q(snapshot__in=hashes) | Q(captures__snapshot__in=hashes))
    # A record may cite a page many times over.
    names = ("agreement__slug", "event__slug")
    found = list(rows.order_by(*names).values_list(*names).distinct()[:MOST])
    addresses, cited = Addresses(asked.kept), []
    for kind, place, address in (("agreement", 0, addresses.agreement), ("event", 1, addresses.event)):
        slugs = {each[place] for each in found if each[place]}
        bodies = queries.bodies(kind, asked.asof, slug__in=slugs) if slugs else []
        cited += [(str(each["title"]), address(each["slug"])) for each in bodies]
    return cited


class Copies:
    """The documents of which citations have a stored copy, by its sha256. One query, or none."""

    def __init__(self, records: Iterable[Json]) -> None:
        hashes = {each["snapshot"] for record in records for each in record.get("citations", ()) if each["snapshot"]}
        rows = Snapshot.objects.filter(sha256__in=hashes) if hashes else Snapshot.objects.none()
        self._ids: dict[str, dict[str, str]] = {}
        for sha256, url, public_id in rows.values_list("sha256", "document__url", "document__public_id"):
            self._ids.setdefault(sha256, {})[url] = public_id

    def of(self, citation: Json) -> str:
        """The document's id; "" if there is no copy. The same bytes may lie at several addresses: its own counts."""
        ids = self._ids.get(citation["snapshot"], {})
        own = [ids[url] for url in (citation["url"], _spelled(citation["url"])) if url in ids]
        return (own or list(ids.values()) or [""])[0]


def _spelled(url: str) -> str:
    try:
        return urls.canonical(url)
    except AddressRefused:
        return ""
