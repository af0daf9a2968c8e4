"""What citizens and officers attach: looked at by its content, never by its name, and never executed."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luwes.core.errors import Problem, Refused
from luwes.services import pdf_look
from luwes.staffing.pictures import drawn

MOST_BYTES = 10 * 2**20
MOST_FILES = 5


@dataclass(frozen=True)
class Checked:
    """A file that was looked at: `kind` jpeg (drawn anew) or pdf (as it came)."""

    name: str
    kind: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def checked(name: str, data: bytes, *, field: str = "attached") -> Checked:
    """
    What may be kept of a file.

    :raises Refused: for what is neither a picture nor a document we know, is too large, cannot be
        read, or would do something by itself when opened
    """
    plain = _plain(name)
    if len(data) > MOST_BYTES:
        raise Refused(Problem(_("%s terlalu besar; paling besar 10 MB.") % plain, field))
    if data.lstrip()[:5] == b"%PDF-":
        _look_through(plain, data, field)
        return Checked(plain, "pdf", data)
    try:
        return Checked(plain, "jpeg", drawn(data).jpeg)
    except Refused as refused:
        words = _("%s bukan foto (JPEG, PNG, WebP) atau PDF yang dapat dibaca.") % plain
        raise Refused(Problem(words, field)) from refused


def _plain(name: str) -> str:
    """The last part of a name, without what could mislead in a list."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[-120:].strip() or "berkas"


def _look_through(name: str, data: bytes, field: str) -> None:
    found = _found(data)
    if found == "plain":
        return
    if found == "sealed":
        words = _("%s bersandi; kirim yang tidak bersandi.")
    elif found == "active":
        words = _(
            "%s berisi program atau berkas lain di dalamnya. Cetak ulang ke PDF biasa, lalu kirim."
        )
    else:
        words = _("%s tidak dapat dibaca sebagai PDF.")
    raise Refused(Problem(words % name, field))


def _found(data: bytes) -> str:
    """In a process of its own: what a document costs to read is known only once it was read."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", pdf_look.__file__], input=data, capture_output=True,
            timeout=3 * pdf_look.MOST_SECONDS, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode()
