"""Load that is too much, and the question of the week, in the half year that the demonstration tells."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from luwes.demo.lives import Life, day
from luwes.demo.season import Season
from luwes.motivation.access import care as access
from luwes.motivation.actions import load_answering, load_watching, pulsing
from luwes.motivation.models import LoadSignal, PulseRound
from luwes.motivation.rules.load import Answer, Level, State
from luwes.motivation.rules.pulse import VALUES, week_of
from luwes.organisation import heading
from luwes.people.models import Employee

WEEKS = 10
MOST_OTHERS = 5  # who answer elsewhere in the government
# How likely answers 1 to 5 are, by turns: questions differ.
LIKELY = ((1, 2, 6, 9, 4), (0, 1, 3, 8, 9), (4, 7, 6, 3, 1), (1, 3, 7, 8, 2))
TOO_MUCH = (
    "Dua rekan pindah dan belum ada penggantinya; sejak tiga pekan saya lembur hampir tiap hari.",
    "Selain loket saya juga menyiapkan laporan tahunan. Mohon dibantu mengatur mana yang didahulukan.",
)  # fmt: skip


def lives(season: Season) -> list[Life]:
    told = [_nights(season), _answers(season), _weeks(season)]
    if len(season.staff) > 1:
        told += [_answered(season, season.staff[1])]
    return [*told, _waits(season, season.staff[-1])]


# ── load ─────────────────────────────────────────────────────────────


def _nights(season: Season) -> Life:
    """The job of some nights; what nobody answered goes on to the next above."""
    for month, of_month in ((10, 15), (12, 10), (12, 17), (1, 7), (2, 4), (2, 24)):
        yield (at := season.at(month, of_month, 1, 30))
        load_watching.raise_unanswered(on=day(at), now=at)
        load_watching.watch(on=day(at), now=at)


def _answers(season: Season) -> Life:
    """The nearest head gives a day off where leave would lapse."""
    yield (at := season.at(12, 11, 10))
    rows = LoadSignal.objects.filter(state=State.OPEN.value).exclude(level=Level.NOTICE.value)
    for row in rows.select_related("employee__user").order_by("pk"):
        whom = (row.unit_id, row.employee.user_id)
        levels = heading.levels([whom], day(at))[whom]
        if levels and access.can_answer(by := levels[0][0], row, day(at)):
            load_answering.answer(
                signal=row, kind=Answer.DAY_OFF, day=day(at) + timedelta(days=9), until=None,
                reason="Ambil sebelum akhir tahun; loket dijaga bergantian.", on=day(at), now=at, by=by,
            )  # fmt: skip
            return


def _answered(season: Season, person: Employee) -> Life:
    yield (at := season.at(2, 20, 16, 20))
    row = _said(season, person, TOO_MUCH[0], at)
    yield (at := season.at(2, 21, 9))
    load_answering.answer(
        signal=row, kind=Answer.SHARED, day=None, until=None, on=day(at), now=at,
        reason="Laporan mingguan dipegang rekan lain sampai penggantinya datang.",
        by=season.superior(person, at),
    )  # fmt: skip


def _waits(season: Season, person: Employee) -> Life:
    yield (at := season.at(2, 21, 15, 45))
    _said(season, person, TOO_MUCH[1], at)


def _said(season: Season, person: Employee, words: str, at: datetime) -> LoadSignal:
    by = season.account(person, at)
    return load_answering.say_too_much(employee=person, words=words, on=day(at), now=at, by=by)


# ── the question of the week ─────────────────────────────────────────


def _weeks(season: Season) -> Life:
    """So many are answered and told; the one of today waits for answers."""
    monday = week_of(season.on)
    first = season.at(monday.month, monday.day, 0, 10) - timedelta(weeks=WEEKS)
    for n in range(WEEKS + 1):
        yield (at := first + timedelta(weeks=n))
        pulsing.turn(on=day(at))
        if n < WEEKS:
            yield (at := at + timedelta(days=1, hours=9))
            _answer_all(season, LIKELY[n % len(LIKELY)], at)


def _answer_all(season: Season, likely: Sequence[int], at: datetime) -> None:
    asked = PulseRound.objects.filter(agency=season.head.agency_id, week=week_of(day(at))).first()
    if asked is None:
        return
    own = [person.pk for person in season.people]
    others = Employee.objects.filter(
        agency=season.head.agency_id, user__isnull=False, is_current=True
    ).exclude(pk__in=own)  # fmt: skip
    for person in [*season.people, *others.select_related("user").order_by("pk")[:MOST_OTHERS]]:
        value = season.chance.choices(VALUES, likely)[0]
        by = season.account(person, at)
        season.answers += pulsing.answer(round=asked, value=value, on=day(at), by=by)
