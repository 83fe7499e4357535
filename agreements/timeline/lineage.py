"""What an agreement descends from and what became of it: the links between agreements, and from them to events."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from agreements.models import AgreementLink
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]


def lineage(slug: str, asof: AsOf) -> list[Json]:
    """Every live link that leads to or from an agreement over any number of steps, by id. Two queries a step."""
    found: dict[str, Json] = {}
    seen: set[str] = set()
    wanted = {slug}
    while wanted:
        links = [link for link in _links_around(wanted, asof) if {link["from"], link["agreement"]} & wanted]
        found |= {link["id"]: link for link in links}
        seen |= wanted
        wanted = {end for link in links for end in (link["from"], link["agreement"]) if end} - seen
    return [found[each] for each in sorted(found)]


def _links_around(slugs: Iterable[str], asof: AsOf) -> Iterable[Json]:
    """Live links of these agreements and of those that link to them."""
    wanted = sorted(slugs)
    towards = AgreementLink.objects.filter(to_agreement__slug__in=wanted, revision__lte=asof.revision)
    rows = queries.rows("agreement", asof).filter(Q(slug__in=wanted) | Q(slug__in=towards.values("agreement__slug")))
    for row in rows:
        yield from (link for link in queries.body(row, asof)["links"] if link["retracted"] is None)
