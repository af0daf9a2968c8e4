"""The code on a post's screen: a signed text that is good for some minutes, never from memory."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from luwes.staffing import rules
from luwes.staffing.models import PostCode

_signer = signing.Signer(salt="luwes.staffing.post")


@dataclass(frozen=True)
class Read:
    """What a code says. `secret` is the post's own; the database tells whether it is still it."""

    need_id: int
    secret: str
    made_at: datetime
    figures: str = ""  # typed by hand, of a minute to be found

    def is_fresh(self, now: datetime) -> bool:
        """Within its minutes; a clock that runs a little ahead does no harm."""
        if not self.figures:
            return abs(now - self.made_at) <= rules.CODE_LIVES
        minute, lives = int(now.timestamp()) // _MINUTE, rules.CODE_LIVES // timedelta(minutes=1)
        return any(
            constant_time_compare(_figures(self.need_id, self.secret, minute + n), self.figures)
            for n in range(-lives, lives + 1)
        )


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


# ── what is scanned in the app, or typed by hand ─────────────────────

_MINUTE = 60
_FIGURES = 8
_TYPED = re.compile(rf"[0-9]{{{_FIGURES}}}")
_IN_ADDRESS = re.compile(r"/hadir/([^/?#]+)/?")


def short(code: PostCode, at: datetime) -> str:
    """The figures beside the drawing, for who has no camera: of this post and this minute."""
    return _figures(code.need_id, code.token, int(at.timestamp()) // _MINUTE)


def _figures(need_id: int, secret: str, minute: int) -> str:
    mark = salted_hmac("luwes.staffing.post.short", f"{need_id}.{secret}.{minute}", algorithm="sha256")  # fmt: skip
    return f"{int.from_bytes(mark.digest()[:8]) % 10**_FIGURES:0{_FIGURES}d}"


def scanned(text: str, code: PostCode | None) -> Read | None:
    """
    What a phone read or somebody typed: the post's address, the code in it, or the figures.

    The figures tell neither post nor minute, so they are looked for among those of one post: :param code:
    """
    text = text.strip()
    if found := _IN_ADDRESS.search(text):
        text = unquote(found[1])
    if read_whole := read(text):
        return read_whole
    figures = re.sub(r"[\s-]", "", text)
    if code is None or not _TYPED.fullmatch(figures):
        return None
    return Read(code.need_id, code.token, datetime.min.replace(tzinfo=UTC), figures)
