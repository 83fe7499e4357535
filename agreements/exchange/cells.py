"""Text in cells: what a spreadsheet would run as a formula gets one apostrophe, taken off again on import."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def neutral(text: str) -> str:
    """Text as a cell that no spreadsheet takes for a formula. Numbers are not for this function."""
    return f"'{text}" if text.startswith(STARTS) else text


def plain(cell: str) -> str:
    """The text of a cell that `neutral` made; any other cell stays as it is."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(STARTS) else cell
