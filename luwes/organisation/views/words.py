"""Findings as headings: what the figures say, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from luwes.organisation.queries.tree import Box
from luwes.organisation.rules import Figures, Outlook
from luwes.ui.tags.words import number


def finding(name: str, figures: Figures, parts: Sequence[Box] = ()) -> str:
    """What a unit lacks, and the one part below that lacks more than half of it."""
    values = {
        "name": name, "need": number(figures.need), "filled": number(figures.filled),
        "short": number(figures.short),
    }  # fmt: skip
    if not figures.need:
        return _("%(name)s belum mempunyai formasi") % values
    if not figures.short:
        return _("%(name)s terisi: %(filled)s dari %(need)s orang") % values
    worst = max(parts, key=lambda box: box.figures.short, default=None)
    if worst and len(parts) > 1 and worst.figures.short * 2 > figures.short > 1:
        words = _(
            "%(name)s kekurangan %(short)s dari %(need)s orang; lebih dari separuhnya di %(part)s"
        )
        return words % (values | {"part": worst.name})
    return _("%(name)s kekurangan %(short)s dari %(need)s orang") % values


def strength(figures: Figures) -> str:
    """How many of how many."""
    return _("%(filled)s dari %(need)s") % {
        "filled": number(figures.filled), "need": number(figures.need),
    }  # fmt: skip


def gap(figures: Figures) -> str:
    """Short of, or over, what is needed; empty without any need."""
    if figures.short:
        return _("kurang %(n)s") % {"n": number(figures.short)}
    if figures.over:
        return _("lebih %(n)s") % {"n": number(figures.over)}
    return _("terisi") if figures.need else ""


def outlook(ahead: Outlook) -> list[str]:
    """Who acts now and who retires soon; nothing where there is neither."""
    told = []
    if ahead.acting:
        told.append(_("%(n)s Plt./Plh.") % {"n": number(ahead.acting)})
    if ahead.retiring:
        told.append(_("%(n)s pensiun dalam setahun") % {"n": number(ahead.retiring)})
    return told
