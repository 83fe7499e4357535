"""All forms of a verb, folded, with what each says of time. Pure.

Times: past, present, future, conditional, subjunctive, infinitive, participle, gerund. An English form that serves as
past and as participle counts as past; words before it decide later.
"""

from collections.abc import Mapping

Forms = Mapping[str, str]

_SPANISH = {
    # ending of the infinitive → time → endings of the third persons (and "nosotros" in the past)
    "ar": {
        "present": "a an",
        "past": "o aron aba aban amos",
        "subjunctive": "e en ara aran ase asen",
        "participle": "ado ada ados adas",
        "gerund": "ando",
    },
    "er": {
        "present": "e en",
        "past": "io ieron ia ian imos",
        "subjunctive": "a an iera ieran iese iesen",
        "participle": "ido ida idos idas",
        "gerund": "iendo",
    },
}
_SPANISH["ir"] = _SPANISH["er"]
_AFTER_INFINITIVE = {"future": "a an", "conditional": "ia ian"}
_PRONOUNS = ("", "se", "lo", "la", "los", "las", "le", "les")
# Before e a consonant keeps its sound in writing.
_SOFTENED = {"c": "qu", "g": "gu", "z": "c"}


def spanish(infinitive: str, irregular: Mapping[str, str] | None = None) -> dict[str, str]:
    """Forms of a Spanish verb → time. `irregular`: time → forms that take the place of the regular ones.

    The future's forms win over the subjunctive's of the same letters: accents are folded away."""
    stem, ending = infinitive[:-2], infinitive[-2:]
    forms = {}
    for time, endings in _SPANISH[ending].items():
        for each in endings.split():
            soft = ending == "ar" and each[0] == "e" and stem[-1] in _SOFTENED
            forms[(stem[:-1] + _SOFTENED[stem[-1]] if soft else stem) + each] = time
    for time, written in (irregular or {}).items():
        forms = {form: kept for form, kept in forms.items() if kept != time}
        forms |= dict.fromkeys(written.split(), time)
    root = (irregular or {}).get("root", infinitive)
    forms = {form: time for form, time in forms.items() if time != "root"}
    forms |= {root + each: time for time, endings in _AFTER_INFINITIVE.items() for each in endings.split()}
    return forms | {infinitive + pronoun: "infinitive" for pronoun in _PRONOUNS}


def english(base: str, irregular: str | None = None) -> dict[str, str]:
    """Forms of an English verb → time. `irregular`: past, participle and -ing form where they are not regular.

    Raises ValueError if these are not three."""
    if irregular:
        if len(irregular.split()) != 3:
            raise ValueError(f"{base}: give past, participle and -ing form, not {irregular!r}")
        past, participle, gerund = irregular.split()
    else:
        cut = base[:-1] if base.endswith("e") else base
        past = participle = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else cut + "ed"
        gerund = cut + "ing"
    third = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + _s(base)
    return {participle: "past", past: "past", gerund: "gerund", third: "present", base: "infinitive"}


def _s(base: str) -> str:
    return "es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
