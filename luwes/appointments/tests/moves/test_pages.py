"""Pages of requests without scripts: what is typed, refused, shown, to whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.accounts.rules import Role
from luwes.appointments.actions import moves as actions
from luwes.appointments.actions.moves import decreeing
from luwes.appointments.jobs import mandates as mandates_job
from luwes.appointments.jobs import moves_due
from luwes.appointments.models import Move, MoveFreeze, MoveRequest, MoveRule
from luwes.appointments.rules.moves import MoveKind
from luwes.appointments.tests.builders import a_leave
from luwes.appointments.tests.moves.scene import K, Scene
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_user
from luwes.people.tests.builders import a_nip

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def scene() -> Scene:
    return Scene(today=clock.today(), now=clock.now())


@pytest.fixture
def tmt(scene: Scene) -> date:
    return scene.today + 30 * DAY


def url(name: str, *args: object) -> str:
    return reverse(f"appointments:move_{name}", args=args)


def page_of(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(url(name, *args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_request_is_written_and_submitted_without_scripts(
    scene: Scene, tmt: date, client: Client
) -> None:
    person, post = scene.holder(scene.post(), "Sutrisno"), scene.post("Kepala Seksi Arsip")
    client.force_login(scene.analyst)
    wrong = client.post(url("new"), {"title": "", "effective_on": "31-02-2026", "basis": " "})
    assert wrong.status_code == 422
    typed = {
        "agency": scene.agency.pk,
        "title": "Rotasi",
        "effective_on": tmt.isoformat(),
        "basis": "Rapat",
    }
    assert client.post(url("new"), typed).status_code == 302
    request = MoveRequest.objects.get()
    move = {
        "employee_text": "Sutrisno",
        "kind": "rotation",
        "to_position_text": "Seksi Arsip",
        "ground": "need",
    }
    unclear = client.post(url("add", request.pk), move | {"to_position_text": "Tidak Ada"})
    assert unclear.status_code == 422
    assert "Tidak ada yang cocok." in unclear.content.decode()
    answer = client.post(url("add", request.pk), move | {"more": "1"})
    assert answer.headers["Location"] == url("add", request.pk)
    row = Move.objects.get()
    assert (row.employee, row.to_position) == (person, post)
    again = client.post(url("add", request.pk), move)
    assert "Orang ini sudah ada dalam usul ini." in again.content.decode()
    assert client.post(url("do", request.pk), {"deed": "submit"}).status_code == 302
    once_more = client.post(url("do", request.pk), {"deed": "submit"})
    assert once_more.status_code == 422
    assert "Usul ini sudah berubah: diajukan." in once_more.content.decode()
    assert client.post(url("do", request.pk), {"deed": "unheard"}).status_code == 302


def test_somebody_of_another_agency_is_picked_only_by_the_whole_nip(
    scene: Scene, tmt: date, client: Client
) -> None:
    there = Scene("Pemerintah Kabupaten Tetangga")
    far = there.holder(there.post("", K.EXECUTIVE), "Siti Rahasia", nip=a_nip(77))
    request = scene.draft(on=tmt)
    client.force_login(scene.analyst)
    for text in ("Rahasia", a_nip(77)[:10]):
        found = client.get(url("find_people"), {"nama": "employee", "employee_text": text})
        assert "Siti Rahasia" not in found.content.decode()
    found = client.get(url("find_people"), {"nama": "employee", "employee_text": a_nip(77)})
    assert "Siti Rahasia" in found.content.decode()
    typed = {
        "kind": "inter_agency",
        "to_position_text": str(scene.post("Pengolah Arsip", K.EXECUTIVE)),
        "ground": "need",
    }
    guessed = client.post(url("add", request.pk), typed | {"employee": str(far.pk)})
    assert "Siti Rahasia" not in guessed.content.decode()
    assert (
        client.post(url("add", request.pk), typed | {"employee_text": a_nip(77)}).status_code == 302
    )
    assert Move.objects.get().employee == far
    done = client.post(
        url("documents", Move.objects.get().pk), {"request": "800/1", "clearance": " "}
    )
    assert done.status_code == 302
    assert Move.objects.get().documents == {"request": "800/1"}


def test_a_check_is_answered_and_a_rule_that_asks_nothing_has_no_page(
    scene: Scene, tmt: date, client: Client
) -> None:
    person = scene.holder(scene.post(), since=scene.today - 300 * DAY)
    request = scene.rotate((person, scene.post()), on=tmt)
    move = Move.objects.get()
    client.force_login(scene.analyst)
    assert "Perlu dikesampingkan" in page_of(client, "request", request.pk)
    assert client.post(url("answer", move.pk, "tenure_least"), {"reason": ""}).status_code == 422
    assert (
        client.post(url("answer", move.pk, "tenure_least"), {"reason": "Mendesak"}).status_code
        == 302
    )
    shown = page_of(client, "request", request.pk)
    assert "Sri Lestari: Mendesak" in shown
    assert "siap diajukan" in shown
    for rule in ("vacant", "unheard"):
        assert client.get(url("answer", move.pk, rule)).status_code == 404


def test_heads_see_the_requests_that_ask_them_and_only_those(
    scene: Scene, tmt: date, client: Client
) -> None:
    there = Scene("Pemerintah Kabupaten Tetangga")
    asked = scene.submit(
        scene.rotate((scene.holder(scene.post("Satu")), scene.post()), on=tmt, title="Di sini")
    )
    asked.steps.create(order=1, kind="origin_head", unit=scene.unit)
    draft = scene.draft("Masih rahasia", on=tmt)
    client.force_login(scene.head)
    shown = page_of(client, "list")
    assert "Di sini" in shown
    assert "Masih rahasia" not in shown
    assert client.get(url("request", draft.pk)).status_code == 404
    client.force_login(there.head)
    assert client.get(url("request", asked.pk)).status_code == 404
    client.force_login(a_user(Role.AUDITOR))
    assert "Masih rahasia" in page_of(client, "list", keadaan="draft")
    assert "Di sini" in page_of(client, "list", cari="di", jenis="rotation")
    assert "Tidak ada usul di sini" in page_of(client, "list", cari="Satu Kosong")


def test_a_decree_for_the_past_lists_what_rests_on_it(scene: Scene, client: Client) -> None:
    person = scene.holder(scene.post(), "Sutrisno")
    a_leave(person, Period(scene.today - DAY, scene.today + 3 * DAY))
    request = scene.rotate(
        (person, scene.post()), on=scene.today - 9 * DAY, late_reason="SK terlambat"
    )
    client.force_login(scene.analyst)
    shown = page_of(client, "request", request.pk)
    assert "Yang sejak itu bertumpu pada keadaan lama:" in shown
    assert "<strong>Sutrisno</strong>: cuti" in shown


def test_freezes_and_rules_are_added_on_their_pages(scene: Scene, client: Client) -> None:
    client.force_login(scene.analyst)
    typed = {
        "agency": scene.agency.pk,
        "kind": "election",
        "first_day": "2027-01-01",
        "last_day": "2026-01-01",
        "basis": "Tahapan",
    }
    assert client.post(url("freezes"), typed).status_code == 422
    assert client.post(url("freezes"), typed | {"last_day": "2027-06-30"}).status_code == 302
    freeze = MoveFreeze.objects.get()
    assert client.post(url("consent", freeze.pk), {"consent": "100.2/1"}).status_code == 302
    assert "100.2/1" in page_of(client, "freezes")
    client.force_login(scene.approver)
    assert client.post(url("freezes"), typed).status_code == 403
    everywhere = a_user(Role.STAFFING_ANALYST)
    client.force_login(everywhere)
    values = {"first_day": "2027-01-01", "law": "Perka 1/2027", "n_years": "3"}
    assert client.post(url("rule_add", "tenure_least"), values).status_code == 302
    assert client.post(url("rule_add", "tenure_least"), values).status_code == 422  # there already
    assert client.get(url("rule_add", "standing")).status_code == 404  # has no numbers
    assert MoveRule.objects.get().parameters == {"years": 3}
    assert "mulai 1 Jan 2027: Perka 1/2027" in page_of(client, "rules", per="2026-06-01")
    assert "Perka 1/2027" in page_of(client, "rules", per="2027-01-01")


def test_the_page_of_a_request_costs_the_same_for_two_people_and_for_forty(
    scene: Scene, tmt: date, client: Client
) -> None:
    client.force_login(scene.analyst)

    def cost(count: int) -> int:
        pairs = [(scene.holder(scene.post()), scene.post()) for _n in range(count)]
        request = scene.submit(scene.rotate(*pairs, on=tmt))
        with CaptureQueriesContext(connection) as queries:
            page_of(client, "request", request.pk)
        return len(queries)

    cost(1)
    assert cost(2) == cost(40)


def test_jobs_find_what_is_due(scene: Scene) -> None:
    request = scene.decreed(
        scene.rotate((scene.holder(scene.post()), scene.post()), on=scene.today + DAY)
    )
    moves_due(timestamp=0)
    asked = ProcrastinateJob.objects.filter(task_name=decreeing.EFFECT)
    assert not asked.exists()
    MoveRequest.objects.filter(pk=request.pk).update(effective_on=scene.today)
    moves_due(timestamp=0)
    assert [job.args for job in asked] == [{"request_id": request.pk}]
    mandates_job(timestamp=0)


def test_a_person_sees_the_own_decree_and_not_what_is_still_thought_about(
    scene: Scene, tmt: date, client: Client
) -> None:
    user = a_user(name="Sutrisno")
    person = scene.holder(scene.post(), "Sutrisno", user=user)
    request = scene.rotate((person, scene.post()), on=tmt)
    scene.submit(request)
    client.force_login(user)
    profile = reverse("people:profile", args=[person.pk])
    assert 'id="mutasi"' not in client.get(profile).content.decode()
    scene.agree(request)
    actions.decree(request=request, now=scene.now, on=scene.today, by=scene.analyst)
    assert 'id="mutasi"' in client.get(profile).content.decode()
    letter = Move.objects.get().letter
    assert letter
    assert client.get(reverse("letters:letter", args=[letter.pk])).status_code == 200
    assert client.get(url("request", request.pk)).status_code == 404


def test_withdrawing_sending_back_and_correcting_ask_for_a_reason(
    scene: Scene, client: Client
) -> None:
    request = scene.rotate((scene.holder(scene.post()), scene.post()), on=scene.today)
    scene.submit(request)
    client.force_login(scene.approver)
    assert client.post(url("return", request.pk), {"reason": ""}).status_code == 422
    assert client.post(url("return", request.pk), {"reason": "Kurang"}).status_code == 302
    scene.effective(request)
    assert (
        client.post(url("correct", request.pk), {"effective_on": "", "reason": "x"}).status_code
        == 422
    )
    typed = {"effective_on": (scene.today - DAY).isoformat(), "reason": "Salah ketik"}
    assert client.post(url("correct", request.pk), typed).status_code == 302
    assert "Pembetulan TMT" in page_of(client, "request", request.pk)
    late = client.post(url("withdraw", request.pk), {"reason": "x"})
    assert late.status_code == 422


def test_an_end_needs_no_post(scene: Scene, tmt: date, client: Client) -> None:
    person = scene.holder(scene.post("", K.EXECUTIVE), "Sutrisno")
    request = scene.draft(on=tmt)
    client.force_login(scene.analyst)
    typed = {
        "employee_text": "Sutrisno",
        "kind": MoveKind.END.value,
        "ground": "own_request",
        "ground_paper": "800/9",
    }
    assert client.post(url("add", request.pk), typed).status_code == 302
    move = Move.objects.get()
    assert (move.employee, move.to_position, move.ground_paper) == (person, None, "800/9")
    assert client.post(url("line", move.pk), {"deed": "up"}).status_code == 302
    assert client.post(url("line", move.pk), {"deed": "remove"}).status_code == 302
    assert not Move.objects.exists()
