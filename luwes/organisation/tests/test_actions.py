from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation import actions, queries
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.organisation.rules import PositionKind, UnitKind
from luwes.organisation.tests.builders import (
    a_competency,
    a_group,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
)

pytestmark = pytest.mark.django_db
MAY, JULY = date(2025, 5, 1), date(2025, 7, 1)


def analyst(agency: Agency | None = None):
    if agency:
        return a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=agency.pk)
    return a_user(Role.STAFFING_ANALYST)


def path_of(unit: OrgUnit, on: date) -> list[int]:
    shape = queries.shape_of(unit.pk, on)
    assert shape
    return [int(label) for label in shape.path.split(".")]


def test_a_renamed_unit_keeps_its_old_name_before_that_day() -> None:
    unit = a_unit("Dinas Lama")
    by = analyst(unit.agency)
    actions.rename_unit(unit=unit, name="Dinas Baru", first_day=MAY, reason="Perda 3/2025", by=by)
    names = {day: queries.shape_of(unit.pk, day).name for day in (date(2025, 4, 30), MAY)}
    assert names == {date(2025, 4, 30): "Dinas Lama", MAY: "Dinas Baru"}
    entry = Entry.objects.get()
    assert (entry.deed, entry.reason) == ("organisation.unit_changed", "Perda 3/2025")
    assert entry.chain == str(unit.agency_id)


def test_a_second_change_on_the_same_day_mends_the_first() -> None:
    unit = a_unit("Lama")
    by = analyst()
    for name in ("Bru", "Baru"):
        actions.rename_unit(unit=unit, name=name, first_day=MAY, reason="", by=by)
    assert [s.name for s in queries.history(unit.pk)] == ["Baru", "Lama"]


def test_a_moved_unit_takes_all_below_along_from_that_day() -> None:
    agency = an_agency()
    old, new = a_unit("A", agency=agency), a_unit("B", agency=agency)
    middle = a_unit("C", parent=old)
    leaf = a_unit("D", parent=middle)
    actions.move_unit(unit=middle, parent=new, first_day=MAY, reason="penataan", by=analyst())
    assert path_of(leaf, date(2025, 4, 30)) == [old.pk, middle.pk, leaf.pk]
    assert path_of(leaf, MAY) == [new.pk, middle.pk, leaf.pk]
    assert queries.subtree_ids([old.pk], MAY) == {old.pk}
    assert queries.subtree_ids([new.pk], MAY) == {new.pk, middle.pk, leaf.pk}
    assert queries.subtree_ids([old.pk], date(2025, 4, 30)) == {old.pk, middle.pk, leaf.pk}


def test_a_move_before_a_later_rename_stays_after_it() -> None:
    agency = an_agency()
    old, new = a_unit("A", agency=agency), a_unit("B", agency=agency)
    middle = a_unit("C", parent=old)
    leaf = a_unit("D", parent=middle)
    by = analyst()
    actions.rename_unit(unit=leaf, name="D2", first_day=JULY, reason="", by=by)
    actions.move_unit(unit=middle, parent=new, first_day=MAY, reason="", by=by)
    assert path_of(leaf, JULY) == [new.pk, middle.pk, leaf.pk]
    assert [(s.name, s.period.start) for s in queries.history(leaf.pk)] == [
        ("D2", JULY), ("D", MAY), ("D", date(2000, 1, 1)),
    ]  # fmt: skip


def test_a_unit_hung_under_one_that_moves_later_follows_it() -> None:
    agency = an_agency()
    old, new = a_unit("A", agency=agency), a_unit("B", agency=agency)
    middle = a_unit("C", parent=old)
    loose = a_unit("L", agency=agency)
    by = analyst()
    actions.move_unit(unit=middle, parent=new, first_day=JULY, reason="", by=by)
    actions.move_unit(unit=loose, parent=middle, first_day=MAY, reason="", by=by)
    assert path_of(loose, MAY) == [old.pk, middle.pk, loose.pk]
    assert path_of(loose, JULY) == [new.pk, middle.pk, loose.pk]
    made = actions.create_unit(
        agency=agency, code="N1", name="Seksi", kind=UnitKind.SECTION, parent=middle, area=None,
        first_day=MAY, by=by,
    )  # fmt: skip
    assert path_of(made, MAY) == [old.pk, middle.pk, made.pk]
    assert path_of(made, JULY) == [new.pk, middle.pk, made.pk]


def test_a_circle_is_refused_beside_the_field() -> None:
    top = a_unit("A")
    leaf = a_unit("C", parent=a_unit("B", parent=top))
    with pytest.raises(Refused) as refusal:
        actions.move_unit(unit=top, parent=leaf, first_day=MAY, reason="", by=analyst())
    assert [p.field for p in refusal.value.problems] == ["parent"]
    assert path_of(top, MAY) == [top.pk]


def test_a_parent_of_another_agency_or_another_time_is_refused() -> None:
    unit, elsewhere = a_unit(), a_unit()
    gone = a_unit(agency=unit.agency, period=Period(date(2000, 1, 1), JULY))
    for parent in (elsewhere, gone):
        with pytest.raises(Refused) as refusal:
            actions.move_unit(unit=unit, parent=parent, first_day=MAY, reason="", by=analyst())
        assert [p.field for p in refusal.value.problems] == ["parent"]


def test_a_code_is_given_once_in_an_agency() -> None:
    unit = a_unit()
    with pytest.raises(Refused, match="ID unor"):
        actions.create_unit(
            agency=unit.agency, code=unit.code, name="X", kind=UnitKind.OTHER, parent=None, area=None,
            first_day=MAY, by=analyst(),
        )  # fmt: skip


def test_a_unit_closes_only_when_empty() -> None:
    unit = a_unit()
    a_unit(parent=unit)
    position = a_position(unit=unit)
    by = analyst()
    with pytest.raises(Refused) as refusal:
        actions.close_unit(unit=unit, on=MAY, reason="dilebur", by=by)
    assert len(refusal.value.problems) == 2
    empty = a_unit()
    actions.rename_unit(unit=empty, name="Nanti", first_day=JULY, reason="", by=by)
    actions.close_unit(unit=empty, on=MAY, reason="dilebur", by=by)
    assert queries.shape_of(empty.pk, date(2025, 4, 30))
    assert queries.shape_of(empty.pk, MAY) is None
    assert queries.shape_of(empty.pk, JULY) is None
    actions.close_position(position=position, on=MAY, reason="", by=by)
    assert list(queries.positions_of(unit.pk, MAY)) == []


def test_only_those_who_manage_that_part_change_it() -> None:
    unit, other = a_unit(), a_unit()
    for user in (
        a_user(),
        a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk),
        analyst(other.agency),
    ):
        with pytest.raises(PermissionDenied):
            actions.rename_unit(unit=unit, name="X", first_day=MAY, reason="", by=user)
    assert not Entry.objects.exists()


def test_an_establishment_holds_until_the_next_one() -> None:
    position = a_position(headcount=3)
    by = analyst()
    actions.set_establishment(
        position=position, headcount=9, first_day=JULY, basis="ABK 2025", by=by
    )
    actions.set_establishment(position=position, headcount=5, first_day=MAY, basis="revisi", by=by)

    def need(on: date) -> int:
        return queries.lines(position.unit_id, on)[0].figures.need

    assert [need(d) for d in (date(2025, 4, 30), MAY, date(2025, 6, 30), JULY)] == [3, 5, 5, 9]


def test_a_managerial_title_makes_a_single_seat() -> None:
    unit = a_unit()
    head = actions.create_position(
        unit=unit, title=a_title(kind=PositionKind.TOP_LEADER), number="1", first_day=MAY,
        headcount=1, by=analyst(),
    )  # fmt: skip
    assert head.single_holder
    with pytest.raises(Refused) as refusal:
        actions.create_position(
            unit=unit, title=head.title, number="1", first_day=JULY, by=analyst()
        )
    assert {p.field for p in refusal.value.problems} == {"number", "title"}


def test_a_title_needs_a_level_of_its_kind() -> None:
    with pytest.raises(Refused) as refusal:
        actions.create_title(
            name="Perawat", kind=PositionKind.EXPERT, career_level="mahir", job_class=8,
            group=a_group(), by=analyst(),
        )  # fmt: skip
    assert [p.field for p in refusal.value.problems] == ["career_level"]


def test_requirements_replace_those_before() -> None:
    position = a_position()
    first, second = a_competency("a", "A"), a_competency("b", "B")
    for levels in ({first: 2, second: 3}, {first: 4}):
        actions.set_requirements(position=position, levels=levels, on=MAY, by=analyst())
    assert [(r.competency, r.level) for r in position.requirements.all()] == [(first, 4)]


def test_loading_the_catalogue_twice_changes_nothing() -> None:
    by = analyst()
    for _ in range(2):
        actions.load_catalogue(
            groups=[("perawat", "Perawat")], competencies=[("bhd", "Bantuan hidup dasar", True)],
            policies=[("hospital", 80, date(2000, 1, 1), "asumsi"), ("", 60, date(2000, 1, 1), "asumsi")],
            by=by,
        )  # fmt: skip
    from luwes.organisation.models import Competency, PresencePolicy, StaffGroup

    assert [m.objects.count() for m in (StaffGroup, Competency, PresencePolicy)] == [1, 1, 2]


def test_no_two_shapes_of_a_unit_ever_overlap() -> None:
    from django.db import IntegrityError, transaction

    unit = a_unit()
    shape = unit.shapes.get()
    shape.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitShape.objects.bulk_create([shape])


def test_a_code_in_letter_numbers_belongs_to_one_agency() -> None:
    first, second, third = an_agency("A"), an_agency("B"), an_agency("C")
    by = analyst()
    words = {"head_title": "BUPATI", "seat": "Kota", "address": "", "by": by}
    actions.set_letterhead(agency=first, letter_code="VI.09", **words)
    actions.set_letterhead(agency=first, letter_code="VI.09", **words)  # again, as it was
    for taken in ("VI.09", " VI.09 ", third.code):
        with pytest.raises(Refused, match="nomor surat instansi lain"):
            actions.set_letterhead(agency=second, letter_code=taken, **words)
    for agency in (second, third):  # none is not one and the same
        actions.set_letterhead(agency=agency, letter_code="", **words)
    with pytest.raises(IntegrityError):
        Agency.objects.filter(pk=second.pk).update(letter_code="VI.09")
