"""Heads reach their units as they stand today, and a unit that is no more where it stood last."""

from datetime import timedelta

import pytest

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.letters import access as letters
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.staffing import access
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db


def head_of(unit: OrgUnit) -> User:
    return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)


def close(unit: OrgUnit, flood: Flood) -> UnitShape:
    """The unit's shape ends before today."""
    shape = UnitShape.objects.get(unit=unit)
    shape.period = Period(shape.period.start, flood.today - timedelta(days=1))
    shape.save()
    return shape


def test_the_head_of_a_former_parent_has_no_say_any_more() -> None:
    flood = Flood()
    old, new = a_unit("Lama", agency=flood.agency), a_unit("Baru", agency=flood.agency)
    ward = a_unit("Puskesmas", agency=flood.agency, parent=old)
    row = flood.sent("completed", home_unit=ward, letter=flood.a_letter())
    before, after = head_of(old), head_of(new)
    assert row in access.away(before)
    shape = close(ward, flood)
    UnitShape.objects.create(
        unit=ward, agency=flood.agency, name=shape.name, kind=shape.kind, parent=new,
        path=f"{new.pk}.{ward.pk}", period=Period(flood.today - timedelta(days=1)),
    )  # fmt: skip
    after, before = User.objects.get(pk=after.pk), User.objects.get(pk=before.pk)
    assert row in access.away(after)
    assert row.letter in letters.readable(after)
    assert row not in access.away(before)
    assert row.letter not in letters.readable(before)


def test_people_of_a_unit_that_is_no_more_are_seen_back_by_who_was_above_it() -> None:
    flood = Flood()
    parent = a_unit("Dinas", agency=flood.agency)
    ward = a_unit("Seksi", agency=flood.agency, parent=parent)
    row = flood.sent("completed", home_unit=ward)
    close(ward, flood)
    assert row in access.away(head_of(parent))
    assert row in access.away(head_of(ward))
