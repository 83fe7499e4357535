"""In which modality a phrase stands: happened, planned, denied, reported or hypothetical. Pure.

What counts is the time of the verb, the words before it in its clause, the clause's own marker (if, once, unless …) and
who is said to speak. The words themselves stand in the lexicon under [modality].
"""

import re

from agreements.reading.hearing import Heard
from agreements.reading.lexicon import lexicon
from agreements.reading.setting import REACH, Setting

SOON = 45  # characters behind a noun in which its verb is sought
_WORD = re.compile(r"[^\W\d_]+")
_PURPOSE = re.compile(r"\b(?:para|a fin de|permit\w+|facult\w+ a \w+ para)\s+\w+r(?:l[aeo]s?)?\s+(?:\w+\s+){0,3}$")
_ASIDE = re.compile(r",|sin\b")  # "murió sin estrenarse", "se firmó, no sin dudas"
_AND = re.compile(r"(?:y|e|o|ni|and|or)\b")
_AFTER = re.compile(r"\w+(?:ra|ran|se|sen)\b")  # "después de que se firmara", not "a un mes de que se firme"
_RELATIVE = re.compile(r"\b(?:que|which|that)\b")
# "Was signed and will be published", not "continues to be governed".
_TO_BE = re.compile(
    r"(?<!continues )(?<!continue )(?<!continued )\b(?:will|shall|would|must|to)\s+be\s+(?:\w+\s+)?\w+$"
)
_BARE_BE = re.compile(r"(\w+|[^\w\s])\s*\b(?:not\s+)?be\s+(?:\w+ly\s+)?$")
_MODALS = {
    "to",
    "will",
    "shall",
    "would",
    "may",
    "might",
    "can",
    "could",
    "should",
    "must",
    "not",
    "ll",
    "cannot",
    "soon",
}
_THAT = re.compile(r"\bthat\b")
_OF_RELATIVE = re.compile(r"\b(?:which|who|that|and|but)\s$")
# What was not done until a day was done then: "no se publicó hasta julio".
_UNTIL = re.compile(r"\bhasta\s(?!hoy|ahora|la fecha|el momento|el dia de hoy|entonces|que\b)")
_INVERTED = re.compile(r"(?:had|were|should)\s")  # "Had they signed it, …"
# One more of a row behind an auxiliary: "will finish the text and sign it".
_ROW = re.compile(r"\b(?:will|would|shall|to|must|should)\s[^;:]*(?:,|\band|\bor)\s+(?:and\s+|then\s+)?(?:\w+ly\s+)?$")
_WOULD = re.compile(r"\b(?!seria\b)\w+ria(?:n)?\b")  # of no agreement in particular: "un tratado firmado obligaría"
_IS_TO = re.compile(r"\b(?:is|are|was|were|has|have|had)\s+(?:\w+ly\s+)?to\s+$")  # "were to begin", "has to sign"
_ALL_DONE = re.compile(r"\b(?:all|what)\b[^;]*\b(?:do|does|did|done)\b[^;]*\b(?:is|was)\s+to\s+$")
# Before a participle that no verb of the lexicon is: "was filed in court".
_WAS = re.compile(r"\b(?:was|were|(?:has|have|had)\s+(?:been)?)\s*(?:\w+ly\s+|also\s+|now\s+|since\s+)?$")
_PARTICIPLE = re.compile(r"\w+(?:ed|aid|ent|ut|ept|old|ade|own)\b")
_MUST = re.compile(r"\bmust\s+(?:\w+\s+){0,2}$")
_ALL_BUT = re.compile(r"\ball but\s+(?:\w+\s+)?$")
_LASTS = re.compile(r"(?:remain|stay|continue|still)")
_DEMAND = re.compile(r";\s+(?:and\s+)?to\s+$")  # one more of a row: "we call on them to release …; to publish …"


def modality(heard: Heard, language: str) -> str | None:
    """The modality of a phrase; None where the sentence leaves open whether it is so."""
    here = Setting(heard, language)
    if heard.rule.meaning.axis == "operation" and heard.time in (None, "participle") and _PURPOSE.search(here.before):
        return None
    if here.passive and (heard.noun_before or (language == "es" and not here.governed("auxiliary"))):
        return _of_attribute(here)
    if here.has("law", here.opening.rpartition(", ")[2]):
        return None  # what a statute says in general, not what was done
    if _of_any(here) or here.has("open", here.opening):
        return None
    if heard.time in ("present", "infinitive") and here.governed("not_yet"):
        return None
    unsure = (
        language == "es"
        and heard.time in ("present", "subjunctive", "infinitive")
        and here.has("condition", here.opening)
    )
    if not unsure and _denied(here):  # "mientras no lo ratifique" denies nothing
        return "denied"
    if any(here.has(name, here.opening) for name in ("condition", "relief")):
        return "hypothetical"
    if not here.indicative and here.has("once", here.opening):
        return "hypothetical"
    if language == "en" and _INVERTED.match(here.opening) and not _OF_RELATIVE.search(heard.text[: here.bounds[0]]):
        return "hypothetical"
    if language == "en" and _ALL_BUT.search(heard.text[: heard.anchor]):
        return None
    if not _done_by(here) and here.has("later", here.after[:REACH]):
        return "planned"
    return None if _only_purpose(here) else _by_time(here)


def _done_by(here: Setting) -> bool:
    """Whether a phrase tells of what has been, by its verb or by one within: "plans … have been dropped"."""
    if here.heard.time is not None:
        return here.heard.time not in ("present", "infinitive")
    past = _first_time(here.phrase, here.language) == "past"
    return here.language == "en" and (past or bool(_LASTS.search(_last_words(here))))


def _of_attribute(here: Setting) -> str | None:
    """Of "the accord signed in May": what else is said of the accord does not touch it, but there may be none."""
    if here.language == "es" and here.has("none_such", here.before):
        return "denied"
    return None if _of_any(here) else "happened"


def _of_any(here: Setting) -> bool:
    """Whether it is of no agreement in particular: "un tratado aprobado por el Senado podría …"."""
    head = f"{here.opening}{here.phrase.partition(' ')[0]}"
    return here.language == "es" and here.has("any_such", head) and bool(_WOULD.search(here.after[:REACH]))


def _only_purpose(here: Setting) -> bool:
    """Whether a phrase only says what an agreement is for: "un acuerdo para recibir …" tells of nobody received."""
    if here.language != "es" or here.heard.rule.meaning.axis != "operation":
        return False
    unsure = here.heard.time in ("infinitive", "subjunctive")
    return unsure and not here.governed("intended", "done", "after_that", "possible")


def _denied(here: Setting) -> bool:
    start = here.heard.start
    if here.has("only_because", here.after[:SOON]):
        return False  # "we did not sign it just because …"
    denial = here.has("denial", here.heard.text[max(0, start - 2 * REACH) : start])
    undone = here.heard.time is None and _undone(here)
    untrue = here.has("alleged", here.heard.text[:start]) and here.has("untrue", here.heard.text[here.heard.end :])
    spanish = here.language == "es"
    nobody = here.governed("nobody") and (spanish or here.governed("auxiliary"))  # "No paper of any kind has been …"
    # What is only named, as the gazette is, may stand far behind the verb that is denied.
    meaning = here.heard.rule.meaning
    named = meaning.axis in ("disclosure", "procedure") or meaning.value == "consent_expressed"
    far = spanish and here.heard.time is None and named
    negation = ("far_negation" if far else "negation", "at_no_time", "without")
    inner = here.has("inner", here.phrase)
    denied = nobody or inner or here.governed(*negation)
    at_last = spanish and here.heard.time == "past" and _UNTIL.search(here.after)
    return denial or undone or untrue or (denied and not at_last)


def _undone(here: Setting) -> bool:
    """Whether what a noun names did not come about: "la firma no se concretó"."""
    next_words = " ".join(here.after.split()[: 2 if here.language == "es" else 1])
    next_words = "" if here.language == "es" and _ASIDE.match(next_words) else next_words
    lasting = here.heard.rule.meaning.value == "under_negotiation"
    return here.has("undone", here.after[:REACH]) or (
        not lasting and not _AND.match(next_words) and here.has("negation", next_words)
    )


def _by_time(here: Setting) -> str | None:
    time = here.heard.time
    headline = here.language == "en" and here.heard.passage.sentence.title
    if time == "present" and here.heard.rule.meaning.value == "expired" and not headline:
        return "planned"  # "vence el domingo"
    if time == "present" or (time == "past" and not here.passive):
        return here.told
    if time == "subjunctive" and here.governed("after_that") and _AFTER.match(here.heard.text, here.heard.anchor):
        return here.told
    if time == "subjunctive" and here.governed("ahead_that") and not here.governed("wish"):
        return "planned"
    if time == "subjunctive" or here.governed("possible"):
        return "hypothetical"
    if time == "conditional":
        return "reported" if here.has("doubt", here.before) else "planned"
    if here.governed("lasting"):
        return here.told  # "continues to be governed", "believed to be in effect"
    if here.language == "en" and here.passive and _mandative(here):
        return "hypothetical"
    if time == "future" or (here.passive and here.governed("future_passive")):
        return "planned"
    if time == "infinitive":
        return _of_infinitive(here)
    if here.passive or here.heard.rule.meaning.axis == "character":
        return here.told
    if time is None:
        return _of_noun(here)
    if here.language == "en" and time == "gerund" and here.governed("wish"):
        return "hypothetical"  # "weighs sending"
    return "planned" if here.governed("ahead", "future_passive") or here.has("plan", here.before) else here.told


def _mandative(here: Setting) -> bool:
    """Whether a participle is only demanded: "to order that it be discontinued"."""
    bare = _BARE_BE.search(here.before)
    return bool(bare and bare[1] not in _MODALS and _THAT.search(here.before))


def _of_infinitive(here: Setting) -> str | None:
    if here.language == "es" and not here.before.strip():
        return None  # a mere notion: "Suspender un tratado no es extinguirlo"
    if here.governed("yet"):
        return "planned"
    if here.language == "en" and _IS_TO.search(here.before):
        return here.told if _ALL_DONE.search(here.before) else "planned"
    if here.governed("promised"):
        return "planned"
    if here.governed("done"):
        return here.told
    if here.language == "en" and _MUST.search(here.before):
        return None  # a duty, not what is done: "each party must complete its procedures"
    if here.governed("wish") or _DEMAND.search(here.heard.text[: here.heard.anchor]):
        return "hypothetical"
    if here.language == "en" and _ROW.search(here.heard.text[: here.heard.anchor]):
        return "planned"
    return "planned" if here.language == "es" or here.governed("future") else here.told


def _of_noun(here: Setting) -> str:
    """Of a phrase that was found by its nouns: by the verb in it, by words before it, by what follows."""
    if here.language == "en" and _PARTICIPLE.match(here.phrase) and _WAS.search(here.before):
        return here.told
    if here.phrase.startswith("to ") or here.governed("future_passive"):
        return "hypothetical" if here.governed("wish") else "planned"
    if here.has("doubt", here.phrase) or here.has("behind", _last_words(here)):
        return here.told
    # Its first word is a noun, though in Spanish it may look like a verb.
    inside = _first_time(here.phrase.partition(" ")[2] if here.language == "es" else here.phrase, here.language)
    if here.language == "en" and _TO_BE.search(here.phrase):
        return "planned"
    if inside == "past":
        return here.told
    if here.governed("wish") or (here.language == "es" and _wished(here)):
        return "hypothetical"
    scheduled = here.has("scheduled", here.after[:REACH])
    if inside or scheduled or here.governed("ahead") or here.has("plan", here.before):
        return "planned"
    following = _first_time(_RELATIVE.split(here.after[:SOON])[0], here.language)
    return "planned" if following in ("future", "conditional") else here.told


def _wished(here: Setting) -> bool:
    """Whether the verb right before a noun is in the subjunctive of a wish: "exige que anuncien la terminación"."""
    words = _WORD.findall(here.before)
    times, idle = lexicon(here.language).times, ("de", "den", "este", "esten")  # of "dar" and "estar", or none
    wished = any(times.get(word) == "subjunctive" and word not in idle for word in words[-4:])
    return wished and "que" in words and not here.governed("after_that")


def _last_words(here: Setting) -> str:
    """A noun with the words right before it: "tras la firma"."""
    return " ".join([*here.before.split()[-2:], *here.phrase.split()[:2]])


def _first_time(text: str, language: str) -> str | None:
    """The time of the first finite verb of a text, of those that the lexicon knows."""
    times, idle = lexicon(language).times, lexicon(language).words["modality"].get("timeless", "").split()
    for word in _WORD.findall(text[: 2 * REACH]):
        if word in ("will", "would"):
            return "future"
        if word not in idle and times.get(word) in ("future", "conditional", "past"):
            return times[word]
    return None
