"""The importers that areas above bring: what the engine asks of each."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.functional import Promise

from luwes.accounts.models import User
from luwes.core.registry import Registry
from luwes.imports.checking import Findings, Values
from luwes.imports.rules import Field

SAMPLES = 20  # rows of each kind that a preview shows

Progress = Callable[[str, int], None]  # what is being done, per cent


@dataclass(frozen=True)
class Owner:
    """Whose data a file brings: an agency, seen from below as key, code and name."""

    key: str
    code: str
    label: str


@dataclass(frozen=True)
class Context:
    """What a person asked of this import. Without an owner the rows name theirs."""

    owner: Owner | None
    on: date
    by: User
    source: str = ""
    partial: bool = False  # the file does not hold everybody: nobody is missed
    today: date | None = None  # the day it is asked; None: the day it counts from
    chosen: bool = True  # a person named the owner, who is not just the only one there is

    @property
    def asked_on(self) -> date:
        return self.today or self.on


@dataclass
class Plan:
    """What a file would change: figures and examples for people, `work` for the writing."""

    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    work: Any = None

    def add(self, kind: str, row: int | None, label: str, detail: str = "") -> None:
        """Count a row of this kind, and keep the first few as examples."""
        self.counts[kind] += 1
        kept = self.samples.setdefault(kind, [])
        if len(kept) < SAMPLES:
            kept.append({"row": row, "label": label, "detail": detail})


class Importer(ABC):
    """One kind of spreadsheet. `plan` only reads, `write` only carries a plan out."""

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    fields: ClassVar[Sequence[Field]]
    order: ClassVar[int] = 0  # among the importers: what others build on comes first
    # Whether rows missing from the file mean something, so that "part of the data" is asked.
    notices_missing: ClassVar[bool] = False

    @abstractmethod
    def owners(self) -> list[Owner]: ...

    @abstractmethod
    def plan(self, values: Values, findings: Findings, context: Context) -> Plan: ...

    @abstractmethod
    def write(self, plan: Plan, context: Context, progress: Progress) -> None: ...

    def owner(self, code: str) -> Owner | None:
        """The owner with this code, or None when there is no such one."""
        return next((owner for owner in self.owners() if owner.code == code), None)


importers: Registry[Importer] = Registry("importers")


def in_order() -> list[Importer]:
    return sorted(importers, key=lambda importer: importer.order)
