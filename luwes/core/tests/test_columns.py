"""Long tables as columns: in order, whole, and never with a hole."""

from datetime import date

import numpy as np
import pytest

from luwes.core import columns
from luwes.core.columns import Lookup

pytestmark = pytest.mark.django_db
ROWS = "FROM (VALUES (3, DATE '1970-01-03', 7), (1, DATE '1969-12-31', 8), (2, NULL, 9)) AS v(id, day, size)"


def test_rows_come_as_columns_in_one_order() -> None:
    found = columns.read({"id": "v.id", "day": columns.day("v.day"), "end": "v.size"}, ROWS, {})
    assert set(zip(*(found[name].tolist() for name in ("id", "day", "end")), strict=True)) == {
        (3, 2, 7), (1, -1, 8), (2, 0, 9),
    }  # fmt: skip


def test_values_are_bound_and_nothing_is_nothing() -> None:
    found = columns.read({"id": "v.id"}, f"{ROWS} WHERE v.day = %(day)s", {"day": date(1980, 1, 1)})
    assert found["id"].tolist() == []


def test_a_hole_is_refused() -> None:
    with pytest.raises(ValueError, match="NULL"):
        columns.read({"id": "v.id", "day": "v.day - DATE '1970-01-01'"}, ROWS, {})


def test_a_lookup_finds_by_id_and_says_what_is_missing() -> None:
    known = Lookup.of({"id": np.array([30, 10, 20]), "size": np.array([3, 1, 2])})
    assert known.take(np.array([20, 99, 10, 0]), -1)["size"].tolist() == [2, -1, 1, -1]
    nothing = Lookup.of({"id": np.array([], dtype=np.int64), "size": np.array([], dtype=np.int64)})
    assert nothing.take(np.array([1, 2]))["size"].tolist() == [0, 0]
