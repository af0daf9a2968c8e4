"""The code on a trainer's screen: of one session and one half minute, never from memory."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from luwes.learning.models import ClassSession
from luwes.learning.rules import attending

_SALT = "luwes.learning.session"
_FIGURES = 8
_TYPED = re.compile(rf"[0-9]{{{_FIGURES}}}")
_IN_ADDRESS = re.compile(r"/hadir/([^/?#]+)/?")
_WHOLE = re.compile(r"([0-9]{1,12})-([0-9]{1,12})-([0-9a-f]{20})")


@dataclass(frozen=True)
class Read:
    session_id: int
    step: int
    mark: str

    def is_of(self, session: ClassSession) -> bool:
        return self.session_id == session.pk and constant_time_compare(
            self.mark, _mark(session, self.step)
        )


def _mac(session: ClassSession, step: int) -> bytes:
    text = f"{session.pk}.{session.secret}.{step}"
    return salted_hmac(_SALT, text, algorithm="sha256").digest()


def _mark(session: ClassSession, step: int) -> str:
    return _mac(session, step).hex()[:20]


def make(session: ClassSession, now: datetime) -> str:
    """For the address in the drawing."""
    step = attending.step_of(now)
    return f"{session.pk}-{step}-{_mark(session, step)}"


def figures(session: ClassSession, step: int) -> str:
    """For whoever has no camera."""
    return f"{int.from_bytes(_mac(session, step)[10:18]) % 10**_FIGURES:0{_FIGURES}d}"


def read(text: str) -> Read | None:
    """What somebody scanned: the code, or the address with it. Whether it is ours `is_of` tells."""
    text = text.strip()
    if found := _IN_ADDRESS.search(text):
        text = unquote(found[1])
    match = _WHOLE.fullmatch(text)
    return Read(int(match[1]), int(match[2]), match[3]) if match else None


def typed_step(text: str, session: ClassSession, now: datetime) -> int | None:
    """The half minute of typed figures, while they are fresh."""
    bare = re.sub(r"[\s-]", "", text)
    if not _TYPED.fullmatch(bare):
        return None
    last = attending.step_of(now)
    for step in (last, last - 1):
        if attending.is_fresh(step, now) and constant_time_compare(figures(session, step), bare):
            return step
    return None


# ── between the scan and the press ───────────────────────────────────


def proof(session_id: int, user_id: int, step: int, now: datetime) -> str:
    """That this user scanned a fresh code; of no use to anybody else."""
    return signing.dumps([session_id, user_id, step, int(now.timestamp())], salt=f"{_SALT}.scan")


def proven_step(text: str, session_id: int, user_id: int, now: datetime) -> int | None:
    try:
        session, user, step, at = signing.loads(text, salt=f"{_SALT}.scan")
    except (signing.BadSignature, ValueError):
        return None
    age = now - datetime.fromtimestamp(at, tz=UTC)
    is_own = (session, user) == (session_id, user_id)
    return int(step) if is_own and abs(age) <= attending.CONFIRM_WITHIN else None


def trace(session: ClassSession, text: str) -> str:
    """Of a phone or a line, comparable within the session only."""
    key = f"{session.pk}.{session.secret}.{text}"
    return salted_hmac(f"{_SALT}.trace", key, algorithm="sha256").hexdigest()[:32]
