"""Kinds of leave, and what the law says of each. Pure."""

from enum import StrEnum


class LeaveKind(StrEnum):
    """Kinds of leave, BKN 24/2017 jo 7/2021."""

    ANNUAL = "annual"
    LONG = "long"
    SICK = "sick"
    MATERNITY = "maternity"
    IMPORTANT = "important"
    COLLECTIVE = "collective"
    UNPAID = "unpaid"  # CLTN
    REST = "rest"  # days off owed for emergency duty: kebijakan Luwes, not leave by law


# What the law calls leave; rest is recorded beside it, drawn from what is owed.
BY_LAW = tuple(kind for kind in LeaveKind if kind is not LeaveKind.REST)


# May be recalled for urgent duty, unused days stay due: PP 11/2017 ps. 338.
RECALLABLE = frozenset({
    LeaveKind.ANNUAL, LeaveKind.LONG, LeaveKind.IMPORTANT, LeaveKind.COLLECTIVE, LeaveKind.REST,
})  # fmt: skip
# PPPK have only these by law: BKN 7/2022.
PPPK_LEAVE = frozenset({
    LeaveKind.ANNUAL, LeaveKind.SICK, LeaveKind.MATERNITY, LeaveKind.COLLECTIVE, LeaveKind.REST,
})  # fmt: skip

# Only the appointing authority grants it, with BKN's consent: PP 11/2017 ps. 334.
BY_AUTHORITY = frozenset({LeaveKind.UNPAID})
# What somebody may ask for; collective leave comes by a presidential decree, rest after a duty.
ASKABLE = tuple(kind for kind in LeaveKind if kind not in {LeaveKind.COLLECTIVE, LeaveKind.REST})
# Nobody chooses these, so a duty does not stand against them; they tell of health or family, so they
# stay out of letters, log and messages.
UNFORESEEN = frozenset({LeaveKind.SICK, LeaveKind.MATERNITY, LeaveKind.IMPORTANT})
