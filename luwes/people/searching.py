"""How typed words find people: names with their typing errors by trigrams, NIP by its digits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordDistance
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Upper

from luwes.people.models import Employee

# "Sitti" is 0.57 like "Siti", "Ahmad" 0.5 like "Akhmad", "Dwi" 0.29 like "Dewi".
ALIKE = 0.45
MOST_WORDS = 6


@dataclass(frozen=True)
class Words:
    """What was typed: words of a name, and the digits of a NIP, spaces apart or not."""

    names: tuple[str, ...]
    digits: str

    def __bool__(self) -> bool:
        return bool(self.names or self.digits)

    @property
    def are_rare(self) -> bool:
        """Whether few have them: three or four digits are in thousands of NIPs."""
        return bool(self.names) or len(self.digits) > 4


def read(text: str) -> Words:
    parts = text.replace("\x00", "").split()
    names = tuple(part for part in parts if not part.isdecimal())
    return Words(names[:MOST_WORDS], "".join(part for part in parts if part.isdecimal()))


def narrow(rows: QuerySet[Employee], words: Words) -> QuerySet[Employee]:
    """Those who hold every word in their name, or nearly; run it inside `tolerant`."""
    for name in words.names:
        rows = rows.filter(name__trigram_word_similar=name)
    return _digits(rows, words)


def _digits(rows: QuerySet[Employee], words: Words) -> QuerySet[Employee]:
    return rows.filter(nip__contains=words.digits) if words.digits else rows


def by_likeness(rows: QuerySet[Employee], words: Words) -> QuerySet[Employee]:
    """The nearest names first."""
    unlike = TrigramWordDistance(" ".join(words.names), "name")
    return rows.order_by(unlike, "name", "pk")


def nearest(rows: QuerySet[Employee], words: Words, most: int) -> QuerySet[Employee, int]:
    """
    Ids of those who bear just these words, by name; then of those who bear nearly these.

    The server only looks for the second where it finds fewer than `most` of the first.
    """
    exact = _digits(rows, words)
    for name in words.names:
        exact = exact.filter(name__iregex=rf"\m{_literal(name)}\M")
    near = by_likeness(narrow(rows, words).exclude(pk__in=exact.order_by().values("pk")), words)
    # in capitals no index serves the order: the server finds the few by their words, then sorts
    exact = exact.order_by(Upper("name"), "pk")
    first, then = (half.values_list("pk", flat=True)[:most] for half in (exact, near))
    return first.union(then, all=True)[:most]


def _literal(word: str) -> str:
    """The word as a regular expression of PostgreSQL that means just it."""
    return "".join(sign if sign.isalnum() else f"\\{sign}" for sign in word)


@contextmanager
def tolerant() -> Iterator[None]:
    """Queries inside take a name for alike from `ALIKE` on; the index asks the server, not us."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)]
            )
        yield
