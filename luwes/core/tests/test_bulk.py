"""Many rows written at once are the same rows as written one by one."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from luwes.core import bulk
from luwes.notifications.models import Message
from luwes.places.models import Area


def messages(count: int) -> list[Message]:
    at = datetime(2025, 2, 24, 8, tzinfo=UTC)
    return [
        Message(
            recipient_key=f"k{n}", recipient_name="Nyi “Ayu”\t\\N", kind="x", subject=f"s{n}",
            body="baris\nbaru", email=f"a{n}@contoh.invalid", phone="", created_at=at,
        )
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 3, bulk.FEW + 1])
def test_rows_come_back_as_they_were_given(count: int) -> None:
    with transaction.atomic():
        made = bulk.create(messages(count))
    found = list(Message.objects.order_by("pk"))
    assert [m.pk for m in made] == [m.pk for m in found]
    assert [m.subject for m in found] == [f"s{n}" for n in range(count)]
    assert {(m.recipient_name, m.body) for m in found} <= {("Nyi “Ayu”\t\\N", "baris\nbaru")}
    assert [m.email for m in found] == [f"a{n}@contoh.invalid" for n in range(count)]


@pytest.mark.django_db
def test_rows_may_bring_the_ids_that_were_reserved_for_them() -> None:
    count = bulk.FEW + 5
    with transaction.atomic():
        ids = bulk.next_ids(Area, count)
        bulk.create(
            [
                Area(pk=pk, code=f"99.{pk}", level="village", name="Rekaan", name_key="rekaan")
                for pk in ids
            ]
        )
        bulk.create(messages(bulk.FEW))  # a second time in one transaction
    assert list(Area.objects.order_by("pk").values_list("pk", flat=True)) == ids
