"""What a message says: read from the record each time it is sent, so always the same and never kept twice."""

from collections import defaultdict
from typing import Any, Final

import orjson
from django.conf import settings

from agreements.alerts import matching
from agreements.alerts.matching import Found
from agreements.history import bodies
from agreements.history.parts import timestamp
from agreements.models import Delivery, Determination, Retraction
from agreements.timeline import changes, queries
from agreements.timeline.changes import Wanted

Json = dict[str, Any]
LISTED: Final = 50  # changes in one message; of more, their number is said and where they are
PAGES: Final = {"event": "/events/{}/", "agreement": "/agreements/{}/", "determination": "/api/v1/determinations/{}/"}


def payload(delivery: Delivery) -> Json:
    """{"type": "timeline.changed" or "subscription.test", "timestamp", "data"}; `data` says why it was sent, by which
    query, and lists changes as `changes/` gives them, each with its `link` and the `record` as it then was."""
    subscription = delivery.subscription
    total, found = (0, []) if delivery.kind == "test" else _changes(delivery)
    return {
        "type": "subscription.test" if delivery.kind == "test" else "timeline.changed",
        "timestamp": timestamp(delivery.made_at),
        "data": {
            "subscription": subscription.public_id,
            "why": subscription.why,
            "query": delivery.query,
            "after": delivery.after,
            "revision": delivery.until,
            "total": total,
            "changes": found,
            "more": address(f"/api/v1/changes/?after={delivery.after}") if total > len(found) else None,
        },
    }


def address(path: str) -> str:
    """The absolute address of a path of ours; without SITE_URL the path alone."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def _changes(delivery: Delivery) -> tuple[int, list[Json]]:
    total, found = matching.changes(delivery.query, delivery.after, delivery.until, LISTED)
    wanted: dict[int, list[Found]] = defaultdict(list)
    for each in found:
        wanted[each.revision].append(each)
    return total, [told for revision, some in wanted.items() for told in _of_revision(revision, some)]


def _of_revision(revision: int, found: list[Found]) -> list[Json]:
    types, ids = ({getattr(each, name) for each in found} for name in ("type", "id"))
    wanted = Wanted(after=revision - 1, until=revision, types=tuple(types), ids=tuple(ids))
    told = changes.page(wanted, None, len(types) * len(ids)).rows
    known = {Found(each["revision"], each["type"], each["id"]): each for each in told}
    records = {kind: _records(kind, revision, ids) for kind in types}
    return [
        {**known[each], "link": address(PAGES[each.type].format(each.id)), "record": records[each.type].get(each.id)}
        for each in found
    ]


def _records(kind: str, revision: int, ids: set[str]) -> dict[str, Json]:
    """Records of a kind as a revision left them, as the API gives them."""
    if kind == "determination":
        gone = Retraction.objects.filter(revision__lte=revision, target_type="determination")
        found = Determination.objects.filter(public_id__in=ids)
        return {each["id"]: each for each in bodies.determinations(found, gone, bodies.Acts())}
    rows = queries.VERSIONS[kind].objects.filter(slug__in=ids, rev_from=revision).values_list("slug", "body")
    return {slug: orjson.loads(body) for slug, body in rows}
