"""One item → what it says of the tracked agreements. Pure: no database, no network, no clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agreements.reading.claims import Finding, findings
from agreements.reading.dateline import day_of_dateline
from agreements.reading.decide import decided
from agreements.reading.focus import discourse
from agreements.reading.item import Claim, Evidence, Item, Proposal, Tracked
from agreements.reading.kinds import kinds
from agreements.reading.language import language_of
from agreements.reading.lexicon import LANGUAGES, lexicon
from agreements.reading.names import known
from agreements.reading.parties import party
from agreements.reading.sentences import field, sentences
from agreements.reading.speakers import speaker
from agreements.reading.when import effective_date
from agreements.reading.years import years_in


def propose(item: Item, tracked: Sequence[Tracked]) -> Proposal:
    """Kinds and claims of an item; both empty where it says nothing of the agreements."""
    language = language_of(f"{item.title}\n{item.text}", item.lang, map(lexicon, LANGUAGES))
    if language is None:
        return Proposal(item.id, None, (), ())
    item = replace(item, published=item.published or day_of_dateline(item.text, language))
    lex, names = lexicon(language), known(tuple(tracked), language)
    fields = {"title": field("title", item.title), "text": field("text", item.text)}
    cut = sentences(fields["title"], fields["text"], lex)
    spoken = discourse(cut, fields, names, lex, day_of(item))
    groups = decided(findings(spoken, names.tracked, lex), language, item.published)
    claims = tuple(_claim(group, names.tracked[group[0].agreement], item, language) for group in groups)
    return Proposal(item.id, language, kinds(cut, claims, lex), claims)


def day_of(item: Item) -> date | None:
    """The day of an item: of its publication, else the end of the latest year that it names."""
    if item.published:
        return item.published
    years = years_in(f"{item.title} {item.text}")
    return date(max(years), 12, 31) if years else None


def _claim(group: Sequence[Finding], agreement: Tracked, item: Item, language: str) -> Claim:
    first = group[0]
    return Claim(
        agreement=agreement.slug,
        axis=first.meaning.axis,
        value=first.meaning.value,
        modality=first.modality,
        party=next((code for each in group if (code := party(each, agreement))), None),
        effective_date=effective_date(group, language, item.published),
        speaker=next((name for each in group if (name := _speaker(each, item, language))), None),
        evidence=tuple(_evidence(each) for each in group),
    )


def _speaker(finding: Finding, item: Item, language: str) -> str | None:
    return speaker(finding.heard.passage, f"{item.title}\n{item.text}", language)


def _evidence(finding: Finding) -> Evidence:
    sentence, where = finding.heard.passage.sentence, finding.heard.passage.field
    start, end = where.span(sentence.start + finding.heard.start, sentence.start + finding.heard.end)
    return Evidence(where.name, start, end, finding.heard.rule.name)
