"""How much leave somebody has, and what stands against a leave. Pure; every number with its law.

The numbers are dated rows (`LeavePolicy`); the defaults here are what the law said when it was read:
PP 11/2017 jo. PP 17/2020 and Peraturan BKN 24/2017 jo. 7/2021 for PNS, BKN 7/2022 for PPPK.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from luwes.appointments.rules.leave import PPPK_LEAVE, LeaveKind
from luwes.core.errors import Problem
from luwes.core.periods import Period, add_months


@dataclass(frozen=True)
class LeaveLimits:
    annual_days: int = 12  # working days a year: PP 11/2017 ps. 312
    annual_after_months: int = 12  # of service without a break: ps. 311
    carry_days: int = 6  # of last year, so 18 in all: ps. 313
    carry_unused_days: int = 12  # after two years without any, or deferred, so 24: ps. 313, 314
    long_months: int = 3  # ps. 316
    long_after_years: int = 5
    sick_government_after: int = 14  # days, then a government doctor: ps. 320
    sick_months: int = 12  # then the medical board: ps. 321
    sick_review_months: int = 6
    maternity_months: int = 3  # ps. 325
    maternity_children: int = 3
    important_months: int = 1  # ps. 330
    unpaid_years: int = 3  # ps. 334, and one more
    unpaid_extension_years: int = 1
    unpaid_after_years: int = 5
    collective_reduces: bool = False  # ps. 333 ayat (2): it does not
    source: str = ""


PNS_LIMITS = LeaveLimits(source="PP 11/2017 jo. PP 17/2020; BKN 24/2017 jo. 7/2021")
PPPK_LIMITS = LeaveLimits(carry_days=0, carry_unused_days=0, source="BKN 7/2022")


class Certificate(StrEnum):
    NONE = ""
    DOCTOR = "doctor"
    GOVERNMENT = "government"  # dokter pemerintah
    BOARD = "board"  # tim penguji kesehatan


@dataclass(frozen=True)
class Proof:
    """What a request shows for itself. A leave decided on paper has shown it there: then None."""

    certificate: Certificate = Certificate.NONE
    child: int = 0  # the how manyth since the appointment
    consent: str = ""  # BKN's, for unpaid leave
    is_extension: bool = False


@dataclass(frozen=True)
class WorkDays:
    """The days on which somebody works: Monday to Friday, or to Saturday, without holidays."""

    holidays: frozenset[date] = frozenset()
    a_week: int = 5

    def is_work(self, day: date) -> bool:
        return day.weekday() < self.a_week and day not in self.holidays

    def count(self, period: Period) -> int:
        return sum(self.by_year(period).values())

    def by_year(self, period: Period) -> dict[int, int]:
        """Working days of a period that ends, by calendar year; years without any too."""
        found: dict[int, int] = {}
        for n in range(period.days or 0):
            day = period.start + timedelta(days=n)
            found[day.year] = found.get(day.year, 0) + self.is_work(day)
        return found


@dataclass(frozen=True)
class Taken:
    """What was taken of annual leave, by year. `opening`: days brought into the first known year."""

    days: Mapping[int, int] = field(default_factory=dict)
    deferred: Mapping[int, int] = field(default_factory=dict)
    long_years: Collection[int] = ()  # years with long leave: the annual one lapses
    opening: tuple[int, int] | None = None  # year, days
    collective: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Balance:
    """Annual leave of one year, in working days. `assumed`: nothing is known of earlier years."""

    year: int
    right: int
    carried: int
    used: int
    waiting: int = 0
    assumed: bool = False
    lapsed: bool = False

    @property
    def left(self) -> int:
        return max(0, self.right + self.carried - self.used)

    @property
    def free(self) -> int:
        """What may still be asked for."""
        return max(0, self.left - self.waiting)


def annual(
    year: int, taken: Taken, limits: LeaveLimits, *, since: date | None, waiting: int = 0
) -> Balance:
    """
    The balance of a year: the right of the year and what the years before left of theirs.

    At most 6 days come over from last year (18 in all), 12 where nothing was taken for two years
    or days were deferred for the service (24 in all). Nothing comes over from years nobody knows.
    """
    first = taken.opening[0] if taken.opening else year
    carried = taken.opening[1] if taken.opening and taken.opening[0] <= year else 0
    for y in range(min(first, year), year):
        carried = _carried(y, carried, taken, limits, since=since, known_from=first)
    lapsed = year in taken.long_years
    return Balance(
        year, _right(year, taken, limits, since), 0 if lapsed else carried, _used(year, taken, limits),
        waiting, taken.opening is None, lapsed,
    )  # fmt: skip


def _right(year: int, taken: Taken, limits: LeaveLimits, since: date | None) -> int:
    if year in taken.long_years:  # ps. 317: whoever takes long leave has no annual leave that year
        return 0
    if since and add_months(since, limits.annual_after_months) > date(year, 12, 31):
        return 0
    return limits.annual_days


def _used(year: int, taken: Taken, limits: LeaveLimits) -> int:
    collective = taken.collective.get(year, 0) if limits.collective_reduces else 0
    return taken.days.get(year, 0) + collective


def _carried(
    year: int, brought: int, taken: Taken, limits: LeaveLimits, *, since: date | None, known_from: int
) -> int:  # fmt: skip
    """What the next year gets of this one."""
    right, used = _right(year, taken, limits, since), _used(year, taken, limits)
    unused = max(0, min(right, right + brought - used))
    deferred = min(unused, taken.deferred.get(year, 0))
    idle = not used and year > known_from and not _used(year - 1, taken, limits)
    if idle:
        return min(unused, limits.carry_unused_days)
    plain = min(unused - deferred, limits.carry_days)
    return min(plain + deferred, limits.carry_unused_days)


@dataclass(frozen=True)
class Standing:
    """What is known of a person when a leave is judged. `balances` are without this leave."""

    is_pns: bool
    since: date | None  # first day of service
    balances: Mapping[int, Balance] = field(default_factory=dict)
    earlier: Sequence[tuple[LeaveKind, Period]] = ()


def against(
    kind: LeaveKind, period: Period, standing: Standing, limits: LeaveLimits, work: WorkDays,
    proof: Proof | None,
) -> list[Problem]:  # fmt: skip
    """
    Everything that stands against a leave of this kind on these days.

    What has the field "over" is a quota: a leave already granted may go beyond it with a reason.
    """
    if period.end is None:
        return [Problem("Cuti memerlukan hari terakhir.", "last_day")]
    found: list[Problem] = []
    if not standing.is_pns and kind not in PPPK_LEAVE:
        found.append(
            Problem("PPPK tidak memiliki hak atas jenis cuti ini.", "kind", "Peraturan BKN 7/2022")
        )
    match kind:
        case LeaveKind.ANNUAL:
            found += _annual(period, standing, limits, work)
        case LeaveKind.LONG:
            found += _long(period, standing, limits)
        case LeaveKind.SICK:
            found += _sick(period, limits, proof)
        case LeaveKind.MATERNITY:
            found += _maternity(period, limits, proof)
        case LeaveKind.IMPORTANT:
            found += _important(period, limits)
        case LeaveKind.UNPAID:
            found += _unpaid(period, standing, limits, proof)
    return found


def _longer(period: Period, months: int) -> bool:
    return period.end is not None and period.end > add_months(period.start, months)


def _served(period: Period, standing: Standing, years: int) -> bool:
    return standing.since is None or add_months(standing.since, years * 12) <= period.start


def _annual(
    period: Period, standing: Standing, limits: LeaveLimits, work: WorkDays
) -> Iterator[Problem]:
    if standing.since and add_months(standing.since, limits.annual_after_months) > period.start:
        yield Problem(
            "Cuti tahunan diberikan setelah bekerja %(n)d bulan terus-menerus.", "over",
            "Peraturan BKN 24/2017", {"n": limits.annual_after_months},
        )  # fmt: skip
    days = work.by_year(period)
    if not sum(days.values()):
        yield Problem("Tidak ada hari kerja di antara hari-hari itu.", "first_day")
    for year, count in days.items():
        balance = standing.balances.get(year)
        if balance and count > balance.free:
            yield Problem(
                "Diminta %(days)d hari kerja di %(year)d, padahal sisanya %(left)d.", "over",
                "Peraturan BKN 24/2017", {"days": count, "year": year, "left": balance.free},
            )  # fmt: skip


def _long(period: Period, standing: Standing, limits: LeaveLimits) -> Iterator[Problem]:
    years = {"n": limits.long_after_years}
    if _longer(period, limits.long_months):
        yield Problem(
            "Cuti besar paling lama %(n)d bulan.", "over", "PP 11/2017 ps. 316",
            {"n": limits.long_months},
        )  # fmt: skip
    if not _served(period, standing, limits.long_after_years):
        yield Problem(
            "Cuti besar diberikan setelah bekerja %(n)d tahun terus-menerus.", "over",
            "PP 11/2017 ps. 316", years,
        )  # fmt: skip
    before = add_months(period.start, -12 * limits.long_after_years)
    if any(k is LeaveKind.LONG and p.start > before for k, p in standing.earlier):
        yield Problem(
            "Cuti besar sebelumnya belum lewat %(n)d tahun.", "over", "PP 11/2017 ps. 316", years
        )


def _sick(period: Period, limits: LeaveLimits, proof: Proof | None) -> Iterator[Problem]:
    board = proof is None or proof.certificate is Certificate.BOARD
    most = limits.sick_months + (limits.sick_review_months if board else 0)
    if _longer(period, most):
        yield Problem(
            "Cuti sakit paling lama %(n)d bulan; lebih dari itu menurut tim penguji kesehatan.",
            "over", "PP 11/2017 ps. 320", {"n": most},
        )  # fmt: skip
    if proof is None:
        return
    is_long = (period.days or 0) > limits.sick_government_after
    if proof.certificate is Certificate.NONE:
        yield Problem(
            "Cuti sakit memerlukan surat keterangan dokter.", "certificate", "PP 11/2017 ps. 320"
        )
    elif is_long and proof.certificate is Certificate.DOCTOR:
        yield Problem(
            "Cuti sakit lebih dari %(n)d hari memerlukan surat dokter pemerintah.", "certificate",
            "PP 11/2017 ps. 320", {"n": limits.sick_government_after},
        )  # fmt: skip


def _maternity(period: Period, limits: LeaveLimits, proof: Proof | None) -> Iterator[Problem]:
    if _longer(period, limits.maternity_months):
        yield Problem(
            "Cuti melahirkan paling lama %(n)d bulan.", "over", "PP 11/2017 ps. 325",
            {"n": limits.maternity_months},
        )  # fmt: skip
    if proof and proof.child < 1:
        yield Problem(
            "Tulis kelahiran anak yang keberapa sejak diangkat.", "child", "PP 11/2017 ps. 325"
        )
    if proof and proof.child > limits.maternity_children:
        yield Problem(
            "Cuti melahirkan untuk anak pertama sampai ke-%(n)d; sesudahnya cuti besar.", "child",
            "PP 11/2017 ps. 325", {"n": limits.maternity_children},
        )  # fmt: skip


def _important(period: Period, limits: LeaveLimits) -> Iterator[Problem]:
    if _longer(period, limits.important_months):
        yield Problem(
            "Cuti karena alasan penting paling lama %(n)d bulan.", "over", "PP 11/2017 ps. 330",
            {"n": limits.important_months},
        )  # fmt: skip


def _unpaid(
    period: Period, standing: Standing, limits: LeaveLimits, proof: Proof | None
) -> Iterator[Problem]:
    is_extension = bool(proof and proof.is_extension)
    years = limits.unpaid_extension_years if is_extension else limits.unpaid_years
    if _longer(period, years * 12):
        yield Problem(
            "Cuti di luar tanggungan negara paling lama %(n)d tahun sekali diberikan.", "over",
            "PP 11/2017 ps. 334", {"n": years},
        )  # fmt: skip
    if not _served(period, standing, limits.unpaid_after_years):
        yield Problem(
            "Cuti di luar tanggungan negara diberikan setelah bekerja %(n)d tahun.", "over",
            "PP 11/2017 ps. 334", {"n": limits.unpaid_after_years},
        )  # fmt: skip
    before = [p for k, p in standing.earlier if k is LeaveKind.UNPAID]
    if is_extension and not any(p.end == period.start for p in before):
        yield Problem(
            "Perpanjangan dimulai sehari setelah cuti yang diperpanjang berakhir.", "first_day",
            "PP 11/2017 ps. 334",
        )  # fmt: skip
