"""What other areas keep beside an account; read with it, once a request."""

from dataclasses import dataclass

from luwes.core.registry import Registry


@dataclass(frozen=True)
class Companion:
    """A one-to-one row beside the account, by its path seen from the account."""

    key: str


companions: Registry[Companion] = Registry("companions of the account")


def names() -> list[str]:
    return [companion.key for companion in companions]
