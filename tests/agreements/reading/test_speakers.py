"""Who is said to say it."""

import pytest

from .test_propose import read

SIGNED = "El Salvador and the United States signed the coffee agreement"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{SIGNED}, Economy Minister Ana Torres said on Monday.", "Ana Torres"),
        (f"According to Ana Torres, {SIGNED}.", "Ana Torres"),
        (f"{SIGNED}, the State Department said.", None),
        (f"{SIGNED}, a spokesman said.", None),
        (f"{SIGNED} in the presence of Ana Torres.", None),
        (f"Ana Torres arrived late. {SIGNED}, Torres said.", "Ana Torres"),
        (f"MS. TORRES: {SIGNED}, you know.", None),
        (f"ANA TORRES, minister: Good morning.\nMS. TORRES: {SIGNED}.", None),
    ],
)
def test_a_person_to_whom_it_is_attributed_speaks(text: str, name: str | None) -> None:
    (claim,) = [each for each in read(text).claims if each.value == "signed"]
    assert claim.speaker == name
