"""What somebody sent is told in short: task, what to bring, what to beware of, whom to call. Pure."""

import re
from dataclasses import dataclass

LONGEST = 500  # characters of each: a page holds them all
MOST_LINES = 8

_NUMBER = re.compile(r"\+?\d[\d .()-]*\d")


@dataclass(frozen=True)
class Brief:
    """Of a role or a post; each a text of a few lines."""

    task: str = ""
    bring: str = ""
    safety: str = ""

    def over(self, other: "Brief") -> "Brief":
        """The same, with what it leaves open taken from the other."""
        return Brief(
            self.task or other.task, self.bring or other.bring, self.safety or other.safety
        )


NOTHING = Brief()


def lines(text: str) -> list[str]:
    """A text as a list: a line each, without bullets."""
    found = (line.strip().lstrip("-•* ").strip() for line in text.splitlines())
    return [line for line in found if line][:MOST_LINES]


@dataclass(frozen=True)
class Number:
    """Somebody to call; `dial` as a `tel:` link wants it, `shown` as written."""

    name: str
    shown: str
    dial: str


def numbers(text: str) -> list[Number]:
    """Emergency numbers, one a line: a name and a number; lines without a number are left out."""
    found = []
    for line in lines(text):
        if match := _NUMBER.search(line):
            name = (line[: match.start()] + line[match.end() :]).strip(" ,;:-–()")
            found.append(Number(name, match[0], dial(match[0])))
    return found


def dial(number: str) -> str:
    """0812 3456 → +628123456; short numbers such as 112 stay."""
    figures = re.sub(r"[^\d+]", "", number)
    is_long = figures.startswith("0") and len(figures) > 5
    return f"+62{figures[1:]}" if is_long else figures
