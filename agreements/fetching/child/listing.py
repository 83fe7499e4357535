"""Lists in JSON and HTML → entries, in the limited child: what all their formats have in common."""

from collections import Counter
from typing import Any

from agreements.fetching.child import federal_register, index, json_feed, json_list, tree, wordpress
from agreements.fetching.child.entry import EMPTY, SAYING, joined, language
from agreements.fetching.child.found import Found, Passed
from agreements.fetching.child.plain import clean, one_line

MOST_ENTRIES = 1000
FORMATS = {
    "json_feed": (tree.load, json_feed.read),
    "federal_register": (tree.load, federal_register.read),
    "wordpress": (tree.load, wordpress.read),
    "json_list": (tree.load, json_list.read),
    "index_page": (index.load, index.read),
}
NOT_ONE = "It is no item: it is {}."


def parse(question: dict[str, Any], payload: bytes) -> dict[str, Any]:
    """Question: `format`, `url`, `content_type`, `pages` (how many the site says there are, as text), `settings`.

    Answer: as of a feed (`title`, `language`, `entries`, `most`, `more`, `notes`), with `passed` and `next`. Raises
    PermanentError for what is not in that format.
    """
    load, read = FORMATS[question["format"]]
    value, note = load(payload, question["content_type"])
    found = read(value, question)
    base = joined(question["url"], found.base) or question["url"]
    entries, passed, undated = _entries(found, base)
    return {
        "title": one_line(found.title),
        "language": language(found.language),
        "entries": entries,
        "most": MOST_ENTRIES,
        "more": max(0, len(found.items) - MOST_ENTRIES),
        "notes": [*filter(None, [note, undated]), *found.notes],
        "passed": [{"reason": p.reason, "item": clean(p.example)[:200], "count": p.count} for p in passed],
        "next": joined(base, clean(found.next)),
    }


def _entries(found: Found, base: str) -> tuple[list[dict[str, Any]], list[Passed], str]:
    """The entries, what is none, and a note about dates that cannot be read."""
    entries: list[dict[str, Any]] = []
    reasons: Counter[str] = Counter()
    examples: dict[str, str] = {}
    undated: list[str] = []
    for item in found.items[:MOST_ENTRIES]:
        given = found.given(item) if isinstance(item, found.kinds) else None
        entry = given.handed_back(base) if given else {}
        if given and any(entry[name] for name in SAYING):
            entries.append(entry)
            undated += [given.undated] if given.undated else []
        else:
            reason = EMPTY if given else NOT_ONE.format(_kind(item))
            reasons[reason] += 1
            examples.setdefault(reason, one_line(str(item))[:60] if isinstance(item, str) else "…")
    passed = [Passed(reason, examples[reason], count) for reason, count in reasons.items()]
    return entries, [*found.passed, *passed], _about(undated)


def _kind(item: Any) -> str:
    names = {str: "text or a number", bool: "true or false", list: "a list", dict: "an object", type(None): "nothing"}
    return names.get(type(item), "something else")


def _about(undated: list[str]) -> str:
    if not undated:
        return ""
    return f"Dates that cannot be read, {len(undated):,} in all, such as {one_line(undated[0])[:60]!r}."
