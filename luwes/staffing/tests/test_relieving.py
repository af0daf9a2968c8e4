"""Orders that end by relief, and letters of return."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters.models import Letter
from luwes.organisation.tests.builders import a_user
from luwes.staffing import changes, queries
from luwes.staffing.actions import changes as actions
from luwes.staffing.actions import field as duty
from luwes.staffing.models import (
    Assignment,
    PlanRule,
)
from luwes.staffing.tests.changing import (
    LONGER,
    SHORTER,
    a_scene_with_four,
    amend,
    relieve,
    said,
    serving,
)
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene_with_four()


# ── relief ──────────────────────────────────────────────────────────────


def test_relief_today_ends_the_duty_and_names_who_goes_on(scene: Scene) -> None:
    scene.issued()
    one, two = Assignment.objects.order_by("employee_id")
    scene.arrived([one])
    Assignment.objects.filter(pk=one.pk).update(period=Period(TODAY, DUTY.end))
    one.refresh_from_db()
    relieve(scene, [one], TODAY, substitute=two)
    one.refresh_from_db()
    letter = Letter.objects.get(kind="relief")
    assert (one.state, one.period) == ("completed", Period(TODAY, TODAY + timedelta(days=1)))
    assert two.letter
    assert two.letter.number in said(letter)
    assert two.employee.full_name in said(letter)
    assert "giliran tugas" in said(letter)


def test_nobody_is_relieved_while_an_extension_waits(scene: Scene) -> None:
    row = serving(scene)[0]
    amend(scene, [row], last_day=LONGER)
    with pytest.raises(Refused, match="masih menunggu keputusan"):
        relieve(scene, [row])


@pytest.mark.parametrize(
    ("because", "is_open"),
    [
        (changes.Because.RECALLED, True),
        (changes.Because.HINDERED, True),
        (changes.Because.SURPLUS, False),
    ],
)
def test_the_place_of_who_is_relieved_is_open_unless_nobody_is_wanted_there(
    scene: Scene, because: changes.Because, is_open: bool
) -> None:
    scene.issued()
    row = scene.arrived([Assignment.objects.order_by("employee_id")[0]])[0]
    Assignment.objects.filter(pk=row.pk).update(period=Period(TODAY, DUTY.end))
    row.refresh_from_db()
    before = queries.open_heads([row.need], TODAY)[row.need_id][1]
    relieve(scene, [row], TODAY, because=because)
    assert queries.open_heads([row.need], TODAY)[row.need_id][1] == before + is_open


def test_who_is_relieved_and_was_pinned_is_not_sent_again_by_the_pin(scene: Scene) -> None:
    row = serving(scene)[0]
    PlanRule.objects.create(
        owner_kind="incident", owner_id=scene.incident.pk, employee=row.employee, need=row.need,
        rule="pin", reason="Mengenal wilayah", by=scene.coordinator,
    )  # fmt: skip
    relieve(scene, [row])
    assert not PlanRule.objects.exists()


def test_relief_later_shortens_the_duty_and_a_second_press_is_no_second_letter(
    scene: Scene,
) -> None:
    row = serving(scene)[0]
    relieve(scene, [row])
    row.refresh_from_db()
    assert (row.state, row.period.last_day) == ("active", SHORTER)
    with pytest.raises(Refused, match="surat pembebasannya sudah terbit"):
        relieve(scene, [row])
    assert Letter.objects.filter(kind="relief").count() == 1


def test_only_who_serves_is_relieved_and_only_by_who_is_of_the_post(scene: Scene) -> None:
    scene.issued()
    one, two = Assignment.objects.order_by("employee_id")
    with pytest.raises(Refused, match="Hanya yang sedang bertugas"):
        relieve(scene, [one])
    scene.arrived([one, two])
    with pytest.raises(Refused, match="satu orang saja"):
        relieve(scene, [one, two], substitute=two)
    with pytest.raises(Refused, match="Pilih pengganti"):
        relieve(scene, [one], substitute=one)
    with pytest.raises(Refused, match="pada akhir masa tugas"):
        relieve(scene, [one], DUTY.end)


def test_who_decides_for_the_lender_may_shorten_and_relieve_but_not_move(scene: Scene) -> None:
    row = serving(scene)[0]
    there = scene.need(minimum=1)
    for values in ({"last_day": LONGER}, {"need": there}):
        with pytest.raises(PermissionDenied):
            amend(scene, [row], by=scene.decider, **values)
    amend(scene, [row], by=scene.decider, last_day=SHORTER)
    with pytest.raises(PermissionDenied):
        relieve(scene, [row], by=a_user(Role.UNIT_HEAD))
    relieve(scene, [row], date(2025, 2, 26), by=scene.decider)


# ── return ──────────────────────────────────────────────────────────────


def test_letters_of_return_thank_count_the_days_and_come_once(scene: Scene, settings: Any) -> None:
    rows = serving(scene)
    send = {"now": NOW, "on": TODAY, "by": scene.coordinator}
    with pytest.raises(Refused, match="belum selesai bertugas"):
        actions.send_home(assignments=rows, **send)
    after = date(2025, 3, 3)
    duty.complete(assignments=rows, now=NOW, on=after, by=scene.coordinator)
    actions.send_home(assignments=rows, **send)
    found = list(Letter.objects.filter(kind="return"))
    assert len(found) == 2
    for wanted in ("25 Februari 2025 s.d. 3 Maret 2025 (7 hari)", "terima kasih", "mulai tanggal 4 Maret 2025"):  # fmt: skip
        assert wanted in said(found[0])
    with pytest.raises(Refused, match="sudah terbit"):
        actions.send_home(assignments=rows, **send)


def test_one_letter_of_return_for_all_of_a_unit_where_so_set(scene: Scene, settings: Any) -> None:
    settings.LUWES_LETTER_GROUPING = "unit"
    rows = serving(scene)
    duty.complete(assignments=rows, now=NOW, on=date(2025, 3, 3), by=scene.coordinator)
    actions.send_home(assignments=rows, now=NOW, on=TODAY, by=scene.coordinator)
    (letter,) = Letter.objects.filter(kind="return")
    assert [p["duty"] for p in letter.as_content()["people"]] == ["25 Februari 2025 s.d. 3 Maret 2025 (7 hari)"] * 2  # fmt: skip
