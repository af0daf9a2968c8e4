"""Whoever may state needs: an incident, later a programme or a desk. Areas above register theirs."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.errors import Problem
from luwes.core.registry import Registry


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


@dataclass(frozen=True)
class Named:
    """An owner in a list."""

    kind: str
    id: int
    name: str
    url: str


@dataclass(frozen=True)
class OwnerKind:
    """
    `named`: owners by id. `seen` and `led`: the running owners a user may see, and those whose
    plans the user makes; the newest first.
    """

    key: str
    load: Callable[[int], Owner]
    agency_ids: Callable[[int], tuple[int, ...]]  # of one owner, as `Owner` has them
    label: Callable[[int], tuple[str, str]]  # name and address, for the head of a page
    may_view: Callable[[User, int], bool]
    may_plan: Callable[[User, int], bool]
    named: Callable[[Collection[int]], dict[int, Named]]
    seen: Callable[[User], list[Named]]
    led: Callable[[User], list[Named]]


kinds: Registry[OwnerKind] = Registry("need owners")


def owner_of(kind: str, owner_id: int) -> Owner:
    return kinds[kind].load(owner_id)


def problems_of(owner: Owner) -> list[Problem]:
    """What stands against anything new for this owner."""
    return [Problem(_("%s sudah ditutup.") % owner.name)] if owner.is_closed else []


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


def seen(user: User) -> list[Named]:
    return [owner for kind in kinds for owner in kind.seen(user)]
