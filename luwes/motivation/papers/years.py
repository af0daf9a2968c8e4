"""The year on paper, for the person to take along. Not a letter: no number, no signature."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.core import typesetting
from luwes.letters import paper
from luwes.letters.content import drawable
from luwes.motivation import mine_parts
from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import CONTRIBUTION_LABELS, Contribution
from luwes.motivation.panels import years as year_parts
from luwes.motivation.queries.years import Beside
from luwes.motivation.rules.contributions import shortened
from luwes.ui.formats import SHORT_MONTHS
from luwes.ui.tags.words import day, moment, nip, short_day

TEMPLATE = Path(__file__).parents[1] / "typst" / "year.typ"
MOST_LOOSE, MOST_LINES, LONGEST = 10, 6, 220


def pdf(looking: Looking, *, now: datetime) -> bytes:
    shown = drawable(_shown(looking, now))
    return typesetting.pdf(TEMPLATE, {"year": shown}, at=now, standards=paper.STANDARDS)


def _shown(looking: Looking, now: datetime) -> dict[str, Any]:
    employee, found = looking.employee, year_parts.evidence(looking)
    post = year_parts.post(looking)
    counts = year_parts.counts(looking)
    kinds = counts.kinds()
    lang = (get_language() or "id")[:2]
    return {
        "language": lang, "label": _("Kinerja %d") % looking.year,
        "finding": capfirst(year_parts.finding(looking).partition(": ")[2]),
        "name": employee.full_name, "nip": f"NIP {nip(employee.nip)}",
        "post": f"{post.title}, {post.unit}" if post else str(employee.agency),
        "agency": str(employee.agency), "on": _("Per %s") % day(year_parts.last_shown(looking)),
        "figures": [
            [str(f.label), str(f.value), str(f.source)] for f in _public_figures(looking)
        ],
        "months": SHORT_MONTHS.get(lang, SHORT_MONTHS["id"]),
        "begun": looking.on.month if looking.is_running else 12,
        "kinds": [
            [str(CONTRIBUTION_LABELS[kind.value]), kind.value in {"thanks", "award"},
             [counts.things.get((month, kind), 0) for month in range(1, 13)]]
            for kind in kinds
        ],
        "year_title": _("Yang tercatat, menurut bulan"),
        "goals_title": _("Hasil kerja dan buktinya"), "goals": [_goal(row) for row in found.beside],
        "no_goals": _("Tidak ada sasaran kinerja pada tahun ini."),
        "loose_title": _("Bukti tanpa hasil kerja") if found.beside else _("Yang tercatat"),
        "loose": [_line(row) for row in _alone(looking)[:MOST_LOOSE]],
        "loose_more": _more(len(_alone(looking)) + found.loose_more - MOST_LOOSE),
        "parts": [[part.title, part.lines[:MOST_LINES]] for part in mine_parts.printed_parts(looking)],
        "note": _("Salinan pribadi %(name)s, bukan surat dinas. Dicetak %(at)s.") % {
            "name": employee.full_name, "at": moment(localtime(now)),
        },
    }  # fmt: skip


def _public_figures(looking: Looking) -> list[Any]:
    """Without what is only the person's: the copy may be shown to others."""
    private = {f.key for f in mine_parts.figures if f.is_private}
    ordered = sorted(mine_parts.figures, key=lambda f: (f.order, f.key))
    return [fact for f in ordered if f.key not in private for fact in f.read(looking)]


def _alone(looking: Looking) -> list[Contribution]:
    """Beside no goal, those with a suggestion among them: on paper nothing is guessed."""
    found = year_parts.evidence(looking)
    suggested = [s.row for beside in found.beside for s in beside.suggested]
    return sorted([*found.loose, *suggested], key=lambda row: (row.on, row.pk), reverse=True)


def _goal(row: Beside) -> dict[str, Any]:
    goal = row.goal
    return {
        "title": goal.title, "extra": _("tambahan") if goal.kind == "extra" else "",
        "measure": " · ".join(filter(None, [goal.indicator, goal.target])),
        "rows": [_line(one) for one in row.rows], "more": _more(row.more),
        "none": _("Belum ada bukti."),
    }  # fmt: skip


def _line(row: Contribution) -> list[str]:
    return [short_day(row.on), row.words, shortened(row.detail, LONGEST)]


def _more(count: int) -> str:
    return _("dan %d lagi") % count if count > 0 else ""
