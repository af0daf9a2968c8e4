"""The workload of the staffing agency in the made-up province: one year through all hands, one waiting."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from luwes.accounts.rules import Role
from luwes.demo import loading, working
from luwes.organisation.models import OrgUnit, WorkloadAnalysis
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import a_position, a_title, a_unit, a_user, an_agency

NOW, DAY = datetime(2025, 2, 21, 3, tzinfo=UTC), date(2025, 2, 21)


@pytest.mark.django_db
def test_the_first_year_is_checked_and_the_second_waits_for_the_head(tmp_path: Path) -> None:
    agency = an_agency("Provinsi Rekaan", kind="province")
    by = a_user(Role.STAFFING_ANALYST)
    world = loading.World(by, by, by, by, {}, {}, agency, 0)
    working.load(world, tmp_path, NOW, DAY)  # a government without that office: nothing
    unit = a_unit("Badan Kepegawaian Daerah", agency=agency)
    OrgUnit.objects.filter(pk=unit.pk).update(code=working.OFFICE)
    seat = a_title("Kepala Badan", kind=PositionKind.TOP_LEADER)
    for title, need in ((seat, 1), (a_title("Pengelola Data"), 8)):
        a_position(unit=unit, title=title, headcount=need)
    a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    working.load(world, tmp_path, NOW, DAY)
    rows = WorkloadAnalysis.objects.order_by("year", "-headcount")
    told = [(a.year, a.state, a.headcount) for a in rows]
    assert told == [
        (2025, "checked", 8), (2025, "checked", 1), (2026, "drafted", 8), (2026, "drafted", 1),
    ]  # fmt: skip
    first, second = rows[0], rows[2]
    assert second.raw_need > first.raw_need
