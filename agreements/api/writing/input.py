"""The bodies of writes as the interface describes them: the writer's shapes, and what an act needs besides."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from agreements.api.writing.body import LOGGED
from agreements.shapes import (
    AgreementIn,
    CitationIn,
    DeterminationIn,
    EventIn,
    Id,
    Name,
    Shape,
    Slug,
    StatusUpdateIn,
    TermIn,
    Text,
)

Json = dict[str, Any]
Why = Annotated[Text, Field(description="Why it is written; it stands in the record's history for ever.")]
Sources = Annotated[
    tuple[Id | CitationIn, ...],
    Field(min_length=1, description="Ids of citations that the record has, or new citations, which it then gets."),
]
Version = Annotated[int, Field(description="The version that was read; if it is not the present one: 412.")]


def _optional(*names: str) -> Callable[[Json], None]:
    """These may be left out."""

    def change(schema: Json) -> None:
        schema["required"] = [name for name in schema["required"] if name not in names]

    return change


def _only_what_changes(schema: Json) -> None:
    """Whatever is left out stays as it is."""
    schema["required"] = ["reason"]
    for each in schema["properties"].values():
        each.pop("default", None)


class NewEvent(EventIn):
    """An event with all that it says, as one revision. Without a slug it gets one of its title and date."""

    model_config = ConfigDict(json_schema_extra=_optional("slug"))
    reason: Why = LOGGED


class NewVisit(NewEvent):
    """A visit with all that it says, as one revision. Without a slug it gets one of its title and date."""

    model_config = ConfigDict(json_schema_extra=_optional("slug", "kind"))
    kind: Literal["visit"] = "visit"


class NewPressStatement(NewEvent):
    """A press statement with all that it says, as one revision. Without a slug it gets one of its title and date."""

    model_config = ConfigDict(json_schema_extra=_optional("slug", "kind"))
    kind: Literal["press_statement"] = "press_statement"


class EventChange(EventIn):
    """What to change; the rest stays. Nested statements are appended."""

    model_config = ConfigDict(json_schema_extra=_only_what_changes)
    reason: Why
    version: Version = 0


class NewAgreement(AgreementIn):
    """An agreement with its terms, links and citations, as one revision."""

    reason: Why = LOGGED


class AgreementChange(AgreementIn):
    """What to change; the rest stays. Terms, links and citations are appended."""

    model_config = ConfigDict(json_schema_extra=_only_what_changes)
    reason: Why
    version: Version = 0


class NewTerm(TermIn):
    citations: Sources  # type: ignore[assignment]
    reason: Why = LOGGED


class NewStatusUpdate(StatusUpdateIn):
    """What a recorded event says about an agreement. An irregular step needs a note that says why it is one."""

    event: Slug
    citations: Sources  # type: ignore[assignment]
    reason: Why = LOGGED


class NewDetermination(DeterminationIn):
    """Ids of rival status updates, terms or claims. Who chooses is whoever sends it."""

    model_config = ConfigDict(json_schema_extra=_optional("by"))


class Retraction(Shape):
    """Why it is taken back. Its text stays, its effect goes."""

    reason: Name
