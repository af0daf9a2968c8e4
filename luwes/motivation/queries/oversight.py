"""Sums of a government's year for who audits: nobody's name, nobody's evaluation. Counted by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from luwes.core.periods import Period
from luwes.motivation.models import (
    MEDAL_LABELS,
    PLAN_STATE_LABELS,
    PREDICATE_LABELS,
    Award,
    Evaluation,
    LoadSignal,
    MedalRecord,
    PerformancePlan,
    RatingObjection,
    Thanks,
)
from luwes.motivation.rules.awards import NominationState
from luwes.motivation.rules.evaluating import EvaluationKind, EvaluationState, ObjectionState
from luwes.motivation.rules.goals import PlanState
from luwes.motivation.rules.load import Level, State
from luwes.motivation.rules.thanks import Report
from luwes.people.models import Employee


@dataclass(frozen=True)
class Sum:
    """One figure; `is_late`: something that should have been done by now."""

    label: str
    number: int
    is_late: bool = False


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    sums: Sequence[Sum]
    note: str = ""


def of_year(agency_id: int, year: int, on: date) -> list[Section]:
    """All figures of a government's year as of a day; seven queries, however many people."""
    whole = Period(date(year, 1, 1), date(year + 1, 1, 1))
    return [
        _plans(agency_id, whole),
        _ratings(agency_id, whole),
        _objections(agency_id, whole, on),
        _medals(agency_id, whole),
        _thanks(agency_id, whole),
        _care(agency_id, whole, on),
    ]


def _plans(agency_id: int, whole: Period) -> Section:
    rows = PerformancePlan.objects.filter(unit__agency=agency_id, period__overlap=whole)
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    named = PerformancePlan.objects.filter(
        employee=OuterRef("pk"), period__overlap=whole, state__in=_PROPOSED
    )
    without = Employee.objects.filter(~Exists(named), agency=agency_id, is_current=True).count()
    sums = [Sum(str(label), found.get(key, 0)) for key, label in PLAN_STATE_LABELS.items()]
    lacking = Sum(_("Pegawai aktif tanpa sasaran yang diusulkan"), without, bool(without))
    return Section("sasaran", _("Sasaran kinerja"), [*sums, lacking])


_PROPOSED = [PlanState.PROPOSED.value, PlanState.AGREED.value, PlanState.RATED.value]


def _ratings(agency_id: int, whole: Period) -> Section:
    rows = Evaluation.objects.filter(
        plan__unit__agency=agency_id, kind=EvaluationKind.YEAR.value, period__overlap=whole
    )
    final, gone = EvaluationState.FINAL.value, EvaluationState.WITHDRAWN.value
    told = rows.order_by().values_list("predicate", "state").annotate(n=Count("pk"))
    found = list(told)
    sums = [
        Sum(str(label), sum(n for key, state, n in found if key == predicate and state == final))
        for predicate, label in PREDICATE_LABELS.items()
    ]
    open_ = sum(n for _key, state, n in found if state not in {final, gone})
    withdrawn = sum(n for _key, state, n in found if state == gone)
    sums += [Sum(_("Dinilai, belum tetap"), open_), Sum(_("Dicabut"), withdrawn)]
    return Section("predikat", _("Predikat tahunan"), sums, _("Menurut predikat hanya yang sudah tetap."))  # fmt: skip


def _objections(agency_id: int, whole: Period, on: date) -> Section:
    asked = Q(state=ObjectionState.ASKED.value)
    found = RatingObjection.objects.filter(
        evaluation__plan__unit__agency=agency_id, evaluation__period__overlap=whole
    ).aggregate(
        waiting=Count("pk", filter=asked & Q(due__gte=on)),
        overdue=Count("pk", filter=asked & Q(due__lt=on)),
        upheld=Count("pk", filter=Q(state=ObjectionState.UPHELD.value)),
        changed=Count("pk", filter=Q(state=ObjectionState.CHANGED.value)),
        late=Count("pk", filter=Q(decided_at__date__gt=F("due"))),
    )  # fmt: skip
    sums = [
        Sum(_("Menunggu, dalam batas waktu"), found["waiting"]),
        Sum(_("Menunggu, lewat batas waktu"), found["overdue"], bool(found["overdue"])),
        Sum(_("Penilaian dikuatkan"), found["upheld"]),
        Sum(_("Penilaian diubah"), found["changed"]),
        Sum(_("Diputus setelah batas waktu"), found["late"], bool(found["late"])),
    ]
    return Section("keberatan", _("Keberatan atas penilaian"), sums)


def _medals(agency_id: int, whole: Period) -> Section:
    days = (whole.start, whole.last_day)
    rows = MedalRecord.objects.filter(employee__agency=agency_id).order_by().values("medal")
    found = {
        row["medal"]: row
        for row in rows.annotate(
            proposed=Count("pk", filter=Q(proposed_on__range=days)),
            received=Count("pk", filter=Q(state="received", received_on__range=days)),
        )
    }  # fmt: skip
    none = {"proposed": 0, "received": 0}
    sums = []
    for key, label in MEDAL_LABELS.items():
        row = found.get(key, none)
        sums.append(Sum(_("%s: diusulkan") % label, row["proposed"]))
        sums.append(Sum(_("%s: diterima") % label, row["received"]))
    return Section("tanda-jasa", _("Tanda jasa"), sums)


def _thanks(agency_id: int, whole: Period) -> Section:
    found = Thanks.objects.filter(
        receiver__agency=agency_id, on__range=(whole.start, whole.last_day)
    ).aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(report=Report.WAITING.value)),
        hidden=Count("pk", filter=Q(report=Report.HIDDEN.value)),
        left=Count("pk", filter=Q(report=Report.LEFT.value)),
    )  # fmt: skip
    sums = [
        Sum(_("Ucapan"), found["all"]),
        Sum(_("Dilaporkan, menunggu keputusan"), found["waiting"], bool(found["waiting"])),
        Sum(_("Dilaporkan, disembunyikan"), found["hidden"]),
        Sum(_("Dilaporkan, dibiarkan"), found["left"]),
    ]
    return Section("terima-kasih", _("Ucapan terima kasih"), sums)


def _care(agency_id: int, whole: Period, on: date) -> Section:
    """Signals of load that began in the year; a mere notice asks for no answer."""
    open_ = Q(state=State.OPEN.value)
    found = (
        LoadSignal.objects.filter(
            employee__agency=agency_id, since__range=(whole.start, whole.last_day)
        )
        .exclude(level=Level.NOTICE.value)
        .aggregate(
            all=Count("pk"), waiting=Count("pk", filter=open_),
            overdue=Count("pk", filter=open_ & Q(due_on__lt=on)),
            raised=Count("pk", filter=Q(is_raised=True)),
        )
    )  # fmt: skip
    sums = [
        Sum(_("Isyarat yang perlu jawaban"), found["all"]),
        Sum(_("Belum dijawab"), found["waiting"]),
        Sum(_("Belum dijawab, lewat batas waktu"), found["overdue"], bool(found["overdue"])),
        Sum(_("Diteruskan karena tidak dijawab atau tanpa atasan"), found["raised"]),
    ]
    return Section("beban", _("Isyarat beban kerja"), sums)


def awards(agency_id: int, year: int) -> QuerySet[Award]:
    """
    Made or decided in the year, the latest first, with how many are `standing` and `won`; a draft is nobody's
    business yet.
    """
    days = Q(made_at__year=year) | Q(decided_at__year=year)
    rows = Award.objects.filter(days, agency=agency_id).exclude(state="draft")
    standing = Q(nominations_made__state=NominationState.STANDING.value)
    return (
        rows.select_related("unit", "decided_by")
        .annotate(
            standing=Count("nominations_made", filter=standing, distinct=True),
            won=Count("winners", filter=Q(winners__revoked_at=None), distinct=True),
        )
        .order_by("-made_at", "-pk")
    )
