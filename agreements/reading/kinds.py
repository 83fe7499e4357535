"""What kinds of event an item reports, most salient first. Pure."""

from collections.abc import Sequence

from agreements.reading.item import Claim
from agreements.reading.lexicon import Lexicon
from agreements.reading.sentences import Sentence

TITLE, LEAD, BODY = 3.0, 2.0, 0.4
ENOUGH = 2.0
MOST = 3

# What a claim says of the kind of event that it comes from.
OF_CLAIM = {
    ("legal", "signed"): "signature",
    ("legal", "concluded"): "signature",
    ("legal", "under_negotiation"): "negotiation_round",
    ("legal", "consent_expressed"): "ratification_step",
    ("legal", "suspended"): "notification",
    ("legal", "termination_notified"): "notification",
    ("operation", "operating"): "implementation",
    ("operation", "paused"): "implementation",
    ("operation", "ceased"): "implementation",
    ("disclosure", "leaked"): "publication",
    ("disclosure", "court_disclosed"): "litigation",
    ("disclosure", "officially_published"): "publication",
}


def kinds(sentences: Sequence[Sentence], claims: Sequence[Claim], lexicon: Lexicon) -> tuple[str, ...]:
    """Kinds in order of weight: words in the headline, in the lead, elsewhere; and what was claimed."""
    weights: dict[str, float] = {}
    for sentence in sentences:
        place = TITLE if sentence.title else LEAD if sentence.number == 0 else LEAD / 2 if sentence.lead else BODY
        for kind, weight in _heard(sentence, lexicon).items():
            weights[kind] = weights.get(kind, 0.0) + place * weight
    for claim in claims[:MOST]:
        of_claim = OF_CLAIM.get((claim.axis, claim.value))
        if of_claim and claim.modality in ("happened", "reported", "planned"):
            weights[of_claim] = weights.get(of_claim, 0.0) + LEAD
    ranked = sorted((kind for kind, weight in weights.items() if weight >= ENOUGH), key=lambda kind: -weights[kind])
    return tuple(ranked[:MOST]) or ("other",)


def _heard(sentence: Sentence, lexicon: Lexicon) -> dict[str, float]:
    found: dict[str, float] = {}
    for pattern, rule in lexicon.kinds.candidates(sentence.stems):
        if rule.kind not in found and pattern.regex.search(sentence.text):
            found[rule.kind] = rule.weight
    return found
