"""Everybody who may knock at a door."""

from dataclasses import dataclass

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.organisation.tests.builders import (
    a_user,
)
from tests.guards.world import World


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door; `user` is None without a sign-in."""

    name: str
    user: User | None


def visitors(world: World) -> list[Visitor]:
    """
    Everybody: no one signed in, no grant, oneself, who speaks for the partner or another, who
    teaches the class here or another, who judges the award or must not, and each role over
    everything, here and there.

    They are named `role@all`, `role@here` and `role@there`.
    """
    found = [
        Visitor("anonymous", None),
        Visitor("nobody", a_user()),
        Visitor("oneself", world.here.employee.user),
        Visitor("neighbour", world.there.employee.user),
        Visitor("representative", world.representative),
        Visitor("other_representative", world.other_representative),
        Visitor("trainer", world.course_class.trainers.get()),
        Visitor("other_trainer", world.other_trainer),
        Visitor("judge", world.judge),
        Visitor("conflicted_judge", world.conflicted_judge),
    ]
    for role in Role:
        found.append(Visitor(f"{role}@all", a_user(role)))
        for place, kind, scope in _scopes(world, role):
            user = a_user(role, scope_kind=kind, scope_id=scope)
            found.append(Visitor(f"{role}@{place}", user))
    return found


def _scopes(world: World, role: Role) -> list[tuple[str, str, int]]:
    match role:
        case Role.UNIT_HEAD:
            return [("here", "unit", world.here.unit.pk), ("there", "unit", world.there.unit.pk)]
        case Role.POST_OFFICER:
            return [("here", "incident", world.incident.pk), ("there", "incident", 0)]
        case _:
            here, there = world.here.agency.pk, world.there.agency.pk
            return [("here", "agency", here), ("there", "agency", there)]
