"""Pages of people from outside: who sees them, what they say, the leader's link."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.core.secrets import seal
from luwes.imports.tests.builders import write_xlsx
from luwes.organisation.tests.builders import a_group, a_user
from luwes.staffing import codes, contingent_reading, contingents, search
from luwes.staffing.actions import contingent_names as names
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.actions import contingents as actions
from luwes.staffing.contingent_rules import (
    LINK_CODES_AN_HOUR,
    LINK_PRESSES_AN_HOUR,
    POST_CODES_AN_HOUR,
    Body,
    Name,
)
from luwes.staffing.models import Contingent, ContingentMember, ContingentPresence, ContingentPress
from luwes.staffing.panels import leading
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.outside import a_contingent, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


@pytest.fixture
def officer(client: Client, flood: Flood) -> Client:
    client.force_login(flood.officer)
    return client


def a_form(flood: Flood, **values: Any) -> dict[str, Any]:
    return {
        "body": "army", "name": "Kodim 0410/KBL", "heads": 4, "first_day": flood.today,
        "last_day": flood.period.last_day, "key": uuid4(), **values,
    }  # fmt: skip


def words(client: Client, url: str) -> str:
    """The page without tags and doubled spaces."""
    text = re.sub(r"<[^>]+>", " ", client.get(url).content.decode())
    return " ".join(text.split())


# ── recorded and shown ───────────────────────────────────────────────


def test_what_is_recorded_is_told_with_what_is_not_counted(officer: Client, flood: Flood) -> None:
    url = reverse("staffing:record_outside", args=[flood.need.pk])
    last = flood.today + timedelta(days=1)
    answer = officer.post(url, a_form(flood, heads=9, last_day=last), follow=True)
    text = answer.content.decode()
    assert "2 dari 5 hari yang tersisa, jadi belum dihitung" in text
    flood.need.groups.add(a_group("perawat"))
    text = officer.post(url, a_form(flood, name="PMI"), follow=True).content.decode()
    assert "4 orang tercatat sebagai tenaga bantu" in text
    form = a_form(flood, name="Polsek", heads=8, fits="on")
    text = officer.post(url, form, follow=True).content.decode()
    assert "Kini 2 orang lebih banyak dari yang diinginkan" in text


def test_the_need_asks_whether_they_fit_only_where_it_asks_something(
    officer: Client, flood: Flood
) -> None:
    url = reverse("staffing:record_outside", args=[flood.need.pk])
    assert "Cocok dengan syarat" not in words(officer, url)
    flood.need.groups.add(a_group("perawat"))
    assert "Cocok dengan syarat" in words(officer, url)


def test_what_is_wrong_stands_beside_its_field(officer: Client, flood: Flood) -> None:
    url = reverse("staffing:record_outside", args=[flood.need.pk])
    before = flood.today - timedelta(days=9)
    answer = officer.post(url, a_form(flood, first_day=before, last_day=before))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == {"first_day", "last_day"}
    assert not Contingent.objects.exists()
    assert officer.post(url, a_form(flood, heads="banyak")).status_code == 422


def test_numbers_add_up_on_the_page_of_the_need(officer: Client, flood: Flood) -> None:
    flood.sent("active", is_present=True)
    row = a_contingent(flood, heads=3)
    a_contingent(flood, heads=2, name="Relawan", period=days(flood, 2, 3))
    officer.post(
        reverse("staffing:contingent_present", args=[row.pk]), {"present": 2, "key": uuid4()}
    )
    text = words(officer, reverse("staffing:outside", args=[flood.need.pk]))
    assert "Unsur luar ASN mengisi 3 dari 6 tempat" in text
    assert "ASN 1 Unsur luar ASN 3 2 di pos Kurang 2 Diinginkan 6" in text
    assert "Tidak dihitung: ada 2 dari 5 hari yang tersisa" in text
    post = words(officer, reverse("staffing:post", args=[flood.need.pk]))
    assert "3 dari 6 orang ada di pos" in post
    assert "kurang 2" in post
    assert "PMI Kota Bandar Lampung 2 dari 3 di pos" in post


def test_who_only_sees_the_incident_sees_numbers_and_no_names(client: Client, flood: Flood) -> None:
    row = a_contingent(flood, leader="Suharti")
    auditor = a_user(Role.AUDITOR, scope_kind="agency", scope_id=flood.agency.pk)
    client.force_login(auditor)
    text = client.get(reverse("staffing:outside", args=[flood.need.pk])).content.decode()
    assert "PMI Kota Bandar Lampung" in text
    assert "Suharti" not in text
    for name in ("contingent", "contingent_names", "change_contingent"):
        assert client.get(reverse(f"staffing:{name}", args=[row.pk])).status_code == 403
    client.force_login(a_user())
    url = reverse("staffing:outside", args=[flood.need.pk])
    assert client.get(url).status_code in {403, 404}


@pytest.mark.parametrize("page", ["outside", "post", "contingent", "posts"])
def test_a_page_costs_the_same_for_one_and_for_many(
    officer: Client, flood: Flood, page: str
) -> None:
    row = a_contingent(flood, heads=50)
    args = {"contingent": [row.pk], "posts": []}.get(page, [flood.need.pk])
    url = reverse(f"staffing:{page}", args=args)

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            assert officer.get(url).status_code == 200
        return len(log)

    def more(n: int) -> None:
        a_contingent(flood, name=f"Relawan {n}")
        ContingentMember.objects.create(contingent=row, name=f"N {n}", period=row.period)
        ContingentPresence.objects.create(
            contingent=row, change=1, at=flood.now, by=flood.officer, method="officer", key=uuid4()
        )

    more(0)
    cost()
    before = cost()
    for n in range(1, 8):
        more(n)
    assert cost() == before


def test_posts_with_only_people_from_outside_are_listed(officer: Client, flood: Flood) -> None:
    row = a_contingent(flood)
    assert "Masjid Al-Ikhlas" in words(officer, reverse("staffing:posts"))
    actions.cancel(contingent=row, reason="x", now=flood.now, by=flood.officer)
    assert "Masjid Al-Ikhlas" not in words(officer, reverse("staffing:posts"))


def test_the_first_page_tells_who_was_to_come_and_did_not(flood: Flood) -> None:
    row = a_contingent(flood, heads=3)
    a_contingent(flood, name="Besok", period=days(flood, 1, 2))
    for user in (flood.officer, flood.coordinator):
        (waits,) = leading.outside(_fresh(user), flood.now)
        assert "3 orang dari luar ASN ditunggu hari ini di Masjid" in waits.title
        assert "PMI Kota Bandar Lampung belum tercatat hadir" in waits.text
    assert leading.outside(a_user(), flood.now) == []
    row.state = "here"
    row.save()
    assert leading.outside(_fresh(flood.officer), flood.now) == []


def _fresh(user: User) -> User:
    """Without what was remembered for a request."""
    return User.objects.get(pk=user.pk)


def test_a_body_is_found_by_who_sees_its_incident(flood: Flood) -> None:
    a_contingent(flood, name="Kodim 0410", body=Body.ARMY, leader="Suharti")
    today = flood.today
    for user in (flood.officer, flood.coordinator):
        (hit,) = search.outside().find(_fresh(user), "0410 kodim", today, 5)
        assert (hit.title, hit.detail) == ("TNI, Kodim 0410", "Perawat, Tanjung Senang")
    assert search.outside().find(_fresh(flood.coordinator), "Suharti", today, 5) == []
    assert search.outside().find(a_user(), "kodim", today, 5) == []


def test_deeds_on_the_page(officer: Client, flood: Flood) -> None:
    row = a_contingent(flood, heads=5)
    end = reverse("staffing:end_contingent", args=[row.pk])
    assert officer.post(end, {"deed": "keep", "heads": "x", "reason": ""}).status_code == 422
    assert officer.post(end, {"deed": "keep", "heads": "4", "reason": "sakit"}).status_code == 302
    count = reverse("staffing:contingent_present", args=[row.pk])
    assert officer.post(count, {"present": ""}).status_code == 422
    assert officer.post(count, {"present": "9"}).status_code == 422
    assert officer.post(count, {"deed": "all", "key": uuid4()}).status_code == 302
    assert officer.post(end, {"deed": "cancel", "reason": "x"}).status_code == 422
    assert officer.post(end, {"deed": "end", "reason": "ditarik"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.heads, row.came, row.present) == ("done", 4, 4, 0)


# ── names ────────────────────────────────────────────────────────────


def test_names_are_pasted_dirty_and_every_row_is_told(officer: Client, flood: Flood) -> None:
    row = a_contingent(flood, heads=5)
    url = reverse("staffing:contingent_names", args=[row.pk])
    dirty = "Nama\tNomor\n  Budi   Santoso;3198-0123\n\n; 77\nSari\tKTA 9\tterbang\t-\n"
    answer = officer.post(url, {"names": dirty})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "1 baris tidak dapat dicatat" in text
    assert "nama kosong" in text
    assert "Budi   Santoso" in text  # what was typed is not lost
    assert not row.members.exists()
    assert officer.post(url, {"names": dirty.replace("; 77", "Andi; 77")}).status_code == 302
    assert sorted(row.members.values_list("name", flat=True)) == ["Andi", "Budi Santoso", "Sari"]


def test_a_sheet_fills_the_box_and_is_kept_when_agreed(
    officer: Client, flood: Flood, tmp_path: Path
) -> None:
    row = a_contingent(flood, heads=5)
    url = reverse("staffing:contingent_names", args=[row.pk])
    rows = [["No", "Nama Lengkap", "NRP"], [1, "Budi", "3198"], [2, "", "4"], [3, "Sari", 3.5e20]]
    path = write_xlsx(tmp_path / "daftar.xlsx", rows)
    file = SimpleUploadedFile("daftar.xlsx", path.read_bytes())
    answer = officer.post(url, {"file": file})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "1 nama terbaca; belum disimpan" in text
    assert "Budi; 3198" in text
    assert "rusak oleh format angka" in text
    assert not row.members.exists()
    assert officer.post(url, {"names": "Budi; 3198"}).status_code == 302
    assert row.members.get().name == "Budi"
    broken = SimpleUploadedFile("daftar.xlsx", b"bukan lembar kerja")
    assert officer.post(url, {"file": broken}).status_code == 422


def test_a_pasted_list_reads_competencies_of_the_catalogue(flood: Flood) -> None:
    known = flood.skill.competency
    found = contingent_reading.pasted("Sari; 1; gawat DARURAT; BTCLS 7\nBudi; 2; renang", [known])
    assert found.names[0] == Name("Sari", "1", known.pk, "BTCLS 7")
    assert found.names[1].competency_id is None
    assert [p.message for p in found.problems] == ["kompetensi ini tidak ada di katalog; tidak dicatat"]  # fmt: skip
    assert contingent_reading.pasted("", [known]).names == []


def test_a_long_list_is_shown_in_stretches(officer: Client, flood: Flood) -> None:
    row = a_contingent(flood, heads=120)
    listed = [Name(f"Relawan {n:03}", f"no {n}") for n in range(120)]
    names.list_names(now=flood.now, contingent=row, names=listed, by=flood.officer)
    page = reverse("staffing:contingent", args=[row.pk])
    text = words(officer, page)
    assert "120 nama dalam daftar" in text
    assert "Relawan 049" in text
    assert "Relawan 050" not in text
    text = words(officer, f"{page}?hal=3")
    assert "Relawan 119" in text
    assert "Relawan 099" not in text
    last = row.members.get(name="Relawan 119")
    roll = reverse("staffing:contingent_roll", args=[row.pk])
    answer = officer.post(f"{roll}?hal=3", {"deed": "in", "who": [last.pk], "key": uuid4()})
    assert answer.headers["Location"] == f"{page}?hal=3"
    count = reverse("staffing:contingent_present", args=[row.pk])
    officer.post(count, {"present": 0, "key": uuid4()})
    officer.post(count, {"present": 1, "key": uuid4()})
    officer.post(roll, {"deed": "in", "who": [last.pk], "key": uuid4()})
    assert "Sudah terhitung di pos: Relawan 119" in words(officer, page)


def test_somebody_of_another_list_is_not_dropped_here(officer: Client, flood: Flood) -> None:
    one, two = a_contingent(flood, name="A"), a_contingent(flood, name="B")
    names.list_names(now=flood.now, contingent=one, names=[Name("Budi")], by=flood.officer)
    member = one.members.get()
    assert officer.post(reverse("staffing:drop_name", args=[two.pk, member.pk])).status_code == 404
    assert officer.post(reverse("staffing:drop_name", args=[one.pk, member.pk])).status_code == 302
    assert not one.members.exists()


# ── the leader's link ────────────────────────────────────────────────


@pytest.fixture
def row(flood: Flood) -> Contingent:
    made = a_contingent(flood, heads=5, leader="Suharti", leader_phone="0812 0000 111")
    actions.give_link(contingent=made, by=flood.officer)
    return made


def page_of(row: Contingent) -> str:
    return reverse("staffing:leader", args=[row.link])


def test_the_leader_reports_without_an_account(
    client: Client, flood: Flood, row: Contingent
) -> None:
    flood.need.emergency, flood.need.task = "PSC 119", "Angkat karung pasir"
    flood.need.save()
    names.list_names(now=flood.now, contingent=row, names=[Name("Budi", "3198")], by=flood.officer)
    text = client.get(page_of(row)).content.decode()
    assert "Angkat karung pasir" in text
    assert "tel:119" in text
    for private in ("Suharti", "0812", "Budi", "3198", "Yuliana", "0811"):
        assert private not in text
    answer = client.post(page_of(row), {"people": 4, "deed": "in", "key": uuid4()}, follow=True)
    assert "4 dari 5 orang tercatat di pos" in " ".join(answer.content.decode().split())
    client.post(page_of(row), {"people": 3, "deed": "out", "key": uuid4()})
    row.refresh_from_db()
    assert (row.present, row.came) == (1, 4)
    assert set(row.presences.values_list("method", "by")) == {("link", None)}


def test_a_press_of_the_leader_sent_twice_counts_once(client: Client, row: Contingent) -> None:
    client.post(page_of(row), {"people": 5, "deed": "in", "key": uuid4()})
    for _ in range(2):
        client.post(page_of(row), {"people": 2, "deed": "out", "key": "8c9d2a38-54c4-4a34-8b5d-0f1a3b6f2f10"})  # fmt: skip
    row.refresh_from_db()
    assert row.present == 3


def test_more_than_they_are_is_refused_in_place(client: Client, row: Contingent) -> None:
    answer = client.post(page_of(row), {"people": 6, "deed": "in", "key": uuid4()})
    assert answer.status_code == 422
    assert "antara 0 dan 5" in answer.content.decode()
    assert client.post(page_of(row), {"people": 1, "deed": "out"}).status_code == 422


def test_the_code_on_the_screen_shows_that_they_are_there(
    client: Client, flood: Flood, row: Contingent
) -> None:
    code = row.need.post_code
    client.post(page_of(row), {"people": 2, "deed": "in", "code": "0000 0000", "key": uuid4()})
    figures = codes.short(code, flood.now)
    client.post(page_of(row), {"people": 3, "deed": "in", "code": figures, "key": uuid4()})
    methods = row.presences.order_by("pk").values_list("method", flat=True)
    assert list(methods) == ["link", "qr"]


def test_a_link_is_dead_when_revoked_renewed_over_or_early(
    client: Client, flood: Flood, row: Contingent
) -> None:
    old = page_of(row)
    actions.give_link(contingent=row, by=flood.officer)
    assert client.get(old).status_code == 404
    assert client.get(page_of(row)).status_code == 200
    on = flood.period.last_day
    assert on
    assert contingents.link_is_open(row, on + timedelta(days=1))
    assert not contingents.link_is_open(row, on + timedelta(days=2))
    assert not contingents.link_is_open(row, flood.today - timedelta(days=2))
    now = page_of(row)
    actions.revoke_link(contingent=row, by=flood.officer)
    assert client.get(now).status_code == 404
    assert client.post(now, {"people": 1, "deed": "in"}).status_code == 404
    assert client.get(reverse("staffing:leader", args=[seal("x")[:30]])).status_code == 404


def test_a_link_is_not_pressed_without_end(client: Client, row: Contingent) -> None:
    for n in range(LINK_PRESSES_AN_HOUR):
        client.post(page_of(row), {"people": 1 + n % 2, "deed": "in", "key": uuid4()})
    answer = client.post(page_of(row), {"people": 3, "deed": "in", "key": uuid4()})
    assert answer.status_code == 422
    assert "Terlalu sering" in answer.content.decode()


def told(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_nothing_tells_a_right_code_where_nothing_is_written(
    client: Client, flood: Flood, row: Contingent
) -> None:
    client.post(page_of(row), {"people": 2, "deed": "in", "key": uuid4()})
    right = codes.short(row.need.post_code, flood.now)
    press = {"people": 2, "deed": "in"}  # as it stands already
    pages = [
        told(client.post(page_of(row), {**press, "code": code, "key": uuid4()}, follow=True))
        for code in (right, "0000 0000")
    ]
    assert not any("tidak cocok" in page for page in pages)
    assert [sign.method for sign in row.presences.order_by("pk")] == ["link"]


@pytest.mark.parametrize("people", [2, 99])  # as it stands, and more than they are
def test_codes_are_not_tried_without_end(client: Client, row: Contingent, people: int) -> None:
    client.post(page_of(row), {"people": 2, "deed": "in", "key": uuid4()})
    press = {"people": people, "deed": "in", "code": "0000 0000"}
    for _ in range(LINK_CODES_AN_HOUR):
        assert "Terlalu banyak kode" not in told(
            client.post(page_of(row), {**press, "key": uuid4()})
        )
    answer = client.post(page_of(row), {**press, "people": 3, "key": uuid4()})
    assert answer.status_code == 422
    assert "Terlalu banyak kode" in str(answer.context["form"].errors["code"])
    row.refresh_from_db()
    assert row.present == 2
    client.post(page_of(row), {"people": 3, "deed": "in", "key": uuid4()})  # without one it goes on
    row.refresh_from_db()
    assert row.present == 3


def test_several_links_of_one_post_do_not_try_codes_together(flood: Flood) -> None:
    rows = [a_contingent(flood, name=f"Relawan {n}") for n in range(4)]
    for made in rows:
        actions.give_link(contingent=made, by=flood.officer)

    def press(made: Contingent, now: Any) -> None:
        presence.by_link(contingent=made, deed="in", people=1, code="1", key=uuid4(), now=now)

    for made in rows[:3]:
        for _ in range(LINK_CODES_AN_HOUR):
            press(made, flood.now)
    assert ContingentPress.objects.count() == POST_CODES_AN_HOUR
    with pytest.raises(Refused, match="Terlalu banyak kode"):
        press(rows[3], flood.now + timedelta(minutes=59))
    press(rows[3], flood.now + timedelta(minutes=61))
    assert ContingentPress.objects.count() == 1
