"""The kinds of cases, how they come in, and the states they go through."""

from enum import StrEnum


class CaseKind(StrEnum):
    REQUEST = "request"  # permohonan layanan
    COMPLAINT = "complaint"  # pengaduan pelayanan
    REPORT = "report"  # laporan keadaan, misalnya jalan rusak
    INFORMATION = "information"  # permintaan informasi, UU 14/2008
    WISH = "wish"  # aspirasi


class Channel(StrEnum):
    ONLINE = "online"
    DESK = "desk"  # loket
    PHONE = "phone"
    PAPER = "paper"
    MESSAGE = "message"  # WhatsApp, SMS


class CaseState(StrEnum):
    RECEIVED = "received"  # nobody has it yet
    ASSIGNED = "assigned"
    WAITING = "waiting"  # for the citizen: the clocks stand
    CLOSED = "closed"  # answered with evidence; may be reopened
    CONFIRMED = "confirmed"  # the citizen agrees, or let the time for reopening go by
    WITHDRAWN = "withdrawn"  # by the citizen
    BUNDLED = "bundled"  # the same thing as another case, and follows it


OPEN = frozenset({CaseState.RECEIVED, CaseState.ASSIGNED, CaseState.WAITING})
IN_WORK = frozenset({CaseState.RECEIVED, CaseState.ASSIGNED})
DONE = frozenset({CaseState.CLOSED, CaseState.CONFIRMED})
OVER = DONE | {CaseState.WITHDRAWN}


REOPEN_DAYS = 30  # own policy: how long after the closing a citizen may reopen


class VersionState(StrEnum):
    """Of what officers write before it is in force: a service's description, a form."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class EntryKind(StrEnum):
    """What an entry on a case tells."""

    FILED = "filed"
    MESSAGE = "message"  # from the office to the citizen, or back
    QUESTION = "question"  # asks the citizen; the clocks stand until the answer
    NOTE = "note"  # inside the office only
    ROUTED = "routed"
    HANDED_OVER = "handed_over"
    FORWARDED = "forwarded"
    STEP = "step"  # a stage reached: checked on the spot, under repair …
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    BUNDLED = "bundled"
    THANKS = "thanks"  # of the citizen, to the officer
