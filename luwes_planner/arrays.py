"""Small array moves that numpy has no word for."""

from collections.abc import Sequence

import numpy as np

from luwes_planner.instance import Index, Ints


def ranges(counts: Ints) -> tuple[Ints, Ints]:
    """Spread rows out: row r stands `counts[r]` times.

    Returns
    -------
    row : index of the row, repeated
    offset : 0, 1, … within each row
    """
    row = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    first = np.cumsum(counts) - counts
    return row, np.arange(len(row), dtype=np.int64) - first[row]


def refine(numbers: Ints, column: Ints) -> Ints:
    """Number the distinct pairs (numbers, column); exact, unlike a hash."""
    if not len(numbers):
        return numbers
    base = int(column.min())
    width = int(column.max()) - base + 1
    result: Ints = np.unique(numbers * width + (column - base), return_inverse=True)[1]
    return result


def refined(columns: Sequence[Ints]) -> Ints:
    """Number the distinct rows of several columns."""
    numbers = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        numbers = refine(numbers, column)
    return numbers


def starts_of(ordered: Ints | Index, *others: Ints | Index) -> Ints:
    """Where each run of equal values begins, in one column or in several taken together."""
    if not len(ordered):
        return np.zeros(0, np.int64)
    changed = np.zeros(len(ordered) - 1, bool)
    for column in (ordered, *others):
        changed |= column[1:] != column[:-1]
    return np.flatnonzero(np.r_[True, changed])


def place_in_run(ordered: Ints | Index) -> Ints:
    """0, 1, … within each run of equal values."""
    starts = starts_of(ordered)
    counts = np.diff(np.r_[starts, len(ordered)])
    return np.arange(len(ordered), dtype=np.int64) - np.repeat(starts, counts)


def before_in_run(ordered: Ints | Index, amount: Ints) -> Ints:
    """The sum of the amounts before each within its run of equal values."""
    starts = starts_of(ordered)
    before: Ints = np.cumsum(amount) - amount
    return before - np.repeat(before[starts], np.diff(np.r_[starts, len(ordered)]))


def lookup(keys: Ints, wanted: Ints) -> Ints:
    """Index in `keys` (distinct, ascending) of every wanted key, -1 where it is not there."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, -1)
