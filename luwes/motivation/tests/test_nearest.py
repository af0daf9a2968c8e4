"""What waits for a head: only that to which no head stands nearer. All the rest stays within reach."""

from datetime import date

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.motivation.models import LoadSignal
from luwes.motivation.queries import assessing, load_lists
from luwes.motivation.queries.assessing import Tab
from luwes.motivation.tests.caring import Office
from luwes.motivation.tests.goal_scene import NOW, TODAY, Scene
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


def waiting(user: User) -> set[int]:
    rows = assessing.plans_under(user, Tab.WAITING, "", TODAY, NOW)
    assert assessing.counts(user, TODAY, NOW)[Tab.WAITING] == rows.count()
    return set(rows.values_list("employee_id", flat=True))


def file_of(user: User) -> Employee:
    return Employee.objects.get(user=user)


def test_a_plan_waits_for_the_nearest_head_and_stays_in_the_list_of_those_above() -> None:
    scene = Scene()
    scene.proposed()
    assert waiting(scene.head_) == {scene.person.pk}
    assert waiting(scene.chief) == set()
    rows = assessing.plans_under(scene.chief, Tab.ALL, "", TODAY, NOW)
    assert [row.employee_id for row in rows] == [scene.person.pk]
    page = signed_in(scene.chief).get(reverse("motivation:assessed")).content.decode()
    assert scene.person.full_name not in page


def test_a_head_s_own_plan_waits_for_the_head_above_and_never_for_one_beside() -> None:
    scene = Scene()
    beside = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=scene.division.pk)
    scene.proposed(file_of(scene.head_))
    assert waiting(scene.chief) == {file_of(scene.head_).pk}
    assert waiting(beside) == set()


def test_where_the_division_has_no_head_the_one_above_is_asked() -> None:
    scene = Scene()
    lonely = scene.somebody(unit=scene.division)
    scene.head_.grants.all().delete()
    scene.proposed(lonely)
    assert waiting(scene.chief) == {lonely.pk}


def test_a_topmost_head_s_plan_waits_for_the_authority() -> None:
    scene = Scene()
    scene.proposed(file_of(scene.chief))
    assert waiting(scene.approver) == {file_of(scene.chief).pk}
    scene.proposed()
    assert waiting(scene.approver) == {file_of(scene.chief).pk}


@pytest.mark.parametrize(("is_raised", "to_top", "to_bkd"), [(False, 0, 0), (True, 1, 1)])
def test_a_signal_waits_for_the_nearest_head_until_it_goes_on(
    is_raised: bool, to_top: int, to_bkd: int
) -> None:
    here = Office()
    LoadSignal.objects.create(
        employee=here.person(), unit=here.ward, key="own", level="warn", state="open",
        since=date(2026, 1, 5), due_on=date(2026, 1, 8), is_raised=is_raised,
    )  # fmt: skip
    found = [load_lists.waiting(user, TODAY).count() for user in (here.head, here.top, here.bkd)]
    assert found == [1, to_top, to_bkd]
    assert load_lists.all_alive(here.top, TODAY).count() == 1


def test_the_authority_sees_heads_above_whom_nobody_stands_with_a_plan_or_without() -> None:
    scene = Scene()
    chief = file_of(scene.chief)
    listed = assessing.without_plan(scene.approver, "", TODAY)
    assert list(listed) == [chief]
    assert assessing.counts(scene.approver, TODAY, NOW)[Tab.NONE] == 1
    page = signed_in(scene.approver).get(reverse("motivation:assessed"), {"keadaan": "belum"})
    assert chief.full_name in page.content.decode()
    scene.proposed(chief)
    assert not assessing.without_plan(scene.approver, "", TODAY).exists()
    assert not assessing.without_plan(scene.analyst, "", TODAY).exists()


def test_the_authority_opens_the_year_of_the_heads_it_answers_for_and_of_nobody_else() -> None:
    scene = Scene()
    chief, client = file_of(scene.chief), signed_in(scene.approver)

    def opened(person: Employee) -> int:
        return client.get(reverse("motivation:portfolio", args=[person.pk])).status_code

    assert opened(chief) == 200
    assert opened(file_of(scene.head_)) == opened(scene.person) == 404
    address = reverse("motivation:portfolio", args=[chief.pk])
    assert address in client.get(reverse("people:profile", args=[chief.pk])).content.decode()
    assert signed_in(scene.other_head).get(address).status_code == 404
