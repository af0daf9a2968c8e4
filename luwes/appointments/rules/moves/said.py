"""What a rule says, in Indonesian with values beside; pages put it into the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    PASSES = "passes"
    FAILS = "fails"
    HUMAN = "human"  # somebody must look: what would decide it is not on file, or is a matter of judgement


@dataclass(frozen=True)
class Said:
    """A sentence and what fills it: plain values or days, so that it can be kept as it is."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        told = {k: v.isoformat() if isinstance(v, date) else v for k, v in self.values.items()}
        return {"text": self.text, "values": told}


@dataclass(frozen=True)
class Finding:
    """One rule's answer about one move."""

    verdict: Verdict
    said: Said


def passes(said: Said) -> Finding:
    return Finding(Verdict.PASSES, said)


def fails(said: Said) -> Finding:
    return Finding(Verdict.FAILS, said)


def human(said: Said) -> Finding:
    return Finding(Verdict.HUMAN, said)
