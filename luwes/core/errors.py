"""Refusals: things a user asked for that the rules do not allow."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason for a refusal, in words for the user. `law` names the rule's source."""

    message: str
    field: str | None = None
    law: str = ""


class Refused(Exception):  # noqa: N818 - reads better where it is raised
    """Raised by actions with every problem found, so the user can mend them in one go."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = problems


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `Refused` when there is any problem."""
    found = list(problems)
    if found:
        raise Refused(*found)
