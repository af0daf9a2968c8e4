"""Which accounts hold a right of recognition over a government or a unit, and who is above whom."""

from collections.abc import Collection
from datetime import date

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import EVERYWHERE, RIGHTS, Right, Role
from luwes.motivation.models import ALIVE_NOMINATIONS, Award, AwardJudge, Nomination
from luwes.organisation import heading
from luwes.people import homes


def holders(right: Right, agency_id: int, unit_id: int | None, on: date) -> list[User]:
    """Everybody who has the right there: over everything, the government, or a unit above."""
    scopes = {EVERYWHERE: [""], **heading.scopes_over(agency_id, unit_id, on)}
    roles = [role for role in Role if right in RIGHTS[role]]
    grants = accounts.holders_over(dict.fromkeys(roles, scopes), on)
    found = {grant.user_id: grant.user for rows in grants.values() for grant in rows}
    return [found[pk] for pk in sorted(found)]


def managers(award: Award, on: date) -> list[User]:
    return holders(Right.MANAGE_AWARDS, award.agency_id, award.unit_id, on)


def signers(award: Award, on: date) -> list[User]:
    return holders(Right.SIGN_AWARDS, award.agency_id, award.unit_id, on)


def free_managers(award: Award, on: date) -> list[User]:
    """Those who neither stand nor put somebody forward: only they choose judges."""
    barred = _users(award, "nominee", _STOOD) | _users(award, "nominator", ALIVE_NOMINATIONS)
    return [user for user in managers(award, on) if user.pk not in barred]


def free_signers(award: Award, on: date) -> list[User]:
    """Those with no part in it, as `access.recognition.signed_awards`."""
    barred = _users(award, "nominee", _STOOD) | _users(award, "nominator", ["standing"])
    judges = AwardJudge.objects.filter(award=award).order_by().values_list("user_id", flat=True)
    barred |= set(judges)
    return [user for user in signers(award, on) if user.pk not in barred]


_STOOD = ["standing", "withdrawn"]


def _users(award: Award, who: str, states: list[str]) -> set[int]:
    rows = Nomination.objects.filter(award=award, state__in=states).order_by()
    return {pk for pk in rows.values_list(f"{who}__user_id", flat=True) if pk}


def keepers(employee_id: int, agency_id: int, on: date) -> list[User]:
    """Who manages recognition over where somebody serves; without a post, over the own government."""
    post = homes.source().posts([employee_id], on).get(employee_id)
    return holders(
        Right.MANAGE_AWARDS, post.agency_id if post else agency_id, post.unit_id if post else None, on
    )  # fmt: skip


Person = tuple[int, int | None]  # employee and account


def superiors_of(people: Collection[Person], on: date) -> dict[int, frozenset[int]]:
    """The accounts that are the direct superiors of each, by employee; the same queries for all."""
    posts = homes.source().posts([employee for employee, _user in people], on)
    whom = {e: (posts[e].unit_id if e in posts else None, user) for e, user in people}
    over = heading.levels(whom.values(), on)
    return {e: frozenset(user.pk for user in next(iter(over[one]), [])) for e, one in whom.items()}


def reports_to(employee_id: int, user_id: int | None, on: date) -> bool:
    """Whether an account heads the unit where somebody serves, or any unit above it."""
    post = homes.source().posts([employee_id], on).get(employee_id)
    if post is None or user_id is None:
        return False
    over = heading.levels([(post.unit_id, None)], on)[post.unit_id, None]
    return any(user.pk == user_id for heads in over for user in heads)
