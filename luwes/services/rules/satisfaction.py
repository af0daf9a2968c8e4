"""The survey of satisfaction (SKM): nine elements by name, the index and its grade, with how many answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

LAW = "PermenPANRB 14/2017"


class Element(StrEnum):
    """U1–U9 by name: forms number the last two in either order."""

    REQUIREMENTS = "requirements"  # persyaratan
    PROCEDURE = "procedure"  # sistem, mekanisme, prosedur
    TIME = "time"  # waktu penyelesaian
    COST = "cost"  # biaya/tarif
    PRODUCT = "product"  # produk spesifikasi jenis pelayanan
    COMPETENCE = "competence"  # kompetensi pelaksana
    BEHAVIOUR = "behaviour"  # perilaku pelaksana
    COMPLAINTS = "complaints"  # penanganan pengaduan, saran dan masukan
    FACILITIES = "facilities"  # sarana dan prasarana


LOWEST, HIGHEST = 1, 4
# Lower edges of the grades, in hundredths; PermenPANRB 14/2017, lampiran.
GRADES = (
    (Decimal("88.31"), "A"),
    (Decimal("76.61"), "B"),
    (Decimal("65.00"), "C"),
    (Decimal("25.00"), "D"),
)
SHOWN_FROM = 5  # own policy: below it an index would tell what single people answered
ERROR = Fraction(1, 20)  # of Krejcie and Morgan's sample
CHI_SQUARE = Fraction(3841, 1000)  # one degree of freedom, 95 per cent


@dataclass(frozen=True)
class Index:
    """`value` 25.00–100.00, exact to two decimals; None while too few answered. `means` of 1–4."""

    answers: int
    value: Decimal | None
    grade: str
    means: Mapping[Element, Decimal]
    enough: bool

    @property
    def weakest(self) -> tuple[Element, ...]:
        """Those of the lowest mean; none where all nine are alike."""
        lowest = min(self.means.values(), default=None)
        found = tuple(e for e, mean in self.means.items() if mean == lowest)
        return found if len(found) < len(self.means) else ()


def sample(population: int) -> int:
    """How many of so many have to answer: Krejcie and Morgan (1970), as the regulation asks."""
    if population < 1:
        return 0
    half = Fraction(1, 4)
    size = CHI_SQUARE * population * half / (ERROR**2 * (population - 1) + CHI_SQUARE * half)
    return min(population, -(-size.numerator // size.denominator))


def index(answers: Sequence[Mapping[Element, int]], served: int) -> Index:
    """
    The index of satisfaction over these answers of `served` people who could have answered.

    Each element counts a ninth: the regulation's rounded weight of 0,11 would make 99 the best.
    Elements are rounded to two decimals for show only; the grade is that of the rounded index.
    """
    count = len(answers)
    enough = count >= max(sample(served), SHOWN_FROM)
    if count < SHOWN_FROM:
        return Index(count, None, "", {}, False)
    means = {e: Fraction(sum(a[e] for a in answers), count) for e in Element}
    value = two(sum(means.values(), Fraction()) / len(Element) * 25)
    grade = next(letter for edge, letter in GRADES if value >= edge)
    return Index(count, value, grade, {e: two(m) for e, m in means.items()}, enough)


def quarter(day: date) -> date:
    """The first day of the three months it is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(first: date) -> date:
    return date(first.year + 1, 1, 1) if first.month == 10 else date(first.year, first.month + 3, 1)


def quarter_before(first: date) -> date:
    return quarter(date.fromordinal(first.toordinal() - 1))


def year_told(on: date) -> tuple[date, date]:
    """
    The four quarters whose result is told to everybody, half-open: those that are over. From a year that
    moved on each day one could read what a single person had answered.
    """
    end = quarter(on)
    return end.replace(year=end.year - 1), end


def two(value: Fraction) -> Decimal:
    """To two decimals, a half upwards."""
    hundredths = (value * 100).limit_denominator(10**12)
    whole = (Decimal(hundredths.numerator) / Decimal(hundredths.denominator)).quantize(
        Decimal(1), ROUND_HALF_UP
    )
    return (whole / 100).quantize(Decimal("0.01"))
