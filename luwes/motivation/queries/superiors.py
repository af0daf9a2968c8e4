"""People of one head together, and who looks after all people of a government."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.organisation import access as organisation
from luwes.organisation import heading


def together(units: Mapping[int, int | None], size: int, on: date) -> Iterator[list[int]]:
    """
    The keys of this mapping (to the unit where somebody serves) in portions of about this size; those
    of one nearest head stay together, so that a head hears once of all of them.
    """
    first: dict[int, int] = {}
    for head, (_user, those) in sorted(
        heading.heads_of({u for u in units.values() if u}, on).items()
    ):
        for place in those:
            first.setdefault(place, head)
    by_head: dict[int, list[int]] = defaultdict(list)
    for key, home in units.items():
        by_head[first.get(home or 0, 0)].append(key)
    without = by_head.pop(0, [])  # nobody hears of them together
    yield from (without[n : n + size] for n in range(0, len(without), size))
    portion: list[int] = []
    for head in sorted(by_head):
        if portion and len(portion) + len(by_head[head]) > size:
            yield sorted(portion)
            portion = []
        portion += by_head[head]
    if portion:
        yield sorted(portion)


def overseers(agency_ids: Iterable[int], on: date) -> dict[int, list[User]]:
    """By government, who looks after all its people (BKD); one query."""
    wanted = {str(pk) for pk in agency_ids}
    scopes = {organisation.AGENCY: sorted(wanted), EVERYWHERE: [""]}
    grants = accounts.holders_over({Role.STAFFING_ANALYST: scopes}, on)[Role.STAFFING_ANALYST]
    found: dict[int, dict[int, User]] = {int(pk): {} for pk in wanted}
    for grant in grants:
        reached = found if grant.scope_kind == EVERYWHERE else [int(grant.scope_id)]
        for pk in reached:
            found[pk][grant.user_id] = grant.user
    return {pk: [users[key] for key in sorted(users)] for pk, users in found.items()}
