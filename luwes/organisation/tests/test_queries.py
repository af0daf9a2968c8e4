from datetime import date

import pytest

from luwes.accounts.rules import Right, Role
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.organisation import access, actions, queries
from luwes.organisation.models import PresencePolicy
from luwes.organisation.queries import tree
from luwes.organisation.rules import Figures, PositionKind, UnitKind
from luwes.organisation.tests.builders import (
    SINCE,
    a_group,
    a_minimum,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
)

pytestmark = pytest.mark.django_db
ON = date(2025, 2, 21)


def test_need_and_strength_are_summed_post_by_post_with_all_below() -> None:
    top = a_unit("RSUD", kind=UnitKind.HOSPITAL)
    ward = a_unit("IGD", parent=top, kind=UnitKind.SECTION)
    nurses, clerks = a_position(unit=ward, headcount=3), a_position(unit=top, headcount=1)
    an_appointment(position=nurses)
    for _ in range(2):
        an_appointment(position=clerks)
    an_appointment(position=nurses, kind=Kind.ACTING)
    found = queries.figures([top.pk, ward.pk], ON)
    assert found[ward.pk] == Figures(need=3, filled=1, short=2, over=0)
    assert found[top.pk] == Figures(need=4, filled=3, short=2, over=1)


def test_a_map_counts_a_government_once_whether_its_top_units_fit_on_a_page_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    agency = an_agency()
    for n in range(3):
        top = a_unit(f"Dinas {n}", agency=agency)
        below = a_unit(f"Bidang {n}", parent=top)
        an_appointment(position=a_position(unit=below, headcount=n + 1))
    whole = tree.tree(tree.Focus(agency), ON)
    assert (whole.top.figures, whole.top.below, whole.more) == (Figures(6, 3, 3, 0), 3, False)
    monkeypatch.setattr(tree, "WIDE", 2)
    for page in (1, 2):
        part = tree.tree(tree.Focus(agency), ON, page=page)
        assert (part.top.figures, part.top.outlook) == (whole.top.figures, whole.top.outlook)


def test_a_post_left_before_that_day_is_empty_on_it() -> None:
    position = a_position(headcount=1)
    an_appointment(position=position, period=Period(date(2020, 1, 1), date(2024, 1, 1)))
    assert queries.lines(position.unit_id, ON)[0].figures.short == 1
    assert queries.lines(position.unit_id, date(2023, 12, 31))[0].figures.short == 0


def test_the_policy_stands_in_where_a_unit_set_no_minimum() -> None:
    PresencePolicy.objects.create(unit_kind="", percent=60, period=SINCE, source="asumsi Luwes")
    PresencePolicy.objects.create(
        unit_kind="hospital", percent=80, period=SINCE, source="asumsi Luwes"
    )
    hospital, office = a_unit(kind=UnitKind.HOSPITAL), a_unit(kind=UnitKind.DEPARTMENT)
    for unit, people in ((hospital, 6), (office, 3)):
        position = a_position(unit=unit)
        for _ in range(people):
            an_appointment(position=position)
    found = queries.minimums([hospital.pk, office.pk], ON)
    assert [(r.minimum, r.assumed) for r in found[hospital.pk]] == [(5, True)]  # 4,8 ke atas
    assert [(r.minimum, r.assumed) for r in found[office.pk]] == [(2, True)]  # 1,8 ke atas


def test_without_a_policy_everybody_stays() -> None:
    unit = a_unit()
    an_appointment(position=a_position(unit=unit))
    assert [r.minimum for r in queries.minimums([unit.pk], ON)[unit.pk]] == [1]


def test_a_rule_for_one_group_does_not_free_everyone_else() -> None:
    PresencePolicy.objects.create(unit_kind="", percent=50, period=SINCE, source="asumsi")
    unit, nurses = a_unit(), a_group("perawat")
    position = a_position(unit=unit)
    for _ in range(4):
        an_appointment(position=position)
    a_minimum(unit, 1, group=nurses)
    rules = queries.minimums([unit.pk], ON)[unit.pk]
    assert [(r.group_id, r.minimum, r.assumed) for r in rules] == [
        (None, 2, True),
        (nurses.pk, 1, False),
    ]


def test_nought_set_by_the_unit_itself_is_kept() -> None:
    unit = a_unit()
    a_minimum(unit, 0)
    assert [(r.minimum, r.assumed) for r in queries.minimums([unit.pk], ON)[unit.pk]] == [
        (0, False)
    ]


def test_a_head_sees_the_own_unit_and_all_below_it_only() -> None:
    agency = an_agency()
    mine, other = a_unit("Mine", agency=agency), a_unit("Other", agency=agency)
    below = a_unit("Below", parent=mine)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=mine.pk)
    seen = access.units_with_rights(head, Right.VIEW_ORGANISATION, ON)
    assert set(seen.values_list("unit_id", flat=True)) == {mine.pk, below.pk}
    assert not access.can(head, Right.SET_PRESENCE, other, ON)
    assert access.can(head, Right.SET_PRESENCE, below, ON)
    assert list(access.agencies_seen(head, ON)) == [agency]


def test_reach_follows_the_tree_of_that_day() -> None:
    agency = an_agency()
    mine, other = a_unit("Mine", agency=agency), a_unit("Other", agency=agency)
    moving = a_unit("Moving", parent=mine)
    actions.move_unit(
        unit=moving, parent=other, first_day=date(2025, 5, 1), reason="",
        by=a_user(Role.STAFFING_ANALYST),
    )  # fmt: skip
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=mine.pk)
    assert access.can(head, Right.SET_PRESENCE, moving, date(2025, 4, 30))
    assert not access.can(head, Right.SET_PRESENCE, moving, date(2025, 5, 1))


def test_an_agency_scope_ends_at_the_agency() -> None:
    one, two = a_unit(), a_unit()
    user = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=one.agency_id)
    seen = access.units_with_rights(user, Right.VIEW_ORGANISATION, ON)
    assert set(seen.values_list("unit_id", flat=True)) == {one.pk}
    assert access.can_in_agency(user, Right.MANAGE_ORGANISATION, one.agency_id)
    assert not access.can_in_agency(user, Right.MANAGE_ORGANISATION, two.agency_id)


def test_the_head_of_a_unit_is_named_and_an_acting_one_marked() -> None:
    from luwes.organisation import occupancy

    unit = a_unit()
    seat = a_position(unit=unit, title=a_title(kind=PositionKind.TOP_LEADER))
    an_appointment(position=seat, period=Period(date(2020, 1, 1), date(2025, 1, 1)))
    stand_in = an_appointment(
        position=seat, kind=Kind.ACTING, period=Period(date(2025, 1, 1), date(2025, 4, 1))
    )
    head = occupancy.source().heads([unit.pk], ON)[unit.pk]
    assert (head.employee_id, head.mandate, head.until) == (
        stand_in.employee_id,
        "Plt.",
        date(2025, 3, 31),
    )
    assert occupancy.source().heads([unit.pk], date(2024, 1, 1))[unit.pk].mandate == ""
