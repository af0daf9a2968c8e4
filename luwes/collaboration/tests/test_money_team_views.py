"""What people see of a programme's money, its team, and interests."""

import io
import uuid
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.collaboration.actions import money as money_actions
from luwes.collaboration.actions import seats
from luwes.collaboration.actions.seats import MemberDraft
from luwes.collaboration.models import BudgetEntry, ConflictDeclaration, PartnerMember, Programme
from luwes.collaboration.rules.states import EntryKind
from luwes.collaboration.tests.team_scene import NOW, TODAY, WORK, Cooperation, account
from luwes.core import clock
from luwes.organisation.tests.builders import a_user
from luwes.staffing.models import Assignment, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


def read(client: Client, name: str, /, *args: object, **query: str) -> str:
    response = client.get(reverse(f"collaboration:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def press(client: Client, name: str, /, *args: object, **values: object) -> int:
    return client.post(reverse(f"collaboration:{name}", args=args), values).status_code


# ── money ────────────────────────────────────────────────────────────


def test_the_money_page_teaches_then_shows_sums_and_what_is_marked() -> None:
    scene = Cooperation()
    client, pk = signed_in(scene.lead), scene.programme.pk
    assert "Belum ada sumber anggaran" in read(client, "money", pk)
    values = {"kind": "province", "year": "2025", "words": "Lapis aspal", "planned": "10.000.000.000"}  # fmt: skip
    assert press(client, "add_source", pk, **values) == 302
    assert press(client, "add_source", pk, **values) == 422
    source = scene.programme.sources.get()
    entry = {"kind": "realised", "amount": "Rp 12.000.000.000", "on": "2025-02-20", "document": "=SP2D(7)", "key": uuid.uuid4()}  # fmt: skip
    assert press(client, "record_money", source.pk, **entry) == 302
    assert press(client, "record_money", source.pk, **entry) == 302
    assert BudgetEntry.objects.count() == 1
    page = read(client, "money", pk)
    assert "Rp2.000.000.000 di atas rencana" in page
    assert "Rp12.000.000.000 dibayar tanpa ikatan" in page


@pytest.mark.parametrize("typed", ["3,5 miliar", "3.5", "-5", "1e9"])
def test_an_amount_that_is_no_whole_rupiah_is_refused_in_words(typed: str) -> None:
    scene = Cooperation()
    url = reverse("collaboration:add_source", args=[scene.programme.pk])
    response = signed_in(scene.lead).post(
        url, {"kind": "province", "year": 2025, "words": "Aspal", "planned": typed}
    )
    assert response.status_code == 422
    assert "Tulis rupiah penuh" in response.content.decode()


def test_a_partner_reads_the_money_and_records_nothing() -> None:
    scene = Cooperation()
    source = scene.source()
    client = signed_in(scene.representative())
    page = read(client, "money", scene.programme.pk)
    assert "Lapis aspal" in page
    assert "Tambah sumber" not in page
    assert press(client, "record_money", source.pk) == 403
    assert press(client, "add_source", scene.programme.pk) == 403
    stranger = signed_in(scene.representative(scene.partner("PT Lain")))
    for name in ("money", "money_sheet", "team"):
        url = reverse(f"collaboration:{name}", args=[scene.programme.pk])
        assert stranger.get(url).status_code == 404


def test_the_sheet_holds_numbers_and_no_formula() -> None:
    scene = Cooperation()
    money_actions.record(
        source=scene.source(), key=uuid.uuid4(), now=NOW, on=TODAY, by=scene.lead,
        draft=money_actions.EntryDraft(EntryKind.COMMITTED, 3_500_000_001, TODAY, '=HYPERLINK("x")', "@sum"),
    )  # fmt: skip
    sheet, words = _sheet(scene, scene.lead)
    assert "3500000001" in sheet
    assert "<f>" not in sheet
    assert "=HYPERLINK" in words
    assert "3500000001" not in _sheet(scene, scene.representative())[0]  # the government's money


def _sheet(scene: Cooperation, by: User) -> tuple[str, str]:
    response = signed_in(by).get(reverse("collaboration:money_sheet", args=[scene.programme.pk]))
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        shared = [book.read(name).decode() for name in book.namelist() if "sharedStrings" in name]
    return sheet, sheet + "".join(shared)


def test_a_taken_back_entry_is_marked_and_offers_no_second_time() -> None:
    scene = Cooperation()
    client, source = signed_in(scene.lead), scene.source()
    entry = money_actions.record(
        source=source, draft=money_actions.EntryDraft(EntryKind.REALISED, 5, TODAY, "K-1"),
        key=uuid.uuid4(), now=NOW, on=TODAY, by=scene.lead,
    )  # fmt: skip
    values = {"reason": "Salah kontrak", "key": uuid.uuid4()}
    assert press(client, "take_back_money", entry.pk, **values) == 302
    assert press(client, "take_back_money", entry.pk, **values) == 302
    assert press(client, "take_back_money", entry.pk, reason="Lagi", key=uuid.uuid4()) == 422
    page = read(client, "money", scene.programme.pk)
    assert "penarikan catatan" in page
    assert reverse("collaboration:take_back_money", args=[entry.pk]) not in page


def test_the_money_page_costs_the_same_for_many(django_assert_max_num_queries: object) -> None:
    scene = Cooperation()
    client = signed_in(scene.lead)

    def cost() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as counted:
            read(client, "money", scene.programme.pk)
        return len(counted)

    def one(n: int) -> None:
        source = scene.source(words=f"Ruas {n}")
        for _ in range(2):
            draft = money_actions.EntryDraft(EntryKind.REALISED, 5, TODAY, f"K-{n}")
            money_actions.record(source=source, draft=draft, key=uuid.uuid4(), now=NOW, on=TODAY, by=scene.lead)  # fmt: skip

    one(0)
    cost()
    before = cost()
    for n in range(1, 8):
        one(n)
    assert cost() == before


# ── the team ─────────────────────────────────────────────────────────


def test_the_leader_states_places_and_the_planner_is_offered() -> None:
    scene = Cooperation()
    client, pk = signed_in(scene.lead), scene.programme.pk
    assert "Belum ada tempat" in read(client, "team", pk)
    values = {
        "role": "Pengawas mutu", "heads": 2, "load": 20, "first_day": WORK.start.isoformat(),
        "last_day": "2025-06-01", "area": scene.area.pk,
    }  # fmt: skip
    assert press(client, "add_seat", pk, **values | {"last_day": "2027-01-01"}) == 422
    assert press(client, "add_seat", pk, **values) == 302
    assert press(client, "add_seat", pk, **values) == 422
    page = read(client, "team", pk)
    make = reverse("staffing:make", args=["programme", pk])
    assert make in page
    need = scene.programme.seats.get().need
    assert client.get(make).status_code == 200
    assert client.post(make, {"kebutuhan": need.pk}).status_code == 302
    plan = scene.solved(Plan.objects.get())
    told = client.get(reverse("staffing:plan", args=[plan.pk])).content.decode()
    assert "5 hari" in told
    assert "2 jam" not in told
    assert client.post(reverse("staffing:submit", args=[plan.pk])).status_code == 302
    line = plan.lines.select_related("employee").first()
    assert line
    head = signed_in(scene.side_of(line.employee).head)
    assert line.employee.full_name in head.get(reverse("staffing:objections")).content.decode()


def test_the_authority_states_that_no_partner_is_theirs_then_decides() -> None:
    scene = Cooperation()
    scene.place(heads=6)
    plan = scene.submitted()
    Plan.objects.filter(pk=plan.pk).update(contest_until=NOW)  # heads had their time
    client, page = signed_in(scene.own.decider), reverse("staffing:plan", args=[plan.pk])
    url = reverse("collaboration:no_conflict", args=[scene.programme.pk])
    told = client.get(page).content.decode()
    assert url in told
    assert "Setujui rencana" not in told
    assert "PT Jalan Rekaan" in client.get(url).content.decode()
    assert client.post(url).headers["Location"] == page
    told = client.get(page).content.decode()
    assert "Setujui rencana" in told
    approval = plan.approvals.get(agency=scene.own.agency)
    decide = reverse("staffing:decide", args=[approval.pk])
    assert client.post(decide, {"decision": "approve", "plan": plan.pk}).status_code == 302
    approval.refresh_from_db()
    assert approval.state == "approved"


def test_who_serves_sees_the_duty_the_team_and_no_check_in() -> None:
    scene = Cooperation()
    scene.place()
    (order,) = scene.at_work()
    client = signed_in(account(order.employee))
    duty = client.get(reverse("staffing:duty", args=[order.pk])).content.decode()
    assert "Jalan Rekaan" in duty
    assert "Saya sudah tiba" not in duty
    link = f'<a href="{reverse("collaboration:team", args=[scene.programme.pk])}">'
    assert link in duty
    page = read(client, "team", scene.programme.pk)
    assert order.employee.full_name in page
    assert "Susun rencana" not in page
    assert "Jalan Rekaan" in read(client, "programmes")
    withdrawn = Assignment.objects.filter(pk=order.pk)
    withdrawn.update(state="withdrawn")
    assert link not in client.get(reverse("staffing:duty", args=[order.pk])).content.decode()
    assert client.get(reverse("collaboration:programmes")).status_code == 403


def test_members_of_partners_are_named_and_their_number_is_the_leaders_alone() -> None:
    scene = Cooperation()
    rep = signed_in(scene.representative())
    values = {"name": "Budi Rekaan", "role": "Manajer proyek", "phone": "0812-3456", "first_day": "2025-03-03", "last_day": "2025-06-01"}  # fmt: skip
    assert press(rep, "add_member", scene.joined.pk, **values) == 302
    assert press(rep, "add_member", scene.joined.pk, **values) == 422
    assert "0812-3456" not in read(rep, "team", scene.programme.pk)
    assert "0812-3456" in read(signed_in(scene.lead), "team", scene.programme.pk)
    auditor = signed_in(a_user(Role.AUDITOR))
    assert "0812-3456" not in read(auditor, "team", scene.programme.pk)
    member = PartnerMember.objects.get()
    assert press(auditor, "end_member", member.pk) == 403
    assert press(rep, "end_member", member.pk) == 302


def test_the_team_page_tells_the_leader_whom_to_relieve_and_nobody_else() -> None:
    scene = Cooperation()
    scene.place()
    (order,) = scene.at_work()
    scene.declared(order.employee)
    told = "Bebaskan dari tugasnya."
    assert told in read(signed_in(scene.lead), "team", scene.programme.pk)
    for other in (scene.representative(), a_user(Role.AUDITOR), account(order.employee)):
        assert told not in read(signed_in(other), "team", scene.programme.pk)


def test_authorities_of_governments_that_take_part_read_the_money_once_it_is_no_draft() -> None:
    scene = Cooperation()
    source = scene.source()
    money = reverse("collaboration:money", args=[scene.programme.pk])
    draft = money_actions.EntryDraft(
        EntryKind.COMMITTED, 5_000_000, TODAY, "Kontrak 7/2025", "Aspal"
    )
    money_actions.record(
        source=source, draft=draft, key=uuid.uuid4(), now=NOW, on=TODAY, by=scene.lead
    )
    client = signed_in(scene.near.decider)
    assert "Kontrak 7/2025" in client.get(money).content.decode()
    assert "Jalan Rekaan" in read(client, "programmes")
    assert "Tambah sumber" not in client.get(money).content.decode()
    assert press(client, "add_source", scene.programme.pk) == 403
    assert signed_in(scene.far.decider).get(money).status_code == 404
    assert signed_in(scene.near.head).get(money).status_code == 404
    Programme.objects.filter(pk=scene.programme.pk).update(state="drafted")
    assert client.get(money).status_code == 404


# ── interests ────────────────────────────────────────────────────────


def test_an_interest_is_declared_read_by_the_superior_and_answered() -> None:
    scene = Cooperation()
    person = scene.own.people[0]
    client, head = signed_in(account(person)), signed_in(scene.own.head)
    values = {
        "partner_text": "jalan rekaan", "kind": "business", "strength": "potential",
        "words": "Saya punya saham", "first_day": "2025-02-24",
    }  # fmt: skip
    assert press(client, "declare_conflict", **values | {"last_day": "2025-02-01"}) == 422
    assert press(client, "declare_conflict", **values) == 302
    row = ConflictDeclaration.objects.get()
    assert "Menunggu atasan" in read(client, "conflicts")
    page = read(head, "answer_conflict", row.pk)
    assert "Saya punya saham" in page
    assert press(head, "answer_conflict", row.pk, answer="with_care", words="") == 422
    assert press(head, "answer_conflict", row.pk, answer="with_care", words="Tidak memeriksa volume") == 302  # fmt: skip
    assert "Tidak memeriksa volume" in read(client, "answer_conflict", row.pk)
    assert press(client, "answer_conflict", row.pk, answer="no_conflict", words="Bukan") == 403
    for stranger in (scene.near.head, scene.lead, account(scene.own.people[1]), a_user(Role.AUDITOR)):  # fmt: skip
        url = reverse("collaboration:answer_conflict", args=[row.pk])
        assert signed_in(stranger).get(url).status_code == 404


def test_the_auditor_reads_numbers_and_no_name() -> None:
    scene = Cooperation()
    person = scene.own.people[0]
    scene.declared(person)
    auditor = signed_in(a_user(Role.AUDITOR))
    assert reverse("collaboration:conflicts") in read(auditor, "programmes")
    page = read(auditor, "conflicts")
    assert "Menunggu atasan" in page
    assert person.full_name not in page
    assert "PT Jalan" not in page


def test_who_has_no_file_and_no_people_sees_no_page_of_interests() -> None:
    scene = Cooperation()
    client = signed_in(scene.representative())
    for name in ("conflicts", "declare_conflict", "find_partner"):
        assert client.get(reverse(f"collaboration:{name}")).status_code == 403
    url = reverse("collaboration:no_conflict", args=[scene.programme.pk])
    assert client.get(url).status_code == 404


def test_the_own_page_leads_to_interests_and_no_one_elses_does() -> None:
    scene = Cooperation()
    person = scene.own.people[0]
    url = reverse("people:profile", args=[person.pk])
    link = reverse("collaboration:conflicts")
    assert link in signed_in(account(person)).get(url).content.decode()
    assert link not in signed_in(scene.own.head).get(url).content.decode()


def test_a_member_of_a_team_who_joined_by_name_gets_no_account() -> None:
    scene = Cooperation()
    before = type(scene.lead).objects.count()
    draft = MemberDraft("Budi Rekaan", "Manajer", "", WORK)
    seats.name_member(joined=scene.joined, draft=draft, on=TODAY, by=scene.lead)
    assert type(scene.lead).objects.count() == before
