"""Whose file nobody but they themselves keeps, so that hours they tell of would wait for nobody."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from luwes.accounts import queries as accounts
from luwes.accounts.rules import EVERYWHERE, RIGHTS, Right
from luwes.organisation import heading
from luwes.organisation.access import AGENCY, UNIT
from luwes.organisation.queries import shapes_of
from luwes.people import homes
from luwes.people.models import Employee

KEEPERS = [role for role, rights in RIGHTS.items() if Right.MANAGE_PEOPLE in rights]


def unkept(employees: Collection[Employee], on: date) -> set[int]:
    """Of these the ids whose file nobody else keeps; three queries for all."""
    posts = homes.source().posts([row.pk for row in employees], on)
    shapes = shapes_of([post.unit_id for post in posts.values()], on)
    agencies = {row.pk: posts[row.pk].agency_id if row.pk in posts else row.agency_id for row in employees}  # fmt: skip
    scopes = {
        EVERYWHERE: [""], AGENCY: sorted({str(pk) for pk in agencies.values()}),
        UNIT: heading.scope_of(list(shapes.values())),
    }  # fmt: skip
    keepers: dict[tuple[str, str], set[int]] = defaultdict(set)
    for grants in accounts.holders_over(dict.fromkeys(KEEPERS, scopes), on).values():
        for grant in grants:
            keepers[grant.scope_kind, grant.scope_id].add(grant.user_id)

    def is_kept(row: Employee) -> bool:
        shape = shapes.get(posts[row.pk].unit_id) if row.pk in posts else None
        over = [(EVERYWHERE, ""), (AGENCY, str(agencies[row.pk]))]
        over += [(UNIT, label) for label in shape.path.split(".")] if shape else []
        return any(keepers[scope] - {row.user_id} for scope in over)

    return {row.pk for row in employees if not is_kept(row)}
