"""Orders that are shortened, moved or worded anew, and the pages of all changes."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import access as letters_access
from luwes.letters.models import Letter
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.staffing import amending, queries
from luwes.staffing.actions import answers, issue
from luwes.staffing.actions import field as duty
from luwes.staffing.models import (
    Assignment,
    ChangedOrder,
    Need,
    OrderChange,
)
from luwes.staffing.tests.changing import (
    LONGER,
    SHORTER,
    a_scene_with_four,
    amend,
    approve,
    said,
    serving,
)
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene, an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene_with_four()


# ── shorter, elsewhere, other words ─────────────────────────────────────


def test_shorter_holds_at_once_and_frees_the_days(scene: Scene) -> None:
    row = serving(scene)[0]
    amend(scene, [row], last_day=SHORTER)
    row.refresh_from_db()
    assert (row.state, row.period.last_day) == ("active", SHORTER)
    assert "s.d. 27 Februari 2025" in said(Letter.objects.get(kind="amendment"))


@pytest.mark.parametrize(
    ("last_day", "is_open"), [(SHORTER, True), (date(2025, 3, 1), True), (date(2025, 3, 2), False)]
)
def test_who_stops_sooner_leaves_an_open_place_where_more_than_a_day_is_left(
    scene: Scene, last_day: date, is_open: bool
) -> None:
    row = serving(scene)[0]
    before = queries.open_heads([row.need], TODAY)[row.need_id][1]
    amend(scene, [row], last_day=last_day)
    assert queries.open_heads([row.need], TODAY)[row.need_id][1] == before
    assert amending.to_open([row.pk]) == is_open
    row.refresh_from_db()
    duty.complete(assignments=[row], now=NOW, on=last_day, by=scene.coordinator)
    assert queries.open_heads([row.need], TODAY)[row.need_id][1] == before + is_open
    assert queries.lost_heads("incident", scene.incident.pk)[row.need_id] == is_open


def test_who_stays_longer_after_all_keeps_the_place(scene: Scene) -> None:
    row = serving(scene)[0]
    amend(scene, [row], last_day=SHORTER)
    (change,) = amend(scene, [row], last_day=DUTY.last_day)
    approve(scene, change)
    row.refresh_from_db()
    assert not row.left_early


def test_a_second_change_names_the_first_and_starts_from_its_words(scene: Scene) -> None:
    row = serving(scene)[0]
    amend(scene, [row], last_day=SHORTER)
    first = Letter.objects.get(kind="amendment")
    amend(scene, [row], last_day=date(2025, 2, 26))
    second = Letter.objects.filter(kind="amendment").latest("pk")
    assert first.number in said(second)
    assert "s.d. 27 Februari 2025.” diubah menjadi: “Bertugas mulai 25 Februari 2025 s.d. 26" in said(second)  # fmt: skip


def test_people_move_to_another_post_that_still_wants_them(scene: Scene) -> None:
    row, other = serving(scene)
    there = scene.need(minimum=1)
    Need.objects.filter(pk=there.pk).update(post="Gudang logistik", role="Logistik")
    there.refresh_from_db()
    with pytest.raises(Refused, match="masih membutuhkan 1 orang, yang dipindahkan 2"):
        amend(scene, [row, other], need=there)
    amend(scene, [row], need=there)
    row.refresh_from_db()
    assert (row.need, row.is_present, row.state) == (there, False, "active")
    assert "Logistik pada Gudang logistik" in said(Letter.objects.get(kind="amendment"))


def test_nobody_moves_to_a_post_that_asks_for_others(scene: Scene) -> None:
    row = serving(scene)[0]
    there = scene.need(minimum=1, group="perawat")
    with pytest.raises(Refused, match="kelompok jabatannya tidak diminta"):
        amend(scene, [row], need=there)
    elsewhere = scene.need(incident=an_incident(scene.agency, scene.area, scene.coordinator))
    with pytest.raises(Refused, match="kejadian yang sama"):
        amend(scene, [row], need=elsewhere)


def test_a_post_with_another_name_gets_letters_that_say_so(scene: Scene) -> None:
    row = serving(scene)[0]
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        amend(scene, [row])
    Need.objects.update(post="Balai Desa Rekaan")
    row = Assignment.objects.get(pk=row.pk)
    amend(scene, [row], reason="Pos pindah ke balai desa")
    assert "Balai Desa Rekaan" in said(Letter.objects.get(kind="amendment"))


def test_when_the_order_is_taken_back_its_changes_fall_too(scene: Scene) -> None:
    scene.issued()
    row = Assignment.objects.order_by("pk").first()
    assert row
    assert row.employee.user
    amend(scene, [row], last_day=SHORTER)
    answers.decline(assignment=row, reason="Sakit", now=NOW, by=row.employee.user)
    changed = Letter.objects.get(kind="amendment")
    assert changed.state == "withdrawn"
    assert Letter.objects.filter(kind="withdrawal").count() == 2
    assert row.letter
    assert set(letters_access.readable(row.employee.user)) >= {row.letter, changed}


def test_a_withdrawn_or_finished_order_is_changed_no_more(scene: Scene) -> None:
    one, two = serving(scene)
    duty.complete(assignments=[one], now=NOW, on=TODAY, by=scene.coordinator)
    issue.withdraw(assignment=two, reason="Batal", now=NOW, by=scene.coordinator)
    one, two = list(Assignment.objects.order_by("employee_id"))
    with pytest.raises(Refused) as refusal:
        amend(scene, [one, two], last_day=SHORTER)
    assert "sudah selesai" in str(refusal.value)
    assert "sudah ditarik" in str(refusal.value)


# ── the pages ───────────────────────────────────────────────────────────


def test_the_pages_do_it_and_keep_what_was_chosen(scene: Scene, client: Any) -> None:
    one, two = serving(scene)
    Assignment.objects.update(period=Period(TODAY, date(2099, 1, 1)))  # pages read today's clock
    client.force_login(scene.coordinator)
    page = client.get(reverse("staffing:post_letters", args=[one.need_id]))
    assert one.letter
    assert one.letter.number in page.content.decode()
    amend_page = reverse("staffing:amend", args=[one.need_id])
    asked = client.get(amend_page, {"who": [one.pk]})
    assert one.employee.full_name in asked.content.decode()
    assert two.employee.full_name not in asked.content.decode()
    wrong = client.post(amend_page, {"who": [one.pk], "last_day": "2000-01-01", "reason": "x"})
    assert wrong.status_code == 422
    assert f'name="who" value="{one.pk}"' in wrong.content.decode()
    client.post(amend_page, {"who": [one.pk], "last_day": "2098-01-01", "reason": "Lebih cepat"})
    one.refresh_from_db()
    assert one.period.last_day == date(2098, 1, 1)
    shown = client.get(reverse("staffing:post_letters", args=[one.need_id])).content.decode()
    assert "tempatnya terbuka lagi sesudah itu" not in shown
    empty = client.get(amend_page, {"who": ["x"]})
    assert empty.url == reverse("staffing:post_letters", args=[one.need_id])
    client.post(
        reverse("staffing:relieve", args=[one.need_id]),
        {"who": [two.pk], "last_day": "2097-01-01", "because": "surplus"},
    )
    assert ChangedOrder.objects.filter(assignment=two, change__kind="relief").exists()
    Assignment.objects.filter(pk=one.pk).update(state="completed")
    client.post(reverse("staffing:send_home", args=[one.need_id]), {"all": "1"})
    assert Letter.objects.filter(kind="return").count() == 1


def test_the_page_of_letters_costs_the_same_for_many(
    scene: Scene, client: Any, django_assert_max_num_queries: Any
) -> None:
    rows = serving(scene)
    amend(scene, rows, last_day=SHORTER)
    client.force_login(scene.coordinator)
    with django_assert_max_num_queries(30):
        client.get(reverse("staffing:post_letters", args=[rows[0].need_id]))


def test_a_stranger_sees_no_letters_of_the_post(scene: Scene, client: Any) -> None:
    row = serving(scene)[0]
    client.force_login(a_user(Role.APPROVER, scope_kind="agency", scope_id=an_agency("Lain").pk))
    assert client.get(reverse("staffing:post_letters", args=[row.need_id])).status_code == 403
    (change,) = amend(scene, [row], last_day=LONGER)
    assert client.get(reverse("staffing:decide_change", args=[change.pk])).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_make_one_letter() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    scene.need(minimum=1)
    row = serving(scene)[0]
    (change,) = amend(scene, [row], last_day=LONGER)
    others = [scene.decider, a_user(Role.APPROVER, name="Gubernur")]
    told: list[str] = []

    def press(by: Any) -> None:
        try:
            approve(scene, OrderChange.objects.get(pk=change.pk), by=by)
            told.append("made")
        except Refused:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["made", "refused"]
    assert Letter.objects.filter(kind="amendment").count() == 1
