"""
Whether anybody else holds a role over somebody. It is asked of the database together with the people,
so that nobody is read only to be left out.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from luwes.accounts.models import Grant
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.organisation.access import AGENCY, UNIT, path_labels
from luwes.organisation.models import UnitShape
from luwes.people import homes
from luwes.people.homes import Where


class _Each(Func):
    function, output_field, set_returning = "unnest", TextField(), True


def whole(roles: Collection[Role], on: date) -> Q:
    """
    Of employees those over whom another account holds one of these roles: everywhere, over the
    government they serve (without a post, the one that employs them), or over a unit they serve in.
    """
    post = _posts(on).filter(employee_id=OuterRef(OuterRef("pk")))
    agency = Coalesce(Subquery(post.values("unit__agency_id")[:1]), OuterRef("agency_id"))
    everywhere = _another(roles, on, scope_kind=EVERYWHERE)
    there = _another(roles, on, scope_kind=AGENCY, scope_id=Cast(agency, CharField()))
    return Q(everywhere) | Q(there) | units(roles, on)


def units(roles: Collection[Role], on: date) -> Q:
    """The same over the unit in which they serve, or one above it."""
    post = _posts(on).filter(employee_id=OuterRef(OuterRef(OuterRef("pk"))))
    shapes = UnitShape.objects.filter(period__contains=on, unit_id__in=post.values("unit_id"))
    labels = shapes.order_by().annotate(label=_Each(path_labels())).values("label")
    return Q(_another(roles, on, scope_kind=UNIT, scope_id__in=labels))


def _posts(on: date) -> QuerySet[Any]:
    return homes.source().serving(Where(), on).order_by()


def _another(roles: Collection[Role], on: date, **scope: Any) -> Exists:
    """By kind of scope one at a time: each finds its grants by their index."""
    rows = Grant.objects.filter(
        role__in=[role.value for role in roles], period__contains=on, user__is_active=True, **scope
    )
    return Exists(rows.exclude(user_id=Coalesce(OuterRef("user_id"), 0)))
