"""
Recognitions that follow from what is on file: who has earned which on a day, and what is missing.

Satyalancana Karya Satya is for a PNS who has worked without a break for 10, 20 or 30 years, counted
from CPNS; in these years there was no medium or heavy discipline and no unpaid leave (CLTN). Where
there was, the years are counted anew from its end: the law speaks of the years that count
(PP 25/1994 ps. 4 ayat (3)). Some governments read it as "never"; so a break is always told, and BKD
proposes. The higher one replaces the lower.

Nothing is taken for granted that nobody wrote down: an archive that BKD has not looked through is
unknown, not clean.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from luwes.appointments.rules.moves.said import Said
from luwes.core.periods import Period, add_months, full_years
from luwes.people.rules import Employment, Nip, read_nip

LAW = "PP 25/1994; PP 35/2010"
POLICY = "kebijakan Luwes"
# Kedudukan hukum of who serves, here or by order elsewhere, and of who prepares to retire (BKN's codes).
SERVING = frozenset({"1", "3", "7", "20", "71"})
CHECK_HOLDS = timedelta(days=365)  # a look through the archive, kebijakan Luwes
EMERGENCY_DAYS, EMERGENCY_MONTHS = 60, 24  # kebijakan Luwes


class BreakKind(StrEnum):
    UNPAID = "unpaid"  # CLTN
    MEDIUM = "medium"
    HEAVY = "heavy"


class Source(StrEnum):
    DECREE = "decree"  # BKD wrote it down from the decree
    NIP = "nip"  # month and year in the NIP


class Verdict(StrEnum):
    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"  # not on file: BKD looks


class Standing(StrEnum):
    """What a recognition is worth to somebody on a day."""

    RECEIVED = "received"
    REPLACED = "replaced"  # by a higher one
    PROPOSED = "proposed"
    READY = "ready"
    CHECK = "check"  # nothing is missing, something is not known
    LATER = "later"
    BARRED = "barred"  # time alone does not bring it


@dataclass(frozen=True)
class Break:
    kind: BreakKind
    period: Period


@dataclass(frozen=True)
class Service:
    """What is on file of somebody, as of a day."""

    employment: str
    standing: str
    is_current: bool
    nip: str
    decreed: date | None = None  # TMT CPNS, from the decree
    breaks: tuple[Break, ...] = ()
    checked_on: date | None = None  # when BKD last looked through the archive
    retires_on: date | None = None
    received: Mapping[str, date] = field(default_factory=dict)
    proposed: frozenset[str] = frozenset()
    emergency_days: int = 0

    @property
    def by_nip(self) -> date | None:
        """Digits 9 to 14: the month of becoming CPNS; of a PPPK there is none."""
        read = read_nip(self.nip)
        if not isinstance(read, Nip) or read.employment is not Employment.PNS:
            return None
        return date(read.year, read.month_or_code, 1)

    @property
    def joined(self) -> date | None:
        return self.decreed or self.by_nip

    @property
    def source(self) -> Source:
        return Source.DECREE if self.decreed else Source.NIP

    @property
    def sources_differ(self) -> bool:
        """The decree names another month than the NIP."""
        told = self.by_nip
        return bool(self.decreed and told) and self.decreed.replace(day=1) != told  # type: ignore[union-attr]

    def counts_since(self, on: date) -> date | None:
        """The first day of the unbroken years that last until a day; None: unknown, or broken now."""
        ends = [b.period.end for b in self.breaks if b.period.start <= on]
        if self.joined is None or any(end is None or end > on for end in ends):
            return None
        return max([self.joined, *(end for end in ends if end)])


@dataclass(frozen=True)
class Finding:
    """One condition: met, missing or unknown; `on`: when it will be met, if nothing changes."""

    verdict: Verdict
    said: Said
    on: date | None = None


Condition = Callable[[Service, date], Finding]


@dataclass(frozen=True)
class Recognition:
    """`years`: of unbroken service, for those of which a higher one replaces a lower."""

    key: str
    law: str
    conditions: tuple[Condition, ...]
    years: int = 0
    again_after: int | None = None  # months; None: once in a life


@dataclass(frozen=True)
class Judged:
    recognition: Recognition
    standing: Standing
    findings: tuple[Finding, ...]
    on: date | None = None  # when all that time brings is there

    @property
    def lacking(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.verdict is not Verdict.MET)


def anniversary(since: date, years: int) -> date:
    """The first day with so many whole years; of 29 February, 1 March where there is no 29th."""
    day = add_months(since, 12 * years)
    return day if full_years(since, day) == years else day + timedelta(days=1)


# ── conditions ───────────────────────────────────────────────────────


def is_pns(service: Service, on: date) -> Finding:
    if service.employment == Employment.PNS.value:
        return Finding(Verdict.MET, Said("Pegawai negeri sipil."))
    return Finding(Verdict.MISSING, Said("Hanya untuk PNS; bagi PPPK belum diatur."))


def is_serving(service: Service, on: date) -> Finding:
    if not service.is_current:
        return Finding(Verdict.MISSING, Said("Tidak lagi menjadi pegawai."))
    if service.retires_on and service.retires_on <= on:
        told = {"day": service.retires_on}
        return Finding(Verdict.MISSING, Said("Pada hari itu sudah pensiun: mulai %(day)s.", told))
    if service.standing in SERVING:
        return Finding(Verdict.MET, Said("Masih bekerja."))
    return Finding(Verdict.MISSING, Said("Kedudukan hukumnya sekarang tidak aktif bekerja."))


def worked(years: int) -> Condition:
    def unbroken(service: Service, on: date) -> Finding:
        if service.joined is None:
            return Finding(Verdict.UNKNOWN, Said("TMT CPNS tidak tercatat; BKD memeriksa SK-nya."))
        since = service.counts_since(on)
        if since is None:
            said = Said("Masa kerja sedang terputus; dihitung lagi sesudahnya.")
            return Finding(Verdict.MISSING, said)
        day = anniversary(since, years)
        told = {"since": since, "years": years, "day": day}
        if day <= on:
            said = Said("%(years)d tahun tanpa putus sejak %(since)s, genap pada %(day)s.", told)
            return Finding(Verdict.MET, said)
        if service.retires_on and service.retires_on <= day:
            told |= {"retires": service.retires_on}
            said = Said("Baru genap %(years)d tahun pada %(day)s, sesudah pensiun mulai %(retires)s.", told)  # fmt: skip
            return Finding(Verdict.MISSING, said)
        said = Said("Genap %(years)d tahun tanpa putus pada %(day)s, dihitung sejak %(since)s.", told)  # fmt: skip
        return Finding(Verdict.MISSING, said, day)

    return unbroken


def no_discipline(service: Service, on: date) -> Finding:
    return _archive(
        service, on, {BreakKind.MEDIUM, BreakKind.HEAVY},
        Said("Tanpa hukuman disiplin sedang atau berat: arsip diperiksa BKD."),
        lambda day: Said("Hukuman disiplin berakhir %(day)s; masa kerja dihitung sejak itu.", {"day": day}),
        Said("Hukuman disiplin tidak tercatat lengkap; BKD memeriksa arsipnya."),
    )  # fmt: skip


def no_unpaid_leave(service: Service, on: date) -> Finding:
    return _archive(
        service, on, {BreakKind.UNPAID},
        Said("Tanpa cuti di luar tanggungan negara: arsip diperiksa BKD."),
        lambda day: Said("Cuti di luar tanggungan negara berakhir %(day)s; masa kerja dihitung sejak itu.", {"day": day}),
        Said("Cuti di luar tanggungan negara sebelum ada Luwes tidak tercatat; BKD memeriksa arsipnya."),
    )  # fmt: skip


def _archive(
    service: Service, on: date, kinds: set[BreakKind], clean: Said,
    counted_anew: Callable[[date], Said], unknown: Said,
) -> Finding:  # fmt: skip
    """Breaks make the years begin anew; that there are no others only a look at the archive tells."""
    ends = [b.period.end for b in service.breaks if b.kind in kinds and b.period.start <= on]
    if any(end is None or end > on for end in ends):
        return Finding(Verdict.MISSING, Said("Masa kerja sedang terputus; dihitung lagi sesudahnya."))  # fmt: skip
    if service.checked_on is None or service.checked_on <= on - CHECK_HOLDS:
        return Finding(Verdict.UNKNOWN, unknown)
    last = max((end for end in ends if end), default=None)
    return Finding(Verdict.MET, counted_anew(last) if last else clean)


def in_emergencies(service: Service, on: date) -> Finding:
    told = {
        "days": service.emergency_days, "least": EMERGENCY_DAYS, "months": EMERGENCY_MONTHS,
        "left": max(0, EMERGENCY_DAYS - service.emergency_days),
    }  # fmt: skip
    if service.emergency_days >= EMERGENCY_DAYS:
        return Finding(Verdict.MET, Said("%(days)d hari bertugas darurat dalam %(months)d bulan.", told))  # fmt: skip
    said = Said("%(days)d dari %(least)d hari bertugas darurat dalam %(months)d bulan; kurang %(left)d.", told)  # fmt: skip
    return Finding(Verdict.MISSING, said)


# ── the table ────────────────────────────────────────────────────────

DISASTER = "disaster"
TIERS = (10, 20, 30)


def of_years(years: int) -> str:
    return f"satya_{years}"


TABLE: tuple[Recognition, ...] = (
    *(
        Recognition(
            of_years(years), LAW,
            (is_pns, is_serving, worked(years), no_discipline, no_unpaid_leave), years=years,
        )
        for years in TIERS
    ),
    Recognition(DISASTER, POLICY, (in_emergencies,), again_after=EMERGENCY_MONTHS),
)  # fmt: skip
BY_KEY = {row.key: row for row in TABLE}


def judge(recognition: Recognition, service: Service, on: date) -> Judged:
    findings = tuple(condition(service, on) for condition in recognition.conditions)
    days = [f.on for f in findings if f.on]
    day = max(days, default=None)
    return Judged(recognition, _standing(recognition, service, findings, on), findings, day)


def _standing(
    recognition: Recognition, service: Service, findings: tuple[Finding, ...], on: date
) -> Standing:
    if _has(recognition, service, on):
        return Standing.RECEIVED
    if recognition.years and any(
        _has(r, service, on) or _reached(r, service, on)
        for r in TABLE
        if r.years > recognition.years
    ):
        return Standing.REPLACED
    if recognition.key in service.proposed:
        return Standing.PROPOSED
    missing = [f for f in findings if f.verdict is Verdict.MISSING]
    if missing:
        comes = recognition.years == 0 or all(f.on for f in missing)
        return Standing.LATER if comes else Standing.BARRED
    if any(f.verdict is Verdict.UNKNOWN for f in findings):
        return Standing.CHECK
    return Standing.READY


def _has(recognition: Recognition, service: Service, on: date) -> bool:
    day = service.received.get(recognition.key)
    if day is None or recognition.again_after is None:
        return day is not None
    return add_months(day, recognition.again_after) > on


def _reached(recognition: Recognition, service: Service, on: date) -> bool:
    """As far as is known; nobody has worked longer by a day that nobody knows."""
    findings = [condition(service, on) for condition in recognition.conditions]
    return service.joined is not None and all(f.verdict is not Verdict.MISSING for f in findings)


def judge_all(service: Service, on: date) -> list[Judged]:
    return [judge(recognition, service, on) for recognition in TABLE]
