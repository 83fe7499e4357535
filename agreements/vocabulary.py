"""The field's words: kinds, axes, values, next steps and groups. Plain data and pure functions.

Meanings follow the Vienna Convention on the Law of Treaties (article numbers in brackets). The United States has
signed but not ratified it, so its rules stand here as customary defaults; an agreement's own final clauses always win.
"""

from typing import Final

from agreements import procedure

Meanings = dict[str, str]

PARTY_KINDS: Final[Meanings] = {
    "state": "a state",
    "former_state": "a state that no longer exists; see its successor",
    "territory": "a territory that takes part in its own name",
    "organisation": "an international or national organisation",
}

AGREEMENT_KINDS: Final[Meanings] = {
    "safe_third_country": "safe third country",
    "outsourcing": "outsourced detention",
    "nuclear_cooperation": "nuclear cooperation",
    "trade": "trade",
    "security": "security",
    "labour_mobility": "labour mobility",
    "extradition": "extradition",
    "other": "other",
}

# Form never decides whether an agreement binds: that is the axis `character`, with who says so.
AGREEMENT_FORMS: Final[Meanings] = {
    "treaty": "treaty",
    "agreement": "agreement",
    "protocol": "protocol",
    "memorandum": "memorandum",
    "exchange_of_notes": "exchange of notes",
    "letter_of_intent": "letter of intent",
    "joint_statement": "joint statement",
    "grant": "grant",
    "oral": "oral arrangement",
    "other": "other",
}

IDENTIFIER_SCHEMES: Final[Meanings] = {
    "tias": "Treaties and Other International Acts Series",
    "unts": "United Nations Treaty Series",
    "fr_citation": "Federal Register citation",
    "fr_document": "Federal Register document number",
    "treaty_doc": "Senate treaty document",
    "public_law": "U.S. public law",
    "proclamation": "U.S. presidential proclamation",
    "statute": "statute",
    "diario_oficial": "Diario Oficial of El Salvador",
    "docket": "court docket",
    "eli": "European Legislation Identifier",
    "celex": "CELEX number",
    "wikidata": "Wikidata item",
    "register": "entry in a treaty register",
    "other": "other",
}

LINK_TYPES: Final[Meanings] = {
    "amends": "amends",
    "implements": "implements",
    "side_letter_of": "is a side letter of",
    "supersedes": "supersedes",
    "suspends": "suspends",
    "suspended_by": "is suspended by",
    "revives": "revives",
    "funds": "funds",
    "funded_by": "is funded by",
    "challenged_by": "is challenged by",
}
LINK_STATES: Final = ("proposed", "accepted")

DOCUMENT_ROLES: Final[Meanings] = {
    "authentic_text": "authentic text",
    "translation": "translation",
    "copy": "copy",
    "implementing_act": "implementing act",
    "notice": "notice",
}

EVENT_KINDS: Final[Meanings] = {
    "visit": "visit",
    "press_statement": "press statement",
    "call": "call",
    "meeting": "meeting",
    "negotiation_round": "negotiation round",
    "signature": "signature",
    "notification": "notification",
    "ratification_step": "ratification step",
    "publication": "publication",
    "implementation": "implementation",
    "litigation": "litigation",
    "legislation": "legislation",
    "other": "other",
}

MODALITIES: Final[Meanings] = {
    "happened": "happened",
    "planned": "planned",
    "denied": "denied",
    "reported": "reported",
    "hypothetical": "hypothetical",
    "cancelled": "cancelled",
}
# Only these move an axis; plans, conditions and denials never do.
MOVING_MODALITIES: Final = frozenset({"happened", "reported"})

STATEMENT_FORMS: Final[Meanings] = {
    "conference": "press conference",
    "interview": "interview",
    "written": "written statement",
    "social": "social media",
}

PARTICIPANT_ROLES: Final = ("visitor", "host", "speaker", "signatory", "recipient", "other")

SOURCE_TYPES: Final[Meanings] = {
    "official_text": "the instrument, a gazette, a register or a law itself",
    "official_statement": "a government's own statement, read at the source or in a copy",
    "court_record": "a filing, order or judgment",
    "agency": "a wire agency, read directly or in a copy",
    "press": "a newspaper, magazine, site or broadcaster",
    "ngo": "a non-governmental organisation",
    "analysis": "a scholar's, law firm's or research body's analysis",
    "reference": "a register, log or database kept by others",
    "social": "a post by somebody who holds no office",
    "rumour": "called a rumour by the source itself",
}
OFFICIAL_SOURCES: Final = frozenset({"official_text", "official_statement", "court_record"})

GRADES: Final[Meanings] = {
    "official_text": "official text",
    "both_sides": "both sides",
    "one_side": "one side",
    "independent_reports": "independent reports",
    "single_report": "single report",
    "rumour": "rumour",
    "inference": "our reading",
}
CONFIRMING_GRADES: Final = frozenset({"official_text", "both_sides"})

CODINGS: Final[Meanings] = {
    "yes": "yes",
    "no": "no",
    "inconclusive": "inconclusive",
    "not_applicable": "not applicable",
}

# Of these terms an agreement has one: two texts contradict each other. Other texts may stand side by side.
SINGLE_TERMS: Final = frozenset({"payer", "responsible_party"})
TERM_NAMES: Final[Meanings] = {
    "payer": "who pays",
    "amount": "amount",
    "cap": "ceiling",
    "unit_cost": "cost per person",
    "fee": "fee",
    "duration": "duration",
    "scope": "scope",
    "persons_requested": "persons asked for",
    "persons_agreed": "persons agreed",
    "persons_goal": "goal in persons",
    "excluded": "not covered",
    "conditions": "conditions of use",
    "purpose": "stated purpose",
    "place": "place",
    "entry_into_force": "entry into force",
    "notice_period": "notice of withdrawal",
    "suspension": "suspension",
    "review": "review",
    "renewal": "renewal",
    "implementation_plan": "implementation plan",
    "legal_basis": "legal basis",
    "legal_obligation": "legal obligation",
    "safe_third_country": "a safe third country agreement in substance",
    "responsible_party": "who answers for the persons concerned",
    "tariff": "tariff",
    "market_access": "market access",
    "critical_minerals": "critical minerals",
    "participants": "taking part",
    "use_since": "in use since",
    "disputes": "settlement of disputes",
    "other": "other",
}

CLAIM_FIELDS: Final[Meanings] = {
    "date": "date",
    "place": "place",
    "occurrence": "whether it happened",
    "content": "what was said or signed",
    "quantity": "how many or how much",
}

# The order of values is the order of a lifecycle: it breaks ties between steps of one day.
LEGAL_BINDING: Final[Meanings] = {
    "proposed": "one side offers",
    "under_negotiation": "both sides draw up a text",
    "agreed_in_principle": "a deal is announced, no authentic text",
    "text_adopted": "the text is adopted or authenticated (9-10)",
    "signed": "signed (11-14); whether signature binds or awaits ratification is said beside it",
    "consent_expressed": "a party expresses its consent: ratification, acceptance, approval, accession or exchange",
    "provisionally_applied": "applied before entry into force (25)",
    "in_force": "in force (24, 26)",
    "suspended": "operation is suspended; the legal relation continues (57-60, 72)",
    "termination_notified": "notice is given; still in force until it takes effect, revocable before (54, 56)",
    "terminated": "ended by consent, notice or breach (54, 60, 70)",
    "expired": "ended by its own term (54a)",
    "superseded": "ended by a later agreement (59)",
    "abandoned": "will not enter into force",
    "void": "claimed to be void; a claim is not a finding",
}
LEGAL_NON_BINDING: Final[Meanings] = {
    "proposed": "one side offers",
    "under_negotiation": "both sides draw up a text",
    "agreed_in_principle": "an arrangement is announced, no text",
    "concluded": "the participants have concluded it",
    "operative": "it has come into effect",
    "modified": "the participants changed it; it stays operative",
    "paused": "the participants paused it",
    "discontinued": "a participant ended it",
    "lapsed": "its own term ended",
    "replaced": "a later arrangement took its place",
}
CHARACTER: Final[Meanings] = {
    "binding": "binding under international law",
    "non_binding": "not binding",
    "mixed": "partly binding",
    "disputed": "said to be disputed by the one who speaks",
    "unknown": "nobody has said",
}
OPERATION: Final[Meanings] = {
    "not_started": "not applied",
    "preparatory": "being prepared",
    "operating": "applied",
    "paused": "application is paused",
    "ceased": "no longer applied",
}
# A ladder: every rung reached is kept, the highest is shown.
DISCLOSURE: Final[Meanings] = {
    "undisclosed": "kept from the public",
    "rumoured": "rumoured",
    "reported": "reported with sources",
    "announced_by_one": "announced by one side",
    "announced_by_both": "announced by both sides",
    "leaked": "the text was leaked",
    "court_disclosed": "disclosed in court",
    "reported_to_congress": "reported to the U.S. Congress",
    "officially_published": "officially published",
    "registered_with_un": "registered with the United Nations (UN Charter 102)",
}
PROCEDURE: Final[Meanings] = {**procedure.ROUTES, **procedure.STEPS["USA"], **procedure.STEPS["SLV"]}
LEGAL: Final[Meanings] = {**LEGAL_BINDING, **LEGAL_NON_BINDING}

AXES: Final[dict[str, Meanings]] = {
    "legal": LEGAL,
    "character": CHARACTER,
    "operation": OPERATION,
    "disclosure": DISCLOSURE,
    "procedure": PROCEDURE,
}
AXIS_LABELS: Final[Meanings] = {
    "legal": "legal",
    "character": "character",
    "operation": "implementation",
    "disclosure": "disclosure",
    "procedure": "domestic procedure",
}
# Axes on which accounts can contradict one another; disclosure only accumulates.
CONTESTED_AXES: Final = ("legal", "character", "operation", "procedure")

PRE_SIGNATURE: Final = ("proposed", "under_negotiation", "agreed_in_principle", "text_adopted")
ENDED: Final = frozenset(
    {"terminated", "expired", "superseded", "abandoned", "void", "discontinued", "lapsed", "replaced"}
)
_BINDING_ENDS = ("terminated", "expired", "superseded")
_BINDING_NEXT: Final[dict[str, tuple[str, ...]]] = {
    "signed": ("consent_expressed", "provisionally_applied", "in_force", "abandoned"),
    "consent_expressed": ("consent_expressed", "provisionally_applied", "in_force", "abandoned"),
    "provisionally_applied": ("consent_expressed", "in_force", "abandoned"),
    "in_force": ("suspended", "termination_notified", *_BINDING_ENDS),
    "suspended": ("in_force", "termination_notified", *_BINDING_ENDS),
    "termination_notified": ("in_force", "suspended", *_BINDING_ENDS),
}
_NON_BINDING_ENDS = ("discontinued", "lapsed", "replaced")
_NON_BINDING_NEXT: Final[dict[str, tuple[str, ...]]] = {
    "concluded": ("operative", "modified", "paused", *_NON_BINDING_ENDS),
    "operative": ("modified", "paused", *_NON_BINDING_ENDS),
    "paused": ("operative", *_NON_BINDING_ENDS),
}
_OPERATION_NEXT: Final[dict[str, tuple[str, ...]]] = {
    "not_started": ("preparatory", "operating"),
    "preparatory": ("operating", "paused", "ceased"),
    "operating": ("paused", "ceased"),
    "paused": ("preparatory", "operating", "ceased"),
    "ceased": ("preparatory", "operating"),
}


def folded(axis: str, value: str) -> str:
    """The value an update leaves behind: a modification leaves an arrangement operative."""
    return "operative" if (axis, value) == ("legal", "modified") else value


def _before_signature(value: str) -> tuple[str, ...]:
    later = PRE_SIGNATURE[PRE_SIGNATURE.index(value) + 1 :]
    # A counter-offer returns to the table, and signing or concluding may skip any earlier step.
    back = ("proposed",) if value == "under_negotiation" else ("under_negotiation",)
    return tuple(dict.fromkeys((*later, *back, "signed", "concluded", "abandoned")))


def next_steps(axis: str, value: str) -> tuple[str, ...]:
    """The regular next values after `value`; empty where nothing regularly follows or the axis has no order."""
    if axis == "operation":
        return _OPERATION_NEXT[value]
    if axis != "legal":
        return ()
    if value in PRE_SIGNATURE:
        return _before_signature(value)
    return _BINDING_NEXT.get(value, ()) + _NON_BINDING_NEXT.get(folded(axis, value), ())


def follows(axis: str, earlier: str, later: str) -> bool:
    """Whether `later` is the same as `earlier` or a regular next step from it (so that the two do not contradict)."""
    if axis == "procedure":
        return procedure.agree(earlier, later)
    later = folded(axis, later)
    return folded(axis, earlier) == later or later in {folded(axis, step) for step in next_steps(axis, earlier)}


def rank(axis: str, value: str) -> int:
    """Place of a value in its lifecycle or ladder, for breaking ties of one day. Both legal tracks share one order."""
    return list(AXES[axis]).index(value)


def track_of(character: str | None) -> str | None:
    """The legal track that a character points to; None where it is open which one applies."""
    return {"binding": "binding", "non_binding": "non_binding"}.get(character or "")


def on_track(track: str | None, value: str) -> bool:
    """Whether a legal value belongs to a track; everything does while the track is open."""
    if track is None:
        return True
    return value in (LEGAL_BINDING if track == "binding" else LEGAL_NON_BINDING)


# Groups for lanes, counts and the summary sentence, earliest first.
GROUPS: Final[Meanings] = {
    "not_yet_concluded": "not yet concluded",
    "signed_or_operating": "signed or operating",
    "confirmed_in_force": "confirmed in force",
    "ended": "ended",
}
_ACTING = frozenset({"in_force", "operative", "modified", "termination_notified"})


def group(legal: str | None, operation: str | None, grade: str | None, *, disputed: bool) -> str:
    """The one group of an agreement from its legal value, its operation and the grade of the legal value."""
    if legal in ENDED or (legal is None and operation == "ceased"):
        return "ended"
    if legal in PRE_SIGNATURE or (legal is None and operation is None):
        return "not_yet_concluded"
    if legal in _ACTING and grade in CONFIRMING_GRADES and not disputed:
        return "confirmed_in_force"
    return "signed_or_operating"


def group_if_denied(legal: str) -> str:
    """The group by the account of one who denies a legal value: the step before it."""
    return "not_yet_concluded" if legal in (*PRE_SIGNATURE, "signed", "concluded") else "signed_or_operating"


def earliest_group(groups: list[str]) -> str:
    """Where accounts differ an agreement counts in the earliest of their groups."""
    return min(groups, key=list(GROUPS).index)
