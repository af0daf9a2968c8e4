"""The pages of a plan: what they say, to whom, and with how many questions to the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import a_leave
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_competency, a_user
from luwes.people.tests.builders import an_employee
from luwes.staffing import queries
from luwes.staffing.actions import decisions, plans
from luwes.staffing.models import Need, NeedSkill, Plan, PlanRule, PlanShort
from luwes.staffing.panels import deciding
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import NOW

pytestmark = pytest.mark.django_db


def _enter(client: Client, user: User) -> Client:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def _url(plan: Plan, **query: object) -> str:
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse("staffing:plan", args=[plan.pk]) + (f"?{words}" if words else "")


def test_the_title_is_the_finding(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=5)
    plan = builders.a_draft(scene)
    shown = _text(_enter(client, scene.coordinator).get(_url(plan)))
    assert "2 dari 5 kebutuhan terpenuhi; 3 perawat kurang" in shown
    assert "Bukti optimal diperiksa ulang" in shown
    assert plan.inputs_hash in shown
    assert "1 unit mencapai batas" in shown
    assert "Mengapa 3 tempat kosong?" in shown


def test_a_shortage_says_what_one_more_person_would_bring(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=5)
    plan = builders.a_draft(scene)
    shown = _text(_enter(client, scene.coordinator).get(_url(plan)))
    one_more = "Satu orang lagi yang memenuhi syarat dan berada di tempat ini: "
    assert one_more + "1 kebutuhan di atas minimum prioritas 1 terisi" in shown
    PlanShort.objects.update(reason={"kind": "tiers", "qualified": 3, "held": 3})  # as long ago
    assert one_more not in _text(client.get(_url(plan)))


def test_a_unit_at_its_minimum_says_what_one_place_less_would_bring(client: Client) -> None:
    lower = ":</strong> 1 kebutuhan di atas minimum prioritas 1 terisi"
    for minimum, is_said in ((2, True), (1, False)):
        scene = builders.a_scene(nurses=4, minimum=minimum, wanted=3)
        plan = builders.a_draft(scene)
        shown = _text(_enter(client, scene.coordinator).get(_url(plan)))
        assert (lower in shown) is is_said
        assert ("Bila minimumnya satu lebih rendah" in shown) is is_said
    for row in plan.result["units"]["closest"]:
        del row["gain"]  # as long ago
    del plan.result["training"]
    plan.save()
    assert client.get(_url(plan)).status_code == 200


def test_the_competencies_worth_training_are_told_with_their_place(client: Client) -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=2)
    skill = a_competency("gawat_darurat", "Gawat darurat")
    NeedSkill.objects.create(need=scene.need, competency=skill, level=2)
    plan = builders.a_draft(scene)
    shown = _text(_enter(client, scene.coordinator).get(_url(plan)))
    assert "Keahlian yang paling berguna dilatih" in shown
    one_more = f"Satu orang lagi dengan Gawat darurat tingkat 2 di {scene.area.name}"
    assert one_more in shown
    assert "1 kebutuhan minimum prioritas 1 terisi." in shown.split(one_more)[1][:120]


def test_a_plan_that_asks_no_competency_names_none_to_train(client: Client) -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=2)
    plan = builders.a_draft(scene)
    assert plan.result["training"] == []
    shown = _text(_enter(client, scene.coordinator).get(_url(plan)))
    assert "Satu orang lagi dengan" not in shown


def test_a_full_plan_says_so(client: Client) -> None:
    scene = builders.a_scene(wanted=2)
    plan = builders.a_draft(scene)
    assert "Semua 2 kebutuhan terpenuhi" in _text(_enter(client, scene.coordinator).get(_url(plan)))


@pytest.mark.parametrize("part", ["orang", "unit", "aturan", "riwayat"])
def test_twice_the_plan_asks_no_more_of_the_database(client: Client, part: str) -> None:
    counts = []
    for size in (3, 6):
        scene = builders.a_scene(nurses=size + 2, wanted=size)
        for number in range(size):
            builders.a_need(scene.incident, 1, f"Perawat {number}", tier=2)
        plan = builders.submitted(scene)
        line = plan.lines.order_by("pk")[0]
        decisions.object_to(
            line=line, reason="Tidak ada pengganti", now=NOW, by=scene.sides[0].head
        )
        _enter(client, scene.sides[0].approver)
        client.get(_url(plan, bagian=part))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(_url(plan, bagian=part)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= 16


def test_the_page_of_an_issued_plan_shows_its_letters(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=4)
    plan = builders.issued(scene)
    _enter(client, scene.coordinator).get(_url(plan))
    with CaptureQueriesContext(connection) as asked:
        shown = _text(client.get(_url(plan)))
    assert "Nomor 800.1.11.1/1/" in shown
    assert "Isi tempat yang kosong" in shown
    assert len(asked) <= 16


def test_a_double_click_on_make_leads_to_the_one_plan(client: Client) -> None:
    scene = builders.a_scene()
    Need.objects.update(period=Period(clock.today(), clock.today() + timedelta(1)))
    url = reverse("staffing:make", args=["incident", scene.incident.pk])
    _enter(client, scene.coordinator)
    first = client.post(url, {"kebutuhan": scene.need.pk})
    second = client.post(url, {"kebutuhan": scene.need.pk})
    assert first.headers["Location"] == second.headers["Location"]
    assert Plan.objects.count() == 1


def test_making_needs_a_need(client: Client) -> None:
    scene = builders.a_scene()
    url = reverse("staffing:make", args=["incident", scene.incident.pk])
    answer = _enter(client, scene.coordinator).post(url)
    assert answer.status_code == 422
    assert "Pilih paling sedikit satu kebutuhan" in _text(answer)


def test_a_need_that_is_over_is_not_offered(client: Client) -> None:
    scene = builders.a_scene()
    today = clock.today()
    url = reverse("staffing:make", args=["incident", scene.incident.pk])
    _enter(client, scene.coordinator)
    for last, is_offered in ((today, False), (today + timedelta(1), True)):
        Need.objects.update(period=Period(today - timedelta(5), last))
        assert (f'value="{scene.need.pk}"' in client.get(url).content.decode()) is is_offered


def test_more_needs_than_a_thousand_are_planned_together(client: Client) -> None:
    scene = builders.a_scene()
    url = reverse("staffing:make", args=["incident", scene.incident.pk])
    Need.objects.update(period=Period(clock.today(), clock.today() + timedelta(1)))
    chosen = [scene.need.pk, *range(10**6, 10**6 + 1500)]
    answer = _enter(client, scene.coordinator).post(url, {"kebutuhan": chosen})
    assert answer.status_code == 302
    assert Plan.objects.get().need_ids == [scene.need.pk]


def test_an_owner_that_nobody_knows_is_not_found(client: Client) -> None:
    scene = builders.a_scene()
    _enter(client, scene.coordinator)
    assert client.get("/rencana/susun/apa-saja/1/").status_code == 404
    assert client.get("/rencana/susun/incident/999999/").status_code in {403, 404}


def test_pinning_and_lifting_by_the_page(client: Client) -> None:
    scene = builders.a_scene(wanted=1)
    plan = builders.a_draft(scene)
    _enter(client, scene.coordinator)
    values = {"employee": scene.people[0].pk, "need": scene.need.pk, "rule": "pin"}
    refused = client.post(reverse("staffing:set_rule", args=[plan.pk]), values)
    assert refused.status_code == 422
    assert not PlanRule.objects.exists()
    client.post(reverse("staffing:set_rule", args=[plan.pk]), {**values, "reason": "Ahlinya"})
    rule = PlanRule.objects.get()
    assert (rule.rule, rule.need) == ("pin", scene.need)
    builders.solved(Plan.objects.get(pk=plan.pk))
    assert scene.people[0].name in _text(client.get(_url(plan, bagian="aturan")))
    client.post(reverse("staffing:lift_rule", args=[plan.pk, rule.pk]))
    assert not PlanRule.objects.exists()


def test_needs_that_were_not_ticked_stay_so_after_a_refusal(client: Client) -> None:
    scene = builders.a_scene(wanted=1)
    Need.objects.update(period=Period(clock.today(), clock.today() + timedelta(1)))
    _enter(client, scene.coordinator)
    address = reverse("staffing:make", args=[scene.need.owner_kind, scene.need.owner_id])
    assert f'value="{scene.need.pk}" checked' in client.get(address).content.decode()
    refused = client.post(address, {})
    assert refused.status_code == 422
    assert f'value="{scene.need.pk}" checked' not in refused.content.decode()


def test_a_pin_that_stands_against_a_first_solving_can_be_lifted_by_the_page(
    client: Client,
) -> None:
    scene = builders.a_scene(nurses=2, minimum=0, wanted=1)
    ill = scene.people[0]
    PlanRule.objects.create(
        owner_kind="incident", owner_id=scene.incident.pk, employee=ill, need=scene.need,
        rule="pin", reason="Ahlinya", by=scene.coordinator,
    )  # fmt: skip
    a_leave(ill, builders.DUTY)
    plan = plans.make(owner_kind="incident", owner_id=scene.incident.pk, now=NOW, by=scene.coordinator)  # fmt: skip
    plans.solve(plan_id=plan.pk, now=NOW, on=builders.TODAY)
    plan.refresh_from_db()
    assert (bool(plan.failure), plan.result) == (True, {})
    shown = _text(_enter(client, scene.coordinator).get(_url(plan)))
    lift = reverse("staffing:lift_rule", args=[plan.pk, PlanRule.objects.get().pk])
    assert lift in shown
    client.post(lift)
    assert builders.solved(Plan.objects.get(pk=plan.pk)).checked


def test_a_draft_is_given_up_by_the_page_with_a_reason(client: Client) -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    _enter(client, scene.coordinator)
    url = reverse("staffing:discard", args=[plan.pk])
    assert url in _text(client.get(_url(plan)))
    assert client.post(url).status_code == 422
    for _press in range(2):
        assert client.post(url, {"reason": "Posnya pindah"}).status_code == 302
    shown = _text(client.get(_url(plan)))
    assert "Posnya pindah" in shown
    assert scene.coordinator.name in shown
    assert url not in shown


def test_the_second_approver_is_told_kindly(client: Client) -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    approval = builders.approval_of(plan, scene.sides[0])
    decisions.approve(approval=approval, now=NOW, by=scene.sides[0].approver)
    late = a_user(Role.APPROVER, name="Sekda Lain")
    url = reverse("staffing:decide", args=[approval.pk])
    answer = _enter(client, late).post(url, {"decision": "approve"}, follow=True)
    assert answer.status_code == 200
    assert f"sudah disetujui oleh {scene.sides[0].approver.name}" in _text(answer)


def test_a_double_click_on_approve_is_harmless(client: Client, settings: Any) -> None:
    settings.LUWES_CLOCK = NOW
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    url = reverse("staffing:decide", args=[builders.approval_of(plan, scene.sides[0]).pk])
    _enter(client, scene.sides[0].approver)
    for _press in range(2):
        assert client.post(url, {"decision": "approve"}).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "approved"


def test_deciding_on_a_page_grown_old_leads_back_to_the_plan(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    first, second = scene.sides
    url = reverse("staffing:decide", args=[builders.approval_of(plan, first).pk])
    decisions.send_back(approval=builders.approval_of(plan, second), reason="Salah pos", now=NOW, by=second.approver)  # fmt: skip
    values = {"decision": "approve", "plan": plan.pk}
    answer = _enter(client, first.approver).post(url, values, follow=True)
    assert "sudah berubah sejak Anda membukanya" in _text(answer)


def test_sending_back_without_a_reason_keeps_the_page(client: Client) -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    url = reverse("staffing:decide", args=[builders.approval_of(plan, scene.sides[0]).pk])
    answer = _enter(client, scene.sides[0].approver).post(url, {"decision": "return"})
    assert answer.status_code == 422
    assert "Tulis alasan mengembalikan rencana." in _text(answer)


def test_a_head_objects_and_the_approver_answers(client: Client) -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    line = plan.lines.order_by("pk")[0]
    side = scene.sides[0]
    page = reverse("staffing:objections")
    _enter(client, side.head)
    assert line.employee.name in _text(client.get(page))
    assert client.post(page, {"line": line.pk}).status_code == 422
    client.post(page, {"line": line.pk, "reason": "Tinggal sendiri"})
    assert "Menunggu jawaban" in _text(client.get(page))
    _enter(client, side.approver)
    assert "Tinggal sendiri" in _text(client.get(_url(plan)))
    objection = line.objections.get()
    url = reverse("staffing:answer_objection", args=[objection.pk])
    assert client.post(url, {"decision": "overrule"}).status_code == 422
    client.post(url, {"decision": "overrule", "answer": "Nyawa dulu"})
    objection.refresh_from_db()
    assert objection.state == "overruled"


def test_no_objection_is_asked_for_after_the_own_government_decided(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    side = scene.sides[0]
    page = reverse("staffing:objections")
    assert 'name="reason"' in _text(_enter(client, side.head).get(page))
    assert deciding.objections(side.head, NOW)
    decisions.approve(approval=builders.approval_of(plan, side), now=NOW, by=side.approver)
    shown = _text(client.get(page))
    assert "Instansinya sudah memutuskan" in shown
    assert 'name="reason"' not in shown
    assert not deciding.objections(User.objects.get(pk=side.head.pk), NOW)


def test_twice_the_proposed_people_ask_no_more_of_the_database(client: Client) -> None:
    counts = []
    for size in (2, 4):
        scene = builders.a_scene(nurses=size + 1, wanted=size)
        builders.submitted(scene)
        _enter(client, scene.sides[0].head)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("staffing:objections"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16


def test_why_and_why_not_answer_in_words(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=1)
    plan = builders.a_draft(scene)
    line = plan.lines.get()
    _enter(client, scene.coordinator)
    shown = _text(client.get(reverse("staffing:why", args=[plan.pk, line.pk])))
    assert f"Tanpa {line.employee.name} di sini, rencana tetap sama baiknya." in shown
    assert "</strong> datang menggantikan." in shown
    assert "0 menit, dari unit asalnya; sama biayanya." in shown
    url = reverse("staffing:why_not", args=[plan.pk, scene.need.pk])
    left = next(p for p in scene.people if p.pk != line.employee_id)
    assert "Sama baiknya" in _text(client.get(url, {"cari": left.name}))
    assert "Ada beberapa orang" in _text(client.get(url, {"cari": "Perawat"}))
    assert "Tidak ada pegawai bernama" in _text(client.get(url, {"cari": "Zzz tak ada"}))
    part = client.get(url, {"orang": left.pk}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()


def test_why_names_whom_an_exchange_would_bring(client: Client) -> None:
    scene = builders.a_scene(nurses=2, minimum=0, wanted=1)
    midwives = builders.a_need(scene.incident, 1, "Bidan", tier=2)
    plan = builders.a_draft(scene)
    line, other = plan.lines.get(need=scene.need), plan.lines.get(need=midwives)
    _enter(client, scene.coordinator)
    shown = _text(client.get(reverse("staffing:why", args=[plan.pk, line.pk])))
    assert f"Tanpa {line.employee.name} di sini, rencana tetap sama baiknya." in shown
    assert f"<strong>{other.employee.full_name}</strong> datang menggantikan." in shown
    assert f"bertukar tempat dari {midwives}; sama biayanya" in shown


def test_why_tells_which_head_is_lost_without_somebody(client: Client) -> None:
    scene = builders.a_scene(nurses=2, minimum=0, wanted=1)
    a_leave(scene.people[0], builders.DUTY)
    plan = builders.a_draft(scene)
    line = plan.lines.get()
    _enter(client, scene.coordinator)
    shown = _text(client.get(reverse("staffing:why", args=[plan.pk, line.pk])))
    lost = f"Tanpa {line.employee.name} di sini, 1 kebutuhan minimum prioritas 1 menjadi kosong"
    assert lost in shown
    assert "Tidak ada yang datang menggantikan." in shown
    assert "Tidak ada orang yang dapat mengambil tempat ini selagi yang lain tetap." in shown


def test_who_only_sees_an_incident_asks_about_nobody(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=1)
    plan = builders.a_draft(scene)
    url = reverse("staffing:why_not", args=[plan.pk, scene.need.pk])
    officer = a_user(Role.POST_OFFICER, scope_kind="incident", scope_id=scene.incident.pk)
    assert "Mengapa bukan orang tertentu?" not in _text(_enter(client, officer).get(_url(plan)))
    assert client.get(url, {"cari": "Perawat"}).status_code == 403
    assert client.get(url, {"orang": scene.people[0].pk}).status_code == 403
    assert "Ada beberapa orang" in _text(
        _enter(client, scene.sides[0].approver).get(url, {"cari": "Perawat"})
    )


def test_people_of_other_governments_are_neither_found_nor_pinned(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=1)
    plan = builders.a_draft(scene)
    outsider = an_employee("Perawat Luar")
    url = reverse("staffing:why_not", args=[plan.pk, scene.need.pk])
    _enter(client, scene.coordinator)
    for asked in ({"orang": outsider.pk}, {"cari": outsider.nip}, {"cari": "Luar"}):
        assert "Tidak termasuk" not in (shown := _text(client.get(url, asked)))
        assert outsider.full_name not in shown
    values = {"employee": outsider.pk, "need": scene.need.pk, "rule": "pin", "reason": "Ahli"}
    answer = client.post(reverse("staffing:set_rule", args=[plan.pk]), values)
    assert answer.status_code == 422
    assert "bukan pegawai instansi yang ikut" in _text(answer)
    assert not PlanRule.objects.exists()


def test_a_nip_is_shown_to_who_may_open_the_file_only(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=1)
    plan = builders.a_draft(scene)
    asked, url = scene.people[0], reverse("staffing:why_not", args=[plan.pk, scene.need.pk])
    narrow = a_user(Role.COORDINATOR, scope_kind="incident", scope_id=scene.incident.pk)
    for user, is_shown in ((scene.coordinator, True), (narrow, False)):
        shown = _text(_enter(client, user).get(url, {"cari": asked.nip}))
        assert asked.full_name in shown
        assert (f"NIP {asked.nip[:8]}" in shown) is is_shown


def test_a_name_with_a_typing_error_is_found(client: Client) -> None:
    scene = builders.a_scene(nurses=1, minimum=0, wanted=1)
    plan = builders.a_draft(scene)
    type(scene.people[0]).objects.update(name="Siti Aminah")
    assert [p.name for p in queries.people_named(plan, "Sitti Aminah")] == ["Siti Aminah"]


def test_a_waiting_page_is_fetched_once_when_the_solving_is_done(client: Client) -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    _enter(client, scene.coordinator)
    part = client.get(_url(plan, bagian="kemajuan")).content.decode()
    assert 'hx-trigger="load"' in part
    assert "every" not in part
    Plan.objects.filter(pk=plan.pk).update(solved_at=None, result={}, progress=42)
    answer = client.get(_url(plan, bagian="kemajuan"))
    assert "every 1s" in answer.content.decode()
    assert "42 %" in _text(answer)
    assert client.get(_url(plan)).status_code == 200


def test_an_objection_without_a_reason_comes_back_at_its_line(client: Client) -> None:
    scene = builders.a_scene(wanted=1)
    plan = builders.a_draft(scene)
    _enter(client, scene.coordinator).post(reverse("staffing:submit", args=[plan.pk]))
    line = plan.lines.get()
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=line.unit_id)
    refused = _enter(client, head).post(reverse("staffing:objections"), {"line": line.pk})
    assert refused.status_code == 422
    assert f'href="#keberatan-{line.pk}-reason"' in refused.content.decode()
    assert f'id="keberatan-{line.pk}-reason"' in refused.content.decode()
