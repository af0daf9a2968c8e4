"""What somebody typed, as terms to look for: words that say something, and what else they may mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

MOST_CHARACTERS, MOST_WORDS, MOST_TERMS = 300, 40, 8
LONGEST_PHRASE = 3
OPEN_FROM = 3  # letters of a last word that may be a beginning
ALIKE, ALIKE_FROM = 0.5, 4  # "pajek" is 0.5 like "pajak"; shorter words are like too many
_STOP = """
ada adalah agar akan aku anda apa apakah atas atau bagaimana bagi bahwa bantu baru belum berapa biar bikin
bisa boleh buat caranya cara dan dapat dari dekat dengan depan di dimana dong gimana hai halo harus hendak
ini ingin itu jadi juga ka kak kalau kami kapan ke kepada kita lagi mana mau melalui membuat mengurus mengenai
minta mohon nya oleh pada pak perlu pun punya saat saja saya sebagai sedang selamat siang sore pagi supaya
sudah tanpa tapi tentang terhadap tidak tolong untuk urus yang ya yth dgn utk yg sy gmn bagaimanakah
"""
STOP = frozenset(_STOP.split())


@dataclass(frozen=True)
class Term:
    """
    One thing looked for: these words together, or any of the `others`. `is_open`: the last word may
    only be the beginning of one.
    """

    words: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    is_open: bool = False

    def queries(self) -> list[str]:
        """Each way to say it, in the language of text search; words are letters and digits only."""
        own = _together(self.words)
        if self.is_open and len(self.words[-1]) >= OPEN_FROM:
            own += ":*"
        return [own, *map(_together, self.others)]

    def slips(self) -> list[str]:
        """Words long enough to be known in spite of a slip."""
        return [word for word in self.words if len(word) >= ALIKE_FROM]


def _together(words: Iterable[str]) -> str:
    return " & ".join(f"'{word}'" for word in words)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text[:MOST_CHARACTERS].lower())[:MOST_WORDS]


def phrases(found: Sequence[str]) -> list[str]:
    """Everything in it that a synonym may be of: up to three words in a row."""
    lengths = range(1, LONGEST_PHRASE + 1)
    return sorted(
        {" ".join(found[at : at + n]) for n in lengths for at in range(len(found) - n + 1)}
    )


def terms(found: Sequence[str], synonyms: Mapping[str, str]) -> list[Term]:
    """The longest known phrases first, then the words between them that say something."""
    result: list[Term] = []
    at = 0
    while at < len(found):
        length = next(
            (n for n in range(LONGEST_PHRASE, 0, -1) if " ".join(found[at : at + n]) in synonyms and at + n <= len(found)), 0
        )  # fmt: skip
        taken = tuple(found[at : at + (length or 1)])
        at += length or 1
        if length:
            means = synonyms[" ".join(taken)].split(";")
            others = tuple(filter(None, (tuple(words(one)) for one in means)))
            result.append(Term(taken, others, at == len(found)))
        elif taken[0] not in STOP:
            result.append(Term(taken, (), at == len(found)))
    return result[:MOST_TERMS]


def scores(rows: Iterable[Sequence[float]]) -> list[float]:
    """One score a row from what each term gave it: a term that only few rows have says more."""
    table = [tuple(row) for row in rows]
    if not table:
        return []
    width = len(table[0])
    having = [sum(row[n] > 0 for row in table) for n in range(width)]
    weights = [log(1 + len(table) / n) if n else 0.0 for n in having]
    return [sum(w * v for w, v in zip(weights, row, strict=True)) for row in table]
