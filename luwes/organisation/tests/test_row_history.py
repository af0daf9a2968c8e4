"""Row history tells why: also for many rows at once, and after a part of the deed was undone."""

import pghistory
import pytest
from django.apps import apps
from django.db import transaction

from luwes.organisation.models import UnitShape
from luwes.organisation.tests.builders import a_unit

pytestmark = pytest.mark.django_db


def rename(name: str) -> None:
    UnitShape.objects.update(name=name)


def reasons() -> list[str | None]:
    events = apps.get_model("organisation", "UnitShapeEvent").objects.filter(pgh_label="update")
    return [e.pgh_context and e.pgh_context.metadata["reason"] for e in events.order_by("pgh_id")]


def test_every_row_of_a_bulk_change_has_its_reason() -> None:
    for name in ("Puskesmas Kedaton", "Puskesmas Rajabasa", "Puskesmas Sukarame"):
        a_unit(name)
    with pghistory.context(reason="penataan"):
        rename("Puskesmas")
    assert reasons() == ["penataan"] * 3


def test_a_later_deed_of_the_same_transaction_has_its_own_reason() -> None:
    a_unit("Dinas")
    with pghistory.context(reason="pertama"):
        rename("Satu")
    with pghistory.context(reason="kedua"):
        rename("Dua")
    rename("Tiga")
    assert reasons()[:2] == ["pertama", "kedua"]


def test_the_reason_is_written_again_when_its_first_change_was_undone() -> None:
    a_unit("Dinas")
    with pghistory.context(reason="penataan"):
        with transaction.atomic():
            rename("Batal")
            transaction.set_rollback(True)
        rename("Jadi")
    assert reasons() == ["penataan"]
