"""Numbers without gap or twin, whoever issues, gives up or dies meanwhile."""

import threading
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction

from luwes.letters import actions
from luwes.letters.models import Letter, Series
from luwes.letters.tests.builders import NOW, a_draft, a_user

pytestmark = pytest.mark.django_db(transaction=True)
SERIES = ("1:VI.01:2025", "1:IV.71:2025", "1:IV.09:2025")


class GaveUp(Exception):  # noqa: N818 - not an error of the program
    pass


class Issuer(threading.Thread):
    """Issues some letters after one another: some deeds fail after it, some connections die."""

    def __init__(self, number: int, by: object) -> None:
        super().__init__(daemon=True)
        self.random, self.by, self.issued = Random(number), by, 0
        self.broken: list[BaseException] = []

    def run(self) -> None:
        try:
            for _ in range(8):
                self._once()
        except BaseException as error:
            self.broken.append(error)
        finally:
            connection.close()

    def _once(self) -> None:
        drafts = [
            a_draft(series=self.random.choice(SERIES)) for _ in range(self.random.randint(1, 4))
        ]
        end = self.random.choice(["goes well", "goes well", "gives up", "dies"])
        try:
            with transaction.atomic():
                actions.issue_many(drafts, now=NOW, by=self.by)
                self._end(end)
        except (GaveUp, DatabaseError):
            connection.close()
        else:
            self.issued += len(drafts)

    def _end(self, end: str) -> None:
        if end == "gives up":
            raise GaveUp
        if end == "dies":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_eight_issuers_some_of_whom_die_leave_no_gap_and_no_twin() -> None:
    by = a_user()
    issuers = [Issuer(number, by) for number in range(8)]
    for issuer in issuers:
        issuer.start()
    for issuer in issuers:
        issuer.join(120)
    assert not any(issuer.is_alive() for issuer in issuers), "they wait on each other"
    assert [issuer.broken for issuer in issuers] == [[]] * 8
    for series in Series.objects.all():
        numbers = sorted(Letter.objects.filter(series=series).values_list("sequence", flat=True))
        assert numbers == list(range(1, series.last + 1))
    assert Letter.objects.count() == sum(issuer.issued for issuer in issuers) > 0
    assert Letter.objects.values("number").distinct().count() == Letter.objects.count()


def test_a_letter_rolled_back_gives_its_number_to_the_next() -> None:
    by = a_user()
    actions.issue_many([a_draft()], now=NOW, by=by)
    with transaction.atomic():
        actions.issue_many([a_draft(), a_draft()], now=NOW, by=by)
        transaction.set_rollback(True)
    assert actions.issue_many([a_draft()], now=NOW, by=by)[0].sequence == 2


def test_series_named_in_opposite_order_do_not_wait_on_each_other() -> None:
    by = a_user()
    start = threading.Barrier(2)
    broken: list[BaseException] = []

    def issue(names: list[str]) -> None:
        try:
            start.wait(90)
            for _ in range(10):
                actions.issue_many([a_draft(series=name) for name in names], now=NOW, by=by)
        except BaseException as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=issue, args=(names,), daemon=True)
        for names in (list(SERIES), list(reversed(SERIES)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert broken == []
    assert sorted(Series.objects.values_list("last", flat=True)) == [20, 20, 20]
