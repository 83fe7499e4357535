"""Domestic procedure: by which route a party brings an agreement about at home, in which steps, in which order.

Routes and steps of the United States after 1 U.S.C. 112a-112b, article II of its Constitution and 22 CFR 181; of
El Salvador after articles 131 and 168 of its Constitution. Plain data and pure functions.
"""

from collections.abc import Collection
from typing import Final

Meanings = dict[str, str]

ROUTES: Final[Meanings] = {
    "executive_agreement": "U.S. executive agreement, kind not known",
    "sole_executive_agreement": "U.S. sole executive agreement",
    "congressional_executive_agreement": "U.S. congressional-executive agreement",
    "article_ii_treaty": "U.S. treaty under article II",
    "qualifying_non_binding_instrument": "U.S. qualifying non-binding instrument (1 U.S.C. 112b)",
}
STEPS: Final[dict[str, Meanings]] = {
    "USA": {
        "negotiation_authorised": "negotiation authorised",
        "rule_published": "implementing rule published",
        "sent_to_senate": "sent to the Senate",
        "senate_consent": "Senate consent",
        "congress_approval": "approved by Congress",
        "instrument_exchanged": "instrument exchanged",
        "transmitted_to_congress": "transmitted to Congress",
        "text_published": "text published",
    },
    "SLV": {
        "executive_signature": "signed by the executive",
        "sent_to_assembly": "sent to the Legislative Assembly",
        "assembly_ratification": "ratified by the Legislative Assembly",
        "presidential_sanction": "sanctioned by the President",
        "publication": "published in the Diario Oficial",
    },
}
# The kind of an executive agreement may be unknown to one who speaks and known to another.
_EXECUTIVE: Final = frozenset({"executive_agreement", "sole_executive_agreement", "congressional_executive_agreement"})

_TO_CONGRESS: Final = ("transmitted_to_congress", "text_published")
_PATHS: Final[dict[str, tuple[str, ...]]] = {
    "executive_agreement": ("negotiation_authorised", *_TO_CONGRESS),
    "sole_executive_agreement": ("negotiation_authorised", *_TO_CONGRESS),
    "congressional_executive_agreement": ("negotiation_authorised", "congress_approval", *_TO_CONGRESS),
    "article_ii_treaty": (
        "negotiation_authorised",
        "sent_to_senate",
        "senate_consent",
        "instrument_exchanged",
        "text_published",
    ),
    "qualifying_non_binding_instrument": _TO_CONGRESS,
}
# Only what the law makes a condition: an implementing rule, say, may be published at any time.
_AFTER: Final[dict[str, tuple[str, ...]]] = {
    "senate_consent": ("sent_to_senate",),
    "sent_to_assembly": ("executive_signature",),
    "assembly_ratification": ("sent_to_assembly",),
    "presidential_sanction": ("assembly_ratification",),
    "publication": ("assembly_ratification", "presidential_sanction"),
}
_AFTER_BY_ROUTE: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "article_ii_treaty": {"instrument_exchanged": ("senate_consent",)},
}


def path(party: str, route: str | None) -> tuple[str, ...]:
    """The steps of a party's route in their regular order; empty where its procedure, or its route, is not known."""
    if party == "SLV":
        return tuple(STEPS["SLV"])
    return _PATHS.get(route or "", ())


def expected_next(party: str, route: str | None, reached: Collection[str]) -> str | None:
    """The step that regularly comes after the furthest one reached; None at the end, or where no path is known."""
    steps = path(party, route)
    last = max((steps.index(step) for step in reached if step in steps), default=-1)
    return steps[last + 1] if last + 1 < len(steps) else None


def required_before(step: str, route: str | None) -> tuple[str, ...]:
    """The steps that must have been taken before this one."""
    return _AFTER.get(step, ()) + _AFTER_BY_ROUTE.get(route or "", {}).get(step, ())


def agree(one: str, other: str) -> bool:
    """Whether two values can both be so: steps always, for one does not undo another; of routes there is one."""
    routes = {one, other} & ROUTES.keys()
    return len(routes) < 2 or (routes <= _EXECUTIVE and "executive_agreement" in routes)
