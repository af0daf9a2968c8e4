"""
Citizens' cases that are settled, told together: an officer's, of one service, in one month.

An officer may settle thousands a year. Whose cases they were, and what was written, is told to nobody.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_current_timezone, localdate

from luwes.core.days import midnight
from luwes.core.periods import add_months
from luwes.motivation.rules.contributions import ContributionKind, Draft
from luwes.services import voices
from luwes.services.models import Case, CaseEntry, ServiceVersion, Subject
from luwes.services.rules.states import CaseKind, CaseState, EntryKind

KEY = "services.cases"
_NOUNS = {
    CaseKind.REQUEST: "permohonan", CaseKind.COMPLAINT: "pengaduan", CaseKind.REPORT: "laporan",
    CaseKind.INFORMATION: "permintaan informasi", CaseKind.WISH: "usulan",
}  # fmt: skip
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True)
class Together:
    """What is told together: an officer's cases of one kind and service, settled in one month."""

    employee_id: int
    kind: str
    service_id: int | None
    subject_id: int | None
    month: date  # its first day

    @property
    def source_id(self) -> str:
        about = f"{self.kind}.{self.service_id or '-'}.{self.subject_id or '-'}"
        return f"{about}.{self.month:%Y-%m}"


def together_with(case: Case, employee_id: int, settled_at: datetime) -> Together:
    month = localdate(settled_at).replace(day=1)
    return Together(employee_id, case.kind, case.service_id, case.subject_id, month)


def drafts(wanted: Together) -> list[Draft]:
    """Counted anew; none where none is left."""
    about: dict[str, Any] = {"service_id": wanted.service_id, "subject_id": wanted.subject_id}
    rows = _settled(wanted.month).filter(
        confirmed_at__lt=midnight(add_months(wanted.month, 1)), officer_id=wanted.employee_id,
        kind=wanted.kind, **about,
    )  # fmt: skip
    return _told(_counted(rows))


def of_officer(employee_id: int, since: date) -> list[Draft]:
    """All of an officer's from the month of a day on."""
    return _told(_counted(_settled(since.replace(day=1)).filter(officer_id=employee_id)))


def officers_since(day: date) -> QuerySet[Any, int]:
    rows = Case.objects.filter(
        state=CaseState.CONFIRMED.value, confirmed_at__gte=midnight(day), officer__isnull=False
    )
    return rows.order_by("officer_id").values_list("officer_id", flat=True).distinct()


def _settled(first_day: date) -> QuerySet[Case]:
    return Case.objects.filter(
        state=CaseState.CONFIRMED.value, confirmed_at__gte=midnight(first_day)
    )


@dataclass(frozen=True)
class _Count:
    of: Together
    cases: int
    agreed: int  # by the citizens themselves
    by_desk: int  # written down by an officer, see `services.voices`
    last: datetime


def _counted(rows: QuerySet[Case]) -> list[_Count]:
    said = CaseEntry.objects.filter(
        case=OuterRef("pk"), kind=EntryKind.CONFIRMED.value, by_citizen=True,
        at=OuterRef("confirmed_at"),
    )  # fmt: skip
    groups = (
        rows.annotate(said=Exists(said), month=TruncMonth("confirmed_at", tzinfo=get_current_timezone()))
        .order_by("officer_id", "kind", "service_id", "subject_id", "month")
        .values("officer_id", "kind", "service_id", "subject_id", "month")
        .annotate(
            cases=Count("pk"), agreed=Count("pk", filter=Q(said=True) & voices.own()),
            by_desk=Count("pk", filter=~voices.own()), last=Max(F("confirmed_at")),
        )
    )  # fmt: skip
    return [
        _Count(
            Together(
                row["officer_id"], row["kind"], row["service_id"], row["subject_id"],
                row["month"].date(),
            ),
            row["cases"], row["agreed"], row["by_desk"], row["last"],
        )
        for row in groups
    ]  # fmt: skip


def _told(counts: Collection[_Count]) -> list[Draft]:
    services = _service_names({c.of.service_id for c in counts})
    subjects = _subject_names({c.of.subject_id for c in counts if not c.of.service_id})
    return [
        Draft(
            count.of.employee_id, ContributionKind.CASE, count.of.source_id,
            _words(count, services, subjects), localdate(count.last), _detail(count),
            count=count.cases,
        )
        for count in counts
    ]  # fmt: skip


def _words(count: _Count, services: dict[int, str], subjects: dict[int, str]) -> str:
    noun = _NOUNS[CaseKind(count.of.kind)]
    name = services.get(count.of.service_id or 0) or subjects.get(count.of.subject_id or 0, "")
    about = " ".join(filter(None, [noun, name]))
    return (
        f"{count.cases} {about} selesai, {_MONTHS[count.of.month.month - 1]} {count.of.month.year}"
    )


def _detail(count: _Count) -> str:
    if count.agreed == count.cases:
        return "dikonfirmasi warga" if count.cases == 1 else "semua dikonfirmasi warga"
    told = (
        (count.agreed, "dikonfirmasi warga"),
        (count.cases - count.agreed - count.by_desk, "selesai karena masa konfirmasinya lewat"),
        (count.by_desk, "dicatat petugas, tanpa konfirmasi yang dapat dipegang"),
    )
    return ", ".join(f"{n} {words}" for n, words in told if n)


def _service_names(ids: Iterable[int | None]) -> dict[int, str]:
    """As each is called now; the latest version where none is in force any more."""
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    rows = ServiceVersion.objects.filter(service_id__in=wanted).exclude(state="draft")
    return dict(rows.order_by("number").values_list("service_id", "name"))


def _subject_names(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    return dict(Subject.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "name"))
