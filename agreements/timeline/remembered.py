"""What is remembered of documents: their versions, what was noticed of them, and how two of them differ."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Left

from agreements.fetching import formats, memory
from agreements.fetching.differing import Paragraph, amount
from agreements.fetching.formats.base import ENTRY
from agreements.fetching.memory import Around, Observation, Version
from agreements.models import Document, FetchRun, Snapshot

Json = dict[str, Any]
LONGEST = 200_000  # characters of a text in which words are counted
COLUMNS = ("pk", "taken_at", "sha256", "text_sha256", "title", "published", "final_url", "media_type", "feed", "source")
LINE = Case(When(media_type=ENTRY, then=Coalesce(F("run__source__name"), Value("–"))), default=Value(memory.PAGE))


@dataclass(frozen=True, slots=True)
class Remembered:
    """`keys`: of the stored versions, oldest first; `observations` name a version by its place among them."""

    keys: list[int]
    versions: list[Version]
    observations: list[Observation]
    by_key: dict[int, list[Observation]] = field(init=False)

    def __post_init__(self) -> None:
        by_key: dict[int, list[Observation]] = {}
        for each in self.observations:
            by_key.setdefault(self.keys[each.version], []).append(each)
        object.__setattr__(self, "by_key", by_key)

    def of(self, key: int) -> list[Observation]:
        """What was noticed of one version, and of the time until the next."""
        return self.by_key.get(key, [])

    def before(self, key: int) -> int | None:
        """The version that this one is compared with; None for the first of its line."""
        earlier = memory.previous(self.versions, self.keys.index(key))
        return None if earlier is None else self.keys[earlier]


def remembered(document: Document, counted: Iterable[int] = ()) -> Remembered:
    """Everything noticed of a document. `counted`: versions whose changed words are. At most five queries."""
    rows = document.snapshots.order_by("taken_at").annotate(feed=LINE, source=F("run__source")).values(*COLUMNS)
    keys = [row["pk"] for row in rows]
    versions = [_version(row) for row in rows]
    by_source = bool(rows) and rows[0]["source"] == document.source_id
    found = memory.noticed(versions, _around(document, versions[0] if by_source else None))
    wanted = set(counted)
    changed = {each.version for each in found if each.kind == "text_changed" and keys[each.version] in wanted}
    return Remembered(keys, versions, memory.with_amounts(found, _amounts(keys, versions, changed)))


def pair(document: Document, old: str, new: str) -> tuple[Snapshot | None, Snapshot | None]:
    """The versions with these sha256, each None if there is none. Of several alike the last, and that before `new`."""
    later = document.snapshots.filter(sha256=new).order_by("taken_at").last()
    alike = document.snapshots.filter(sha256=old).order_by("taken_at")
    before = alike.filter(taken_at__lt=later.taken_at).last() if later else None
    return before or alike.last(), later


def changes(paragraphs: Iterable[Paragraph]) -> int:
    """How many paragraphs differ."""
    return sum(each.kind in ("changed", "added", "removed") for each in paragraphs)


def _version(row: Json) -> Version:
    # An entry leads to the feed that it was found in, not to where its page is.
    final_url = "" if row["media_type"] == ENTRY else row["final_url"]
    same = {name: row[name] for name in ("taken_at", "sha256", "text_sha256", "title", "published")}
    return Version(**same, final_url=final_url, line=row["feed"])


def _around(document: Document, first: Version | None) -> Around:
    """`first`: the first version, if the document's source brought it."""
    absences = list(document.absences.order_by("since").values_list("since", "until"))
    source = document.source
    if source is None or source.format not in formats.LISTING:
        return Around(absences=absences)
    # A look that brought nothing because nothing had changed lists nothing; one that passed over an item, since it
    # could not be read or time was short, may have had this one in its list.
    whole = {"outcome__in": ("new", "unchanged"), "items_seen__gt": 0, "items_skipped": 0}
    looks = FetchRun.objects.filter(source=source, **whole)
    starts = looks.order_by("started_at").values_list("started_at", flat=True)
    missed = None
    if first and first.published:
        end_of_day = datetime.combine(first.published.astimezone(UTC), time.max, UTC)
        missed = starts.filter(started_at__gt=end_of_day, started_at__lt=first.taken_at).first()
    return Around(source.name, absences, missed, starts.filter(started_at__gt=document.last_seen).first())


def _amounts(keys: list[int], versions: list[Version], changed: set[int]) -> dict[int, tuple[int, int] | None]:
    """Words added and removed since the version before, by place."""
    pairs = {place: memory.previous(versions, place) for place in changed}
    wanted = {keys[place] for pair in pairs.items() for place in pair if place is not None}
    rows = Snapshot.objects.filter(pk__in=wanted).annotate(start=Left("text", LONGEST + 1))
    texts: dict[int, str] = dict(rows.values_list("pk", "start")) if wanted else {}
    return {
        place: _amount(texts[keys[before]], texts[keys[place]]) for place, before in pairs.items() if before is not None
    }


def _amount(old: str, new: str) -> tuple[int, int] | None:
    return None if max(len(old), len(new)) > LONGEST else amount(old, new)


# --- many documents --------------------------------------------------------------------------------------------------


def changed() -> QuerySet[Document]:
    """Documents whose text is not the one that was first seen at all times since, those that change back included."""
    return Document.objects.filter(pk__in=_changed_lines(Snapshot.objects.all()))


def changed_since_cited() -> QuerySet[Document]:
    """Cited pages that are gone, or whose text changed after the version that was cited first; the latest first."""
    since = Snapshot.objects.filter(taken_at__gte=F("document__cited__taken_at"))
    found = Document.objects.filter(Q(pk__in=_changed_lines(since)) | Q(gone_since__isnull=False), cited__isnull=False)
    return found.order_by("-last_seen", "-pk")


def _changed_lines(versions: QuerySet[Snapshot]) -> QuerySet[Any]:
    lines = versions.order_by().annotate(line=LINE).values("document", "line")
    return lines.annotate(texts=Count("text_sha256", distinct=True)).filter(texts__gt=1).values("document")
