"""Finds what is irregular about new status updates before they are written, and asks for the note that says why."""

from collections.abc import Mapping, Sequence

from agreements.history import parts, standing
from agreements.history.account import Account
from agreements.history.bodies import Acts
from agreements.history.bodies import retractions as retracted_parts
from agreements.history.references import References
from agreements.history.warnings import Json, warn
from agreements.models import Citation, StatusUpdate
from agreements.shapes import RetractionIn


def add_warnings(
    updates: Sequence[StatusUpdate], paths: Mapping[str, str], retractions: Sequence[RetractionIn], refs: References
) -> None:
    """Set `warnings` on unsaved updates. An irregular step without a note is a problem that says what to write.

    `paths`: where in the batch each update stands, by its id."""
    fresh = _accounts(updates)
    gone = {each.id for each in retractions}
    gone |= {row.supersedes.public_id for row in updates if row.supersedes}
    about: dict[str, list[Account]] = {row.agreement.slug: [] for row in updates}
    for slug, bodies in standing.bodies_about_each(about).items():
        about[slug] = [each for each in standing.accounts(slug, bodies) if each.id not in gone]
    for row in updates:
        if row.public_id not in gone:
            about[row.agreement.slug].append(fresh[row.public_id])
    for row in updates:
        row.warnings = warn(fresh[row.public_id], about[row.agreement.slug])
        if not row.note and (irregular := [each for each in row.warnings if each["code"] == "irregular_step"]):
            _unexplained(row, irregular[0], paths[row.public_id], refs)


def _unexplained(row: StatusUpdate, irregular: Json, path: str, refs: References) -> None:
    """A step can become irregular by what is recorded or retracted later, so a record from elsewhere may hold such."""
    if refs.as_recorded:
        irregular["code"] = "unexplained_step"
    else:
        refs.problem(f"{path}.note", f"an irregular step ({irregular['detail']}) is kept, but say why in a note")


def _accounts(updates: Sequence[StatusUpdate]) -> dict[str, Account]:
    """New updates as the fold will see them."""
    if not updates:
        return {}
    by_event: dict[str, list[StatusUpdate]] = {}
    for row in updates:
        by_event.setdefault(row.event.slug, []).append(row)
    citations: dict[str, list[Citation]] = {}
    rows_of = Citation.objects.filter(event__slug__in=by_event)
    for citation in rows_of.select_related("event").prefetch_related("captures"):
        citations.setdefault(citation.event.slug if citation.event else "", []).append(citation)
    ids = [("citation", each.public_id) for group in citations.values() for each in group]
    gone = retracted_parts(ids, Acts(updates[0].revision))
    found: dict[str, Account] = {}
    for slug, rows in by_event.items():
        event = rows[0].event
        around = parts.surroundings(citations.get(slug, []), gone, parts.edtf_json(event.public_from))
        for row in rows:
            written = parts.status_update(row, around, row.revision)
            _, account = standing.account(written, {"date": parts.edtf_json(event.date)}, around.citations)
            found[row.public_id] = account
    return found
