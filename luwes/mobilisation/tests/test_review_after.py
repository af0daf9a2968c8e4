"""The review after an incident: presence by the hour, speeds, answers, hours without names, lessons."""

import io
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.mobilisation import actions, lessons
from luwes.mobilisation.actions.lessons import Draft, Owner
from luwes.mobilisation.models import Incident, Lesson
from luwes.mobilisation.review_after import drawing, hourly, paper, speeds, stays, whole
from luwes.mobilisation.rules import LessonState
from luwes.mobilisation.tests.builders import (
    NOW,
    a_city,
    a_coordinator,
    a_figure,
    a_need,
    a_place,
    a_plan,
    an_assignment,
    an_incident,
)
from luwes.mobilisation.tests.test_board import signed_in
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.staffing.actions.shifts import held
from luwes.staffing.models import Assignment, Presence, Shift, ShiftAbsence

pytestmark = pytest.mark.django_db

DAY = date(2025, 2, 24)
END = datetime(2025, 2, 28, 17, 0, tzinfo=UTC)  # 1 March, 00.00 here


def at(hour: float, day: int = 24) -> datetime:
    """An hour of a day of February in Lampung."""
    return datetime(2025, 2, day, tzinfo=UTC) + timedelta(hours=hour - 7)


def somebody(incident: Incident, *, state: str = "active", role: str = "Perawat", days: int = 5, **values: object) -> Assignment:  # fmt: skip
    need = a_need(incident, a_city(), role=role, period=Period(DAY, DAY + timedelta(days=days)))
    plan = incident_plan(incident)
    return an_assignment(need, plan, state=state, ordered_at=at(6, 24), **values)


def incident_plan(incident: Incident):  # type: ignore[no-untyped-def]
    from luwes.staffing.models import Plan

    return Plan.objects.filter(owner_id=incident.pk).first() or a_plan(incident)


def signs(row: Assignment, *moments: tuple[str, datetime]) -> None:
    for kind, when in moments:
        Presence.objects.create(
            assignment=row, kind=kind, at=when, by=row.plan.made_by, method="qr", key=uuid.uuid4()
        )


def present(incident: Incident, until: datetime = END) -> dict[str, int]:
    """By day and hour here, only hours with somebody."""
    found = hourly.of(incident.pk, at(0, 24), until)
    return {
        f"{hour:%d-%H}": count
        for hour, count in zip(found.hours, found.whole.lines["present"], strict=True)
        if count
    }


def hours(first: int, last: int, day: int = 24) -> list[str]:
    """Full hours from the first to the last, both inside."""
    start = at(first, day) + timedelta(hours=7)
    return [f"{start + timedelta(hours=n):%d-%H}" for n in range(last - first + 1)]


def test_presence_counts_whoever_is_there_at_the_full_hour() -> None:
    incident = an_incident()
    signs(somebody(incident), ("in", at(8.2)), ("out", at(11)))
    signs(somebody(incident), ("in", at(8)), ("out", at(9.5)))
    assert present(incident) == {"24-08": 1, "24-09": 2, "24-10": 1}


def test_a_night_runs_over_midnight_and_past_the_last_day() -> None:
    incident = an_incident()
    signs(somebody(incident, days=1), ("in", at(23)), ("out", at(7, 25)))
    assert list(present(incident)) == hours(23, 30)
    load = stays.load(incident.pk, END)
    assert (load.people, load.median, load.nights[1], load.open) == (1, 8, 1, 0)


def test_who_never_checks_out_leaves_with_the_last_day() -> None:
    incident = an_incident()
    signs(somebody(incident, days=2), ("in", at(8)))
    assert list(present(incident)) == hours(8, 47)  # until midnight after the 25th, here
    assert stays.load(incident.pk, END).open == 1


def test_who_never_checks_out_leaves_with_the_shift() -> None:
    incident = an_incident()
    row = somebody(incident)
    Shift.objects.create(
        assignment=row, employee=row.employee, starts_at=at(19), ends_at=at(7, 25),
        held=held(at(19), at(7, 25), 660),
    )  # fmt: skip
    signs(row, ("in", at(18.5)))
    assert list(present(incident)) == hours(19, 30)


def test_who_never_checks_out_leaves_when_done_taken_or_when_it_closes() -> None:
    incident = an_incident()
    signs(somebody(incident, state="completed", completed_at=at(12)), ("in", at(8)))
    assert list(present(incident)) == hours(8, 11)
    signs(somebody(incident), ("in", at(8)))
    assert list(present(incident, until=at(20))) == hours(8, 19)


def test_two_check_ins_in_a_row_are_one_stay_and_nobody_is_there_twice() -> None:
    incident = an_incident()
    row = somebody(incident)
    signs(row, ("in", at(8)), ("in", at(9.5)), ("out", at(12)), ("out", at(13)))
    assert present(incident) == dict.fromkeys(hours(8, 11), 1)


def test_an_out_without_an_in_is_nobody() -> None:
    incident = an_incident()
    signs(somebody(incident), ("out", at(12)))
    assert present(incident) == {}


def test_numbers_by_role_add_up_and_those_who_left_no_longer_fill() -> None:
    incident = an_incident()
    somebody(incident, state="accepted", answered_at=at(7))
    somebody(incident, state="declined", answered_at=at(8), role="Logistik")
    somebody(incident, state="ordered", role="Logistik")
    found = hourly.of(incident.pk, at(0), at(12))
    place = [f"{hour:%H}" for hour in found.hours].index("09")
    lines = {kind: numbers[place] for kind, numbers in found.whole.lines.items()}
    assert lines == {"planned": 0, "ordered": 3, "accepted": 1, "filled": 2, "present": 0}
    assert {role.name: role.last("filled") for role in found.roles} == {"Perawat": 1, "Logistik": 1}
    assert found.whole.most("filled") == 3


def test_speeds_are_medians_of_those_who_took_the_step() -> None:
    incident = an_incident(declared_at=at(5))
    for minutes in (10, 20, 90):
        row = somebody(incident, answered_at=at(6) + timedelta(minutes=minutes))
        signs(row, ("in", at(8)))
    somebody(incident, state="ordered")
    plan = incident_plan(incident)
    plan.submitted_at, plan.approved_at = at(5.5), at(5.75)
    plan.save()
    found = {span.key: span for span in speeds.spans(incident, [plan], END)}
    assert found["declared_planned"].median == timedelta(minutes=30)
    assert found["declared_approved"].median == timedelta(minutes=45)
    assert (found["ordered_accepted"].median, found["ordered_accepted"].count) == (timedelta(minutes=20), 3)  # fmt: skip
    assert found["ordered_accepted"].nine_of_ten == timedelta(minutes=76)
    assert found["declared_ordered"].count == 4
    assert found["declared_arrived"].median == timedelta(hours=3)


def test_units_are_counted_by_their_answers() -> None:
    incident = an_incident()
    other = a_unit("RSUD", agency=an_agency("Kota Tetangga"))
    somebody(incident, state="declined", answered_at=at(8), unit=other)
    somebody(incident, state="ordered", unit=other)
    somebody(incident, state="withdrawn", unit=other)
    somebody(incident, state="accepted", answered_at=at(7))
    rows = speeds.responses(incident.pk, END)
    of_unit = next(row for row in rows if row.unit_id == other.pk)
    assert (of_unit.sent, of_unit.accepted, of_unit.declined, of_unit.silent, of_unit.withdrawn) == (3, 0, 1, 1, 1)  # fmt: skip
    assert of_unit.median == timedelta(hours=2)
    assert sum(row.sent for row in rows if row.unit_id is None) == 4


def test_figures_grow_by_the_day_and_end_as_the_board_has_them() -> None:
    incident, area = an_incident(), a_place("18.71.10", "Rajabasa")
    a_figure(incident, area, "houses", 100, reported_at=at(8, 22), is_used=False)
    a_figure(incident, area, "houses", 150, reported_at=at(8, 23))
    a_figure(incident, area, "houses", 900, source="Media", reported_at=at(8, 24), is_used=False)
    found = whole.of(incident, at(20, 24)).growth
    assert [day.day for day in found.days] == [22, 23, 24]
    assert found.values == {"houses": [100, 150, 150]}


def test_absences_are_counted_and_those_stood_in_for() -> None:
    incident = an_incident()
    row = somebody(incident)
    made = [
        Shift.objects.create(
            assignment=row, employee=row.employee, starts_at=at(8, day), ends_at=at(16, day),
            held=held(at(8, day), at(16, day), 660),
        )
        for day in (24, 25)
    ]  # fmt: skip
    ShiftAbsence.objects.create(shift=made[0], reason="ill", at=NOW, by=row.plan.made_by)
    ShiftAbsence.objects.create(
        shift=made[1], reason="ill", at=NOW, by=row.plan.made_by, substitute=made[0]
    )
    found = whole.of(incident, END).rota
    assert (found["absences"], found["stood_in"], found["swaps"]) == (2, 1, 0)


def test_the_whole_makes_one_pdf_and_every_hour_a_row() -> None:
    incident = an_incident(closed_at=at(20))
    signs(somebody(incident), ("in", at(8)))
    found = whole.of(incident, END)
    assert paper.pdf(found).startswith(b"%PDF")
    assert paper.pdf(whole.of(incident, END)) == paper.pdf(found)
    book = CalamineWorkbook.from_filelike(io.BytesIO(paper.xlsx(found)))
    assert len(book.get_sheet_by_name("Setiap jam").to_python()) == 1 + len(found.hourly.hours)
    assert paper.pdf(whole.of(an_incident(name="Kosong"), END)).startswith(b"%PDF")


def test_the_review_costs_the_same_whatever_its_size() -> None:
    incident = an_incident()
    signs(somebody(incident), ("in", at(8)))
    client = signed_in(a_coordinator())

    def cost() -> int:
        client.get(f"/kejadian/{incident.pk}/kaji/")
        with CaptureQueriesContext(connection) as log:
            assert client.get(f"/kejadian/{incident.pk}/kaji/").status_code == 200
        return len(log)

    few = cost()
    for n in range(6):
        unit = a_unit(agency=an_agency())
        signs(somebody(incident, role=f"Peran {n}", unit=unit), ("in", at(8)))
        Lesson.objects.create(
            incident=incident, happened="x", why="y", change=f"z{n}", role="approver", due=DAY,
            added_at=NOW, added_by=incident.declared_by,
        )  # fmt: skip
    assert cost() == few
    assert few <= 22


# ── lessons ──────────────────────────────────────────────────────────


def a_draft(**values: object) -> Draft:
    defaults = {
        "happened": "Surat tugas terlambat", "why": "Nomor dicari manual", "change": "Nomor otomatis",
        "owner": Owner(role=Role.APPROVER), "due": DAY + timedelta(days=30),
    }  # fmt: skip
    return Draft(**(defaults | values))  # type: ignore[arg-type]


def a_lesson(incident: Incident, **values: object) -> Lesson:
    return actions.add_lesson(
        incident=incident, draft=a_draft(**values), on=DAY, now=NOW, by=a_coordinator()
    )


def test_a_lesson_is_added_once_changed_and_ticked_off_also_when_closed() -> None:
    incident, by = an_incident(closed_at=NOW), a_coordinator()
    lesson = a_lesson(incident)
    with pytest.raises(Refused, match="sudah dicatat"):
        a_lesson(incident)
    actions.change_lesson(
        lesson=lesson, draft=a_draft(why="Lain", owner=Owner(user=by)), on=DAY, by=by
    )
    lesson.refresh_from_db()
    assert (lesson.why, lesson.owner, lesson.role) == ("Lain", by, "")
    actions.close_lesson(lesson=lesson, state=LessonState.DONE, because="", now=NOW, by=by)
    with pytest.raises(Refused, match="sudah ditutup"):
        actions.change_lesson(lesson=lesson, draft=a_draft(), on=DAY, by=by)


def test_everything_that_lacks_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        a_lesson(an_incident(), happened=" ", owner=None, due=DAY - timedelta(days=1))
    assert {problem.field for problem in refused.value.problems} == {"happened", "owner", "due"}


def test_to_drop_one_takes_a_reason() -> None:
    lesson = a_lesson(an_incident())
    with pytest.raises(Refused):
        actions.close_lesson(
            lesson=lesson, state=LessonState.DROPPED, because=" ", now=NOW, by=a_coordinator()
        )


def test_overdue_lessons_reach_their_owners_and_nobody_else() -> None:
    agency = an_agency()
    incident = an_incident(agency=agency)
    unit = a_unit(agency=agency)
    below = a_unit(agency=agency, parent=unit)
    owner = a_user(Role.AUDITOR)
    a_lesson(incident, owner=Owner(user=owner), change="satu")
    a_lesson(incident, owner=Owner(unit=below), change="dua")
    a_lesson(incident, owner=Owner(role=Role.APPROVER), change="tiga")
    late = DAY + timedelta(days=31)

    def own(user: object, on: date = late) -> list[str]:
        return [lesson.change for lesson in lessons.overdue(user, on)]  # type: ignore[arg-type]

    assert own(owner) == ["satu"]
    assert own(owner, DAY) == []
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    assert own(head) == ["dua"]
    approver = a_user(Role.APPROVER, scope_kind="agency", scope_id=agency.pk)
    assert own(approver) == ["tiga"]
    elsewhere = a_user(Role.APPROVER, scope_kind="agency", scope_id=an_agency().pk)
    assert own(elsewhere) == []
    page = signed_in(owner).get("/").content.decode()
    assert "satu" in page


def test_lessons_are_offered_when_the_same_happens_again() -> None:
    incident, by = an_incident(), a_coordinator()
    for n in range(7):
        a_lesson(incident, change=f"Perubahan {n}")
    dropped = Lesson.objects.get(change="Perubahan 6")
    actions.close_lesson(lesson=dropped, state=LessonState.DROPPED, because="Mahal", now=NOW, by=by)
    page = signed_in(by).get("/kejadian/baru/").content.decode()
    assert "Banjir (5)" in page
    assert "Perubahan 5" in page
    assert "Perubahan 6" not in page
    assert "Perubahan 0" not in page
    elsewhere = a_coordinator(an_agency("Kabupaten Lain"))
    assert "Perubahan" not in signed_in(elsewhere).get("/kejadian/baru/").content.decode()


def test_a_lesson_is_written_on_its_page() -> None:
    incident, by = an_incident(), a_coordinator()
    client = signed_in(by)
    found = client.get(f"/kejadian/{incident.pk}/kaji/siapa/?nama=owner&owner_text=berwenang")
    assert "role-approver" in found.content.decode()
    values = {
        "happened": "a", "why": "b", "change": "c", "owner": "role-approver",
        "owner_text": "berwenang", "owner_searched": "berwenang", "due": "2099-01-01",
    }  # fmt: skip
    url = f"/kejadian/{incident.pk}/kaji/pelajaran/"
    assert client.post(url, values | {"why": ""}).status_code == 422
    assert client.post(url, values).status_code == 302
    lesson = Lesson.objects.get()
    assert lesson.role == "approver"
    page = client.get(f"/kejadian/pelajaran/{lesson.pk}/").content.decode()
    assert 'value="role-approver"' in page
    assert client.post(f"/kejadian/pelajaran/{lesson.pk}/selesai/").status_code == 302
    lesson.refresh_from_db()
    assert lesson.state == "done"
    looking = signed_in(a_user(Role.AUDITOR))
    assert looking.post(f"/kejadian/pelajaran/{lesson.pk}/selesai/").status_code == 403


def _reach(svg: str) -> float:
    """The farthest to the right that anything in a drawing goes: its x, and what it writes there."""
    found = [float(x) for x in re.findall(r"[MH](\d+(?:\.\d+)?)", svg)]
    for tag, words in re.findall(r"<(text [^>]*)>([^<]*)", svg):
        x = float(re.search(r'\bx="([\d.]+)"', tag).group(1))  # type: ignore[union-attr]
        ends_there = 'text-anchor="end"' in tag
        found.append(x if ends_there else x + 6.2 * len(words))
    for x, width in re.findall(r'<rect [^>]*\bx="([\d.]+)"[^>]*width="([\d.]+)"', svg):
        found.append(float(x) + float(width))
    return max(found)


@pytest.mark.parametrize("frame", [drawing.WIDE, drawing.PHONE])
def test_no_drawing_goes_beyond_its_own_width(frame: drawing.Frame) -> None:
    incident = an_incident()
    need = a_need(incident, incident.area, role="Pengelola pengungsian dan dapur umum")
    plan = a_plan(incident)
    for _ in range(12):
        an_assignment(need, plan)
    Incident.objects.filter(pk=incident.pk).update(declared_at=NOW - timedelta(days=13))
    found = hourly.of(incident.pk, NOW - timedelta(days=13), NOW)
    counts = [("di bawah 8 jam", 1), ("40 jam atau lebih", 12_345)]
    for svg in (
        drawing.whole(found, paper.kind_labels(), frame), drawing.roles(found, frame),
        drawing.bars(counts, frame),
    ):  # fmt: skip
        width = float(re.search(r'viewBox="0 0 (\d+) ', svg).group(1))  # type: ignore[union-attr]
        assert _reach(svg) <= width <= frame.width
