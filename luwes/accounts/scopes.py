"""The kinds of scope a role can be granted over; areas above register theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.accounts.rules import EVERYWHERE
from luwes.core.registry import Registry


def nothing_to_choose(text: str) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True)
class ScopeKind:
    """
    `label_of` turns a scope id into words for people, or into "" when there is no such thing.

    `choices` finds scopes by what somebody typed: (id, label), best first, not more than
    a person can look through (about 20).
    """

    key: str
    label: str | Promise
    label_of: Callable[[str], str]
    choices: Callable[[str], list[tuple[str, str]]] = nothing_to_choose


kinds: Registry[ScopeKind] = Registry("scope kinds")
kinds.add(ScopeKind(EVERYWHERE, _("Semua instansi"), lambda scope_id: ""))


def label_of(kind: str, scope_id: str) -> str:
    """A scope in words: "Unit: Dinas Kesehatan"; the bare id where its area knows it no more."""
    known = kinds.get(kind)
    if known is None:
        return f"{kind} {scope_id}".strip()
    if kind == EVERYWHERE:
        return str(known.label)
    return f"{known.label}: {known.label_of(scope_id) or scope_id}"
