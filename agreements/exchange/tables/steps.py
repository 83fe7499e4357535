"""The steps of one row in their order: which are irregular, and what holds on in spite of a later step. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from agreements import edtf
from agreements.vocabulary import follows, rank

# A step that names the day of an act comes after what it leads to where that was given effect from an earlier day.
# What was reached then holds on: a signature does not end an entry into force.
HOLDS_ON = {
    "text_adopted": ("provisionally_applied", "in_force"),
    "signed": ("provisionally_applied", "in_force"),
    "consent_expressed": ("provisionally_applied", "in_force"),
    "provisionally_applied": ("in_force",),
    "termination_notified": ("terminated",),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One status update of a row. `event`: the name of its event; `own`: its day is not the event's."""

    event: str
    axis: str
    value: str
    day: str
    modality: str = "happened"
    own: bool = False
    note: str = ""
    holds_on_after: str = ""

    @property
    def order(self) -> tuple[date, date, int]:
        """As the record orders updates: by day, then by place in the lifecycle."""
        when = edtf.parse(self.day)
        return when.start_to, when.date_from, rank(self.axis, self.value)

    @property
    def id(self) -> str:
        after = f"-after-{self.holds_on_after}" if self.holds_on_after else ""
        return f"{self.value}{after}".replace("_", "-")

    def __str__(self) -> str:
        return f"{self.value.replace('_', ' ')} ({self.day})"


def explained(steps: Iterable[Step], register: str) -> tuple[list[Step], list[str]]:
    """The steps with a note on each irregular one, and with what holds on in spite of it; and what was irregular."""
    found: list[Step] = []
    warnings: list[str] = []
    before: dict[str, Step] = {}
    for step in sorted(steps, key=lambda each: each.order):
        last = before.get(step.axis)
        # Plans move nothing, and disclosure has no order: nothing is irregular about them.
        if step.modality == "planned" or step.axis == "disclosure":
            found.append(step)
            continue
        before[step.axis] = step
        if last is None or follows(step.axis, last.value, step.value):
            found.append(step)
            continue
        warnings.append(f"{step} after {last}")
        found.append(replace(step, note=f"{step.note} As the register has it: {step} after {last}.".strip()))
        if last.value in HOLDS_ON.get(step.value, ()):
            before[step.axis] = _holding_on(last, step, register)
            found.append(before[step.axis])
    return found, warnings


def _holding_on(reached: Step, step: Step, register: str) -> Step:
    note = f"Our reading: {register} dates {reached} before {step}; it is taken to hold on after that."
    # Of one day the later stage counts last, so the same day is enough.
    return replace(reached, day=step.day, own=True, note=note, holds_on_after=step.value)
