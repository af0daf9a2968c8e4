"""The kinds of message; areas above register theirs in `apps.py`."""

from dataclasses import dataclass

from django.utils.functional import Promise

from luwes.core.registry import Registry


@dataclass(frozen=True)
class MessageKind:
    """`gateway_template`: the name under which the gateway knows the text; empty: not sent there."""

    key: str
    label: str | Promise
    gateway_template: str = ""


kinds: Registry[MessageKind] = Registry("message kinds")


def label_of(key: str) -> str:
    kind = kinds.get(key)
    return str(kind.label) if kind else key
