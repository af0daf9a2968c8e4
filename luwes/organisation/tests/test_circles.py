"""No unit hangs below itself, by whatever door it is asked and on whatever day it would begin."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from luwes.accounts.rules import Role
from luwes.imports.tests.builders import ON, Desk, state_of_data, told
from luwes.organisation import actions
from luwes.organisation.importing import UnitImporter
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.organisation.tests.test_import_units import TREE, row
from luwes.organisation.tests.test_views import analyst

pytestmark = pytest.mark.django_db
MAY, JULY = date(2025, 5, 1), date(2025, 7, 1)


def hang(unit: OrgUnit, below: OrgUnit, on: date) -> None:
    by = a_user(Role.STAFFING_ANALYST)
    actions.move_unit(unit=unit, parent=below, first_day=on, reason="penataan", by=by)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_the_page_refuses_the_unit_itself_and_all_below_it(depth: int) -> None:
    units = [a_unit("Atas")]
    for name in ("Tengah", "Bawah"):
        units.append(a_unit(name, parent=units[-1]))
    by = analyst()
    before = list(UnitShape.objects.order_by("pk").values())
    typed = {"parent": units[depth].pk, "first_day": MAY.isoformat(), "reason": "keliru"}
    answer = by.post(f"/organisasi/{units[0].pk}/pindah/", typed)
    assert answer.status_code == 422
    assert "Unit tidak dapat berada di bawah dirinya sendiri." in answer.content.decode()
    assert list(UnitShape.objects.order_by("pk").values()) == before


def test_the_page_sees_what_hangs_below_only_later() -> None:
    """From July on B hangs below A; so A cannot go below B in May."""
    a = a_unit("A")
    b = a_unit("B", agency=a.agency)
    hang(b, a, JULY)
    typed = {"parent": b.pk, "first_day": MAY.isoformat(), "reason": "keliru"}
    answer = analyst().post(f"/organisasi/{a.pk}/pindah/", typed)
    assert answer.status_code == 422
    assert "di bawah dirinya sendiri" in answer.content.decode()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(UnitImporter(), tmp_path, an_agency(), a_user(Role.STAFFING_ANALYST))


def of(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code)


def test_a_list_sees_what_hangs_below_only_later(desk: Desk) -> None:
    """From later on 1 hangs below 4; so the list cannot hang 4 below 3, which is below 1."""
    desk.take(*TREE, row("4"))
    hang(of("1"), of("4"), ON + timedelta(days=60))
    before = state_of_data()
    outcome = desk.check(*TREE, row("4", above="3"), on=ON + timedelta(days=30))
    assert [told(p)[1:4] for p in outcome.problems] == [
        (5, "ID_ATASAN", "atasan berputar sejak 25-04-2025, oleh perubahan yang sudah dicatat"),
    ]
    assert state_of_data() == before


def test_a_list_may_change_what_a_later_day_does_not_close_to_a_circle(desk: Desk) -> None:
    desk.take(*TREE, row("4"), row("5"))
    hang(of("1"), of("4"), ON + timedelta(days=60))
    outcome = desk.take(*TREE, row("4", above="5"), row("5"), on=ON + timedelta(days=30))
    assert (outcome.taken, outcome.problems) == (True, [])


def test_what_is_known_of_later_days_hangs_below_its_unit_wherever_a_list_hangs_it(
    desk: Desk,
) -> None:
    """3 is renamed from later on; the list hangs 2, above it, below 4: then 3 stays below 2 for ever."""
    desk.take(*TREE, row("4"))
    by = a_user(Role.STAFFING_ANALYST)
    later = ON + timedelta(days=60)
    actions.rename_unit(unit=of("3"), name="Seksi Baru", first_day=later, reason="penataan", by=by)
    lines = (TREE[0], row("2", above="4"), TREE[2], row("4"))
    assert desk.take(*lines, on=ON + timedelta(days=30)).taken
    wanted = ".".join(str(of(code).pk) for code in "423")
    for day in (ON + timedelta(days=31), later + timedelta(days=1)):
        assert UnitShape.objects.get(unit=of("3"), period__contains=day).path == wanted
