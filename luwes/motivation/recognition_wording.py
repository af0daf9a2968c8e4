"""Findings about recognitions in the reader's words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.appointments.moving.wording import words
from luwes.motivation.models import MEDAL_LABELS, STANDING_LABELS
from luwes.motivation.rules.medals import Finding, Judged, Standing, Verdict

TONES = {
    Standing.RECEIVED: "good", Standing.REPLACED: "plain", Standing.PROPOSED: "info",
    Standing.READY: "good", Standing.CHECK: "wait", Standing.LATER: "plain",
    Standing.BARRED: "warn",
}  # fmt: skip
_MARKS: dict[Verdict, tuple[str, Promise]] = {
    Verdict.MET: ("ok", _("Terpenuhi")),
    Verdict.MISSING: ("close", _("Kurang")),
    Verdict.UNKNOWN: ("clock", _("Diperiksa")),
}


@dataclass(frozen=True)
class Line:
    """A condition; `mark` and its word say whether it is met."""

    words: str
    is_met: bool
    mark: str
    mark_word: str


@dataclass(frozen=True)
class Shown:
    """One recognition as a page tells it."""

    key: str
    label: str
    law: str
    standing: str
    state: str
    tone: str
    lines: list[Line]
    judged: Judged

    @property
    def is_open(self) -> bool:
        """Whether its conditions are worth telling."""
        return self.judged.standing not in {Standing.RECEIVED, Standing.REPLACED}

    @property
    def unmet(self) -> int:
        """How many conditions are missing or not known."""
        return sum(not line.is_met for line in self.lines)


def line(finding: Finding) -> Line:
    mark, word = _MARKS[finding.verdict]
    return Line(words(finding.said), finding.verdict is Verdict.MET, mark, str(word))


def shown(judged: Judged) -> Shown:
    key, standing = judged.recognition.key, judged.standing
    return Shown(
        key, str(MEDAL_LABELS[key]), judged.recognition.law, standing.value,
        str(STANDING_LABELS[standing.value]), TONES[standing],
        [line(finding) for finding in judged.findings], judged,
    )  # fmt: skip


def lacking(judged: Judged) -> str:
    """What is missing or not known, in one line."""
    return " ".join(words(finding.said) for finding in judged.lacking)
