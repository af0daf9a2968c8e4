"""Half a year of goals, thanks, awards and care: what the demonstration's accounts find."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core import clock
from luwes.demo import flood, loading, motivating
from luwes.demo.loading import World
from luwes.letters.models import Letter
from luwes.motivation.access import goals as access
from luwes.motivation.access import recognition
from luwes.motivation.models import (
    Award,
    AwardScore,
    DialogueTurn,
    Evaluation,
    Goal,
    GoalChange,
    JudgeInterest,
    LoadAnswer,
    LoadSignal,
    MedalRecord,
    PerformancePlan,
    PulseBox,
    PulseResult,
    PulseRound,
    RatingObjection,
    Thanks,
)
from luwes.motivation.queries import medals, thanks
from luwes.motivation.rules.medals import of_years

pytestmark = pytest.mark.django_db
NOW = flood.DECLARED
TODAY = NOW.astimezone(flood.WIB).date()


@pytest.fixture(autouse=True)
def that_day(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    clock.set_to(NOW)


def _world(people: int, tmp_path: Path) -> World:
    return loading.load(count=people, folder=tmp_path, now=NOW, on=TODAY)


def test_half_a_year_of_motivation(tmp_path: Path) -> None:
    told = motivating.load(_world(600, tmp_path), NOW, TODAY)
    assert clock.now().date() == TODAY
    head = User.objects.get(username="kepala1")
    _last_year(told)
    _this_year(head)
    _objections(head)
    _thanks()
    _awards()
    _medals()
    _care()
    _pulse(told["answers"])
    _pages_open()


def _last_year(told: dict[str, int]) -> None:
    years = Evaluation.objects.filter(kind="year").select_related("plan__employee", "letter")
    assert told["ratings"] == Evaluation.objects.count()
    assert {row.plan.period.start.year for row in years} == {TODAY.year - 1}
    predicates = Counter(row.predicate for row in years)
    assert predicates["very_good"] == 1
    assert predicates["good"] > predicates["improve"] >= 1
    final = [row for row in years if row.state == "final"]
    assert len(final) > len(years) / 2
    assert {row.letter.state for row in final if row.letter} == {"signed"}
    assert all(row.letter and row.received_at for row in final)
    assert Evaluation.objects.filter(kind="quarter").exists()
    assert Evaluation.objects.filter(is_received_by_clock=True).exists()
    kinds = set(DialogueTurn.objects.values_list("kind", flat=True))
    assert {"proposed", "returned", "agreed", "expected", "progress", "feedback"} <= kinds
    led = Goal.objects.filter(plan__employee__user__username="kepala1")
    assert Goal.objects.filter(supports__in=led, supported_by__isnull=False).exists()


def _this_year(head: User) -> None:
    plans = PerformancePlan.objects.filter(period__contains=TODAY)
    states = Counter(plans.values_list("state", flat=True))
    assert (states["proposed"], states["draft"]) == (1, 1)
    assert states["agreed"] > 2
    assert plans.get(employee__user=head).state == "agreed"
    assert set(GoalChange.objects.values_list("state", flat=True)) == {"asked"}
    waiting = plans.get(state="proposed")
    assert access.can_assess(head, waiting, TODAY)


def _objections(head: User) -> None:
    decided = RatingObjection.objects.get(state="changed")
    assert decided.predicate_before != decided.evaluation.predicate
    assert decided.decided_by != decided.evaluation.rated_by
    for row in RatingObjection.objects.filter(state="asked"):
        assert row.due >= TODAY
        deciders = access.deciders([row.evaluation], TODAY)[row.evaluation_id]
        assert deciders or access.others_who_decide(row.evaluation, TODAY)


def _thanks() -> None:
    given = Thanks.objects.exclude(giver=None).filter(withdrawn_at=None)
    assert given.count() >= 10
    assert Thanks.objects.get(report="hidden").decided_by is not None
    pairs = {(row.giver_id, row.receiver_id) for row in given}
    assert any((b, a) in pairs for a, b in pairs)
    ring = next(  # all three thanked one another in a circle, so it counts as one voice
        (a, b, c)
        for a, b in pairs
        for b2, c in pairs
        if b2 == b and (c, a) in pairs and a != b != c
    )
    assert set(thanks.count_of(ring[0], TODAY).inside) & {ring[2]}
    assert {"page", "line", "own"} <= set(given.values_list("seen", flat=True))


def _awards() -> None:
    decided = Award.objects.get(state="decided")
    winner = decided.winners.get()
    assert winner.letter
    assert winner.letter.state == "signed"
    assert winner.letter.kind == "award_certificate"
    interest = JudgeInterest.objects.get()
    barred = AwardScore.objects.filter(nomination=interest.nomination, judge=interest.user)
    assert not barred.exists()
    assert AwardScore.objects.filter(judge=interest.user).exists()
    now = Award.objects.get(state="open")
    assert TODAY in now.nominations
    assert [row.state for row in now.nominations_made.all()] == ["asked", "asked"]


def _medals() -> None:
    states = Counter(MedalRecord.objects.values_list("state", flat=True))
    assert (states["proposed"], states["received"]) == (2, 1)
    by = User.objects.get(username="bkd")
    wanted = medals.Wanted(of_years(10), fresh=False)
    assert medals.candidate_ids(recognition.medal_people(by, TODAY), wanted, TODAY)(0, 5)


def _care() -> None:
    answered = LoadSignal.objects.get(state="answered", key="own")
    assert LoadAnswer.objects.get(signal=answered).kind == "shared"
    waiting = LoadSignal.objects.get(state="open", key="own")
    assert waiting.due_on
    assert waiting.due_on >= TODAY


def _pulse(answers: int) -> None:
    agency = PulseResult.objects.values_list("round__agency", flat=True)[0]
    rounds = PulseRound.objects.filter(agency=agency)
    assert (rounds.filter(is_closed=True).count(), rounds.filter(is_closed=False).count()) == (
        10,
        1,
    )
    whole = PulseResult.objects.filter(unit=None, kind="group")
    assert sum(row.answers for row in whole) == answers
    assert PulseResult.objects.exclude(unit=None).exists()
    assert not PulseBox.objects.exists()


def _pages_open() -> None:
    for username, names in (
        ("kepala1", ("mine", "assessed", "awards", "load", "pulse", "thanks")),
        ("sekda", ("assessed", "awards")), ("bkd", ("ratings", "medal_candidates", "pulse_bank")),
        ("penghargaan", ("awards",)),
    ):  # fmt: skip
        client = Client()
        user = User.objects.get(username=username, is_demo=True)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        assert client.get("/").status_code == 200
        for name in names:
            page = client.get(reverse(f"motivation:{name}"))
            assert page.status_code == 200, (username, name)


def test_whoever_is_sent_has_goals_that_wait(tmp_path: Path) -> None:
    world = _world(120, tmp_path)
    motivating.load(world, NOW, TODAY)
    head = User.objects.get(username="kepala1")
    rows = access.assessed_people(head, TODAY).filter(performance_plans=None)
    for person in rows[:1]:
        loading.account_of(person, world, NOW, TODAY)
        person.refresh_from_db()
        for _twice in range(2):
            motivating.proposed(world, person, NOW, TODAY)
        assert PerformancePlan.objects.get(employee=person).state == "proposed"


@pytest.mark.parametrize("people", [50, 80])
def test_a_very_small_province_is_left_as_far_as_it_goes(people: int, tmp_path: Path) -> None:
    told = motivating.load(_world(people, tmp_path), NOW, TODAY)
    assert told["plans"] == PerformancePlan.objects.count()
    assert clock.now().date() == TODAY
    assert not Letter.objects.filter(state="issued").exists()


def test_nothing_happens_where_there_is_no_first_head(tmp_path: Path) -> None:
    world = _world(50, tmp_path)
    User.objects.filter(username="kepala1").update(username="lain")
    told = motivating.load(world, NOW, TODAY)
    assert set(told.values()) == {0}
