"""Whoever may state needs: an incident, later a programme or a desk. Areas above register theirs."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.errors import Problem
from luwes.core.periods import Period
from luwes.core.registry import Registry
from luwes.people.models import Employee
from luwes.staffing.models import Need


@dataclass(frozen=True)
class Owner:
    """What staffing must know of one owner."""

    kind: str
    id: int
    name: str
    agency_id: int  # leads the plan
    agency_ids: tuple[int, ...]  # whose people may be planned
    basis: tuple[str, ...]  # the decrees a letter names under "Dasar"
    task: str  # what the letter orders people to help with
    has_status: bool  # a valid emergency status, or another ground
    url: str
    is_closed: bool = False  # nothing new is stated, planned or issued
    lapses_on: date | None = None  # the first day without its ground; None where none is known
    lapsed: str = ""  # what is told from then on; empty: that the emergency status has ended
    members: tuple["Owner", ...] = ()  # those whose needs are planned as one, if several

    @property
    def parts(self) -> tuple["Owner", ...]:
        return self.members or (self,)

    def of(self, kind: str, owner_id: int) -> "Owner":
        """The part whose need it is; all of it where the need is another's, as of who asked for help."""
        found = (part for part in self.members if (part.kind, part.id) == (kind, owner_id))
        return next(found, self)


@dataclass(frozen=True)
class Named:
    """An owner in a list."""

    kind: str
    id: int
    name: str
    url: str


def nothing_more(_need_id: int) -> tuple[int, ...]:
    return ()


def no_owners(_whose: object) -> list[Named]:
    return []


def nobody_barred(_owner_id: int, _during: Period, _among: Collection[int]) -> dict[int, str]:
    return {}


def nobody_left_out(_owner_id: int, _on: date) -> list[str]:
    return []


@dataclass(frozen=True)
class Hindrance:
    """What keeps somebody from deciding for an owner; `url`: where they may mend it, if they may."""

    words: str
    url: str = ""


def unhindered(_user: User, _owner_id: int) -> Hindrance | None:
    return None


@dataclass(frozen=True)
class OwnerKind:
    """
    `by_choice`: work outside emergencies. Its people were chosen one by one with their superiors'
    consent: the planner checks the choice and adds nobody, and heads need not contest it.
    `is_programme`: work outside emergencies for which the planner proposes people. `barred`: who of
    some people may not be proposed for an owner at some time, with words for all that may know. `left_out`:
    whose people are not planned at all, in words. `hindrance`: what
    keeps a user from deciding about people for an owner. `learns`: competencies that a need teaches beyond those it asks, by the need's id.
    `named`: owners by id. `seen` and `led`: the running owners a user may see, and those whose
    plans the user makes; the newest first.
    """

    key: str
    load: Callable[[int], Owner]
    agency_ids: Callable[
        [Collection[int]], Mapping[int, tuple[int, ...]]
    ]  # as `Owner` has them, by id
    label: Callable[[int], tuple[str, str]]  # name and address, for the head of a page
    may_view: Callable[[User, int], bool]
    may_plan: Callable[[User, int], bool]
    named: Callable[[Collection[int]], dict[int, Named]]
    seen: Callable[[User], list[Named]] = no_owners
    led: Callable[[User], list[Named]] = no_owners
    concerning: Callable[[int], list[Named]] = (
        no_owners  # running ones that may ask an agency for people
    )
    opens_to_members: bool = False  # whoever serves for an owner may open its page
    serves_others: bool = False  # its plans fill needs of another owner
    by_choice: bool = False
    is_programme: bool = False
    barred: Callable[[int, Period, Collection[int]], Mapping[int, str]] = nobody_barred
    left_out: Callable[[int, date], list[str]] = nobody_left_out
    hindrance: Callable[[User, int], Hindrance | None] = unhindered
    learns: Callable[[int], Collection[int]] = nothing_more

    @property
    def is_emergency(self) -> bool:
        """Whether it states needs that may be planned with others', or asked of other governments."""
        return not self.serves_others and not self.is_ordinary

    @property
    def is_ordinary(self) -> bool:
        """
        Work outside emergencies: it may be a part beside the own work, nobody checks in, it is
        decided and answered by day, and earns no rest.
        """
        return self.by_choice or self.is_programme


kinds: Registry[OwnerKind] = Registry("need owners")


def is_by_choice(kind: str) -> bool:
    return kinds[kind].by_choice


def is_ordinary(kind: str) -> bool:
    return kinds[kind].is_ordinary


def ordinary() -> list[str]:
    """The keys of all such kinds."""
    return [kind.key for kind in kinds if kind.is_ordinary]


def barred(owner: Owner, during: Period, among: Collection[int]) -> dict[int, str]:
    """Who of these may not be proposed for some part of this owner, by employee, with words."""
    found: dict[int, str] = {}
    for part in owner.parts:
        found |= kinds[part.kind].barred(part.id, during, among)
    return found


def owner_of(kind: str, owner_id: int) -> Owner:
    return kinds[kind].load(owner_id)


def problems_of(owner: Owner) -> list[Problem]:
    """What stands against anything new for this owner."""
    return [Problem(_("%s sudah ditutup.") % part.name) for part in owner.parts if part.is_closed]


def ground_problems(owner: Owner, on: date) -> list[Problem]:
    """
    Without a valid status, or another ground, nobody is planned or ordered anew; who is out already
    stays out.

    Where none was ever set, all is flagged and nothing refused: the decree follows the flood.
    """
    return [problem for part in owner.parts for problem in _ground_problems(part, on)]


def _ground_problems(owner: Owner, on: date) -> list[Problem]:
    if owner.lapses_on is None or on < owner.lapses_on:
        return []
    if owner.lapsed:
        return [Problem(owner.lapsed)]
    words = _(
        "Status darurat %(owner)s berakhir %(day)s. Catat perpanjangannya atau dasar keadaan "
        "tertentu sebelum orang direncanakan atau ditugaskan lagi."
    ) % {"owner": owner.name, "day": date_format(owner.lapses_on - timedelta(days=1), "j F Y")}
    return [Problem(words, law="Perpres 17/2018")]


def agency_ids(kind: str, owner_id: int) -> tuple[int, ...]:
    """The governments whose people may be planned for this owner."""
    return agencies({(kind, owner_id)})[kind, owner_id]


def agencies(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], tuple[int, ...]]:
    """The same of owners by (kind, id); no more questions for many of a kind than for one."""
    found: dict[tuple[str, int], tuple[int, ...]] = {}
    for kind in sorted({k for k, _id in keys}):
        ids = sorted({i for k, i in keys if k == kind})
        of_kind = kinds[kind].agency_ids(ids)
        found |= {(kind, pk): of_kind.get(pk, ()) for pk in ids}
    return found


def named(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], Named]:
    """Owners by (kind, id); one query a kind."""
    found: dict[tuple[str, int], Named] = {}
    for kind in {k for k, _id in keys}:
        of_kind = kinds[kind].named({i for k, i in keys if k == kind})
        found |= {(kind, pk): owner for pk, owner in of_kind.items()}
    return found


def led(user: User) -> list[Named]:
    """The running owners whose plans this user makes; remembered for the request."""
    if "_led" not in user.__dict__:
        user.__dict__["_led"] = [owner for kind in kinds for owner in kind.led(user)]
    owners: list[Named] = user.__dict__["_led"]
    return owners


def with_needs(found: Iterable[Named]) -> list[Named]:
    """Those that state needs of their own."""
    return [owner for owner in found if not kinds[owner.kind].serves_others]


def seen(user: User) -> list[Named]:
    return [owner for kind in kinds for owner in kind.seen(user)]


def barred_problems(employee: Employee, need: Need) -> list[Problem]:
    """Whoever may not serve this owner; the planner would leave them out in spite of a pin."""
    found = kinds[need.owner_kind].barred(need.owner_id, need.period, [employee.pk])
    if employee.pk not in found:
        return []
    values = {"name": employee, "why": found[employee.pk]}
    return [Problem(_("%(name)s tidak dapat diusulkan: %(why)s.") % values, "employee")]
