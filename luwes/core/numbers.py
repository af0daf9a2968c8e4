"""Whole numbers out of what somebody sent: in an address, a form, the button of a row."""

from collections.abc import Iterable

MOST_DIGITS = 18  # whatever fits can be the key of a row


def whole(text: str, default: int = 0) -> int:
    """The number; the default, nought being the key of no row, for anything but plain digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else default


def wholes(texts: Iterable[str]) -> list[int]:
    """Those that are keys of rows, in their order."""
    return [number for text in texts if (number := whole(text))]
