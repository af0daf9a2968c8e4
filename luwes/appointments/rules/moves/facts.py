"""What is known of a move before it is judged. Sex, religion, origin are not among it, ever."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from luwes.appointments.rules.holding import Kind
from luwes.core.periods import Period
from luwes.organisation.rules import PositionKind


class MoveKind(StrEnum):
    TRANSFER = "transfer"  # mutasi dalam instansi
    INTER_AGENCY = "inter_agency"  # mutasi antarinstansi
    ROTATION = "rotation"
    PROMOTION = "promotion"
    DEMOTION = "demotion"
    ACTING = "acting"  # Plt.
    DAILY = "daily"  # Plh.
    SECONDMENT = "secondment"  # penugasan pada instansi atau unit lain; keeps the own post
    RETURN = "return"  # from a secondment
    END = "end"


PERMANENT = frozenset({
    MoveKind.TRANSFER, MoveKind.INTER_AGENCY, MoveKind.ROTATION, MoveKind.PROMOTION,
    MoveKind.DEMOTION,
})  # fmt: skip
MANDATES = frozenset({MoveKind.ACTING, MoveKind.DAILY})
WITH_TERM = MANDATES | {MoveKind.SECONDMENT}
LEAVING = frozenset({MoveKind.RETURN, MoveKind.END})


class Ground(StrEnum):
    """Why somebody is moved; a demotion needs discipline or the own request."""

    NEED = "need"  # kebutuhan organisasi
    OWN_REQUEST = "own_request"
    DISCIPLINE = "discipline"


class FreezeKind(StrEnum):
    ELECTION = "election"
    NEW_HEAD = "new_head"


# Papers of a move between agencies (domain §3); each with its number.
DOCUMENTS = (
    "analysis", "request", "consent", "no_discipline", "last_decree", "ratings", "no_bond",
    "clearance",
)  # fmt: skip


@dataclass(frozen=True)
class YearRating:
    """
    How a year was rated in the end: at least "baik", or not; None: its parts differ. `papers`: numbers
    of the documents. The predicate itself is for fewer readers than a move has.
    """

    year: int
    is_good: bool | None
    papers: tuple[str, ...] = ()


EVER = Period(date(1900, 1, 1))


@dataclass(frozen=True)
class Person:
    name: str
    employment: str
    standing: str  # kedudukan hukum, BKN's code
    standing_words: str
    born: date
    education: str = ""


@dataclass(frozen=True)
class Post:
    position_id: int
    title: str
    kind: PositionKind
    level: str
    unit_id: int
    unit: str
    agency_id: int
    agency: str
    single_holder: bool = False
    job_class: int | None = None
    period: Period = EVER
    headcount: int | None = None


@dataclass(frozen=True)
class Past:
    """What the person holds or held at some time, of any kind."""

    position_id: int
    title: str
    post_kind: PositionKind
    level: str
    holding: Kind
    period: Period
    single_holder: bool = False


@dataclass(frozen=True)
class Left:
    """How many the home unit has after all moves of the request, and what it must keep."""

    unit: str
    heads: int
    minimum: int


@dataclass(frozen=True)
class Freeze:
    kind: FreezeKind
    agency: str
    period: Period
    basis: str
    consent: str = ""


@dataclass(frozen=True)
class MoveFacts:
    """
    One move with everything around it on its first day, `on` (TMT), after the other moves of the
    same request. `end` is the first day after a term. `held` is the definitive post that day.

    `holders`: who else holds `to` definitively in that time. `beside`: other definitive posts of
    the person in that time that nobody ends. `mandated`: who else acts in `to` in that time.
    """

    kind: MoveKind
    on: date
    person: Person
    end: date | None = None
    held: Post | None = None
    held_since: date | None = None
    leaving: Past | None = None
    to: Post | None = None
    is_stale: bool = False
    past: tuple[Past, ...] = ()
    beside: tuple[Past, ...] = ()
    holders: tuple[str, ...] = ()
    mandated: tuple[str, ...] = ()
    arriving: int = 0  # others of the request who get `to` too
    is_near: bool = True  # `to` is in the own unit, above or below it
    freezes: tuple[Freeze, ...] = ()
    short: tuple[str, ...] = ()  # competencies that `to` asks and the person lacks
    left: Left | None = None
    away: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    ground: Ground = Ground.NEED
    ground_paper: str = ""
    documents: frozenset[str] = field(default_factory=frozenset)
    ratings: tuple[YearRating, ...] = ()  # those that are known

    @property
    def period(self) -> Period:
        return Period(self.on, self.end)

    @property
    def crosses(self) -> bool:
        """Whether it leads to another agency."""
        return bool(self.held and self.to and self.held.agency_id != self.to.agency_id)
