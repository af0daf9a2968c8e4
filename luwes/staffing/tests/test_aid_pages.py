"""Who sees what of a request: a table of people, pages and words; and the forms."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_user
from luwes.staffing import aid as reads
from luwes.staffing.actions import aid
from luwes.staffing.models import AidRequest, Plan
from luwes.staffing.tests import aid as floods
from luwes.staffing.tests.aid import a_flood, accepted, asked, issued, planned
from luwes.staffing.tests.builders import TODAY

pytestmark = pytest.mark.django_db
PHONE, STAFF_PHONE = "0812-5555-0101", "0899-1111-2222"
LIMITS = "tidak kuat mengangkat"


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site's clock stands in the flood."""
    monkeypatch.setattr("luwes.core.clock.now", lambda: floods.NOW)
    monkeypatch.setattr("luwes.core.clock.today", lambda: TODAY)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _private(flood: floods.Flood) -> None:
    for person in flood.there.people:
        person.phone, person.limits = STAFF_PHONE, LIMITS
        person.save()


def _users(flood: floods.Flood) -> dict[str, User]:
    here, there = flood.here.agency.pk, flood.there.agency.pk
    return {
        "asking": flood.coordinator,
        "asking looks": a_user(Role.AUDITOR, scope_kind="agency", scope_id=here),
        "asked": flood.liaison,
        "asked decides": flood.there.approver,
        "asked analyst": a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=there),
        "third": flood.stranger,
        "nobody": a_user(),
    }


def _pages(flood: floods.Flood, request: AidRequest, plan: Plan) -> dict[str, str]:
    owner = ["incident", flood.scene.incident.pk]
    return {
        "request": reverse("staffing:aid_request", args=[request.pk]),
        "sheet": reverse("staffing:aid_sheet", args=[request.pk]) + "?bentuk=csv",
        "ask": reverse("staffing:ask_aid", args=owner),
        "plan": reverse("staffing:plan", args=[plan.pk]),
        "plans": reverse("staffing:make", args=["aid", request.pk]),
        "answers": reverse("staffing:answers", args=["aid", request.pk]),
        "board": reverse("mobilisation:board", args=[flood.scene.incident.pk]),
    }


ALL = {"request", "sheet", "ask", "plan", "plans", "answers", "board"}
OPEN = {
    "asking": {"request", "sheet", "ask", "board"},
    "asking looks": {"request", "sheet", "board"},
    "asked": {"request", "sheet", "plan", "plans", "answers"},
    "asked decides": {"request", "sheet", "plan", "plans"},
    "asked analyst": {"request", "sheet", "plan", "plans", "answers"},
    "third": set[str](),
    "nobody": set[str](),
}
CALLS = {"asking", "asked", "asked decides", "asked analyst"}


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("who", OPEN)
@pytest.mark.parametrize("stage", ["draft", "issued"])
def test_each_sees_only_the_own_side(who: str, stage: str) -> None:
    flood = a_flood()
    _private(flood)
    request = accepted(flood)
    plan = planned(flood, request)
    if stage == "issued":
        issued(flood, request, plan)
    chosen = {line.employee.name for line in plan.lines.select_related("employee")}
    others = {person.name for person in flood.there.people} - chosen
    client = _client(_users(flood)[who])
    for name, url in _pages(flood, request, plan).items():
        answer = client.get(url)
        if name not in OPEN[who]:
            assert answer.status_code in {403, 404}, name
            continue
        assert answer.status_code == 200, name
        text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert STAFF_PHONE not in text, name
        assert LIMITS not in text, name
        if name == "request":
            assert (PHONE in text) is (who in CALLS)
            assert all((person in text) is (stage == "issued") for person in chosen)
            assert not any(person in text for person in others)
            assert (f'href="{reverse("staffing:plan", args=[plan.pk])}"' in text) is who.startswith("asked")  # fmt: skip
        if name == "board":
            assert not any(person in text for person in chosen | others)


@pytest.mark.usefixtures("at_noon")
def test_the_asked_government_sees_no_other_people_of_the_incident() -> None:
    flood = a_flood(wanted=4)
    request = accepted(flood)
    issued(flood, request)
    floods.builders.issued(flood.scene)
    own = {person.name for person in flood.here.people}
    for name, url in _pages(flood, request, Plan.objects.filter(owner_kind="aid").get()).items():
        answer = _client(flood.liaison).get(url)
        if answer.status_code == 200 and not answer.streaming:
            assert not any(person in answer.content.decode() for person in own), name


@pytest.mark.usefixtures("at_noon")
def test_a_coordinator_asks_by_the_form_and_a_second_press_leads_to_the_first() -> None:
    flood = a_flood()
    client, need = _client(flood.coordinator), flood.scene.need
    url = reverse("staffing:ask_aid", args=["incident", flood.scene.incident.pk])
    page = client.get(url).content.decode()
    assert f'name="orang-{need.pk}" value="4"' in page
    assert flood.there.agency.name in page
    assert not any(person.name in page for person in flood.there.people)
    values = {
        "asked": flood.there.agency.pk, f"orang-{need.pk}": "3", "reason": "Perawat habis",
        "hours": "24", "skipped_because": "",
    }  # fmt: skip
    refused = client.post(url, values)
    assert refused.status_code == 422
    assert "melewati jenjang: pemerintah sendiri" in refused.content.decode()
    values["skipped_because"] = "Rencana sendiri menyusul"
    for _press in range(2):
        answer = client.post(url, values)
        request = AidRequest.objects.get()
        assert answer["Location"] == reverse("staffing:aid_request", args=[request.pk])
    assert client.post(url, values | {"asked": "x"}).status_code == 422
    assert client.post(url, values | {f"orang-{need.pk}": "banyak"}).status_code == 422
    assert AidRequest.objects.count() == 1


@pytest.mark.usefixtures("at_noon")
def test_the_asked_side_answers_by_the_form() -> None:
    flood = a_flood()
    request = asked(flood)
    client = _client(flood.liaison)
    assert "meminta 4 orang" in client.get(reverse("home")).content.decode()
    url = reverse("staffing:answer_aid", args=[request.pk])
    assert "Penghubung Sana" in client.get(url).content.decode()
    field = f"orang-{flood.scene.need.pk}"
    values = {"deed": "accept", field: "9", "liaison": flood.liaison.pk, "post": "Kabid", "phone": PHONE}  # fmt: skip
    assert client.post(url, values).status_code == 422
    assert client.post(url, {"deed": "decline", "reason": ""}).status_code == 422
    assert client.post(url, values | {field: "2"}).status_code == 302
    assert client.post(url, values | {field: "2"}).status_code == 302
    assert client.get(url).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.liaison_phone) == ("accepted", PHONE)
    assert "2 orang yang disanggupi belum direncanakan" in client.get(reverse("home")).content.decode()  # fmt: skip


@pytest.mark.usefixtures("at_noon")
def test_no_phone_lies_readable_in_the_table() -> None:
    flood = a_flood()
    accepted(flood)
    with connection.cursor() as cursor:
        cursor.execute("SELECT liaison_phone FROM staffing_aidrequest")
        assert PHONE not in str(cursor.fetchall())


@pytest.mark.usefixtures("at_noon")
def test_the_cost_goes_out_as_a_workbook_for_both() -> None:
    flood = a_flood()
    request = accepted(flood)
    issued(flood, request)
    client = _client(flood.coordinator)
    field = f"uang-{flood.scene.need.pk}"
    url = reverse("staffing:rate_aid", args=[request.pk])
    assert client.post(url, {field: "-5"}).status_code == 422
    assert client.post(url, {field: "150000"}).status_code == 302
    for user in (flood.coordinator, flood.liaison):
        answer = _client(user).get(reverse("staffing:aid_sheet", args=[request.pk]))
        book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))
        rows = book.get_sheet_by_index(0).to_python()
        assert len(rows) == 4
        assert rows[1][10] == 150_000
        assert rows[-1][0] == "Jumlah"


@pytest.mark.usefixtures("at_noon")
def test_withdrawing_and_ending_by_the_page() -> None:
    flood = a_flood()
    request = asked(flood)
    client = _client(flood.coordinator)
    url = reverse("staffing:withdraw_aid", args=[request.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Cukup"}).status_code == 302
    assert client.post(url, {"reason": "Cukup"}).status_code == 302
    request = accepted(flood)
    url = reverse("staffing:end_aid", args=[request.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Surut"}).status_code == 302
    assert client.post(url, {"reason": "Surut"}).status_code == 302
    page = client.get(reverse("staffing:aid")).content.decode()
    assert "Selesai" in page
    assert "Ditarik" in page


@pytest.mark.usefixtures("at_noon")
def test_a_page_costs_the_same_however_many_people() -> None:
    counts = []
    for heads in (1, 3):
        flood = a_flood(wanted=4)
        request = accepted(flood, heads=heads)
        issued(flood, request)
        client = _client(flood.coordinator)
        client.get(reverse("staffing:aid_request", args=[request.pk]))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("staffing:aid_request", args=[request.pk]))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_whom_one_could_free_is_told_coarsely_and_without_names() -> None:
    flood = a_flood()
    free = reads.free([flood.there.agency.pk], [flood.scene.need], TODAY)
    assert [one.people for one in free[flood.there.agency.pk]] == [
        0
    ]  # three of five: too few to say


def test_an_overdue_request_says_so_to_both() -> None:
    flood = a_flood()
    request = asked(flood)
    aid.flag_overdue(now=floods.NOW + timedelta(days=2))
    for user in (flood.coordinator, flood.liaison):
        page = _client(user).get(reverse("staffing:aid_request", args=[request.pk]))
        assert "belum menjawab" in page.content.decode()


@pytest.mark.usefixtures("at_noon")
def test_the_page_and_the_sheet_say_what_was_kept_and_what_differs() -> None:
    flood = a_flood()
    request = accepted(flood)
    rows = issued(flood, request).assignments
    rows.update(state="active", period=Period(TODAY, TODAY + timedelta(days=9)))
    aid.set_rates(request=request, rates={flood.scene.need.pk: 150_000}, by=flood.coordinator)
    aid.end(request=request, reason="Air surut", now=floods.NOW, by=flood.coordinator)
    client, url = _client(flood.coordinator), reverse("staffing:aid_request", args=[request.pk])
    text = client.get(url).content.decode()
    assert "Ditetapkan" in text
    assert "Catatan berubah" not in text
    aid.set_rates(request=request, rates={flood.scene.need.pk: 160_000}, by=flood.coordinator)
    text = client.get(url).content.decode()
    assert "Lebih Rp" in text
    assert "300.000" in text
    sheet = b"".join(client.get(reverse("staffing:aid_sheet", args=[request.pk]) + "?bentuk=csv"))  # type: ignore[arg-type]
    last = sheet.decode().splitlines()
    assert [line.rsplit(",", 1)[-1].rsplit(";", 1)[-1] for line in last[-3:]] == ["320000", "300000", "20000"]  # fmt: skip


@pytest.mark.usefixtures("at_noon")
def test_the_nations_letter_is_written_down_on_a_page_and_shown_as_such() -> None:
    flood = a_flood(wanted=4)
    request = asked(flood, 3, asked_id=None)
    client, url = (
        _client(flood.coordinator),
        reverse("staffing:record_aid_answer", args=[request.pk]),
    )
    assert _client(flood.liaison).get(url).status_code == 403
    page = reverse("staffing:aid_request", args=[request.pk])
    assert url in client.get(page).content.decode()
    told = {f"orang-{flood.scene.need.pk}": "2", "number": "B-12", "day": str(TODAY)}
    wrong = client.post(url, told | {"deed": "accept"})
    assert wrong.status_code == 422
    assert 'value="B-12"' in wrong.content.decode()
    assert client.post(url, told | {"deed": "accept", "liaison": "Dr. Rekaan"}).status_code == 302
    text = client.get(page).content.decode()
    for words in ("Dicatat peminta", "Surat nomor B-12", "Dr. Rekaan", "menyanggupi 2 orang"):
        assert words in text
    assert client.get(url).status_code == 302
