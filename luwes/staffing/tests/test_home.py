"""The first page: what waits for whom, what changed since the last visit, the picture."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.learning.models import HoursClaim
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.staffing import owners, standing
from luwes.staffing.actions import answers, changes, field, plans
from luwes.staffing.models import Assignment, Objection, Plan
from luwes.staffing.tests.field import Flood
from luwes.staffing.views import home
from luwes.ui.home import Waits, changed_for, picture_for, waits_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def waits(flood: Flood, user: User) -> list[Waits]:
    return waits_for(User.objects.get(pk=user.pk), flood.now)


def titles(flood: Flood, user: User) -> str:
    return "\n".join(item.title for item in waits(flood, user))


def everything(flood: Flood) -> None:
    """Something for every role."""
    for state in ("ordered", "accepted", "declined", "completed"):
        flood.sent(state)
    flood.sent("active", is_present=True)
    flood.a_line(flood.a_person(), flood.an_approval().plan, flood.need)


def test_each_role_finds_what_it_can_do(flood: Flood) -> None:
    everything(flood)
    assert "36 orang dari Pemerintah Kota Bandar Lampung" in titles(flood, flood.approver)
    assert "1 orang dari unit Anda diusulkan" in titles(flood, flood.head)
    assert "sudah kembali bekerja?" in titles(flood, flood.head)
    assert "1 orang belum menjawab surat tugas" in titles(flood, flood.coordinator)
    assert "2 orang ditunggu di Masjid Al-Ikhlas" in titles(flood, flood.officer)
    person = Assignment.objects.get(state="ordered").employee.user
    assert person
    assert "Anda diminta bertugas" in titles(flood, person)
    back = Assignment.objects.get(state="completed").employee.user
    assert back
    assert "Laporkan bahwa Anda sudah kembali" in titles(flood, back)
    assert waits(flood, a_user()) == []


def test_what_is_due_first_stands_first(flood: Flood) -> None:
    flood.an_approval()
    soon = flood.an_approval().plan
    Plan.objects.filter(pk=soon.pk).update(decide_by=flood.now + timedelta(minutes=5))
    first = waits(flood, flood.approver)[0]
    assert first.title.startswith(f"Rencana {soon.number},")


def test_a_plan_with_open_objections_is_not_approved_in_one_press(flood: Flood) -> None:
    plan = flood.an_approval().plan
    (item,) = waits(flood, flood.approver)
    assert any(deed.fields for deed in item.deeds)
    line = flood.a_line(flood.a_person(), plan, flood.need)
    Objection.objects.create(line=line, reason="Tenaga terakhir", by=flood.head, at=flood.now)
    (item,) = waits(flood, flood.approver)
    assert not any(deed.fields for deed in item.deeds)
    assert "1 keberatan belum dijawab." in item.text


def test_an_incident_without_a_written_decree_waits_for_one(flood: Flood) -> None:
    flood.incident.statuses.update(decree="")
    assert "belum punya surat keputusan" in titles(flood, flood.coordinator)


def test_another_governments_coordinator_sees_none_of_it(flood: Flood) -> None:
    everything(flood)
    other = a_user(Role.COORDINATOR, scope_kind="agency", scope_id=0)
    assert waits(flood, other) == []


def test_the_coordinator_reminds_the_silent_and_not_twice_at_once(
    client: Client, flood: Flood
) -> None:
    row = flood.sent("ordered", ordered_at=flood.now - timedelta(minutes=10))
    client.force_login(flood.coordinator)
    url = reverse("staffing:answers", args=["incident", flood.incident.pk])
    for _ in range(2):
        client.post(url, {"deed": "remind"})
    row.refresh_from_db()
    assert row.chased_times == 1
    assert Message.objects.filter(user=row.employee.user, kind="staffing.chased").count() == 1
    assert "diingatkan 1 kali" in client.get(url).content.decode()


def test_places_of_those_who_declined_are_filled_by_a_plan_of_their_own(
    client: Client, flood: Flood
) -> None:
    kept, gone = flood.sent("accepted"), flood.sent("ordered")
    user = gone.employee.user
    assert user
    answers.decline(assignment=gone, reason="Sakit", now=flood.now, by=user)
    client.force_login(flood.coordinator)
    assert "1 tempat terbuka lagi" in titles(flood, flood.coordinator)
    url = reverse("staffing:answers", args=["incident", flood.incident.pk])
    client.post(url, {"deed": "refill"})
    refill = Plan.objects.get(refills=flood.plan)
    assert refill.state == "draft"
    kept.refresh_from_db()
    assert kept.state == "accepted"
    assert "terbuka lagi" not in titles(flood, flood.coordinator)


def test_a_place_filled_again_is_no_longer_open(flood: Flood) -> None:
    need = flood.a_need(desired=1, minimum=1)
    flood.sent("declined", need=need)
    flood.sent("accepted", need=need)
    (owner,) = owners.led(flood.coordinator)
    assert standing.answers([owner], flood.today)[owner].open_again == 0


def test_a_silent_person_is_called_back_with_a_reason(client: Client, flood: Flood) -> None:
    row = flood.sent("ordered")
    client.force_login(flood.coordinator)
    url = reverse("staffing:answers", args=["incident", flood.incident.pk])
    assert client.post(url, {"deed": "withdraw", "assignment": row.pk}).status_code == 422
    client.post(url, {"deed": "withdraw", "assignment": row.pk, "reason": "Tidak terjangkau"})
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_draft_sent_back_waits_for_its_maker(flood: Flood) -> None:
    flood.a_plan(state="draft", checked=True, returned_because="Tambahkan pos.")
    assert "dikembalikan" in titles(flood, flood.coordinator)


def test_what_changed_is_counted_since_the_last_visit(flood: Flood) -> None:
    flood.sent("accepted", answered_at=flood.now - timedelta(hours=3))
    flood.sent("accepted", answered_at=flood.now - timedelta(minutes=3))
    user = User.objects.get(pk=flood.coordinator.pk)
    changes = changed_for(user, flood.now - timedelta(hours=1), flood.now)
    assert [change.text for change in changes] == ["1 orang menyanggupi"]


def test_a_visit_is_remembered_by_the_browser_and_writes_nothing(
    client: Client, flood: Flood
) -> None:
    client.force_login(flood.coordinator)
    client.get("/")
    with CaptureQueriesContext(connection) as log:
        client.get("/")
    assert not [q for q in log if q["sql"].startswith(("INSERT", "UPDATE"))]
    first = client.get("/?bagian=semua").context["news"]["since"]
    assert flood.now - first > timedelta(hours=23)
    client.cookies[home.COOKIE].set(home.COOKIE, "rusak", "rusak")
    assert client.get("/").status_code == 200


def test_the_picture_is_of_ones_own_field(flood: Flood) -> None:
    everything(flood)
    needs = picture_for(flood.coordinator, flood.today)
    assert needs
    assert [(b.label, b.need, b.here, b.coming, b.asked) for b in needs.bars] == [
        ("Perawat", 6, 1, 1, 1)
    ]
    units = picture_for(flood.head, flood.today)
    assert units
    assert units.spans[0].label == "RSUD Bandar Negara Husada"
    assert picture_for(a_user(), flood.today) is None


def hours_asked(flood: Flood) -> None:
    """Of somebody whose file others keep; and of the only keeper, for whom the head answers."""
    analysts = Employee.objects.filter(user__grants__role=Role.STAFFING_ANALYST.value)
    keeper = analysts.filter(agency=flood.agency).first()
    if keeper is None:
        keeper = flood.a_person()
        Grant.objects.create(
            user=keeper.user, role=Role.STAFFING_ANALYST.value, scope_kind="agency",
            scope_id=str(flood.agency.pk), period=flood.period,
        )  # fmt: skip
    for person in (flood.a_person(), keeper):
        HoursClaim.objects.create(
            employee=person, on=flood.today, minutes=90, method="seminar", evidence="LAN 12/2025",
            words=f"Seminar {HoursClaim.objects.count()}", asked_at=flood.now,
        )  # fmt: skip


ROLES = ["coordinator", "approver", "head", "officer"]


@pytest.mark.parametrize("role", ROLES)
def test_the_page_costs_the_same_however_much_waits(
    client: Client, flood: Flood, role: str
) -> None:
    everything(flood)
    hours_asked(flood)
    client.force_login(getattr(flood, role))

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            assert client.get("/").status_code == 200
        return len(log)

    cost()
    before = cost()
    everything(flood)
    hours_asked(flood)
    assert cost() == before <= 15
    for part in ("kabar", "gambar"):
        with CaptureQueriesContext(connection) as log:
            assert client.get(f"/?bagian={part}", headers={"HX-Request": "true"}).status_code == 200
        assert len(log) <= 10


def test_without_scripts_one_link_shows_all_of_the_first_page(client: Client, flood: Flood) -> None:
    everything(flood)
    client.force_login(flood.coordinator)
    first = client.get("/").content.decode()
    assert "Perawat paling kurang" not in first
    assert 'href="?bagian=semua"' in first
    whole = client.get("/?bagian=semua").content.decode()
    assert "Perawat paling kurang" in whole
    assert "Berubah sejak" in whole
    part = client.get("/?bagian=gambar", headers={"HX-Request": "true"}).content.decode()
    assert "Perawat paling kurang" in part
    assert "<html" not in part


def test_a_submitted_plan_does_not_wait_for_its_maker(flood: Flood) -> None:
    plan = flood.a_plan(state="draft", checked=True)
    flood.a_line(flood.a_person(), plan, flood.need)
    assert "siap diajukan" in titles(flood, flood.coordinator)
    plans.submit(plan=plan, decide_within=timedelta(hours=1), now=flood.now, by=flood.coordinator)
    assert "siap diajukan" not in titles(flood, flood.coordinator)


def test_who_leads_sees_whose_way_home_nobody_has_closed(flood: Flood) -> None:
    there = flood.a_need("Gudang")
    flood.sent("completed", letter=flood.a_letter())
    for _ in range(2):
        flood.sent("completed", need=there, letter=flood.a_letter())
    (item,) = waits(flood, flood.coordinator)
    assert item.title == "3 orang selesai bertugas tanpa surat pengembalian"
    assert "3 orang belum dicatat kembali" in item.text
    assert item.url == reverse("staffing:post_letters", args=[there.pk])
    done = list(Assignment.objects.all())
    changes.send_home(assignments=done, now=flood.now, on=flood.today, by=flood.coordinator)
    (item,) = waits(flood, flood.coordinator)
    assert item.title == "3 orang selesai bertugas dan belum dicatat kembali"
    for row in done:
        field.confirm_return(assignment=row, note="", now=flood.now, by=flood.head)
    assert waits(flood, flood.coordinator) == []
