"""Whoever may state needs: an incident, later a programme or a desk. Areas above register theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from luwes.accounts.models import User
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


@dataclass(frozen=True)
class OwnerKind:
    key: str
    load: Callable[[int], Owner]
    label: Callable[[int], tuple[str, str]]  # name and address, for the head of a page
    may_view: Callable[[User, int], bool]
    may_plan: Callable[[User, int], bool]


kinds: Registry[OwnerKind] = Registry("need owners")


def owner_of(kind: str, owner_id: int) -> Owner:
    return kinds[kind].load(owner_id)
