"""What citizens and officers attach: looked at by its content, never by its name, and never executed."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from luwes.core.errors import Problem, Refused
from luwes.staffing.pictures import drawn

MOST_BYTES = 10 * 2**20
MOST_FILES = 5
MOST_OBJECTS = 50_000
# Keys and kinds of actions by which a document does something by itself (ISO 32000-1, 12.6 and 7.11).
ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent"}
)
ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"}
)


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
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            raise Refused(Problem(_("%s bersandi; kirim yang tidak bersandi.") % name, field))
        active = any(_is_active(value) for value in _dictionaries(reader.trailer_view))
    except (
        PdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        RecursionError,
        AttributeError,
        OSError,
    ) as broken:
        raise Refused(Problem(_("%s tidak dapat dibaca sebagai PDF.") % name, field)) from broken
    if active:
        words = _(
            "%s berisi program atau berkas lain di dalamnya. Cetak ulang ke PDF biasa, lalu kirim."
        )
        raise Refused(Problem(words % name, field))


def _is_active(value: generic.DictionaryObject) -> bool:
    if not ACTIVE_KEYS.isdisjoint(value.keys()):
        return True
    return str(value.get("/S", "")) in ACTIVE_ACTIONS


def _dictionaries(root: generic.PdfObject) -> Iterator[generic.DictionaryObject]:
    """
    Every dictionary that can be reached, each once.

    :raises ValueError: for more objects than any honest letter has
    """
    left, seen = [root], set[tuple[int, int]]()
    count = 0
    while left:
        value = left.pop()
        if isinstance(value, generic.IndirectObject):
            key = (value.idnum, value.generation)
            if key in seen:
                continue
            seen.add(key)
            value = value.get_object()  # type: ignore[no-untyped-call]
        count += 1
        if count > MOST_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(value, generic.DictionaryObject):
            yield value
            left += [value.raw_get(key) for key in value]
        elif isinstance(value, generic.ArrayObject):
            left += [value.raw_get(n) for n in range(len(value))]
