"""What a letter is worth today, in one sentence."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from luwes.letters.kinds import kind_of
from luwes.letters.models import Letter
from luwes.letters.rules import State
from luwes.ui.tags.words import day as in_words


@dataclass(frozen=True)
class Standing:
    words: str
    tone: str


def standing(letter: Letter, on: date) -> Standing:
    if letter.state == State.WITHDRAWN:
        return Standing(_("Dicabut"), "danger")
    if letter.state == State.ISSUED:
        return Standing(_("Menunggu tanda tangan"), "wait")
    if amended := list(letter.amendments.all()):
        newest = max(amended, key=lambda row: row.pk)
        return Standing(_("Diubah dengan %s") % newest.number, "warn")
    content = letter.as_content()
    first, last = _day(content.get("first_day")), _day(content.get("last_day"))
    if last and last < on:
        return Standing(_("Masa berlakunya selesai %s") % in_words(last), "plain")
    if first and first > on:
        return Standing(_("Berlaku mulai %s") % in_words(first), "good")
    if last:
        return Standing(_("Berlaku sampai %s") % in_words(last), "good")
    return Standing(_("Berlaku"), "good")


def has_lapsed(letter: Letter, on: date) -> bool:
    """Whether what it shows has ended with its last day, as a certificate's."""
    last = _day(letter.as_content().get("last_day"))
    return kind_of(letter.kind).lapses and last is not None and last < on


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
