"""The chain of seals: what the database refuses, and what only the seal can show."""

import threading
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.audit import actions, queries
from luwes.audit.models import Entry, Head
from luwes.audit.tests.builders import a_user, guard_lifted


@pytest.mark.django_db
def test_sealed_entries_verify_and_an_altered_one_is_found() -> None:
    user = a_user()
    for n in range(3):
        actions.record(user, "plan.approved", user, chain="1", reason=f"alasan {n}", heads=n)
    assert actions.seal() == 3
    assert queries.verify() == (3, [])

    with guard_lifted():
        Entry.objects.filter(number=2).update(reason="lain")
    count, faults = queries.verify()
    assert count == 3
    assert [(f.number, f.message) for f in faults] == [(2, "isinya berubah setelah disegel")]


@pytest.mark.django_db
def test_an_entry_cut_out_of_the_middle_is_found() -> None:
    user = a_user()
    for _ in range(3):
        actions.record(user, "plan.approved", user)
    actions.seal()
    with guard_lifted():
        Entry.objects.filter(number=2).delete()
    assert [f.message for f in queries.verify()[1]] == [
        "nomor 2 hilang",
        "tidak menyambung pada catatan sebelumnya",
    ]


@pytest.mark.django_db
def test_a_chain_cut_at_its_end_is_found_by_the_published_head() -> None:
    user = a_user()
    for _ in range(3):
        actions.record(user, "plan.approved", user)
    actions.seal()
    actions.publish_heads(on=date(2025, 2, 24))
    with guard_lifted():
        Entry.objects.filter(number=3).delete()
    assert [f.number for f in queries.verify()[1]] == [3]


@pytest.mark.django_db
def test_a_chain_removed_whole_is_found_by_the_published_head() -> None:
    user = a_user()
    actions.record(user, "plan.approved", user, chain="7")
    actions.seal()
    actions.publish_heads(on=date(2025, 2, 24))
    with guard_lifted():
        Entry.objects.all().delete()
    assert [(f.chain, f.number) for f in queries.verify()[1]] == [("7", 1)]


def refused(change: str) -> bool:
    """Whether the database itself says no to this statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_remove_what_was_decided() -> None:
    user = a_user()
    actions.record(user, "plan.approved", user, reason="asli")
    assert refused("UPDATE audit_entry SET reason = 'lain'")  # not even before the seal
    assert refused("DELETE FROM audit_entry")
    actions.seal()
    assert refused("UPDATE audit_entry SET reason = 'lain'")
    assert refused("UPDATE audit_entry SET hash = 'x'")
    assert refused("UPDATE audit_entry SET number = NULL, hash = '', previous_hash = ''")
    assert refused("DELETE FROM audit_entry")
    assert Entry.objects.get().reason == "asli"


@pytest.mark.django_db
def test_a_published_head_goes_forward_only() -> None:
    user = a_user()
    actions.record(user, "plan.approved", user)
    actions.seal()
    actions.publish_heads(on=date(2025, 2, 24))
    actions.publish_heads(on=date(2025, 2, 24))
    assert refused("DELETE FROM audit_head")
    assert refused("UPDATE audit_head SET hash = 'x'")
    assert refused("UPDATE audit_head SET number = 0")
    actions.record(user, "plan.approved", user)
    actions.seal()
    actions.publish_heads(on=date(2025, 2, 24))
    assert Head.objects.get().number == 2


def sealing_jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=actions.SEAL, status="todo").count()


@pytest.mark.django_db
def test_one_job_a_transaction_seals_however_much_was_decided() -> None:
    user, before = a_user(), sealing_jobs()
    with transaction.atomic():
        for _ in range(5):
            with transaction.atomic():
                actions.record(user, "plan.approved", user)
    assert sealing_jobs() == before + 1


@pytest.mark.django_db
def test_a_job_rolled_back_with_its_deed_is_asked_for_again_by_the_next() -> None:
    user, before = a_user(), sealing_jobs()
    with transaction.atomic():
        actions.record(user, "plan.approved", user)
        transaction.set_rollback(True)
    assert sealing_jobs() == before
    actions.record(user, "plan.approved", user)
    assert sealing_jobs() == before + 1


@pytest.mark.django_db(transaction=True)
def test_sealing_while_others_decide_leaves_one_unbroken_chain() -> None:
    user = a_user()
    errors: list[BaseException] = []
    deciding = 4

    def run(work: "object") -> None:
        try:
            work()  # type: ignore[operator]
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    def decide() -> None:
        for n in range(25):
            with transaction.atomic():
                actions.record(user, "plan.approved", user, chain=str(n % 2))

    done = threading.Event()

    def keep_sealing() -> None:
        while not done.is_set():
            actions.seal()

    makers = [threading.Thread(target=run, args=(decide,)) for _ in range(deciding)]
    sealers = [threading.Thread(target=run, args=(keep_sealing,)) for _ in range(2)]
    for thread in [*makers, *sealers]:
        thread.start()
    for thread in makers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    actions.seal()
    assert errors == []
    assert queries.verify() == (25 * deciding, [])
    numbers = {
        c: sorted(Entry.objects.filter(chain=c).values_list("number", flat=True)) for c in "01"
    }
    assert {c: n == list(range(1, len(n) + 1)) for c, n in numbers.items()} == {
        "0": True,
        "1": True,
    }


@pytest.mark.django_db(transaction=True)
def test_an_open_deed_does_not_make_others_wait() -> None:
    """The queue has no lock that a long transaction could hold."""
    user, before = a_user(), sealing_jobs()
    done = threading.Event()

    def decide() -> None:
        actions.record(user, "plan.approved", user)
        connection.close()
        done.set()

    with transaction.atomic():
        actions.record(user, "plan.approved", user)
        other = threading.Thread(target=decide)
        other.start()
        assert done.wait(10)
    other.join()
    assert sealing_jobs() == before + 2
