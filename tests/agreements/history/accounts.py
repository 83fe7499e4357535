"""Accounts for pure tests: `account` builds one, `many` draws several over a short calendar, so that they collide."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from agreements import edtf
from agreements import vocabulary as v
from agreements.history.account import Account, voices
from agreements.history.conflicts import Choice, Determined, status_conflicts
from agreements.history.evidence import Evidence
from agreements.history.fold import Standing, fold

from .. import edtf_strategies

LONG_KNOWN = date.max  # recorded so late that it says nothing about the start

# Days, months, years, marks, intervals, sets and open ends, close together.
TEXTS = [
    *(f"2025-01-0{day}" for day in range(1, 5)),
    *("2024", "2025", "2025~", "2025-01", "2025-02?", "2025-01-XX", "202X"),
    *("2025-01-01/2025-01-03", "2024-12/2025-02", "2025-01-02/..", "2025-01-03/"),
    *("../2025-01-02", "/2025", "../2021-02-06", "[2025-01-01,2025-01-03]", "[2025-01-02..2025-02]"),
    *("-0500", "-0044", "Y12000", "9999-12-31"),
]
SPEAKERS = ["Office A", "Office B", "Office C"]


def account(value: str = "signed", day: str = "2025-01-02", who: str | None = None, **changes: Any) -> Account:
    """One account; without `who` speaks the story named in `clusters`."""
    axis = changes.pop("axis", "legal")
    clusters = frozenset(changes.pop("clusters", ["wire"]))
    speaker = {"name": who, "person": None, "office": None, "party": None} if who else None
    fields = {
        "id": f"{value}-{who or 'story'}-{day}",
        "axis": axis,
        "party": "",
        "value": value,
        "modality": "happened",
        "date": edtf.parse(day),
        "known": LONG_KNOWN,
        "speaker": speaker,
        "voices": voices(speaker, clusters),
        "evidence": Evidence(clusters=clusters),
        **changes,
    }
    return Account(**fields)


@st.composite
def _one(draw: st.DrawFn, axes: list[str], modalities: list[str], texts: list[str]) -> dict[str, Any]:
    axis = draw(st.sampled_from(axes))
    return {
        "axis": axis,
        "value": draw(st.sampled_from(list(v.AXES[axis]))),
        "party": draw(st.sampled_from(["USA", "SLV"])) if axis == "procedure" else "",
        "modality": draw(st.sampled_from(modalities)),
        "day": draw(st.sampled_from(texts) | edtf_strategies.texts if texts is TEXTS else st.sampled_from(texts)),
        "known": draw(st.sampled_from([date(2025, 1, 3), date(2025, 1, 20), LONG_KNOWN])),
        "who": draw(st.sampled_from([None, *SPEAKERS])),
        "clusters": draw(st.sets(st.sampled_from(["wire", "paper", "site"]), min_size=1)),
    }


def many(
    axes: Iterable[str] = tuple(v.AXES),
    modalities: Iterable[str] = tuple(v.MODALITIES),
    texts: list[str] = TEXTS,
    min_size: int = 1,
    max_size: int = 8,
) -> st.SearchStrategy[list[Account]]:
    """Lists of accounts of one agreement, each with an id of its own."""
    drawn = st.lists(_one(list(axes), list(modalities), texts), min_size=min_size, max_size=max_size)
    return drawn.map(lambda each: [account(id=f"u{index}", **fields) for index, fields in enumerate(each)])


@st.composite
def decided(draw: st.DrawFn, /, **options: Any) -> tuple[list[Account], Determined]:
    """Accounts, and determinations that chose between some of those which contradict each other."""
    accounts = draw(many(**options))
    choices = []
    conflicts = status_conflicts("memo", accounts, Determined())
    # One contradiction may be chosen between twice: of several rivals first one is set aside, then another.
    for index, conflict in enumerate(each for each in conflicts for _ in range(2)):
        ids = sorted(conflict.contested)
        preferred = draw(st.sets(st.sampled_from(ids), min_size=0, max_size=len(ids) - 1))
        set_aside = draw(st.sets(st.sampled_from(sorted(set(ids) - preferred)), min_size=1)) if preferred else set()
        if preferred:
            choices.append(Choice(f"d{index}", frozenset(preferred), frozenset(set_aside)))
    return accounts, Determined(tuple(choices))


def folded(accounts: list[Account], determined: Determined = Determined()) -> list[Standing]:  # noqa: B008  (a value)
    return fold(accounts, status_conflicts("memo", accounts, determined), determined)
