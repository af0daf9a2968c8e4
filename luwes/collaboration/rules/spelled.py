"""Whole numbers written out, as Indonesian papers do ("terbilang")."""

_ONES = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
)  # fmt: skip
_STEPS = (
    (1_000_000_000_000, "triliun"), (1_000_000_000, "miliar"), (1_000_000, "juta"), (1000, "ribu"),
    (100, "ratus"),
)  # fmt: skip


def spelled(number: int) -> str:
    """A whole number from nought on."""
    return _spelled(number) if number else "nol"


def _spelled(number: int) -> str:
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return f"{_ONES[number // 10]} puluh {_ONES[number % 10]}".strip()
    size, name = next(step for step in _STEPS if number >= step[0])
    many, rest = divmod(number, size)
    head = f"se{name}" if many == 1 and size < 1_000_000 else f"{_spelled(many)} {name}"
    return f"{head} {_spelled(rest)}".strip()
