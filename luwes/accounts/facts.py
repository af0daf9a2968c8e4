from dataclasses import dataclass


@dataclass(frozen=True)
class Granted:
    """A role was given or taken away."""

    grant_id: int
    by_id: int
    given: bool
