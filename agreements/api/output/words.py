"""The vocabulary as it is served."""

from agreements.api.output.common import Output


class Word(Output):
    value: str
    meaning: str


class ModalityWord(Word):
    """`moves`: whether an update of this modality moves an axis."""

    moves: bool


class TermWord(Word):
    """`single`: an agreement has one, so that two texts contradict each other."""

    single: bool


class GradeWord(Word):
    """`confirming`: it can confirm an agreement as being in force."""

    confirming: bool


class Track(Output):
    """One of the two tracks of the legal axis, with the regular next steps from each of its values."""

    values: list[Word]
    next_steps: dict[str, list[str]]


class Axis(Output):
    """Values stand in the order of a lifecycle or ladder. `contested`: accounts can contradict one another on it."""

    label: str
    contested: bool
    values: list[Word]
    next_steps: dict[str, list[str]]


class Tracks(Output):
    binding: Track
    non_binding: Track


class Procedure(Output):
    routes: list[Word]
    steps: dict[str, list[Word]]


class Axes(Output):
    legal: Axis
    character: Axis
    operation: Axis
    disclosure: Axis
    procedure: Axis


class Vocabulary(Output):
    axes: Axes
    legal_tracks: Tracks
    procedure: Procedure
    groups: list[Word]
    grades: list[GradeWord]
    modalities: list[ModalityWord]
    event_kinds: list[Word]
    statement_forms: list[Word]
    participant_roles: list[str]
    agreement_kinds: list[Word]
    agreement_forms: list[Word]
    party_kinds: list[Word]
    identifier_schemes: list[Word]
    link_types: list[Word]
    link_states: list[str]
    document_roles: list[Word]
    source_types: list[Word]
    codings: list[Word]
    term_names: list[TermWord]
    claim_fields: list[Word]
