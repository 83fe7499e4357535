"""What the page of one candidate shows: what it is, its document, its status updates, and what its source is worth."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from agreements import edtf
from agreements import vocabulary as v
from agreements.admin import telling
from agreements.admin.logging.advice import Advice
from agreements.admin.review_entry import ProposalEntry
from agreements.admin.review_queue import RELATION_WORDS
from agreements.models import Agreement, Candidate, Source
from agreements.reading.neighbours import publisher
from agreements.review import passages

Json = dict[str, Any]
RECENTLY = timedelta(days=1)
CORRECTED = Q(state="accepted") & ~Q(decision__corrections={})
UNCHANGED = Q(state="accepted", decision__corrections={})
LISTS = {"participants": ("Who took part", "person"), "citations": ("Sources", "source")}
REASONS = (
    "It does not say that: read wrongly",
    "About another agreement, or none of ours",
    "Recorded already, nothing new",
    "Background, no news of the day",
    "A source not to be relied on",
)


def context(entry: ProposalEntry) -> Json:
    """All that the page shows of one candidate."""
    candidate, said = entry.candidate, entry.said[0]
    names = titles(candidate, [*entry.proposed["status_updates"], *said["status_updates"]])
    return {
        "candidate": candidate,
        "entry": entry,
        "event": event(said),
        "what": what(candidate, entry),
        "changes": changes(candidate, names),
        "rows": rows(entry, names, entry.advice()),
        "blank": {"form": entry.rows["status_updates"].empty_form, "number": "__number__"},
        "lists": {name: _list(entry, name, *words) for name, words in LISTS.items()},
        "history": history(candidate),
        "reasons": REASONS,
        "sources": Source.objects.order_by("name").values_list("slug", "name"),
        **document(candidate),
    }


def _list(entry: ProposalEntry, name: str, title: str, noun: str) -> Json:
    """A list of rows as the logging form's template takes it."""
    formset = entry.rows[name]
    lines = [{"form": form, "number": at} for at, form in enumerate(formset.forms, 1)]
    blank = {"form": formset.empty_form, "number": "__number__"}
    return {"name": name, "title": title, "noun": noun, "formset": formset, "rows": lines, "blank": blank}


def event(said: Json) -> Json:
    """The event itself, in words."""
    return {
        **said,
        "kind": v.EVENT_KINDS.get(said["kind"], said["kind"]),
        "day": _day(said["date"]),
        "people": ", ".join(each.get("name", "") for each in said["participants"]),
    }


def titles(candidate: Candidate, updates: Iterable[Json]) -> dict[str, str]:
    """Slug → short title, of all agreements that are spoken of."""
    claims = [claim for each in candidate.changes for claim in (each["was"], each["now"]) if claim]
    slugs = {each.get("agreement") for each in (*updates, *claims)}
    return dict(Agreement.objects.filter(slug__in=slugs - {None}).values_list("slug", "short_title"))


def what(candidate: Candidate, entry: ProposalEntry) -> Json:
    """What the candidate is, in words, and the event that it is about, if that is recorded."""
    head = candidate.head if candidate.head and entry.subject is None else None
    return {
        "relation": RELATION_WORDS[candidate.relation],
        "subject": entry.subject,
        "gone": candidate.subject if candidate.subject and not entry.subject else None,
        "head": head,
        "accepting": _accepting(candidate, entry),
        "accounts": candidate.accounts.filter(state="waiting").count() if not candidate.relation else 0,
    }


def _accepting(candidate: Candidate, entry: ProposalEntry) -> str:
    """What the button says."""
    if entry.subject is None:
        return "Accept"
    return "Add the source" if candidate.relation == "copy" else "Add to the event"


def changes(candidate: Candidate, names: dict[str, str]) -> list[Json]:
    """Of a second look: {"was", "now", "update"}, each claim in words."""
    return [
        {
            "was": claim(each["was"], names) if each["was"] else None,
            "now": claim(each["now"], names) if each["now"] else None,
            "gone": each["update"] if not each["now"] else None,
        }
        for each in candidate.changes
    ]


def claim(said: Json, names: dict[str, str]) -> Json:
    """{"agreement", "axis", "value", "more"}: a status update, or what a page says, in words."""
    axis, modality = said.get("axis", ""), said.get("modality", "happened")
    speaker = said.get("speaker") or {}
    more = [
        modality if modality != "happened" else "",
        said.get("party") or "",
        f"from {_day(said['date'])}" if said.get("date") else "",
        f"says {speaker['name']}" if speaker.get("name") else "",
        f"in place of {said['supersedes']}" if said.get("supersedes") else "",
    ]
    return {
        "agreement": names.get(said.get("agreement", ""), said.get("agreement", "")),
        "axis": v.AXIS_LABELS.get(axis, axis),
        "value": telling.label(said.get("value", "")),
        "more": " · ".join(filter(None, more)),
    }


def _day(text: str) -> str:
    try:
        return edtf.in_words(edtf.parse(text))
    except edtf.EdtfError:
        return text


def rows(entry: ProposalEntry, names: dict[str, str], advice: dict[int, Advice]) -> list[Json]:
    """Each status update: its form, what it says, where the passages are, the rules that proposed it."""
    evidence, proposed = entry.candidate.evidence, entry.proposed["status_updates"]
    kept = dict(zip(entry.row_numbers("status_updates"), entry.said[0]["status_updates"], strict=True))
    found = []
    for at, form in enumerate(entry.rows["status_updates"].forms):
        path = f"status_updates.{at}"
        rules = {each["rule"] for each in evidence if each["path"].startswith(f"{path}.")}
        said = kept.get(at) or (proposed[at] if at < len(proposed) else {})
        row = {"form": form, "number": at + 1, "claim": claim(said, names), "advice": advice.get(at)}
        if at in advice and advice[at].irregular:
            form.fields["note"].widget.attrs["required"] = True
        found.append({**row, "numbers": passages.number_of(evidence, path), "rules": sorted(rules)})
    return found


def document(candidate: Candidate) -> Json:
    snapshot, found = candidate.snapshot, candidate.snapshot.document
    paragraphs = passages.paragraphs(snapshot.text, passages.numbered(candidate.evidence, "text"))
    return {
        "snapshot": snapshot,
        "document": found,
        "language": snapshot.language or found.language or "",
        "publisher": publisher(found),
        "heading": passages.pieces(snapshot.title or found.title, passages.numbered(candidate.evidence, "title")),
        "runs": passages.folded(paragraphs),
    }


def history(candidate: Candidate) -> Json:
    """What became of all that its source proposed: counts, and "judged", their sum."""
    source = candidate.snapshot.document.source
    if source is None:
        return {}
    found = Candidate.objects.filter(snapshot__document__source=source).aggregate(
        unchanged=Count("pk", UNCHANGED),
        corrected=Count("pk", CORRECTED),
        rejected=Count("pk", Q(state="rejected")),
        merged=Count("pk", Q(state="merged")),
    )
    return {**found, "judged": sum(found.values()), "source": source}


def last_decided(by: str) -> Candidate | None:
    """What somebody decided last, for taking it back at once; None after a day."""
    mine = Candidate.objects.filter(decided_by=by, state__in=("accepted", "rejected", "merged"))
    mine = mine.exclude(state="merged", revision=None)  # it wrote nothing that could be taken back
    recent = mine.filter(decided_at__gte=datetime.now(UTC) - RECENTLY).select_related("event")
    return recent.order_by("-decided_at").first()
