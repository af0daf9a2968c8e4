from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Granted:
    """A role was given or taken away."""

    grant_id: int
    by_id: int
    given: bool
    reason: str = ""


@dataclass(frozen=True)
class AccountChanged:
    """An account was made or changed; `fields` names what changed, never the values."""

    user_id: int
    by_id: int
    what: Literal["user_added", "user_changed", "password_reset", "second_factor_removed"]
    fields: tuple[str, ...] = ()
