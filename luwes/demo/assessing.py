"""Two years of goals: agreed, talked about, rated, objected to; and the year that has begun."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from luwes.accounts.models import User
from luwes.core.periods import year_of
from luwes.demo import aims
from luwes.demo.aims import Aim
from luwes.demo.lives import Life, day, working
from luwes.demo.season import Season
from luwes.motivation.access import goals as access
from luwes.motivation.actions import (
    beginning,
    changing,
    checking_in,
    linking,
    objecting,
    planning,
    rating,
)
from luwes.motivation.actions.planning import GoalDraft
from luwes.motivation.actions.rating import Judgement
from luwes.motivation.models import Evaluation, Goal, PerformancePlan, RatingObjection
from luwes.motivation.queries import plans, years
from luwes.motivation.rules.evaluating import ObjectionPart
from luwes.motivation.rules.goals import ChangeKind
from luwes.motivation.rules.rating import Rating
from luwes.motivation.rules.values import CoreValue
from luwes.motivation.rules.words import words
from luwes.people.models import Employee

BELOW, MEETS, ABOVE = Rating.BELOW, Rating.MEETS, Rating.ABOVE
EXPECTED = {
    CoreValue.SERVING: "Sapa setiap warga; jelaskan kapan urusannya selesai.",
    CoreValue.COLLABORATIVE: "Bagikan data ke bidang lain tanpa menunggu diminta.",
}
OF_WORK = {
    BELOW: "Target belum tercapai; beberapa laporan terlambat lebih dari sepekan.",
    MEETS: "Hasil kerja sesuai yang disepakati, dengan mutu yang terjaga.",
    ABOVE: "Lebih banyak dan lebih cepat dari yang disepakati, dan rekan ikut terbantu.",
}
OF_BEHAVIOUR = {
    BELOW: "Beberapa kali tidak menepati janji kepada warga.",
    MEETS: "Sopan, jujur, dan dapat diandalkan.",
    ABOVE: "Menjadi tempat bertanya dan mendahulukan warga.",
}
ASKED = "Sasaran saya tahun ini, mohon dibaca dan disepakati."
OBJECTION = (
    "Keterlambatan laporan terjadi karena data kabupaten baru masuk pada tanggal sepuluh; "
    "semua laporan saya kirim dua hari sesudahnya. Buktinya ada pada catatan kemajuan."
)


class Ends(Enum):
    """How far the plan of the year that has begun is."""

    AGREED = "agreed"
    PROPOSED = "proposed"
    DRAFT = "draft"
    CHANGE = "change"  # agreed, and a change of it waits


@dataclass(frozen=True)
class Part:
    """How a person's year goes; `rated` and the days after it are told from 9 December on."""

    work: Rating = MEETS
    behaviour: Rating = MEETS
    rated: tuple[int, int] = (12, 9)  # month and day
    reads: bool = True
    accepts: bool = True
    objects: bool = False
    decided: bool = False
    returned: bool = False  # the first proposal came back
    quarter: bool = False  # the third was rated too
    ends: Ends = Ends.AGREED


OF_HEAD = Part(rated=(12, 20))
OF_LEADERS = (Part(rated=(12, 19), ends=Ends.CHANGE), *(3 * [Part(rated=(12, 19), quarter=True)]))
OF_DESK = Part(ABOVE, MEETS, rated=(1, 8), quarter=True)
PARTS = (
    Part(ABOVE, ABOVE, rated=(1, 7), quarter=True),
    Part(BELOW, MEETS, objects=True, decided=True, accepts=False),
    Part(BELOW, MEETS),
    Part(returned=True),
    Part(rated=(1, 8), reads=False),
    Part(BELOW, MEETS, rated=(2, 6), objects=True, accepts=False),
    Part(MEETS, ABOVE, ends=Ends.CHANGE),
    Part(),
    Part(rated=(1, 9), ends=Ends.DRAFT),
    Part(ends=Ends.PROPOSED),
)


def lives(season: Season) -> list[Life]:
    cast = [(season.head, OF_HEAD), *zip(season.leaders, OF_LEADERS, strict=False)]
    parts = [*PARTS[: len(season.staff) - 1], PARTS[-1]] if len(season.staff) > 1 else PARTS[:1]
    cast += zip(season.staff, parts, strict=True)
    cast += [(person, OF_DESK) for person in season.desks]
    told = [_mornings(season)]
    for n, (person, part) in enumerate(cast):
        told += [_year(season, person, part, n), _next(season, person, part, n)]
    return told


def _mornings(season: Season) -> Life:
    """What the job of each morning brings about, now and then."""
    for month, of_month in ((12, 19), (1, 3), (1, 16), (1, 31), (2, 14), (2, 21)):
        yield (at := season.at(month, of_month, 6, 30))
        rating.settle(on=day(at), now=at)


def _year(season: Season, person: Employee, part: Part, n: int) -> Life:
    """`n`: the days by which people are apart, so that heads agree before their people ask."""
    at = working(season.at(9, 2, 8, 10) + timedelta(days=n))
    plan = yield from _agreed(season, person, at, part.returned)
    yield from _talks(season, person, plan, n, part.quarter)
    yield from _rated(season, person, plan, part, n)


# ── from the first draft to what both agree on ───────────────────────


def begun(season: Season, person: Employee, at: datetime) -> PerformancePlan:
    by = season.account(person, at)
    return beginning.begin(employee=person, year=day(at).year, on=day(at), now=at, by=by)


def written(season: Season, person: Employee, plan: PerformancePlan, at: datetime) -> None:
    """Main ones support the superior's in their order; what somebody learns and is ready for, the last."""
    by, above = season.account(person, at), list(plans.supportable(plan, day(at)))
    for n, aim in enumerate(aims.of(season, person)):
        supports = above[-1 if aim.kind is aims.EXTRA else n % len(above)] if above else None
        draft = GoalDraft(aim.kind, aim.title, aim.indicator, aim.target, supports)
        planning.add_goal(plan=plan, draft=draft, on=day(at), now=at, by=by)


def proposed(
    season: Season, person: Employee, plan: PerformancePlan, at: datetime, said: str = ASKED
) -> None:
    by = season.account(person, at)
    planning.propose(plan=plan, words=said, on=day(at), now=at, by=by)


def _answered(season: Season, plan: PerformancePlan, agrees: bool, said: str, at: datetime) -> User:
    by = season.superior(plan.employee, at)
    plan.refresh_from_db()
    planning.answer(
        plan=plan, agrees=agrees, words=said, read=planning.stamp(plan), on=day(at), now=at, by=by
    )
    return by


def _agreed(
    season: Season, person: Employee, at: datetime, returned: bool
) -> Generator[datetime, None, PerformancePlan]:
    yield at
    plan = begun(season, person, at)
    written(season, person, plan, at)
    proposed(season, person, plan, at)
    if returned:
        yield (at := at + timedelta(hours=4))
        _answered(
            season, plan, False, "Targetnya masih sama dengan tahun lalu. Naikkan yang pertama.", at
        )
        yield (at := at + timedelta(hours=2))
        goal = plans.goals_of(plan).order_by("place")[0]
        more = GoalDraft(aims.MAIN, goal.title, goal.indicator, f"{goal.target}, lebih cepat sehari", goal.supports)  # fmt: skip
        planning.change_goal(goal=goal, draft=more, on=day(at), now=at, by=season.account(person, at))  # fmt: skip
        proposed(season, person, plan, at, "Sudah saya naikkan.")
    yield (at := at + timedelta(hours=5))
    by = _answered(season, plan, True, "Setuju, mari kita jalankan.", at)
    checking_in.expect(plan=plan, words=EXPECTED, on=day(at), now=at, by=by)
    return plan


# ── talking about it ─────────────────────────────────────────────────


def _talks(season: Season, person: Employee, plan: PerformancePlan, n: int, quarter: bool) -> Life:
    goals = list(plans.goals_of(plan).order_by("place"))
    for turn, (month, of_month, percent, said, heard) in enumerate((
        (10, 3, 45, "Hampir separuh; dua kabupaten masih menunggu data.", "Baik. Hubungi kabupaten lewat saya bila pekan depan belum masuk."),
        (11, 12, 80, "Delapan dari sepuluh bagian selesai.", "Terima kasih. Sisakan waktu untuk memeriksa ulang."),
    )):  # fmt: skip
        yield (at := working(season.at(month, of_month, 9, 20) + timedelta(days=n % 6)))
        goal = goals[turn % len(goals)]
        by = season.account(person, at)
        checking_in.report(plan=plan, goal=goal, words=said, percent=percent, now=at, by=by)
        if turn and n % 3:
            continue
        yield (at := working(at + timedelta(hours=26)))
        head = season.superior(person, at)
        checking_in.give_feedback(plan=plan, goal=goal, words=heard, on=day(at), now=at, by=head)
        if quarter and turn == 0:
            told = Judgement(MEETS, "Sesuai rencana triwulan.", MEETS, "Tertib dan ramah.", {})
            rating.rate(plan=plan, quarter=3, judgement=told, on=day(at), now=at, by=head)


def beside(season: Season, person: Employee, on: date, at: datetime, share: float = 1) -> int:
    """The person puts what is suggested beside the own goals, as far as it has happened; how many."""
    year, by = year_of(on), season.account(person, at)
    found = years.evidence(
        person.pk, year, years.goals(person.pk, year, is_own=True), suggests=True,
        but=frozenset(words(person.agency.name)),
    )  # fmt: skip
    told = [one for row in found.beside for one in row.suggested if one.row.on <= day(at)]
    chosen = told[: round(len(told) * share)]
    for one in chosen:
        linking.put_beside(contribution=one.row, goal=one.goal, by=by)
    return len(chosen)


# ── rating ───────────────────────────────────────────────────────────


def _rated(season: Season, person: Employee, plan: PerformancePlan, part: Part, n: int) -> Life:
    at = working(season.at(*part.rated, 10, 10) + timedelta(days=n % 4))
    yield at - timedelta(hours=20)
    beside(season, person, plan.period.start, at - timedelta(hours=20))
    yield at
    made = rating.rate(
        plan=plan, quarter=None, judgement=_judgement(season, plan, part), on=day(at), now=at,
        by=season.superior(person, at),
    )  # fmt: skip
    if not part.reads:
        return
    yield (at := working(at + timedelta(days=1 + n % 3)))
    by = season.account(person, at)
    rating.receive(evaluation=made, accepts=part.accepts, on=day(at), now=at, by=by)
    if part.objects:
        yield (at := working(at + timedelta(days=4)))
        row = objecting.object_to(
            evaluation=made, part=ObjectionPart.WORK, reason=OBJECTION, on=day(at), now=at, by=by
        )
        if part.decided:
            yield (at := working(at + timedelta(days=6)))
            _decided(row, made, at)


def _judgement(season: Season, plan: PerformancePlan, part: Part) -> Judgement:
    told: dict[str, Aim] = {aim.title: aim for aim in aims.of(season, plan.employee)}
    goals = list(plans.goals_of(plan))
    proofs = plans.proofs([goal.pk for goal in goals], in_line=True)
    came = {g.pk: told[g.title].came(sum(row.count for row in proofs[g.pk].rows)) for g in goals}
    return Judgement(
        part.work, OF_WORK[part.work], part.behaviour, OF_BEHAVIOUR[part.behaviour], came
    )


def _decided(objection: RatingObjection, made: Evaluation, at: datetime) -> None:
    heads = access.deciders([made], day(at))[made.pk] or access.others_who_decide(made, day(at))
    objecting.decide(
        objection=objection, changes=True, work=MEETS, on=day(at), now=at, by=heads[0],
        words="Data kabupaten memang terlambat; dua laporan yang lewat bukan kelalaian pegawai.",
    )  # fmt: skip


# ── the year that has begun ──────────────────────────────────────────


def _next(season: Season, person: Employee, part: Part, n: int) -> Life:
    first = season.at(2, 20, 14) if part.ends is Ends.PROPOSED else season.at(1, 6, 8, 40) + timedelta(days=n)  # fmt: skip
    yield (at := working(first))
    plan = begun(season, person, at)
    written(season, person, plan, at)
    if part.ends is Ends.DRAFT:
        return
    proposed(season, person, plan, at)
    if part.ends is Ends.PROPOSED:
        return
    yield (at := at + timedelta(hours=6))
    by = _answered(season, plan, True, "", at)
    checking_in.expect(plan=plan, words=EXPECTED, on=day(at), now=at, by=by)
    yield (at := working(season.at(2, 10, 9) + timedelta(days=n % 5)))
    goal: Goal = plans.goals_of(plan).order_by("place")[0]
    own = season.account(person, at)
    checking_in.report(
        plan=plan,
        goal=goal,
        words="Bulan pertama berjalan sesuai rencana.",
        percent=10,
        now=at,
        by=own,
    )
    beside(season, person, day(at), at, share=0.5)
    if part.ends is Ends.CHANGE:
        yield (at := working(at + timedelta(days=3)))
        wanted = GoalDraft(aims.MAIN, goal.title, goal.indicator, "97 persen", goal.supports)
        changing.ask(
            plan=plan, what=ChangeKind.CHANGE, goal=goal, draft=wanted, on=day(at), now=at, by=own,
            reason="Dua rekan pindah; target semula tidak lagi seimbang dengan jumlah petugas.",
        )  # fmt: skip
