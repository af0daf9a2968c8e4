"""Goals, what came of them, thanks, an award, signals of load, days of recovery."""

from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.periods import Period
from luwes.motivation.models import (
    Award,
    Contribution,
    Evaluation,
    Goal,
    GoalChange,
    LoadSignal,
    MedalRecord,
    Nomination,
    PerformancePlan,
    PulseQuestion,
    RatingObjection,
    RecoveryOffer,
    ServiceBreak,
    Thanks,
)
from luwes.organisation.tests.builders import a_user
from luwes.people.tests.builders import an_employee
from tests.guards.worlds.emergencies import Emergencies
from tests.guards.worlds.ground import LONG_AGO


class Motivation(Emergencies):
    @cached_property
    def thanks(self) -> Thanks:
        """From a colleague to the employee here, who reported it."""
        giver = an_employee("Rekan Rekaan", agency=self.here.agency, user=a_user())
        return Thanks.objects.create(
            giver=giver, receiver=self.here.employee, words="Terima kasih", on=LONG_AGO.date(),
            at=LONG_AGO, report="waiting", reported_at=LONG_AGO, reported_because="Kasar",
        )  # fmt: skip

    @cached_property
    def medal(self) -> MedalRecord:
        return MedalRecord.objects.create(
            employee=self.here.employee, medal="satya_10", state="proposed",
            proposed_on=LONG_AGO.date(), proposed_by=self.planner, at=LONG_AGO, by=self.planner,
        )  # fmt: skip

    @cached_property
    def service_break(self) -> ServiceBreak:
        return ServiceBreak.objects.create(
            employee=self.here.employee, kind="unpaid", letter="K/1", at=LONG_AGO, by=self.planner,
            period=Period(date(2010, 1, 1), date(2011, 1, 1)),
        )  # fmt: skip

    @cached_property
    def award(self) -> Award:
        """Of the government here; nominations come in."""
        row = Award.objects.create(
            agency=self.here.agency, name="Pegawai Teladan", purpose="Rekaan", state="open",
            nominations=self.today, how_many=1, made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip
        row.criteria.create(words="Menolong rekan", weight=100, place=1)
        return row

    @cached_property
    def judge(self) -> User:
        """Holds no role: named on the award's committee."""
        return self._on_committee(a_user(name="Panitia Rekaan"))

    @cached_property
    def conflicted_judge(self) -> User:
        """On the same committee, and said to be too near to the employee here."""
        user = self._on_committee(a_user(name="Panitia Kerabat"))
        self.nomination.interests.create(user=user, words="Saudara kandung", at=LONG_AGO)
        return user

    def _on_committee(self, user: User) -> User:
        self.award.committee.create(user=user, at=LONG_AGO, by=self.planner)
        return user

    @cached_property
    def nomination(self) -> Nomination:
        """The employee here is put forward, and has not answered."""
        giver = self.thanks.giver
        assert giver
        return Nomination.objects.create(
            award=self.award, nominee=self.here.employee, nominator=giver, reasons="Rekaan",
            at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def judged(self) -> Nomination:
        """The same before the committee: the employee here stands, though named on it too."""
        row, award = self.nomination, self.award
        row.state, award.state = "standing", "judging"
        row.save()
        award.save()
        assert self.here.employee.user
        self._on_committee(self.here.employee.user)
        return row

    @cached_property
    def contribution(self) -> Contribution:
        """What the employee here did, beside no goal."""
        return Contribution.objects.create(
            employee=self.here.employee, kind="learning", source_kind="test", source_id="1",
            words="Sertifikat", on=timezone.localdate(), at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def load_signal(self) -> LoadSignal:
        """The employee here says that it is too much."""
        return LoadSignal.objects.create(
            employee=self.here.employee, unit=self.here.unit, key="own", level="warn",
            since=clock.today(), due_on=clock.today(),
        )  # fmt: skip

    @cached_property
    def recovery_offer(self) -> RecoveryOffer:
        return RecoveryOffer.objects.create(
            rest=self.rest, employee=self.here.employee, unit=self.here.unit, days=2,
            until=clock.today() + timedelta(days=14), offered_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def pulse_question(self) -> PulseQuestion:
        return PulseQuestion.objects.create(
            agency=self.here.agency, topic="load", words="Pekerjaan saya selesai."
        )

    @cached_property
    def performance_plan(self) -> PerformancePlan:
        """Of the employee here, for this year, agreed."""
        side, year = self.here, timezone.localdate().year
        return PerformancePlan.objects.create(
            employee=side.employee, unit=side.unit, position=side.post.position, state="agreed",
            period=Period(date(year, 1, 1), date(year + 1, 1, 1)), proposed_at=LONG_AGO,
            agreed_at=LONG_AGO, assessor=self.planner,
        )  # fmt: skip

    @cached_property
    def goal(self) -> Goal:
        return Goal.objects.create(
            plan=self.performance_plan, title="Data", indicator="Lengkap", target="1"
        )

    @cached_property
    def goal_change(self) -> GoalChange:
        """Waits for the assessor."""
        return GoalChange.objects.create(
            plan=self.performance_plan, goal=self.goal, what="change", kind="main", title="Data",
            indicator="Lengkap", target="2", reason="Bertambah", asked_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def evaluation(self) -> Evaluation:
        """Of the year here: told, and not received yet."""
        plan = self.performance_plan
        return Evaluation.objects.create(
            plan=plan, kind="year", period=plan.period, work="meets", behaviour="meets",
            work_reason="Selesai", behaviour_reason="Jujur", predicate="good", rated_at=LONG_AGO,
            rated_by=self.planner,
        )  # fmt: skip

    @cached_property
    def rating_objection(self) -> RatingObjection:
        """Nobody heads a unit above who rated: whoever has the right decides."""
        one = self.evaluation
        one.state = "objected"
        one.save()
        return RatingObjection.objects.create(
            evaluation=one, part="work", reason="Selesai semua", made_at=LONG_AGO,
            due=timezone.localdate(), work_before="meets", behaviour_before="meets",
            predicate_before="good",
        )  # fmt: skip
