from datetime import UTC, date, datetime

import pytest

from luwes.accounts.models import User
from luwes.audit import actions, queries
from luwes.audit.models import Entry

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)


def a_user(username: str = "sekda") -> User:
    return User.objects.create(username=username, name="Hendra", created_at=NOW)


@pytest.mark.django_db
def test_sealed_entries_verify_and_an_altered_one_is_found() -> None:
    user = a_user()
    for n in range(3):
        actions.record(user, "plan.approved", user, chain="1", reason=f"alasan {n}", heads=n)
    assert actions.seal() == 3
    assert queries.verify() == (3, [])

    Entry.objects.filter(number=2).update(reason="lain")
    count, faults = queries.verify()
    assert count == 3
    assert [(f.number, f.message) for f in faults] == [(2, "isinya berubah setelah disegel")]


@pytest.mark.django_db
def test_a_chain_cut_at_its_end_is_found_by_the_published_head() -> None:
    user = a_user()
    for _ in range(3):
        actions.record(user, "plan.approved", user)
    actions.seal()
    actions.publish_heads(on=date(2025, 2, 24))
    Entry.objects.filter(number=3).delete()
    assert [f.number for f in queries.verify()[1]] == [3]
