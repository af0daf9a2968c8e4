"""The code on a post's screen: a signed text that is good for some minutes, never from memory."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing

from luwes.staffing import rules
from luwes.staffing.models import PostCode

_signer = signing.Signer(salt="luwes.staffing.post")


@dataclass(frozen=True)
class Read:
    """What a code says. `secret` is the post's own; the database tells whether it is still it."""

    need_id: int
    secret: str
    made_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Within its minutes; a clock that runs a little ahead does no harm."""
        return abs(now - self.made_at) <= rules.CODE_LIVES


def make(code: PostCode, now: datetime) -> str:
    """A text for an address, as short as a QR code likes it."""
    signed = _signer.sign(f"{code.need_id}.{int(now.timestamp())}.{code.token}")
    return signed.replace(":", "~")


def read(text: str) -> Read | None:
    """What somebody scanned; None when it is not ours."""
    try:
        need, moment, secret = _signer.unsign(text.replace("~", ":")).split(".", 2)
    except (signing.BadSignature, ValueError):
        return None
    return Read(int(need), secret, datetime.fromtimestamp(int(moment), tz=UTC))
