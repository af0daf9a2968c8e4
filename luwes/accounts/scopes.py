"""The kinds of scope a role can be granted over; areas above register theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.accounts.rules import EVERYWHERE
from luwes.core.registry import Registry


@dataclass(frozen=True)
class ScopeKind:
    """`label_of` turns a scope id into words for people."""

    key: str
    label: str | Promise
    label_of: Callable[[str], str]


kinds: Registry[ScopeKind] = Registry("scope kinds")
kinds.add(ScopeKind(EVERYWHERE, _("Seluruh pemerintahan"), lambda scope_id: ""))
