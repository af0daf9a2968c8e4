"""What citizens think of services: the manager's page by quarters, and what everybody reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.services.tests.builders import NOW, a_service, an_officer, filed
from luwes.services.tests.test_satisfaction import IN_MAY, rated
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def that_day(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    clock.set_to(NOW)


def test_the_index_is_read_by_who_manages_and_never_of_fewer_than_five(visit: Enter) -> None:
    unit = a_unit("Dinas Kependudukan dan Pencatatan Sipil")
    moving = a_service(unit, name="Surat keterangan pindah")
    birth = a_service(unit, name="Akta kelahiran")
    officer = an_officer(unit)
    for n in range(5):
        rated(moving, time=2 + n % 2, facilities=3)
    for _ in range(4):
        rated(birth, behaviour=1)
    filed(birth, by=officer.user)
    clock.set_to(IN_MAY)

    window = visit(a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=unit.pk))
    page = window.open(reverse("services:satisfaction"))
    page.get_by_role("heading", level=1, name="0 dari 0 warga").wait_for()
    page.get_by_role("link", name="Tiga bulan sebelumnya").click()
    page.get_by_role("heading", level=1, name="5 dari 9 warga").wait_for()
    told = page.get_by_role("row").filter(has_text="Surat keterangan pindah")
    for words in ("92,78", "A", "5 dari 5", "Kecepatannya"):
        told.get_by_role("cell").filter(has_text=words).first.wait_for()
    few = page.get_by_role("row").filter(has_text="Akta kelahiran")
    few.get_by_text("belum cukup jawaban").wait_for()
    assert few.get_by_text("Sembilan unsur").count() == 0
    told.get_by_text("Sembilan unsur").click()
    told.get_by_text("2,40", exact=True).wait_for()
    window.look("kepuasan")

    citizen = visit(None)
    page = citizen.open(reverse("services:service", args=[moving.slug]))
    page.get_by_text("1 April 2024 s.d. 31 Maret 2025").wait_for()
    page.get_by_text("dari 5 jawaban").wait_for()
    citizen.look("layanan-indeks")
    page = citizen.open(reverse("services:service", args=[birth.slug]))
    page.get_by_role("heading", level=1, name="Akta kelahiran").wait_for()
    assert "Indeks kepuasan" not in page.content()
