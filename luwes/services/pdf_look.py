"""
A document looked through in a process of its own, which may use little: `python -I pdf_look.py < file`.

It says `plain`, `active` (it would do something by itself) or `sealed` (encrypted); whoever hears
nothing else takes it for broken. It stands alone, so that it begins quickly and knows nothing.
"""

import io
import resource
import sys
from collections.abc import Callable, Iterator
from typing import Any

MOST_MEMORY = 512 * 2**20
MOST_SECONDS = 10
MOST_OBJECTS = 50_000
# Keys and kinds of actions by which a document does something by itself (ISO 32000-1, 12.6 and 7.11).
ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent"}
)
ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute",
        "/GoToR", "/GoToE",
    }
)  # fmt: skip


def look(data: bytes) -> str:
    """What a document is, read whole."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # once the limits hold

    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        return "sealed"
    is_active = any(_is_active(value) for value in _dictionaries(reader.trailer_view))
    return "active" if is_active else "plain"


def _is_active(value: Any) -> bool:
    if not ACTIVE_KEYS.isdisjoint(value.keys()) or _action(value) in ACTIVE_ACTIONS:
        return True
    if "/OpenAction" not in value:
        return False
    opening = _dictionaries(value["/OpenAction"], lambda key: key == "/Next")
    return any(_action(one) == "/URI" for one in opening)


def _action(value: Any) -> str:
    return str(value["/S"]) if "/S" in value else ""


def _dictionaries(root: Any, follows: Callable[[str], bool] = lambda key: True) -> Iterator[Any]:
    """
    Every dictionary that can be reached, each once.

    :raises ValueError: for more objects than any honest letter has
    """
    from pyhanko.pdf_utils import generic

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
            left += [value.raw_get(key) for key in value if follows(key)]
        elif isinstance(value, generic.ArrayObject):
            left += [value.raw_get(n) for n in range(len(value))]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(look(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
