"""Colours: one dark table in two places, and contrast as the tokens promise."""

import re
from pathlib import Path

import pytest

import agreements

STYLES = Path(agreements.__file__).parent / "static" / "agreements"


def tables() -> list[dict[str, str]]:
    """Light, dark by the switch, dark by the browser's preference, the reader's own palette."""
    text = (STYLES / "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\{([^{}]*--paper[^{}]*)\}", text)
    return [dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6}|Canvas|Highlight|[A-Z]\w+Text)", block)) for block in blocks]


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_two_dark_tables_are_one():
    light, switched, preferred, _own = tables()
    assert switched == preferred
    assert light.keys() == switched.keys()


def test_every_colour_has_one_in_the_readers_own_palette():
    light, own = tables()[0], tables()[3]
    assert light.keys() == own.keys()
    assert not [each for each in own.values() if each.startswith("#")]


@pytest.mark.parametrize("table", tables()[:2], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "needed"),
    [
        ("ink", "paper", 4.5),
        ("ink-2", "paper", 4.5),
        ("ink-3", "paper", 4.5),
        ("ink-3", "wash", 4.5),
        ("link", "paper", 4.5),
        ("link", "wash", 4.5),
        ("alert", "paper", 4.5),
        ("alert", "wash", 4.5),
        ("alert", "alert-wash", 4.5),
        ("ink", "wash-2", 4.5),
        ("ink-3", "wash-2", 4.5),
        ("rule-2", "paper", 3),
        ("rule-2", "wash", 3),
        ("b-line", "paper", 3),
        ("n-line", "paper", 3),
        ("u-line", "paper", 3),
    ],
)
def test_contrast_is_enough(table, text, ground, needed):
    assert contrast(table[f"--{text}"], table[f"--{ground}"]) >= needed


def test_styles_use_no_colour_but_the_tokens():
    for name in ("page.css", "record.css"):
        assert not re.search(r"#[0-9a-f]{3,8}\b(?=[^{]*\})", (STYLES / name).read_text(encoding="utf-8"))


def test_no_style_reaches_out():
    for sheet in STYLES.glob("*.css"):
        assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8"))
