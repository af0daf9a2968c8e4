"""One deed that fails holds no other up, and the job is seen to have failed."""

from functools import partial

import pytest
from django.db import OperationalError

from luwes.core.each import SomeFailedError, do_each


def test_all_others_are_done_and_then_it_fails() -> None:
    done: list[int] = []

    def deed(n: int) -> None:
        if n == 2:
            raise ValueError(n)
        done.append(n)

    with pytest.raises(SomeFailedError, match="1 of 4"):
        do_each(partial(deed, n) for n in (1, 2, 3, 4))
    assert done == [1, 3, 4]


def test_what_each_returned() -> None:
    assert do_each([lambda: 1, lambda: 2]) == [1, 2]


def test_without_a_database_nothing_more_is_tried() -> None:
    done: list[int] = []

    def away() -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        do_each([away, lambda: done.append(1)])
    assert not done
