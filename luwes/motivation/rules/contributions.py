"""What may arrive by itself on somebody's page, and stand as evidence beside a goal."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ContributionKind(StrEnum):
    DUTY = "duty"  # an assignment that ended: emergency, team, programme
    LEARNING = "learning"  # a certificate
    CASE = "case"  # a citizen's case closed, and the citizen agreed
    MILESTONE = "milestone"  # verified by the other side
    THANKS = "thanks"
    TEAM = "team"  # what the leader of a team tells the home assessor
    AWARD = "award"


@dataclass(frozen=True)
class Draft:
    """What a source tells of somebody; `count`: of how many things at once."""

    employee_id: int
    kind: ContributionKind
    source_id: str
    words: str
    on: date
    detail: str = ""
    url: str = ""
    count: int = 1


LONGEST_WORDS, LONGEST_DETAIL, LONGEST_URL = 300, 600, 200


def shortened(text: str, most: int) -> str:
    """At a word's end, with an ellipsis, where it is too long."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rsplit(' ', 1)[0].rstrip(' ,.;:')}…"
