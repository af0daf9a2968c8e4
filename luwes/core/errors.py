"""Refusals: things a user asked for that the rules do not allow."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_translate: Callable[[str], str] = str


def speak_by(translate: Callable[[str], str]) -> None:
    """Whole programs put refusals into the reader's language by this; rules alone need none."""
    global _translate
    _translate = translate


@dataclass(frozen=True)
class Problem:
    """
    One reason for a refusal, in words for the user. `law` names the rule's source.

    Pure rules name the Indonesian text and its `values`; it is put into the reader's language here.
    """

    message: str
    field: str | None = None
    law: str = ""
    values: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        words = _translate(self.message) if self.message else ""
        object.__setattr__(self, "message", words % self.values if self.values else words)


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
