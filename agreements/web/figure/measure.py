"""How wide a text may get. The server does not know the reader's fonts, so it reckons with wide ones. Pure."""

from typing import Final

# Widths in em, none below that of DejaVu Sans, the widest sans a page is likely to be read in.
_NARROW: Final = frozenset(" '’,.·:;|!/\\()[]-fijlrtIJíÍ")
_WIDE: Final = frozenset("mwMW%@—")
_CAPITALS: Final = frozenset("ABCDGHKNOQRUVXZÁÑÓÚ&#+<=>~")
_EM: Final = 0.64
BOLD: Final = 1.12


def width(text: str, size: float = 11, *, bold: bool = False) -> float:
    """An upper estimate in pixels, at a size in pixels."""
    em = sum(_of(each) for each in text)
    return em * size * (BOLD if bold else 1)


def _of(character: str) -> float:
    if character in _NARROW:
        return 0.41
    if character in _WIDE:
        return 1.02
    return 0.84 if character in _CAPITALS else _EM


def fitting(texts: list[str], room: float, size: float = 11, *, bold: bool = False) -> str:
    """The first of the texts, long to short, that fits into the room; "" if none does."""
    return next((each for each in texts if each and width(each, size, bold=bold) <= room), "")
