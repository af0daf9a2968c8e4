"""A paper that comes with a request: known by its content, never by its name."""

import base64
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from luwes.core.errors import Problem, Refused

MOST = 3 * 1024 * 1024  # bytes
_KNOWN = {"JPEG": "image/jpeg", "PNG": "image/png"}
PDF = "application/pdf"
ENDINGS = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True)
class Attached:
    media_type: str
    text: str  # base64

    @property
    def data(self) -> bytes:
        return base64.b64decode(self.text)


def read(data: bytes) -> Attached:
    """
    A PDF, JPEG or PNG by what is in it.

    :raises Refused: for anything else, and for more than three megabytes
    """
    if len(data) > MOST:
        raise Refused(Problem(_("Lampiran paling besar 3 MB."), "attachment"))
    kind = PDF if data[:5] == b"%PDF-" and b"%%EOF" in data[-2048:] else _picture(data)
    if not kind:
        words = _("Lampiran ini bukan PDF, JPEG, atau PNG yang dapat dibaca.")
        raise Refused(Problem(words, "attachment"))
    return Attached(kind, base64.b64encode(data).decode())


def _picture(data: bytes) -> str:
    try:
        with Image.open(io.BytesIO(data), formats=list(_KNOWN)) as found:
            found.verify()
            return _KNOWN[found.format or ""]
    except (
        UnidentifiedImageError, OSError, ValueError, KeyError, SyntaxError,
        Image.DecompressionBombError,
    ):  # fmt: skip
        return ""
