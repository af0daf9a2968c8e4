"""What may arrive by itself on somebody's page, and stand as evidence beside a goal."""

from enum import StrEnum


class ContributionKind(StrEnum):
    DUTY = "duty"  # an assignment that ended: emergency, team, programme
    LEARNING = "learning"  # a certificate
    CASE = "case"  # a citizen's case closed, and the citizen agreed
    MILESTONE = "milestone"  # verified by the other side
    THANKS = "thanks"
    TEAM = "team"  # what the leader of a team tells the home assessor
    AWARD = "award"
