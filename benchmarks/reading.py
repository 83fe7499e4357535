"""How well items are read: precision, recall and F1 on a labelled set, and how fast.

The set is no part of the project. ENTENTE_READING_SET names it: JSON Lines with `id`, `url`, `lang`, `published`,
`title`, `text`, `kinds`, `claims` (required), `optional_claims`, `distractor`. A prediction is right if a required
claim matches, neutral if an optional one does, wrong otherwise. It is compared on the agreement; on agreement, axis and
value; and on these with the modality. Agreements are those of the bundled record.
"""

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from agreements import edtf
from agreements.reading.item import Claim, Item, Name, Tracked
from agreements.reading.propose import propose
from agreements.reading.years import year_in
from benchmarks.skipping import Skipped

Json = dict[str, Any]
Key = tuple[str, ...]
ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "agreements" / "record" / "us-sv.json"
USUAL = ROOT.parent / "shared" / "data" / "reading-dev.jsonl"
WORDS = 150  # of an item, for the figure of speed
LEVELS: Mapping[str, tuple[str, ...]] = {
    "agreement": ("agreement",),
    "status": ("agreement", "axis", "value"),
    "modality": ("agreement", "axis", "value", "modality"),
}
COSTLY = frozenset({"denied", "planned"})


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled item, and what was predicted: claims as plain data."""

    label: Json
    predicted: Sequence[Json]

    def keys(self, source: Iterable[Json], level: str) -> set[Key]:
        return {tuple(claim[name] for name in LEVELS[level]) for claim in source}


# --- the set and the record ------------------------------------------------------------------------------------------


def labelled() -> list[Json]:
    """The labelled items. Raises Skipped if there are none."""
    path = Path(os.environ.get("ENTENTE_READING_SET") or USUAL)
    if not path.is_file():
        raise Skipped(f"there is no labelled set at {path}; name one with ENTENTE_READING_SET=FILE.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def tracked() -> tuple[Tracked, ...]:
    """The agreements of the bundled record, as `reading.store.tracked` gives them from a database."""
    bundle = json.loads(RECORD.read_text(encoding="utf-8"))
    sides = tuple(bundle["relation"]["parties"])
    told = [(each, event) for event in bundle["events"] for each in event["status_updates"]]
    return tuple(_tracked(each, sides, told) for each in bundle["agreements"])


def _tracked(agreement: Json, sides: tuple[str, ...], told: Sequence[tuple[Json, Json]]) -> Tracked:
    own = [(update, event) for update, event in told if update["agreement"] == agreement["slug"]]
    own = [(update, event) for update, event in own if update["modality"] in ("happened", "reported")]
    days = [edtf.parse(update.get("date") or event["date"]).date_from for update, event in own]
    year = year_in(f"{agreement['slug']} {agreement['title']}")
    titles = [agreement["title"], *filter(None, [agreement.get("official_title")])]
    aliases = [Name(each["text"], each["language"]) for each in agreement["aliases"]]
    return Tracked(
        slug=agreement["slug"],
        kind=agreement["kind"],
        parties=tuple(each["party"] for each in agreement["parties"]),
        sides=sides,
        names=(*map(Name, titles), *aliases),
        non_binding=agreement["form"] == "letter_of_intent" or any(_says_non_binding(update) for update, _ in own),
        since=min((day for day in days if day > date.min), default=date(year, 1, 1)) if year else None,
    )


def _says_non_binding(update: Json) -> bool:
    return (update["axis"], update["value"]) == ("character", "non_binding")


# --- measuring -------------------------------------------------------------------------------------------------------


def measure() -> Json:
    """Figures of the whole set, by language, and by axis and modality."""
    items, agreements = labelled(), tracked()
    propose(_item(items[0]), agreements)  # the lexicon is compiled once
    began = time.process_time()
    read = [Read(item, [_plain(each) for each in propose(_item(item), agreements).claims]) for item in items]
    seconds = time.process_time() - began
    words = sum(len(item["text"].split()) for item in items)
    return {
        "items": len(items),
        "of_150_words_per_cpu_second": round(words / WORDS / seconds),
        "languages": {name: _figures(_in(read, name)) for name in ("en", "es", None)},
        "axes": {axis: _scores(read, "status", ("axis", axis)) for axis in _values(items, "axis")},
        "modalities": {how: _scores(read, "modality", ("modality", how)) for how in _values(items, "modality")},
        "confusions": _confusions(read),
    }


def _item(label: Json) -> Item:
    published = label["published"]
    day = date.fromisoformat(published[:10]) if published else None
    return Item(label["id"], label["url"], label["title"], label["text"], label["lang"], day)


def _plain(claim: Claim) -> Json:
    return {name: getattr(claim, name) for name in LEVELS["modality"]}


def _in(read: Sequence[Read], language: str | None) -> list[Read]:
    return [each for each in read if language in (None, each.label["lang"])]


def _values(items: Sequence[Json], name: str) -> list[str]:
    return sorted({claim[name] for item in items for claim in item["claims"]})


def _figures(read: Sequence[Read]) -> Json:
    distractors = [each for each in read if each.label["distractor"]]
    return {
        **{level: _scores(read, level) for level in LEVELS},
        "distractors": len(distractors),
        "false_links": sum(bool(each.predicted) for each in distractors),
        "costly": _costly(read),
    }


def _scores(read: Sequence[Read], level: str, only: tuple[str, str] | None = None) -> Json:
    """`only`: of the claims with this value in this field."""

    def kept(claims: Sequence[Json]) -> list[Json]:
        return [claim for claim in claims if only is None or claim[only[0]] == only[1]]

    right = wrong = missed = 0
    for each in read:
        predicted = each.keys(kept(each.predicted), level)
        required = each.keys(kept(each.label["claims"]), level)
        optional = each.keys(each.label["optional_claims"], level) | each.keys(each.label["claims"], level)
        right += len(predicted & required)
        wrong += len(predicted - required - optional)
        missed += len(required - predicted)
    precision = right / (right + wrong) if right else 0.0
    recall = right / (right + missed) if right else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    rounded = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    return {**rounded, "right": right, "wrong": wrong, "missed": missed}


def _costly(read: Sequence[Read]) -> Json:
    """Of what is denied or planned, how much was asserted as happened."""
    asserted = total = 0
    for each in read:
        predicted = each.keys(each.predicted, "modality")
        right = each.keys(each.label["claims"] + each.label["optional_claims"], "modality")
        for claim in each.label["claims"]:
            if claim["modality"] in COSTLY:
                total += 1
                key = (claim["agreement"], claim["axis"], claim["value"], "happened")
                asserted += key in predicted and key not in right
    return {"asserted": asserted, "of": total, "share": round(asserted / total, 3) if total else 0.0}


def _confusions(read: Sequence[Read]) -> dict[str, int]:
    """ "labelled → predicted" → how often the status was right and the modality was not."""
    counts: dict[str, int] = {}
    for each in read:
        right = each.keys(each.label["claims"] + each.label["optional_claims"], "modality")
        labels = {tuple(c[n] for n in LEVELS["status"]): c["modality"] for c in each.label["claims"]}
        for key in each.keys(each.predicted, "modality") - right:
            if key[:3] in labels:
                pair = f"{labels[key[:3]]} → {key[3]}"
                counts[pair] = counts.get(pair, 0) + 1
    return dict(sorted(counts.items(), key=lambda each: -each[1]))


# --- showing ---------------------------------------------------------------------------------------------------------


def table(figures: Json) -> str:
    lines = [
        f"{figures['items']} items; {figures['of_150_words_per_cpu_second']} of 150 words per second of one core",
        "",
    ]
    lines.append(f"{'':24}{'precision':>10}{'recall':>10}{'F1':>10}{'right':>8}{'wrong':>8}{'missed':>8}")
    for language, found in figures["languages"].items():
        lines += [_row(f"{language or 'all'}, {level}", found[level]) for level in LEVELS]
    lines += ["", *(_row(f"status, {axis}", found) for axis, found in figures["axes"].items())]
    lines += ["", *(_row(f"modality, {how}", found) for how, found in figures["modalities"].items()), ""]
    lines += [_links(language or "all", found) for language, found in figures["languages"].items()]
    confusions = ", ".join(f"{pair} {count}" for pair, count in figures["confusions"].items())
    return "\n".join([*lines, f"modality, labelled → predicted: {confusions or 'none wrong'}"])


def _links(language: str, found: Json) -> str:
    costly = found["costly"]
    return (
        f"{language}: false links on distractors {found['false_links']} of {found['distractors']}; denied or planned "
        f"asserted as happened {costly['asserted']} of {costly['of']} ({costly['share']:.1%})"
    )


def _row(name: str, scores: Json) -> str:
    return (
        f"{name:24}{scores['precision']:10.3f}{scores['recall']:10.3f}{scores['f1']:10.3f}"
        f"{scores['right']:8}{scores['wrong']:8}{scores['missed']:8}"
    )
