"""The workload of a whole unit over the years, as the page of the unit compares it."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from luwes.accounts.rules import Role
from luwes.organisation.models import OrgUnit, WorkloadAnalysis, WorkloadTask
from luwes.organisation.queries import years
from luwes.organisation.queries.years import Shift
from luwes.organisation.tests.builders import a_position, a_unit, a_user, a_workload

pytestmark = pytest.mark.django_db


def task(analysis: WorkloadAnalysis, name: str, hours: int) -> None:
    WorkloadTask.objects.create(
        analysis=analysis,
        key=name.lower().replace(" ", ""),
        task=name,
        volume=hours,
        norm_minutes=60,
    )


@pytest.fixture
def unit() -> OrgUnit:
    """A post of its own and one below, in 2026 and 2027; a third that is new in 2027."""
    unit = a_unit("Dinas")
    for place, more in ((unit, 100), (a_unit("Seksi", parent=unit), 20)):
        position = a_position(unit=place)
        for year in (2026, 2027):
            analysis = a_workload(position, year=year, people=2).analysis
            task(analysis, "Melayani loket", 300 + (more if year == 2027 else 0))
            if year == 2026:
                task(analysis, "Mengetik surat", 50)
    fresh = a_workload(a_position(unit=unit), year=2027, people=1).analysis
    task(fresh, "Merawat server", 900)
    a_workload(a_position(unit=a_unit("Dinas Lain", agency=unit.agency)), year=2027, people=9)
    WorkloadAnalysis.objects.filter(year=2026).update(headcount=2)
    return unit


def units_of(unit: OrgUnit) -> list[int]:
    return [unit.pk, *OrgUnit.objects.filter(shapes__parent=unit).values_list("pk", flat=True)]


def test_a_year_sums_up_all_posts_of_the_unit_and_below(unit: OrgUnit) -> None:
    told = [(y.year, y.posts, y.raw_need, y.headcount, y.rounded) for y in years.by_year(units_of(unit), 2027)]  # fmt: skip
    assert told == [(2027, 3, Decimal(5), 0, 0), (2026, 2, Decimal(4), 4, 2)]
    assert [y.year for y in years.by_year(units_of(unit), 2026)] == [2026]


def test_the_tasks_that_changed_most_are_of_posts_analysed_in_both_years(unit: OrgUnit) -> None:
    assert years.shifts(units_of(unit), 2027) == [
        Shift("Melayani loket", 600, 720), Shift("Mengetik surat", 100, 0),
    ]  # fmt: skip
    assert years.shifts(units_of(unit), 2026) == []


def test_the_page_of_the_unit_shows_both(unit: OrgUnit) -> None:
    client = Client()
    client.force_login(a_user(Role.STAFFING_ANALYST), backend=settings.AUTHENTICATION_BACKENDS[-1])
    html = client.get(f"/organisasi/{unit.pk}/abk/2027/").content.decode()
    assert "Dibandingkan menurut tahun" in html
    assert "Melayani loket" in html
    assert "+120" in html
    assert "Merawat server" not in html
    assert "Dibandingkan" not in client.get(f"/organisasi/{unit.pk}/abk/2026/").content.decode()
