"""What passing alone, without anybody watching, may show: own policy, in dated rows."""

from dataclasses import dataclass
from datetime import date

from luwes.core.errors import Problem
from luwes.core.periods import Period


@dataclass(frozen=True)
class Alone:
    """Up to `most_level`, and of competencies that ask for a certificate nothing."""

    most_level: int
    period: Period


ALONE = (Alone(3, Period(date(2025, 1, 1))),)


def alone_problems(level: int, needs_certificate: bool, on: date) -> list[Problem]:
    rule = max((row for row in ALONE if on in row.period), key=lambda row: row.period.start, default=None)  # fmt: skip
    if rule is None:
        return []
    found = []
    if needs_certificate:
        found.append(
            Problem("Kompetensi ini perlu sertifikat; ditunjukkan di kelas, bukan lewat modul sendiri.", "competency")
        )  # fmt: skip
    if level > rule.most_level:
        found.append(
            Problem("Lewat modul sendiri paling tinggi tingkat %(most)d; di atasnya lewat kelas.", "level", values={"most": rule.most_level})
        )  # fmt: skip
    return found
