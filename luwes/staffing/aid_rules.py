"""Help across governments (PP 21/2008 arts 24-28): whom to ask first, what may be granted. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from luwes.core.errors import Problem

LAW = "PP 21/2008 pasal 24–28"


class AidState(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"  # in whole or in part; used as soon as somebody of it serves
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # by who asked, before anybody was ordered
    ENDED = "ended"


# States in which more may still come of a request.
OPEN = (AidState.SENT, AidState.ACCEPTED)


class Step(StrEnum):
    """The ladder of PP 21/2008: the own government first, then outwards."""

    OWN = "own"
    NEIGHBOUR = "neighbour"
    PROVINCE = "province"
    NATION = "nation"


ORDER = (Step.OWN, Step.NEIGHBOUR, Step.PROVINCE, Step.NATION)

# Kebijakan Luwes, bukan hukum: the law says "segera"; a day is what the form proposes.
ANSWER_WITHIN = timedelta(hours=24)
MOST_HOURS = 72
# Counts of whom a government could free are told this coarsely.
COARSE = 5
# Perpres 33/2020 (jo. 53/2023), uang harian luar kota, Lampung: paling tinggi; more is flagged.
RATE_CEILING = 380_000
MOST_RATE = 10_000_000


@dataclass(frozen=True)
class Rung:
    """A government on the ladder. `km`: None where either has no point; `agency_id`: None, the nation."""

    step: Step
    agency_id: int | None
    name: str
    km: int | None = None

    @property
    def place(self) -> tuple[int, bool, int, str]:
        """Where it stands: by step, then the nearest; those without a point last."""
        return (ORDER.index(self.step), self.km is None, self.km or 0, self.name)


def skipped(step: Step, ladder: Iterable[Rung], asked: Collection[int], *, own_tried: bool) -> list[Step]:  # fmt: skip
    """
    The steps below `step` that nobody has been asked on, in order.

    A step with nobody on it can't be skipped. `own_tried`: the own people were planned first.
    """
    on: dict[Step, set[int]] = {}
    for rung in ladder:
        if rung.agency_id is not None:
            on.setdefault(rung.step, set()).add(rung.agency_id)
    lower = [s for s in (Step.NEIGHBOUR, Step.PROVINCE) if ORDER.index(s) < ORDER.index(step)]
    untried = [s for s in lower if s in on and not on[s] & set(asked)]
    return untried if own_tried else [Step.OWN, *untried]


def ask_problems(asked: Mapping[int, int], short: Mapping[int, int]) -> list[Problem]:
    """What stands against asking for these heads; both by need."""
    if not any(heads > 0 for heads in asked.values()):
        return [Problem("Isi jumlah orang untuk paling sedikit satu kebutuhan.")]
    found = []
    for need, heads in asked.items():
        if heads < 0:
            found.append(Problem("Jumlah orang tidak boleh di bawah 0.", f"orang-{need}"))
        elif heads > short.get(need, 0):
            found.append(Problem("Kebutuhan ini kini kurang %(short)d orang; minta paling banyak sebanyak itu.", f"orang-{need}", values={"short": short.get(need, 0)}))  # fmt: skip
    return found


def time_problems(answer_by: datetime, now: datetime) -> list[Problem]:
    if now < answer_by <= now + timedelta(hours=MOST_HOURS):
        return []
    return [Problem("Batas jawaban antara 1 dan 72 jam dari sekarang.", "hours")]


@dataclass(frozen=True)
class Line:
    """What was asked for one need, and how many heads it is short of today without this request."""

    need: int
    asked: int
    short: int


def grant_problems(granted: Mapping[int, int], lines: Iterable[Line]) -> list[Problem]:
    """What stands against granting these heads, by need."""
    by_need = {line.need: line for line in lines}
    if not any(heads > 0 for heads in granted.values()):
        return [Problem("Bila tidak ada yang dapat dikirim, tolak permintaannya dengan alasan.")]
    found = []
    for need, heads in granted.items():
        line, field = by_need.get(need), f"orang-{need}"
        if heads < 0:
            found.append(Problem("Jumlah orang tidak boleh di bawah 0.", field))
        elif line is None or heads > line.asked:
            found.append(Problem("Yang diminta %(asked)d orang; sanggupi paling banyak sebanyak itu.", field, values={"asked": line.asked if line else 0}))  # fmt: skip
        elif heads > line.short:
            found.append(Problem("Sementara itu kebutuhan ini terisi dari tempat lain: kini kurang %(short)d orang.", field, values={"short": line.short}))  # fmt: skip
    return found


def rate_problems(rates: Mapping[int, int | None]) -> list[Problem]:
    return [
        Problem("Uang harian antara 0 dan 10.000.000 rupiah.", f"uang-{need}")
        for need, rate in rates.items()
        if rate is not None and not 0 <= rate <= MOST_RATE
    ]


def coarse(free: int) -> int:
    """Rounded down, so that a count tells of no single unit; 0 means fewer than `COARSE`."""
    return max(0, free) // COARSE * COARSE


def is_over(*, running: int, unreturned: int, served: int, promised_ahead: int) -> bool:
    """Whether a request ends by itself: somebody served, all are back, and nobody else will come."""
    return served > 0 and not (running or unreturned or promised_ahead)


def days_present(checks: Iterable[tuple[str, date]], *, until: date) -> int:
    """
    Days on which somebody was at the post, from check-ins and -outs in order of time.

    A check-in without a check-out counts until `until`; a day counts once.
    """
    days: set[date] = set()
    since: date | None = None
    for kind, day in checks:
        if kind == "in":
            since = since or day
        elif since is not None:
            days |= _between(since, day)
            since = None
    if since is not None:
        days |= _between(since, max(since, until))
    return len(days)


def _between(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def cost(days: int, rate: int | None) -> int | None:
    """In whole rupiah; None where no rate was entered: unknown is not free."""
    return None if rate is None else days * rate
