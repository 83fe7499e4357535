"""What the forms of citations and of the statements that rest on them ask for."""

from agreements import vocabulary as v
from agreements.admin import fields as f
from agreements.admin.citing import numbered
from agreements.admin.dates import DateField
from agreements.admin.input_form import Entry, InputForm, Json
from agreements.errors import Refused
from agreements.models import AgreementLink, AgreementParty, Event, Term

CITES_HELP = "Numbers of citations, such as 1 or 1, 3. Empty: the one that is added here, or the only one there is."


class CitationForm(InputForm):
    url = f.text(2000, label="Address")
    title = f.text()
    publisher = f.text()
    source_type = f.word(v.SOURCE_TYPES, label="Type of source")
    language = f.text(20, initial="en")
    published = DateField(label="Published (EDTF)")
    excerpt = f.long_text(2, label="Passage", help_text="At most 300 characters, in the words of the source.")
    locator__page = f.text(10, label="Page")
    parties = f.several(
        Event._meta.get_field("parties"), label="In the name of", help_text="For official sources: whose."
    )


class SpokenForm(InputForm):
    """A statement that somebody makes, with its citations by number."""

    speaker__name = f.text(label="Speaker")
    speaker__person = f.chosen(Term._meta.get_field("speaker_person"), label="Speaker, if recorded")
    speaker__office = f.chosen(Term._meta.get_field("speaker_office"), label="Speaker's office")
    speaker__party = f.chosen(Term._meta.get_field("speaker_party"), label="Speaks for")
    inference = f.yes("Our reading of the cited text")
    note = f.long_text(2)
    citations = f.text(100, label="Cites", help_text=CITES_HELP)

    def content(self) -> Json:
        """A recorded person who speaks is named by that name, if by no other."""
        found = super().content()
        person = self.cleaned_data.get("speaker__person")
        if person and "name" not in found["speaker"]:
            found["speaker"]["name"] = person.name
        return found


class TermForm(SpokenForm):
    name = f.word(v.TERM_NAMES, label="Term")
    low = f.text(30)
    high = f.text(30)
    unit = f.text(help_text="Unit or currency, such as USD or persons.")
    text = f.long_text(2)
    coding = f.word(v.CODINGS, empty=False, initial="yes")

    field_order = ("name", "low", "high", "unit", "text", "coding", *SpokenForm.base_fields)


class LinkForm(InputForm):
    type = f.word(v.LINK_TYPES)
    agreement = f.chosen(AgreementLink._meta.get_field("to_agreement"), label="To the agreement")
    event = f.chosen(AgreementLink._meta.get_field("to_event"), label="or to the event")
    state = f.word(v.LINK_STATES, empty=False, initial="accepted")
    inference = f.yes("Our reading of the cited text")
    note = f.long_text(2)
    citations = f.text(100, label="Cites", help_text=CITES_HELP)


class MemberForm(InputForm):
    party = f.chosen(AgreementParty._meta.get_field("party"))
    role = f.text(initial="party")


class IdentifierForm(InputForm):
    scheme = f.word(v.IDENTIFIER_SCHEMES)
    value = f.text()
    url = f.text(2000, label="Address")


class DocumentForm(InputForm):
    url = f.text(2000, label="Address")
    title = f.text()
    role = f.word(v.DOCUMENT_ROLES)
    language = f.text(20, initial="en")


def cited(entry: Entry, known: list[str], lists: tuple[str, ...]) -> Json:
    """What a form says, its new citations with ids, its statements naming citations by id instead of by number.

    `known`: ids of the citations that the record has. Raises Refused."""
    citations, numbers = numbered(entry, known)
    content, problems = {**entry.content(), "citations": citations}, []
    for name in lists:
        for index, each in enumerate(content[name]):
            path = f"{name}.{index}.citations"
            each["citations"], problem = numbers.resolve(each.get("citations", ""), path)
            problems += [problem] if problem else []
    if problems:
        raise Refused(problems)
    return content
