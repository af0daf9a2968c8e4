"""Minimum presence: the head asks, another agrees or sends back, and until then what held holds."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.core.tests.racing import at_once
from luwes.organisation import actions, queries
from luwes.organisation.models import MinimumPresence, MinimumProposal, OrgUnit, StaffGroup
from luwes.organisation.queries import presence
from luwes.organisation.rules.presence import free
from luwes.organisation.tests.builders import (
    SINCE,
    a_group,
    a_minimum,
    a_position,
    a_proposal,
    a_title,
    a_unit,
    a_user,
)

NOW = datetime(2025, 5, 1, 3, tzinfo=UTC)
MAY, JULY, AUGUST = date(2025, 5, 1), date(2025, 7, 1), date(2025, 8, 1)


class Scene:
    def __init__(self) -> None:
        self.unit = a_unit()
        self.head = a_user(
            Role.UNIT_HEAD, scope_kind="unit", scope_id=self.unit.pk, name="drg. Melati"
        )
        self.analyst = a_user(Role.STAFFING_ANALYST, name="Wayan Analis")

    def ask(
        self, minimum: int | None = 4, *, group: StaffGroup | None = None, first_day: date = MAY,
        now: datetime = NOW, by: User | None = None, **more: date,
    ) -> MinimumProposal:  # fmt: skip
        return actions.propose_minimum(
            unit=self.unit, group=group, minimum=minimum, first_day=first_day, reason="IGD 24 jam",
            now=now, by=by or self.head, **more,
        )  # fmt: skip

    def accept(
        self, proposal: MinimumProposal, *, now: datetime = NOW, by: User | None = None
    ) -> None:
        actions.accept_minimum(proposal=proposal, now=now, by=by or self.analyst)

    def rules(self) -> list[tuple[str, int, Period]]:
        rows = MinimumPresence.objects.filter(unit=self.unit).order_by("group_id", "period")
        return [(r.group.code if r.group else "", r.minimum, r.period) for r in rows]


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


@given(
    people=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
    minimum=st.integers(0, 120),
)
def test_whoever_is_free_breaks_no_minimum_and_one_more_would(
    people: list[tuple[int, int]], minimum: int
) -> None:
    left = free(sum(there for there, _ in people), minimum, people)
    room = sum(max(0, there - least) for there, least in people)
    assert 0 <= left <= room
    assert left == 0 or sum(there for there, _ in people) - left >= minimum
    assert left == room or sum(there for there, _ in people) - (left + 1) < minimum


def test_what_is_asked_holds_only_once_another_has_agreed(scene: Scene) -> None:
    old = a_minimum(scene.unit, 2)
    proposal = scene.ask(5)
    assert [r.minimum for r in queries.minimums([scene.unit.pk], MAY)[scene.unit.pk]] == [2]
    scene.accept(proposal)
    assert scene.rules() == [("", 2, Period(old.period.start, MAY)), ("", 5, Period(MAY))]
    rule = MinimumPresence.objects.get(minimum=5)
    assert (rule.set_by, rule.checked_by, rule.reason) == (
        "drg. Melati",
        "Wayan Analis",
        "IGD 24 jam",
    )
    deeds = list(Entry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds[-2:] == ["organisation.minimum_proposed", "organisation.minimum_set"]


def test_what_comes_back_changes_nothing_and_waits_for_its_head(scene: Scene) -> None:
    a_minimum(scene.unit, 2)
    proposal = scene.ask(30)
    with pytest.raises(Refused, match="perlu diperbaiki"):
        actions.return_minimum(proposal=proposal, reason=" ", now=NOW, by=scene.analyst)
    actions.return_minimum(proposal=proposal, reason="terlalu banyak", now=NOW, by=scene.analyst)
    assert scene.rules() == [("", 2, SINCE)]
    assert [p.answer for p in presence.to_mend(scene.head, MAY)] == ["terlalu banyak"]
    with pytest.raises(Refused, match="sudah diputus"):
        scene.accept(proposal)
    scene.ask(6, group=a_group("perawat"))  # of others: the first still wants mending
    assert presence.to_mend(scene.head, MAY).count() == 1
    scene.ask(6)
    assert presence.to_mend(scene.head, MAY).count() == 0


def test_a_new_one_takes_the_place_of_what_waits_for_the_same_group(scene: Scene) -> None:
    nurses = a_group("perawat")
    first, other, second = scene.ask(4), scene.ask(3, group=nurses), scene.ask(5)
    states = {p.pk: p.state for p in MinimumProposal.objects.all()}
    assert states == {first.pk: "replaced", other.pk: "waiting", second.pk: "waiting"}
    with pytest.raises(Refused, match="diganti usulan baru"):
        scene.accept(first)
    assert scene.rules() == []


def test_who_asked_does_not_agree_with_it_even_with_both_rights(scene: Scene) -> None:
    proposal = scene.ask(by=scene.analyst)
    with pytest.raises(Refused, match="orang lain yang memeriksa"):
        scene.accept(proposal)
    scene.accept(proposal, by=a_user(Role.STAFFING_ANALYST))
    with pytest.raises(IntegrityError):
        MinimumProposal.objects.filter(pk=proposal.pk).update(decided_by=scene.analyst)


def test_who_may_ask_and_who_may_decide(scene: Scene) -> None:
    proposal = scene.ask()
    elsewhere = a_unit("Dinas Lain", agency=scene.unit.agency)
    other = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=elsewhere.pk)
    away = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=a_unit().agency_id)
    for by in (other, away, a_user(Role.APPROVER), a_user()):
        with pytest.raises(PermissionDenied):
            scene.ask(by=by)
    for by in (scene.head, other, away, a_user(Role.APPROVER)):
        with pytest.raises(PermissionDenied):
            scene.accept(proposal, by=by)
        with pytest.raises(PermissionDenied):
            actions.return_minimum(proposal=proposal, reason="x", now=NOW, by=by)
    assert list(presence.to_check(away, MAY)) == list(presence.to_check(scene.head, MAY)) == []
    assert list(presence.to_check(scene.analyst, MAY)) == [proposal]


def test_all_that_is_wrong_is_said_at_once(scene: Scene) -> None:
    with pytest.raises(Refused) as refusal:
        actions.propose_minimum(
            unit=scene.unit, group=None, minimum=-1, first_day=date(2025, 4, 1), reason=" ",
            now=NOW, by=scene.head, last_day=date(2025, 3, 1),
        )  # fmt: skip
    fields = [p.field for p in refusal.value.problems]
    assert fields == ["first_day", "minimum", "reason", "last_day"]
    gone = a_unit(period=Period(date(2000, 1, 1), JULY), agency=scene.unit.agency)
    with pytest.raises(Refused, match="tidak ada pada tanggal itu"):
        actions.propose_minimum(
            unit=gone,
            group=None,
            minimum=1,
            first_day=AUGUST,
            reason="x",
            now=NOW,
            by=scene.analyst,
        )


def test_an_answer_that_comes_late_does_not_reach_back(scene: Scene) -> None:
    a_minimum(scene.unit, 2)
    proposal = scene.ask(5, last_day=date(2025, 7, 31))
    scene.accept(proposal, now=datetime(2025, 7, 1, 3, tzinfo=UTC))
    assert [(m, p) for _g, m, p in scene.rules()] == [
        (2, Period(date(2000, 1, 1), JULY)), (5, Period(JULY, AUGUST)), (2, Period(AUGUST)),
    ]  # fmt: skip
    over = scene.ask(7, last_day=MAY)
    with pytest.raises(Refused, match="sudah lewat"):
        scene.accept(over, now=datetime(2025, 5, 3, 3, tzinfo=UTC))


def test_a_rule_ends_by_asking_too(scene: Scene) -> None:
    nurses = a_group("perawat")
    with pytest.raises(Refused, match="Tidak ada aturan"):
        scene.ask(None, group=nurses)
    a_minimum(scene.unit, 4, group=nurses)
    scene.accept(scene.ask(None, group=nurses, first_day=JULY))
    assert scene.rules() == [("perawat", 4, Period(date(2000, 1, 1), JULY))]


def test_the_effect_counts_who_may_go_under_all_rules(scene: Scene) -> None:
    nurses, others = a_group("perawat", "Perawat"), a_group("umum")
    for group, count in ((nurses, 6), (others, 4)):
        position = a_position(unit=scene.unit, title=a_title(group=group), headcount=count)
        for _ in range(count):
            an_appointment(position=position)
    a_minimum(scene.unit, 3)
    shape = queries.shape_of(scene.unit.pk, MAY)
    assert shape is not None
    asks = [(nurses, 5), (None, 12), (None, None)]
    seen, many, none = presence.effects(shape, asks, MAY)
    assert (seen.group, seen.present, seen.free_now, seen.free_then, seen.lack) == (
        "Perawat",
        6,
        7,
        5,
        0,
    )
    assert (many.lack, many.free_then) == (2, 0)
    assert none.free_then == 0  # no policy: all stay


# ── pages ────────────────────────────────────────────────────────────


def test_a_head_asks_sees_the_count_and_waits(scene: Scene) -> None:
    an_appointment(position=a_position(unit=scene.unit, headcount=1))
    client, path = signed_in(scene.head), f"/organisasi/{scene.unit.pk}/minimum/"
    assert (
        "Tersisa 1 orang bebas, sekarang 0."
        in client.get(f"{path}hitung/?minimum=0").content.decode()
    )
    for typed in ("", "-1", "lima", "9" * 30, "1&group=99999"):
        answer = client.get(f"{path}hitung/?minimum={typed}")
        assert "Isi angkanya" in answer.content.decode()
    wrong = client.post(f"{path}baru/", {"minimum": "1", "first_day": clock.today(), "reason": ""})
    assert wrong.status_code == 422
    assert "1 dari 1 yang hadir" in wrong.content.decode()
    data = {"minimum": "1", "first_day": clock.today().isoformat(), "reason": "<b>Loket</b>"}
    page = client.post(f"{path}baru/", data, follow=True).content.decode()
    assert "Menunggu BKD" in page
    assert "<b>Loket" not in page
    assert "Terima usulan" not in page


def test_a_head_asks_for_a_while_and_for_the_end(scene: Scene) -> None:
    client, path = signed_in(scene.head), f"/organisasi/{scene.unit.pk}/minimum/baru/"
    rule, today = a_minimum(scene.unit, 4), clock.today()
    data = {"minimum": "6", "first_day": today.isoformat(), "reason": "IGD"}
    wrong = client.post(path, data | {"last_day": "2025-04-01", "reason": " "})
    assert wrong.status_code == 422
    assert "Tanggal akhir mendahului tanggal mulai." in wrong.content.decode()
    assert 'value="6"' in wrong.content.decode()
    last = today + timedelta(days=30)
    assert client.post(path, data | {"last_day": last.isoformat()}).status_code == 302
    assert MinimumProposal.objects.get().period == Period(today, last + timedelta(days=1))
    end = {"first_day": today.isoformat(), "reason": "cukup"}
    assert client.post(f"/minimum/{rule.pk}/akhiri/", end).status_code == 302
    proposal = MinimumProposal.objects.get(state="waiting")
    assert (proposal.minimum, proposal.reason) == (None, "cukup")
    signed_in(scene.analyst).post(f"/minimum/usulan/{proposal.pk}/terima/")
    rule.refresh_from_db()
    assert rule.period.end == today


def test_the_staffing_agency_accepts_once_and_a_second_press_is_told(scene: Scene) -> None:
    proposal = a_proposal(scene.unit, 3, by=scene.head)
    client = signed_in(scene.analyst)
    assert str(scene.unit.pk) in client.get("/minimum/usulan/").content.decode()
    assert "Terima usulan" in client.get(f"/organisasi/{scene.unit.pk}/minimum/").content.decode()
    path = f"/minimum/usulan/{proposal.pk}/terima/"
    assert client.post(path).status_code == 302
    again = client.post(path)
    assert again.status_code == 422
    assert "sudah diputus" in again.content.decode()
    assert MinimumPresence.objects.filter(unit=scene.unit, minimum=3).count() == 1
    assert signed_in(scene.head).post(path).status_code == 403
    assert "Tidak ada usulan yang menunggu" in client.get("/minimum/usulan/").content.decode()


def test_the_page_asks_as_often_however_many_wait(scene: Scene) -> None:
    client = signed_in(scene.analyst)

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    a_proposal(scene.unit, 3, by=scene.head)
    client.get("/minimum/usulan/")
    before = [asked("/minimum/usulan/"), asked(f"/organisasi/{scene.unit.pk}/minimum/")]
    for n in range(5):
        a_proposal(a_unit(agency=scene.unit.agency), n, by=scene.head)
        a_proposal(scene.unit, n, by=scene.head, group=a_group(f"k{n}"))
    assert asked("/minimum/usulan/") == before[0] <= 15
    assert asked(f"/organisasi/{scene.unit.pk}/minimum/") <= 15


# ── two at once ──────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_six_decide_at_once_and_one_counts() -> None:
    scene = Scene()
    proposal = scene.ask(5)
    people = [a_user(Role.STAFFING_ANALYST) for _ in range(3)]

    def copy() -> MinimumProposal:
        return MinimumProposal.objects.select_related("unit").get(pk=proposal.pk)

    deeds: list[Callable[[], object]] = []
    for by in people:
        deeds.append(lambda by=by: scene.accept(copy(), by=by))
        deeds.append(
            lambda by=by: actions.return_minimum(proposal=copy(), reason="x", now=NOW, by=by)
        )
    said = at_once(*deeds)
    assert said.count("") == 1
    assert all("sudah diputus" in words for words in said if words)
    state = MinimumProposal.objects.get(pk=proposal.pk).state
    assert len(scene.rules()) == (1 if state == "accepted" else 0)


@pytest.mark.django_db(transaction=True)
def test_asking_anew_while_somebody_agrees_leaves_one_of_both_clear() -> None:
    for _ in range(3):
        scene = Scene()
        first = scene.ask(5)
        row = MinimumProposal.objects.select_related("unit").get(pk=first.pk)
        unit = OrgUnit.objects.get(pk=scene.unit.pk)

        def anew(scene: Scene = scene, unit: OrgUnit = unit) -> None:
            actions.propose_minimum(
                unit=unit, group=None, minimum=6, first_day=MAY, reason="x", now=NOW, by=scene.head
            )

        said = at_once(lambda scene=scene, row=row: scene.accept(row), anew)
        assert said[1] == ""
        state = MinimumProposal.objects.get(pk=first.pk).state
        assert (state, said[0] == "") in {("accepted", True), ("replaced", False)}
        assert len(scene.rules()) == (1 if state == "accepted" else 0)
        assert MinimumProposal.objects.filter(unit=unit, state="waiting", minimum=6).count() == 1
