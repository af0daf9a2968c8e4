"""What the planner is told of people, units and rules, read from the database."""

from datetime import date, timedelta

import pytest

from luwes.appointments.models import Appointment
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.core.periods import Period
from luwes.organisation import queries as organisation
from luwes.organisation.models import PresencePolicy
from luwes.organisation.rules import UnitKind
from luwes.organisation.tests.builders import SINCE, a_group, a_minimum, a_position, a_title
from luwes.people.models import Employee
from luwes.staffing import intake, owners, queries
from luwes.staffing.models import Assignment, Need, Plan, PlanRule
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene
from luwes_planner.proof.raw import Raw

pytestmark = pytest.mark.django_db


def frozen(scene: Scene) -> intake.Intake:
    owner = owners.owner_of("incident", scene.incident.pk)
    needs = list(queries.needs_of("incident", scene.incident.pk))
    return intake.freeze(owner, needs, queries.open_heads(needs, TODAY), on=TODAY)


def states(taken: intake.Intake) -> dict[int, str]:
    people = taken.instance.people
    words = ("available", "home_only", "away")
    return {
        int(who): words[state] for who, state in zip(people.id, people.state.tolist(), strict=True)
    }


def assigned(
    scene: Scene, person: Employee, period: Period, *, load: int = 100, state: str = "ordered"
) -> Assignment:
    plan = Plan.objects.get_or_create(
        owner_kind="other", owner_id=1, number=1,
        defaults={
            "agency": scene.agency, "state": "issued", "made_at": NOW, "made_by": scene.coordinator,
        },
    )[0]  # fmt: skip
    need = Need.objects.create(
        owner_kind="other", owner_id=1, role="Lain", area=scene.area, period=period, minimum=1,
        desired=1, tier=1, load=load,
    )  # fmt: skip
    unit = Appointment.objects.get(employee=person).unit
    return Assignment.objects.create(
        employee=person, need=need, plan=plan, home_unit=unit, period=period, load=load,
        state=state, ordered_at=NOW,
    )  # fmt: skip


def test_who_is_away_in_the_window_is_not_offered() -> None:
    scene = a_scene()
    unit = scene.unit()
    free, ill, later, full, half, over, home_only, gone, suspended = scene.people(unit, 9)
    scene.need()
    a_leave(ill, Period(DUTY.end - timedelta(1), DUTY.end + timedelta(5)))
    a_leave(later, Period(DUTY.end, DUTY.end + timedelta(5)))
    assigned(scene, full, Period(TODAY, DUTY.start + timedelta(1)))
    assigned(scene, half, DUTY, load=50)
    assigned(scene, over, DUTY, state="withdrawn")
    Employee.objects.filter(pk=home_only.pk).update(deployability="home_only")
    Employee.objects.filter(pk=gone.pk).update(missing_since=TODAY)
    Employee.objects.filter(pk=suspended.pk).update(legal_standing="15")
    assert states(frozen(scene)) == {
        free.pk: "available", ill.pk: "away", later.pk: "available", full.pk: "away",
        half.pk: "available", over.pk: "available", home_only.pk: "home_only", gone.pk: "away",
        suspended.pk: "away",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "is_excluded"), [(100, True), (51, True), (50, False), (1, False)]
)
def test_who_has_half_a_duty_is_offered_only_for_the_other_half(
    asked: int, is_excluded: bool
) -> None:
    scene = a_scene()
    (person,) = scene.people(scene.unit(), 1)
    scene.need(load=asked)
    assigned(scene, person, DUTY, load=50)
    excluded = Raw(frozen(scene).instance).excluded
    assert bool(excluded) is is_excluded


def test_whose_post_ends_within_the_duty_is_free_only_until_then() -> None:
    scene = a_scene()
    here, there = scene.unit(), scene.unit()
    stays, retires, moves, rises, later = scene.people(here, 5)
    last = DUTY.end - timedelta(1)
    for person, end in ((retires, last), (moves, last), (rises, last), (later, DUTY.end)):
        post = Appointment.objects.get(employee=person)
        Appointment.objects.filter(pk=post.pk).update(period=Period(post.period.start, end))
    for person, unit in ((moves, there), (rises, here)):
        position = a_position(unit=unit, title=a_title(group=a_group("umum")))
        an_appointment(person, position, period=Period(last))
    scene.need()
    people = frozen(scene).instance.people
    free = dict(zip(map(int, people.id), people.available_to.tolist(), strict=True))
    assert free[retires.pk] == free[moves.pk] == last.toordinal()
    assert free[stays.pk] == free[rises.pk] == free[later.pk] > last.toordinal()


def minimums(taken: intake.Intake) -> dict[tuple[int, str], int]:
    rules, units = taken.instance.presence, taken.instance.units
    groups = taken.instance.groups
    return {
        (int(units.id[unit]), groups[group] if group >= 0 else ""): minimum
        for unit, group, minimum in zip(
            rules.unit.tolist(), rules.group.tolist(), rules.minimum.tolist(), strict=True
        )
    }


def test_a_minimum_of_its_own_counts_else_the_policys_share_rounded_up() -> None:
    scene = a_scene()
    for kind, percent in (("hospital", 80), ("", 60)):
        PresencePolicy.objects.create(unit_kind=kind, percent=percent, period=SINCE, source="uji")
    own = scene.unit(minimum=2)
    office = scene.unit(minimum=None)
    hospital = scene.unit(minimum=None, kind=UnitKind.HOSPITAL)
    section = scene.unit(minimum=None, parent=office, kind=UnitKind.SECTION)
    scene.unit(minimum=None)  # nobody works there
    for unit, count in ((own, 6), (office, 2), (hospital, 6), (section, 2)):
        scene.people(unit, count)
    a_minimum(hospital, 1, group=a_group("umum"), period=Period(date(2020, 1, 1), TODAY))  # past
    scene.need()
    taken = frozen(scene)
    assert minimums(taken) == {(own.pk, ""): 2, (office.pk, ""): 3, (hospital.pk, ""): 5}
    assert taken.assumed == {
        (own.pk, 0): False, (office.pk, 0): True, (hospital.pk, 0): True
    }  # fmt: skip


def test_a_rule_for_one_group_leaves_the_policys_share_for_everyone() -> None:
    scene = a_scene()
    PresencePolicy.objects.create(unit_kind="", percent=60, period=SINCE, source="uji")
    hospital = scene.unit(minimum=None, kind=UnitKind.HOSPITAL)
    scene.people(hospital, 4)
    scene.people(hospital, 2, group="perawat")
    a_minimum(hospital, 1, group=a_group("perawat"))
    scene.need()
    taken = frozen(scene)
    assert minimums(taken) == {(hospital.pk, ""): 4, (hospital.pk, "perawat"): 1}
    assert taken.assumed == {
        (hospital.pk, 0): True, (hospital.pk, a_group("perawat").pk): False
    }  # fmt: skip
    told = organisation.minimums([hospital.pk], TODAY)[hospital.pk]
    assert [(rule.group_id, rule.minimum) for rule in told] == [
        (None, 4), (a_group("perawat").pk, 1)
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [UnitKind.SECTION, UnitKind.OTHER])
def test_a_part_of_no_unit_has_a_minimum_like_any_other(kind: UnitKind) -> None:
    scene = a_scene()
    PresencePolicy.objects.create(unit_kind="", percent=60, period=SINCE, source="uji")
    top = scene.unit(minimum=None, kind=kind)
    below = scene.unit(minimum=None, parent=top, kind=kind)
    scene.people(top, 2)
    scene.people(below, 2)
    scene.need()
    assert minimums(frozen(scene)) == {(top.pk, ""): 3}


def test_who_is_on_leave_counts_for_the_policys_share_and_not_as_present() -> None:
    scene = a_scene()
    PresencePolicy.objects.create(unit_kind="", percent=50, period=SINCE, source="uji")
    unit = scene.unit(minimum=None)
    people = scene.people(unit, 4)
    a_leave(people[0], DUTY)
    scene.need()
    taken = frozen(scene)
    assert minimums(taken) == {(unit.pk, ""): 2}
    assert Raw(taken.instance).present.tolist() == [3]


def test_of_a_need_that_has_begun_only_the_days_ahead_are_planned() -> None:
    scene = a_scene()
    back, serving = scene.people(scene.unit(), 2)
    scene.need(period=Period(TODAY - timedelta(3), TODAY + timedelta(11)))
    a_leave(back, Period(TODAY - timedelta(2), TODAY))
    assigned(scene, serving, Period(TODAY - timedelta(9), TODAY))
    taken = frozen(scene)
    assert states(taken) == {back.pk: "available", serving.pk: "available"}
    assert taken.instance.needs.start.tolist() == [TODAY.toordinal()]


@pytest.mark.parametrize(
    ("first", "last", "load", "state", "days"),
    [
        (date(2025, 2, 1), date(2025, 2, 5), 100, "completed", 5),
        (date(2025, 2, 1), date(2025, 2, 5), 50, "completed", 3),  # rounded up
        (date(2025, 2, 20), date(2025, 3, 1), 100, "active", 5),  # until today
        (date(2025, 2, 1), date(2025, 2, 5), 100, "withdrawn", 0),
        (date(2025, 2, 1), date(2025, 2, 5), 100, "declined", 0),
        (date(2023, 2, 1), date(2023, 2, 5), 100, "completed", 0),  # more than a year ago
        (date(2024, 2, 20), date(2024, 2, 28), 100, "completed", 4),  # half in the year
    ],
)
def test_days_served_within_the_last_year_count_for_fairness(
    first: date, last: date, load: int, state: str, days: int
) -> None:
    scene = a_scene()
    (person,) = scene.people(scene.unit(), 1)
    assigned(scene, person, Period(first, last + timedelta(1)), load=load, state=state)
    assert intake.days_served((scene.agency.pk,), TODAY).get(person.pk, 0) == days


def test_pins_and_exclusions_are_told_and_a_pin_that_is_fulfilled_is_not() -> None:
    scene = a_scene()
    one, two, three = scene.people(scene.unit(), 3)
    need = scene.need(minimum=3)
    for person, rule, where in ((one, "pin", need), (two, "exclude", None), (three, "pin", need)):
        PlanRule.objects.create(
            owner_kind="incident", owner_id=scene.incident.pk, employee=person, need=where,
            rule=rule, reason="uji", by=scene.coordinator,
        )  # fmt: skip
    row = assigned(scene, three, DUTY)
    Assignment.objects.filter(pk=row.pk).update(need=need)
    raw = Raw(frozen(scene).instance)
    ids = raw.instance.people.id
    assert {ids[person] for person in raw.pins} == {str(one.pk)}
    assert {ids[person] for person in raw.never} == {str(two.pk)}


def test_a_pin_asks_again_once_the_person_left_before_the_time() -> None:
    scene = a_scene()
    (person,) = scene.people(scene.unit(), 1)
    need = scene.need(minimum=1)
    PlanRule.objects.create(
        owner_kind="incident", owner_id=scene.incident.pk, employee=person, need=need, rule="pin",
        reason="uji", by=scene.coordinator,
    )  # fmt: skip
    row = assigned(scene, person, DUTY)
    served = {
        "need": need,
        "state": "completed",
        "period": Period(DUTY.start - timedelta(3), DUTY.start),
    }
    Assignment.objects.filter(pk=row.pk).update(**served)
    assert not Raw(frozen(scene).instance).pins
    Assignment.objects.filter(pk=row.pk).update(left_early=True)
    assert len(Raw(frozen(scene).instance).pins) == 1
