"""The vocabulary's words as types: each is a named component of the schema."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypeAliasType

from agreements import vocabulary as v
from agreements.timeline import changes, density


def word(allowed: Iterable[str]) -> Any:
    """A text of which every value is known."""
    return Field(json_schema_extra={"enum": list(allowed)})


AgreementForm = TypeAliasType("AgreementForm", Annotated[str, word(v.AGREEMENT_FORMS)])
AgreementKind = TypeAliasType("AgreementKind", Annotated[str, word(v.AGREEMENT_KINDS)])
AxisName = TypeAliasType("AxisName", Annotated[str, word(v.AXES)])
ClaimField = TypeAliasType("ClaimField", Annotated[str, word(v.CLAIM_FIELDS)])
Coding = TypeAliasType("Coding", Annotated[str, word(v.CODINGS)])
DocumentRole = TypeAliasType("DocumentRole", Annotated[str, word(v.DOCUMENT_ROLES)])
EventKind = TypeAliasType("EventKind", Annotated[str, word(v.EVENT_KINDS)])
GradeCode = TypeAliasType("GradeCode", Annotated[str, word(v.GRADES)])
Group = TypeAliasType("Group", Annotated[str, word(v.GROUPS)])
IdentifierScheme = TypeAliasType("IdentifierScheme", Annotated[str, word(v.IDENTIFIER_SCHEMES)])
LinkState = TypeAliasType("LinkState", Annotated[str, word(v.LINK_STATES)])
LinkType = TypeAliasType("LinkType", Annotated[str, word(v.LINK_TYPES)])
ModalityName = TypeAliasType("ModalityName", Annotated[str, word(v.MODALITIES)])
ParticipantRole = TypeAliasType("ParticipantRole", Annotated[str, word(v.PARTICIPANT_ROLES)])
PartyKind = TypeAliasType("PartyKind", Annotated[str, word(v.PARTY_KINDS)])
SourceType = TypeAliasType("SourceType", Annotated[str, word(v.SOURCE_TYPES)])
StatementForm = TypeAliasType("StatementForm", Annotated[str, word(v.STATEMENT_FORMS)])
TermName = TypeAliasType("TermName", Annotated[str, word(v.TERM_NAMES)])
BucketLength = TypeAliasType("BucketLength", Annotated[str, word(density.BUCKETS)])
ChangeAction = TypeAliasType("ChangeAction", Annotated[str, word(changes.ACTIONS)])
ChangeType = TypeAliasType("ChangeType", Annotated[str, word(changes.TYPES)])
PublicBasis = TypeAliasType("PublicBasis", Annotated[str, word(("published", "public_from", "first_seen"))])
