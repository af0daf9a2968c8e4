"""Reads of grants. The grants of a signed-in user are read once a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from luwes.accounts import rules, scopes
from luwes.accounts.access import forget as forget
from luwes.accounts.access import held as held
from luwes.accounts.access import reach as reach
from luwes.accounts.models import ROLE_LABELS, Grant, User

Scopes = Mapping[str, list[str]]  # ids by kind of scope


def holders(role: rules.Role, scope_kind: str, scope_ids: list[str], on: date) -> list[Grant]:
    """Who holds a role over any of these scopes on a day."""
    return holders_over({role: {scope_kind: scope_ids}}, on)[role]


def grants_over(wanted: Mapping[rules.Role, Scopes], on: date) -> QuerySet[Grant]:
    """In force, of accounts that are active: of these roles over scopes of several kinds."""
    over = Q(pk__in=[])
    for role, kinds in wanted.items():
        for kind, ids in kinds.items():
            over |= Q(role=role.value, scope_kind=kind, scope_id__in=ids)
    return Grant.objects.filter(over, period__contains=on, user__is_active=True).order_by("pk")


def holders_over(wanted: Mapping[rules.Role, Scopes], on: date) -> dict[rules.Role, list[Grant]]:
    """Who holds each of these roles over scopes of several kinds; one query for all."""
    found: dict[rules.Role, list[Grant]] = {role: [] for role in wanted}
    for grant in grants_over(wanted, on).select_related("user"):
        found[rules.Role(grant.role)].append(grant)
    return found


def users(text: str = "") -> QuerySet[User]:
    """Accounts whose name, user name or e-mail holds every word of `text`, by name."""
    rows = User.objects.all()
    for word in text.split():
        named = Q(name__icontains=word) | Q(username__icontains=word)
        rows = rows.filter(named | Q(email__icontains=word))
    return rows.order_by("name", "pk")


@dataclass(frozen=True)
class GrantShown:
    """A grant as pages show it."""

    grant: Grant
    role: str
    scope: str
    in_force: bool
    is_over: bool


def grants_of(user: User, on: date) -> list[GrantShown]:
    """Every grant a user has or had, those in force first."""
    rows = Grant.objects.filter(user=user).order_by("-period", "pk")
    shown = [
        GrantShown(
            grant=g,
            role=str(ROLE_LABELS[g.role]),
            scope=scopes.label_of(g.scope_kind, g.scope_id),
            in_force=on in g.period,
            is_over=g.period.end is not None and g.period.end <= on,
        )
        for g in rows
    ]
    return sorted(shown, key=lambda h: (h.is_over, not h.in_force))


def roles_in_words(user: User) -> str:
    """What the top bar says under a name; no more than two."""
    keys = list(dict.fromkeys(h.role.value for h in held(user)))
    return ", ".join(str(ROLE_LABELS[k]) for k in keys[:2])


def other_administrators(grant: Grant, on: date) -> bool:
    """Whether somebody else could still manage accounts without this grant."""
    rows = Grant.objects.filter(
        role=rules.Role.ADMINISTRATOR.value, scope_kind=rules.EVERYWHERE, period__contains=on,
        user__is_active=True,
    )  # fmt: skip
    return rows.exclude(pk=grant.pk).exists()
