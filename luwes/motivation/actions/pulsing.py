"""The weekly question: opened, answered, told when its week is over; and the bank it comes from."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import insert_once, lock
from luwes.core.each import do_each
from luwes.core.errors import Problem, refuse
from luwes.motivation.access import care as access
from luwes.motivation.models import (
    PulseBox,
    PulseQuestion,
    PulseResult,
    PulseRound,
    PulseTurn,
)
from luwes.motivation.rules import pulse as rules
from luwes.motivation.rules.pulse import (
    BANK,
    DEPTH,
    FEWEST_QUESTIONS,
    NONE,
    VALUES,
    Counts,
    Group,
    Question,
    Topic,
    week_of,
)
from luwes.organisation.models import Agency, UnitShape
from luwes.people import homes
from luwes.people.models import Employee

LONGEST = 160

# ── answering ────────────────────────────────────────────────────────


@transaction.atomic
def answer(*, round: PulseRound, value: int, on: date, by: User) -> bool:
    """
    Move one counter in the box of the person's group, and note that the person had the turn.
    Whether it counted: the second answer of a week does not. Nothing else is written, nothing logged.

    :raises Refused: after the week, or for another government's people
    """
    person = Employee.objects.filter(user_id=by.pk, is_current=True, agency_id=round.agency_id).first()  # fmt: skip
    require(person is not None)
    assert person
    problems = []
    if value not in VALUES:
        problems.append(Problem(_("Pilih salah satu jawaban."), "value"))
    if round.week != week_of(on) or not _is_open(round):
        problems.append(Problem(_("Pertanyaan pekan itu sudah ditutup. Jawaban yang terlambat tidak dihitung.")))  # fmt: skip
    refuse(problems)
    if not insert_once(PulseTurn(round=round, employee=person)):
        return False
    unit, top = _group_of(person, on)
    insert_once(_empty(round, unit, top))
    box = PulseBox.objects.select_for_update(no_key=True).get(round=round, unit_id=unit)
    box.drop_in(value)
    box.save(update_fields=["sealed"])
    return True


def _is_open(round: PulseRound) -> bool:
    """Held, so that it does not close between this look and the counting; many may hold it at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT NOT is_closed FROM {PulseRound._meta.db_table} WHERE id = %s FOR SHARE",
            [round.pk],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def _empty(round: PulseRound, unit: int | None, top: int | None) -> PulseBox:
    box = PulseBox(round=round, unit_id=unit, top_id=top)
    box.counts = NONE
    return box


def _group_of(person: Employee, on: date) -> tuple[int | None, int | None]:
    """The unit of the second level where somebody serves, or what is above it; and that of the first."""
    home = homes.source().posts([person.pk], on).get(person.pk)
    shape = UnitShape.objects.filter(unit_id=home.unit_id, period__contains=on).first() if home else None  # fmt: skip
    if shape is None or shape.agency_id != person.agency_id:
        return None, None
    path = [int(pk) for pk in shape.path.split(".")]
    return path[:DEPTH][-1], path[0]


# ── each week ────────────────────────────────────────────────────────


def turn(*, on: date) -> None:
    """Close what is over and open what is due, of every government; a second run finds nothing to do."""
    do_each(_due(on))


def _due(on: date) -> Iterator[Callable[[], object]]:
    for pk in _over(on):
        yield partial(close, round_id=pk)
    for agency in Agency.objects.order_by("pk"):
        yield partial(open_round, agency=agency, week=week_of(on))


def _over(on: date) -> list[int]:
    rows = PulseRound.objects.filter(is_closed=False, week__lt=week_of(on)).order_by("week", "pk")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def close(*, round_id: int) -> None:
    """Keep what may be seen, and delete boxes and turns. Nobody opens it again."""
    round = PulseRound.objects.select_for_update(no_key=True).get(pk=round_id)
    if round.is_closed:
        return
    boxes = list(PulseBox.objects.filter(round=round).order_by("pk"))
    cells = rules.publish(_tree(boxes))
    PulseResult.objects.bulk_create(
        PulseResult(
            round=round, unit_id=_unit(cell.key), parent_id=_unit(cell.parent or ""),
            kind=cell.kind.value, answers=cell.n, tenths=cell.score.tenths, edge=cell.score.edge.value,
        )
        for cell in cells
    )  # fmt: skip
    PulseBox.objects.filter(round=round).delete()
    PulseTurn.objects.filter(round=round).delete()
    round.is_closed = True
    round.save(update_fields=["is_closed"])


_WHOLE = "all"


def _tree(boxes: Iterable[PulseBox]) -> list[Group]:
    """The whole government, its units, the units next below: each answer lies in one box."""
    counts: dict[str, Counts] = defaultdict(lambda: NONE)
    parents: dict[str, str | None] = {_WHOLE: None}
    for box in boxes:
        key = str(box.unit_id) if box.unit_id else _WHOLE
        counts[key] = box.counts
        if box.top_id:
            parents.setdefault(str(box.top_id), _WHOLE)
        if box.unit_id and box.unit_id != box.top_id:
            parents[key] = str(box.top_id)
    return [Group(key, parent, counts[key]) for key, parent in sorted(parents.items())]


def _unit(key: str) -> int | None:
    return int(key) if key.isdecimal() else None


@transaction.atomic
def open_round(*, agency: Agency, week: date) -> PulseRound | None:
    """The question of the week; of a government whose bank is empty the questions Luwes brings."""
    if PulseRound.objects.filter(agency=agency, week=week).exists():
        return None
    if not PulseQuestion.objects.filter(agency=agency).exists():
        _fill(agency)
    asked = PulseQuestion.objects.filter(agency=agency, withdrawn_at=None)
    bank = [
        Question(pk, place, last)
        for pk, place, last in asked.annotate(last=Max("rounds__week")).values_list("pk", "place", "last")
    ]  # fmt: skip
    chosen = rules.next_question(bank, week)
    if chosen is None:
        return None
    made = PulseRound(agency=agency, week=week, question_id=chosen.key)
    return made if insert_once(made) else None


def _fill(agency: Agency) -> None:
    PulseQuestion.objects.bulk_create(
        [
            PulseQuestion(agency=agency, topic=topic.value, words=words, place=n)
            for n, (topic, words) in enumerate(BANK, 1)
        ],
        ignore_conflicts=True,
    )


# ── the bank ─────────────────────────────────────────────────────────


@transaction.atomic
def add_question(*, agency: Agency, topic: Topic, words: str, by: User) -> PulseQuestion:
    """
    A sentence more to be asked, after all that were never asked.

    :raises Refused: without words, or where it is there already
    """
    require(access.can_manage_pulse(by, agency.pk))
    lock(agency)
    problems = []
    said = " ".join(words.split())
    if not said:
        problems.append(Problem(_("Tulis kalimatnya."), "words"))
    if len(said) > LONGEST:
        problems.append(Problem(_("Paling panjang %d karakter.") % LONGEST, "words"))
    bank = PulseQuestion.objects.filter(agency=agency)
    if bank.filter(words__iexact=said).exists():
        problems.append(Problem(_("Kalimat ini sudah ada."), "words"))
    refuse(problems)
    place = (bank.aggregate(last=Max("place"))["last"] or 0) + 1
    made = PulseQuestion.objects.create(agency=agency, topic=topic.value, words=said, place=place)
    audit.record(by, "motivation.pulse_question_added", made, chain=str(agency.pk))
    return made


@transaction.atomic
def set_asked(*, question: PulseQuestion, is_asked: bool, now: datetime, by: User) -> None:
    """
    Take a question out of the turns, or back in; what was asked stays. Pressed again, nothing happens.

    :raises Refused: where too few would be left to ask by turns
    """
    require(access.can_manage_pulse(by, question.agency_id))
    lock(question.agency)
    lock(question)
    if is_asked == (question.withdrawn_at is None):
        return
    if not is_asked:
        left = PulseQuestion.objects.filter(agency=question.agency, withdrawn_at=None).count() - 1
        if left < FEWEST_QUESTIONS:
            words = _("Paling sedikit %d pertanyaan harus tetap ditanyakan, supaya yang sama tidak kembali sebelum delapan pekan (kebijakan Luwes).")  # fmt: skip
            refuse([Problem(words % FEWEST_QUESTIONS)])
    question.withdrawn_at = None if is_asked else now
    question.save(update_fields=["withdrawn_at"])
    audit.record(
        by,
        "motivation.pulse_question_returned" if is_asked else "motivation.pulse_question_withdrawn",
        question, chain=str(question.agency_id),
    )  # fmt: skip
