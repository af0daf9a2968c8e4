"""A request from its draft to its day, and every way it does not get there."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.accounts.rules import Role
from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment, MoveAnswer, MoveJudgement, MoveRequest
from luwes.appointments.moving import waiting
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.moving.judging import judged
from luwes.appointments.rules import Kind, LeaveKind
from luwes.appointments.rules.moves import FreezeKind, Ground, MoveKind, RequestState
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.appointments.tests.moves.scene import DAY, NOW, TMT, TODAY, K, Scene, holds, is_in
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_minimum, a_unit, a_user
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


def told(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return " | ".join(problem.message for problem in refusal.value.problems)


def five(scene: Scene) -> tuple[MoveRequest, list[object]]:
    """A chain of five: each takes the next one's post, the last a vacant one."""
    posts = [scene.post(f"Kepala Seksi {n}") for n in range(6)]
    people = [scene.holder(post, f"Pejabat {n}") for n, post in enumerate(posts[:5])]
    return scene.rotate(*zip(people, posts[1:], strict=True)), people


# ── the whole way ────────────────────────────────────────────────────


def test_a_chain_of_five_becomes_effective_together_on_its_day() -> None:
    scene = Scene()
    request, people = five(scene)
    scene.decreed(request)
    assert is_in(request, RequestState.DECREED)
    assert scene.its_day(request, TMT - DAY).state == "decreed"  # not before its day
    scene.its_day(request)
    assert is_in(request, RequestState.EFFECTIVE)
    moves = moves_of(request)
    for person, move in zip(people, moves, strict=True):
        assert [p.pk for p in holds(person, TMT)] == [move.to_position_id]
        assert [p.pk for p in holds(person, TMT - DAY)] == [move.origin.position_id]
        assert (move.made.decree, move.ended_id) == (Letter.objects.get().number, move.origin_id)
    letter = Letter.objects.get()
    assert letter.kind == "move_decree"
    assert [p["duty"] for p in letter.as_content()["people"]] == [
        f"{m.to_position}, Dinas Rekaan" for m in moves
    ]
    assert MoveJudgement.objects.count() == 15  # submitted, approved, effective
    deeds = list(Entry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds[-1] == "appointments.moves_effective"
    scene.its_day(request)  # a second job finds nothing to do
    assert Appointment.objects.count() == 10


def test_two_exchange_their_posts_and_three_go_round() -> None:
    scene = Scene()
    posts = [scene.post() for _ in range(5)]
    people = [scene.holder(post) for post in posts]
    order = [posts[1], posts[0], posts[3], posts[4], posts[2]]
    scene.effective(scene.rotate(*zip(people, order, strict=True)))
    assert [holds(person, TMT) for person in people] == [[post] for post in order]


def test_one_of_a_chain_fails_on_its_day_and_nobody_moves() -> None:
    scene = Scene()
    request, people = five(scene)
    scene.decreed(request)
    last = moves_of(request)[-1]
    assert last.to_position
    scene.holder(last.to_position, "Pendatang", since=TMT - DAY)  # somebody came in between
    scene.its_day(request)
    assert is_in(request, RequestState.STOPPED)
    assert [row["name"] for row in request.stopped] == ["Pejabat 4"]
    assert all(holds(person, TMT) for person in people)
    assert Appointment.objects.filter(period__startswith=TMT).count() == 0
    assert Letter.objects.get(kind="move_decree").state == "withdrawn"
    subjects = set(Message.objects.values_list("recipient_name", "subject"))
    assert (
        "Pejabat 0",
        "Keputusan tentang jabatan Anda tidak jadi berlaku 1 April 2026",
    ) in subjects
    assert any(name == "Ratna Dewi" and "terhenti" in subject for name, subject in subjects)
    actions.send_back(request=request, reason="Jabatan terisi", on=TMT, by=scene.analyst)
    assert is_in(request, RequestState.DRAFT)


def test_everything_that_stands_against_it_is_told_at_once() -> None:
    scene = Scene()
    taken = scene.post()
    scene.holder(taken, "Pemegang")
    old = scene.holder(scene.post(), "Sepuh", birth_date=date(1968, 1, 5))
    young = scene.holder(scene.post(), "Baru", since=date(2025, 6, 1))
    request = scene.rotate((old, taken), (young, taken))
    with pytest.raises(Refused) as refusal:
        actions.submit(request=request, now=NOW, on=TODAY, by=scene.analyst)
    words = told(refusal)
    assert "Sepuh: Batas usia pensiun tercapai" in words
    assert "Baru: Jabatan tujuan masih dipegang Pemegang pada TMT." in words
    assert "Belum dijawab – Baru: Belum 2 tahun dalam jabatan: sejak 1 Juni 2025." in words
    assert is_in(request, RequestState.DRAFT)


def test_a_soft_rule_is_overridden_by_name_and_logged() -> None:
    scene = Scene()
    person = scene.holder(scene.post(), since=date(2025, 6, 1))
    request = scene.rotate((person, scene.post()))
    move = moves_of(request)[0]
    with pytest.raises(Refused):
        actions.answer(move=move, rule="tenure_least", reason=" ", now=NOW, by=scene.analyst)
    with pytest.raises(Refused):
        actions.answer(move=move, rule="vacant", reason="Ya", now=NOW, by=scene.analyst)
    actions.answer(
        move=move, rule="tenure_least", reason="Kebutuhan mendesak", now=NOW, by=scene.analyst
    )
    assert Entry.objects.filter(
        deed="appointments.move_overridden", by=scene.analyst, reason="Kebutuhan mendesak"
    ).exists()
    actions.submit(request=request, now=NOW, on=TODAY, by=scene.analyst)
    kept = MoveJudgement.objects.get().checks
    answer = next(c["answer"] for c in kept if c["rule"] == "tenure_least")
    assert answer == {"by": "Sri Lestari", "reason": "Kebutuhan mendesak"}


def test_an_answer_no_longer_counts_when_the_verdict_is_another() -> None:
    scene = Scene()
    person = scene.holder(scene.post(), since=date(2025, 6, 1))
    request = scene.rotate((person, scene.post()))
    scene.answer_all(request)
    MoveAnswer.objects.update(verdict="human")
    _known, rows = judged(request, moves_of(request), TMT)
    assert [c.rule for c in rows[0].open] == ["tenure_least"]


# ── through which hands ──────────────────────────────────────────────


def test_heads_bkd_and_the_approver_agree_in_turn() -> None:
    scene = Scene()
    other = a_unit("Dinas Lain", agency=scene.agency)
    a_minimum(other, 0)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=other.pk)
    person = scene.holder(scene.post())
    request = scene.submit(scene.rotate((person, scene.post(unit=other))))
    steps = {
        step.kind: step
        for step in request.steps.select_related("request", "unit").order_by("order")
    }
    assert set(steps) == {"origin_head", "receiving_head", "verification", "signature"}

    def decide(kind: str, by: object) -> None:
        actions.decide(
            step=steps[kind], paper="", paper_day=None, note="", now=NOW, on=TODAY, by=by
        )

    for kind, by in (("signature", scene.approver), ("verification", scene.analyst)):
        with pytest.raises(Refused):  # out of turn
            decide(kind, by)
    for by in (head, scene.analyst, scene.approver, a_user()):
        with pytest.raises(PermissionDenied):
            decide("origin_head", by)
    decide("origin_head", scene.head)
    with pytest.raises(Refused):  # twice
        decide("origin_head", scene.head)
    decide("receiving_head", head)
    decide("verification", scene.analyst)
    decide("signature", scene.approver)
    assert is_in(request, RequestState.APPROVED)
    asked = Message.objects.filter(kind="appointments.moves_asked").values_list(
        "recipient_name", flat=True
    )
    assert {"Ratna Dewi", "Agus Salim"} <= set(asked)


def test_between_agencies_bkn_and_the_governor_are_states_with_numbers() -> None:
    there, scene = Scene("Pemerintah Kabupaten Tetangga"), Scene()
    person = there.holder(there.post("", K.EXECUTIVE))
    request = scene.draft("Pindah masuk")
    move = scene.add(request, person, MoveKind.INTER_AGENCY, scene.post("", K.EXECUTIVE))
    scene.submit(request)
    steps = list(request.steps.select_related("request", "unit").order_by("order", "pk"))
    assert [s.kind for s in steps][-5:] == [
        "verification",
        "origin_consent",
        "technical_approval",
        "governor",
        "signature",
    ]
    for step in steps[:3]:
        by = (
            there.head
            if step.unit_id == there.unit.pk
            else scene.head
            if step.unit_id
            else scene.analyst
        )
        actions.decide(step=step, paper="", paper_day=None, note="", now=NOW, on=TODAY, by=by)
    with pytest.raises(Refused) as refusal:
        actions.decide(
            step=steps[3], paper=" ", paper_day=None, note="", now=NOW, on=TODAY, by=scene.analyst
        )
    assert {p.field for p in refusal.value.problems} == {"paper", "paper_day"}
    for step in steps[3:6]:
        actions.decide(
            step=step,
            paper=f"N-{step.order}",
            paper_day=TODAY,
            note="",
            now=NOW,
            on=TODAY,
            by=scene.analyst,
        )
    actions.decide(
        step=steps[6], paper="", paper_day=None, note="", now=NOW, on=TODAY, by=scene.approver
    )
    request.refresh_from_db()
    actions.decree(request=request, now=NOW, on=TODAY, by=scene.analyst)
    scene.its_day(request)
    person.refresh_from_db()
    assert person.agency == scene.agency
    basis = Letter.objects.get().as_content()["basis"]
    assert "Pertimbangan teknis BKN Nomor N-4 tanggal 2 Maret 2026;" in basis
    move.refresh_from_db()
    assert move.made_id


def test_a_pppk_stays_in_the_agency() -> None:
    there, scene = Scene("Pemerintah Kabupaten Tetangga"), Scene()
    person = there.holder(there.post("", K.EXECUTIVE), employment="pppk", legal_standing="71")
    request = scene.draft()
    scene.add(request, person, MoveKind.INTER_AGENCY, scene.post("", K.EXECUTIVE))
    scene.answer_all(request)
    with pytest.raises(Refused) as refusal:
        actions.submit(request=request, now=NOW, on=TODAY, by=scene.analyst)
    assert "PPPK tidak dapat dipindahkan ke instansi lain." in told(refusal)


def test_sent_back_it_is_a_draft_with_the_reason_and_asked_anew() -> None:
    scene = Scene()
    request, _people = five(scene)
    scene.agree(scene.submit(request), until="signature")
    with pytest.raises(PermissionDenied):
        actions.send_back(request=request, reason="Tidak", on=TODAY, by=a_user())
    with pytest.raises(Refused):
        actions.send_back(request=request, reason=" ", on=TODAY, by=scene.approver)
    actions.send_back(request=request, reason="Urutan keliru", on=TODAY, by=scene.approver)
    assert (request.note, request.steps.count()) == ("Urutan keliru", 0)
    scene.effective(request)
    assert is_in(request, RequestState.EFFECTIVE)


def test_withdrawn_before_its_day_the_letters_go_with_it() -> None:
    scene = Scene()
    request, people = five(scene)
    scene.decreed(request)
    with pytest.raises(PermissionDenied):
        actions.withdraw(request=request, reason="Batal", now=NOW, on=TODAY, by=scene.analyst)
    actions.withdraw(request=request, reason="Batal", now=NOW, on=TODAY, by=scene.approver)
    assert Letter.objects.get(kind="move_decree").state == "withdrawn"
    scene.its_day(request)
    assert is_in(request, RequestState.WITHDRAWN)
    assert holds(people[0], TMT) == [moves_of(request)[0].origin.position]
    with pytest.raises(Refused):
        actions.withdraw(request=request, reason="Lagi", now=NOW, on=TODAY, by=scene.approver)


def test_a_stranger_and_another_governments_analyst_prepare_nothing() -> None:
    scene, there = Scene(), Scene("Pemerintah Kabupaten Tetangga")
    request, _people = five(scene)
    for by in (there.analyst, scene.approver, scene.head, a_user()):
        with pytest.raises(PermissionDenied):
            actions.submit(request=request, now=NOW, on=TODAY, by=by)
        with pytest.raises(PermissionDenied):
            actions.remove(move=moves_of(request)[0], by=by)


# ── what makes no sense ──────────────────────────────────────────────


def test_a_person_without_a_post_is_placed() -> None:
    scene = Scene()
    person = an_employee("Sutrisno", agency=scene.agency, birth_date=date(1990, 1, 1))
    post = scene.post("", K.EXECUTIVE)
    request = scene.draft()
    scene.add(request, person, MoveKind.TRANSFER, post)
    scene.effective(request)
    assert holds(person, TMT) == [post]
    assert Letter.objects.get().as_content()["people"][0]["position"] == "–"


def test_what_makes_no_sense_is_refused_while_it_is_written() -> None:
    scene = Scene()
    person, post = scene.holder(scene.post()), scene.post()
    request = scene.draft()
    for kind, to, values in (
        (MoveKind.ROTATION, None, {}),
        (MoveKind.ACTING, post, {}),
        (MoveKind.ACTING, post, {"last_day": TMT - DAY}),
        (MoveKind.RETURN, None, {}),
        (MoveKind.ROTATION, holds(person, TODAY)[0], {}),
    ):
        with pytest.raises(Refused):
            scene.add(request, person, kind, to, **values)
    stranger = an_employee(agency=Scene("Lain").agency)
    with pytest.raises(Refused):
        scene.add(request, stranger, MoveKind.END)
    scene.add(request, person, MoveKind.ROTATION, post)
    with pytest.raises(Refused):
        scene.add(request, person, MoveKind.ROTATION, scene.post())
    with pytest.raises(Refused):
        actions.submit(request=scene.draft(), now=NOW, on=TODAY, by=scene.analyst)  # nobody in it
    with pytest.raises(Refused):
        scene.draft(" ")


def test_the_order_of_the_decree_can_be_changed_and_a_move_taken_out() -> None:
    scene = Scene()
    request, _people = five(scene)
    first, second, *_ = moves_of(request)
    actions.raise_move(move=second, by=scene.analyst)
    actions.raise_move(move=second, by=scene.analyst)  # it is the first already
    assert [m.pk for m in moves_of(request)][:2] == [second.pk, first.pk]
    actions.remove(move=first, by=scene.analyst)
    assert len(moves_of(request)) == 4


# ── days ─────────────────────────────────────────────────────────────


def test_a_decree_for_the_past_needs_a_reason_and_is_effective_at_once() -> None:
    scene = Scene()
    request, people = five(scene)
    past = date(2026, 2, 1)
    actions.change(
        request=request,
        title="Penataan",
        effective_on=past,
        basis="Rapat",
        late_reason="",
        by=scene.analyst,
    )
    with pytest.raises(Refused) as refusal:
        actions.submit(request=request, now=NOW, on=TODAY, by=scene.analyst)
    assert "TMT sudah lewat: tulis alasan berlaku surut." in told(refusal)
    actions.change(
        request=request,
        title="Penataan",
        effective_on=past,
        basis="Rapat",
        late_reason="SK terlambat",
        by=scene.analyst,
    )
    scene.effective(request)
    assert len(holds(people[0], past)) == 1
    assert "berlaku surut karena SK terlambat" in str(
        Letter.objects.get().as_content()["considering"]
    )


def test_a_move_on_the_29th_of_february() -> None:
    scene = Scene(today=date(2028, 2, 28))
    leap = date(2028, 2, 29)
    post = scene.post()
    person = scene.holder(scene.post())
    request = scene.draft(on=leap)
    scene.add(request, person, MoveKind.ACTING, post, last_day=date(2028, 5, 28))
    scene.effective(request)
    row = Appointment.objects.get(kind="acting")
    assert row.period == Period(leap, date(2028, 5, 29))


def test_a_freeze_stops_officials_and_a_consent_lifts_it() -> None:
    scene = Scene()
    request, _people = five(scene)
    freeze = actions.set_freeze(
        agency=scene.agency, kind=FreezeKind.ELECTION, period=Period(TMT, date(2026, 12, 1)),
        basis="Tahapan pemilihan", consent="", by=scene.analyst,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        actions.submit(request=request, now=NOW, on=TODAY, by=scene.analyst)
    assert "perlu persetujuan tertulis Menteri" in told(refusal)
    with pytest.raises(Refused):
        actions.set_consent(freeze=freeze, consent=" ", by=scene.analyst)
    actions.set_consent(freeze=freeze, consent="100.2.1.3/77/OTDA", by=scene.analyst)
    scene.submit(request)
    said = [c for c in MoveJudgement.objects.order_by("pk")[0].checks if c["rule"] == "election"]
    assert said[0]["said"]["values"]["consent"] == "100.2.1.3/77/OTDA"
    with pytest.raises(PermissionDenied):
        actions.set_consent(freeze=freeze, consent="x", by=scene.approver)


def test_an_own_rule_holds_from_its_day_and_earlier_moves_stay_judged_as_before() -> None:
    scene = Scene()
    everywhere = a_user(Role.STAFFING_ANALYST)
    person = scene.holder(scene.post(), since=date(2024, 1, 2))

    def open_rules(on: date) -> list[str]:
        request = scene.rotate((person, scene.post()), on=on)
        return [c.rule for c in judged(request, moves_of(request), on)[1][0].open]

    def add(first: date, **changes: object) -> None:
        values = {
            "rule": "tenure_least",
            "law": "Perwali 9/2026",
            "is_hard": False,
            "parameters": {"years": 3},
        }
        actions.add_rule(first_day=first, now=NOW, by=everywhere, **(values | changes))

    add(TMT)
    assert open_rules(TMT) == ["tenure_least"]
    assert open_rules(TMT - DAY) == []
    add(TMT + timedelta(days=30), parameters={"years": 2})
    assert open_rules(TMT + timedelta(days=29)) == ["tenure_least"]
    assert open_rules(TMT + timedelta(days=30)) == []
    for changes in (
        {"rule": "none"},
        {"law": " "},
        {"parameters": {}},
        {"parameters": {"years": "2"}},
        {"parameters": {"years": -1}},
        {},
    ):
        with pytest.raises(Refused):
            add(TMT, **changes)
    with pytest.raises(PermissionDenied):
        actions.add_rule(
            rule="tenure_least",
            first_day=date(2027, 1, 1),
            law="x",
            is_hard=True,
            parameters={"years": 2},
            now=NOW,
            by=scene.analyst,
        )


# ── acting, secondment, end ──────────────────────────────────────────


def acting(scene: Scene, person: object, post: object, first: date, last: date) -> MoveRequest:
    request = scene.draft("Plt.", on=first)
    scene.add(request, person, MoveKind.ACTING, post, last_day=last)
    return request


def test_an_acting_mandate_is_extended_once_and_refused_twice() -> None:
    scene = Scene()
    vacant, person = scene.post("Kepala Bidang"), scene.holder(scene.post())
    scene.effective(acting(scene, person, vacant, TMT, date(2026, 6, 30)))
    letter = Letter.objects.get().as_content()
    assert any(
        "mengangkat, memindahkan, atau memberhentikan" in order for order in letter["orders"]
    )
    scene.effective(acting(scene, person, vacant, date(2026, 7, 1), date(2026, 9, 30)))
    for first in (date(2026, 10, 1), date(2027, 3, 1)):
        request = acting(scene, person, vacant, first, first + timedelta(days=10))
        with pytest.raises(Refused) as refusal:
            actions.submit(request=request, now=NOW, on=TODAY, by=scene.analyst)
        assert "tunjuk orang lain" in told(refusal)
    other = scene.holder(scene.post())
    scene.effective(acting(scene, other, vacant, date(2026, 10, 1), date(2026, 12, 31)))
    assert holds(other, date(2026, 10, 1), Kind.ACTING) == [vacant]
    assert len(holds(other, date(2026, 10, 1))) == 1  # keeps the own post


def test_a_new_holder_ends_the_acting_mandate() -> None:
    scene = Scene()
    vacant, deputy = scene.post(), scene.holder(scene.post())
    scene.effective(acting(scene, deputy, vacant, TMT, date(2026, 6, 30)))
    new = scene.holder(scene.post())
    on = date(2026, 5, 1)
    scene.effective(scene.rotate((new, vacant), on=on))
    assert holds(new, on) == [vacant]
    assert Appointment.objects.get(kind="acting").period == Period(TMT, on)


def test_seconded_people_keep_their_post_and_return_to_it() -> None:
    scene, there = Scene(), Scene("Pemerintah Kabupaten Tetangga")
    home, far = scene.post("", K.EXECUTIVE), there.post("", K.EXECUTIVE)
    person = scene.holder(home)
    request = scene.draft("Penugasan")
    scene.add(request, person, MoveKind.SECONDMENT, far, last_day=date(2027, 3, 31))
    scene.submit(request)
    for step in request.steps.select_related("request", "unit").order_by("order", "pk"):
        if step.unit_id == there.unit.pk:
            actions.decide(
                step=step, paper="", paper_day=None, note="", now=NOW, on=TODAY, by=there.head
            )
        else:
            scene.decide(step)
    request.refresh_from_db()
    actions.decree(request=request, now=NOW, on=TODAY, by=scene.analyst)
    scene.its_day(request)
    assert (holds(person, TMT), holds(person, TMT, Kind.SECONDED)) == ([home], [far])
    person.refresh_from_db()
    assert person.agency == scene.agency
    back = scene.draft("Kembali", on=date(2026, 9, 1))
    scene.add(back, person, MoveKind.RETURN)
    scene.effective(back)
    assert holds(person, date(2026, 9, 1), Kind.SECONDED) == []
    assert holds(person, date(2026, 9, 1)) == [home]


def test_a_post_is_ended_and_is_vacant() -> None:
    scene = Scene()
    post = scene.post("", K.EXECUTIVE)
    person = scene.holder(post)
    request = scene.draft("Berhenti atas permintaan sendiri")
    scene.add(request, person, MoveKind.END, ground=Ground.OWN_REQUEST, ground_paper="800/12")
    scene.effective(request)
    assert holds(person, TMT) == []
    assert holds(person, TMT - DAY) == [post]


# ── beside other things ──────────────────────────────────────────────


def test_leave_an_import_and_other_requests_are_told() -> None:
    scene = Scene()
    person, target = scene.holder(scene.post()), scene.post()
    request = scene.rotate((person, target))
    scene.submit(scene.rotate((person, scene.post()), title="Usul terdahulu"))
    rival = scene.holder(scene.post())
    scene.submit(scene.rotate((rival, target), title="Usul saingan"))
    a_leave(person, Period(TMT, TMT + 5 * DAY), kind=LeaveKind.SICK)
    _known, rows = judged(request, moves_of(request), TMT)
    said = {c.rule: c.said.values for c in rows[0].open}
    assert said["away"] == {"what": "cuti"}  # not which
    assert said["pending"]["what"] == "2 (Usul terdahulu), 3 (Usul saingan)"
    held = Appointment.objects.get(employee=person)
    held.period = Period(held.period.start, TODAY)
    held.save()
    now_at = an_appointment(person, scene.post(), period=Period(TODAY))
    _known, rows = judged(request, moves_of(request), TMT)
    assert [c.rule for c in rows[0].refusing] == ["unchanged"]
    actions.refresh(request=request, by=scene.analyst)
    assert moves_of(request)[0].origin == now_at


def test_judging_twenty_costs_as_much_as_two() -> None:
    scene = Scene()

    def cost(count: int) -> int:
        posts = [scene.post() for _ in range(count)]
        request = scene.rotate(*((scene.holder(scene.post()), post) for post in posts))
        moves = moves_of(request)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            judged(request, moves, TMT)
        return len(queries)

    assert cost(2) == cost(20)


def test_a_head_of_both_sides_is_asked_once_on_the_first_page() -> None:
    scene = Scene()
    units = [a_unit(name, parent=scene.unit) for name in ("Bidang Satu", "Bidang Dua")]
    for unit in units:
        a_minimum(unit, 0)
    posts = [scene.post(unit=unit) for unit in units]
    people = [scene.holder(post) for post in posts]
    request = scene.submit(scene.rotate((people[0], posts[1]), (people[1], posts[0])))
    assert request.steps.filter(unit__in=units).count() == 4
    (entry,) = waiting.steps(scene.head, NOW)
    assert "kepala unit asal" in entry.text.lower()
    assert "kepala unit penerima" in entry.text.lower()
