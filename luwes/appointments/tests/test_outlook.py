"""Who acts and who retires within a year: counted by post, by unit with all below it, by agency."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luwes.accounts.rules import Role
from luwes.appointments import occupying, outlook
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period, add_months
from luwes.organisation.models import OrgUnit, Position
from luwes.organisation.rules import (
    Outlook,
    PositionKind,
    limits_of,
    retirement_age,
    retirement_day,
)
from luwes.organisation.tests.builders import a_position, a_title, a_unit, a_user
from luwes.people.tests.builders import an_employee

ON = date(2026, 11, 27)


def born_to_leave(day: date, age: int) -> date:
    """A birthday in the month before the day on which its bearer retires."""
    return add_months(day, -12 * age - 1) + timedelta(days=14)


def counted() -> dict[int, Outlook]:
    """Of every position, and that both ways of counting agree."""
    posts = dict(Position.objects.values_list("pk", "unit_id"))
    found = outlook.in_units(posts.values(), ON)
    known = occupying.ahead(posts, ON)
    assert {pk: a.outlook for pk, a in known.items() if a.outlook != Outlook()} == found
    return found


def holder(position: Position, *, leaves: date | None = None, age: int = 58) -> None:
    birth = born_to_leave(leaves, age) if leaves else date(1990, 1, 1)
    an_appointment(an_employee(agency=position.unit.agency, birth_date=birth), position)


@given(
    born=st.dates(date(1950, 1, 1), date(1995, 12, 31)),
    on=st.dates(date(2015, 1, 1), date(2040, 12, 31)),
    kind=st.sampled_from(list(PositionKind)), level=st.sampled_from(["", "madya", "utama"]),
    title=st.sampled_from(["Analis Kebijakan", "Guru Ahli Madya", "Dosen"]),
)  # fmt: skip
def test_a_birth_counts_just_when_its_day_of_retirement_is_within_the_year(
    born: date, on: date, kind: PositionKind, level: str, title: str
) -> None:
    limits = limits_of(kind, level, title)
    first, end = outlook.births(limits, on)
    day = retirement_day(born, limits)
    assert (first <= born < end) == (on < day <= add_months(on, 12))


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (PositionKind.TOP_LEADER, "pratama"), (PositionKind.TOP_LEADER, ""),
        (PositionKind.EXPERT, "madya"), (PositionKind.EXPERT, "utama"),
        (PositionKind.EXPERT, "muda"), (PositionKind.EXECUTIVE, ""), (PositionKind.SKILLED, "mahir"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_the_age_is_that_of_the_kind_and_level_of_the_post(kind: PositionKind, level: str) -> None:
    age = retirement_age(kind, level)
    post = a_position(title=a_title(f"Jabatan {kind}", kind=kind, career_level=level))
    for years in (58, 60, 65):
        where = post if years == age else a_position(title=post.title)
        holder(where, leaves=date(2027, 3, 1), age=years)
    assert counted() == {post.pk: Outlook(0, 1)}


@pytest.mark.django_db
def test_a_title_with_a_law_of_its_own_has_its_own_age() -> None:
    teacher = a_position(
        title=a_title("Guru Ahli Muda", kind=PositionKind.EXPERT, career_level="muda")
    )
    expert = a_position(
        title=a_title("Gurunda Ahli", kind=PositionKind.EXPERT, career_level="muda")
    )
    for post in (teacher, expert):
        for age in (58, 60):
            holder(post, leaves=date(2027, 3, 1), age=age)
    assert counted() == {teacher.pk: Outlook(0, 1), expert.pk: Outlook(0, 1)}


@pytest.fixture
def tree(db: None) -> tuple[OrgUnit, OrgUnit, OrgUnit]:
    """A top with two units; one retires in each, the second has an acting head too."""
    top = a_unit("Dinas")
    left, right = a_unit("Bidang kiri", parent=top), a_unit("Bidang kanan", parent=top)
    for unit in (top, left, right):
        position = a_position(unit=unit)
        holder(position, leaves=date(2027, 5, 1))
        holder(position)
    seat = a_position(unit=right, title=a_title("Kepala", kind=PositionKind.ADMINISTRATOR))
    an_appointment(
        position=seat, kind=Kind.ACTING, period=Period(date(2026, 10, 1), date(2027, 1, 1))
    )
    return top, left, right


def test_a_unit_counts_all_below_it(tree: tuple[OrgUnit, OrgUnit, OrgUnit]) -> None:
    top, left, right = tree
    found = outlook.by_unit([u.pk for u in tree], ON)
    assert found == {top.pk: Outlook(1, 3), left.pk: Outlook(0, 1), right.pk: Outlook(1, 1)}
    assert outlook.by_agency([top.agency_id], ON) == {top.agency_id: Outlook(1, 3)}
    assert outlook.by_unit([], ON) == {}


def test_the_figures_are_of_the_day(tree: tuple[OrgUnit, OrgUnit, OrgUnit]) -> None:
    top = tree[0]
    assert outlook.by_unit([top.pk], date(2027, 1, 1)) == {top.pk: Outlook(0, 3)}
    assert outlook.by_unit([top.pk], date(2027, 5, 1)) == {}
    assert outlook.by_unit([top.pk], date(2026, 4, 30)) == {}


@pytest.mark.django_db
def test_a_secondment_does_not_act_and_an_acting_holder_does_not_retire_from_the_post() -> None:
    post = a_position()
    near = an_employee(birth_date=born_to_leave(date(2027, 2, 1), 58), agency=post.unit.agency)
    an_appointment(near, post, kind=Kind.DAILY, period=Period(ON, date(2026, 12, 10)))
    an_appointment(position=post, kind=Kind.SECONDED)
    assert counted() == {post.pk: Outlook(1, 0)}


def test_the_map_the_page_of_a_unit_and_their_downloads_tell_the_same(
    tree: tuple[OrgUnit, OrgUnit, OrgUnit],
) -> None:
    top, _left, right = tree
    client = Client()
    client.force_login(a_user(Role.STAFFING_ANALYST), backend=settings.AUTHENTICATION_BACKENDS[-1])
    day = f"per={ON.isoformat()}"
    for path in (
        f"/organisasi/?unit={top.pk}&{day}",
        f"/organisasi/?instansi={top.agency_id}&{day}",
    ):
        html = client.get(path).content.decode()
        assert "1 Plt./Plh." in html
        assert "3 pensiun dalam setahun" in html
    sheet = b"".join(client.get(f"/organisasi/unduh.csv?unit={top.pk}&{day}"))  # type: ignore[call-overload]
    lines = [line.split(",")[-2:] for line in sheet.decode().splitlines()]
    assert lines == [["Plt./Plh.", "Pensiun dalam setahun"], ["1", "3"], ["0", "1"], ["1", "1"]]
    posts = b"".join(client.get(f"/organisasi/{right.pk}/jabatan.csv?{day}"))  # type: ignore[call-overload]
    assert sorted(line.split(",")[7:9] for line in posts.decode().splitlines()[1:]) == [["0", "1"], ["1", "0"]]  # fmt: skip
