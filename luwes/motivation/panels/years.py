"""What the feed itself puts on *Kinerja saya*: figures, goals with their evidence, the year by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from luwes.accounts.rules import Right
from luwes.learning.queries import hours as learning
from luwes.learning.rules.hours import Account
from luwes.motivation import drawing
from luwes.motivation.access import contributions as access
from luwes.motivation.access import goals as goals_access
from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import CONTRIBUTION_LABELS, Goal
from luwes.motivation.panels.recognition import voices
from luwes.motivation.queries import serving, years
from luwes.motivation.queries.serving import Post, Served
from luwes.motivation.queries.years import Counts, Evidence
from luwes.motivation.rules.contributions import ContributionKind as Kind
from luwes.motivation.rules.words import words
from luwes.motivation.rules.years import WEEK_HOURS
from luwes.people.profile import Fact, Viewing
from luwes.ui.formats import MONTHS
from luwes.ui.tags.words import number

MOST_LOOSE = 6


def last_shown(looking: Looking) -> date:
    """Today, or the last day of a year that is over."""
    return min(looking.on, date(looking.year, 12, 31))


# ── what is read, each once ──────────────────────────────────────────


def in_line(looking: Looking) -> bool:
    """The person, or somebody above: they read what is not on the page for everybody."""
    return looking.once(
        "in line", lambda: access.in_line(looking.user, looking.employee, looking.on)
    )


def counts(looking: Looking) -> Counts:
    return looking.once(
        "counts",
        lambda: years.counts(looking.employee.pk, looking.period, in_line=in_line(looking)),
    )


def goals(looking: Looking) -> list[Goal]:
    return looking.once("goals", lambda: years.goals(looking.employee.pk, looking.period, is_own=looking.is_own))  # fmt: skip


def evidence(looking: Looking) -> Evidence:
    return looking.once(
        "evidence",
        lambda: years.evidence(
            looking.employee.pk, looking.period, goals(looking), suggests=looking.is_own,
            but=no_reason(looking), in_line=in_line(looking),
        ),
    )  # fmt: skip


def no_reason(looking: Looking) -> frozenset[str]:
    """Words that say only where somebody works."""
    return frozenset(words(looking.employee.agency.name))


def served(looking: Looking) -> Served:
    return looking.once(
        "served", lambda: serving.of_year(looking.employee.pk, looking.period, looking.on)
    )


def post(looking: Looking) -> Post | None:
    return looking.once(
        "post", lambda: serving.post_of(looking.employee.pk, looking.period, looking.on)
    )


def account(looking: Looking) -> Account:
    return looking.once(
        "account", lambda: learning.account_of(looking.employee, last_shown(looking))
    )


# ── the finding ──────────────────────────────────────────────────────


def finding(looking: Looking) -> str:
    """The year in one line: what there was most of to tell."""
    told = _told(looking)
    if not told:
        if looking.is_running:
            return _("%(year)d: belum ada yang tercatat") % {"year": looking.year}
        return _("%(year)d: tidak ada yang tercatat") % {"year": looking.year}
    return _("%(year)d: %(what)s") % {"year": looking.year, "what": ", ".join(told[:3])}


def _told(looking: Looking) -> list[str]:
    days, of = served(looking).days, counts(looking).of
    thanked = voices(looking) if of(Kind.THANKS) else 0
    found = [
        (days, ngettext("%s hari bertugas", "%s hari bertugas", days)),
        (of(Kind.CASE), ngettext("%s perkara warga selesai", "%s perkara warga selesai", of(Kind.CASE))),
        (of(Kind.MILESTONE), ngettext("%s tonggak program", "%s tonggak program", of(Kind.MILESTONE))),
        (of(Kind.AWARD), ngettext("%s penghargaan", "%s penghargaan", of(Kind.AWARD))),
        (of(Kind.LEARNING), ngettext("%s sertifikat", "%s sertifikat", of(Kind.LEARNING))),
        (thanked, ngettext("%s suara berterima kasih", "%s suara berterima kasih", thanked)),
        (of(Kind.TEAM), ngettext("%s masukan tim", "%s masukan tim", of(Kind.TEAM))),
    ]  # fmt: skip
    return [text % number(count) for count, text in found if count]


# ── figures ──────────────────────────────────────────────────────────


def days_figure(looking: Looking) -> list[Fact]:
    own, others = served(looking), post(looking)
    duties = ngettext("%s penugasan", "%s penugasan", own.duties) % number(own.duties)
    source = duties
    if others and others.average is not None:
        mean = number(round(others.average, 1))
        source = _("%(duties)s. Rata-rata %(people)s orang %(group)s: %(mean)s hari") % {
            "duties": duties, "people": number(others.people), "group": others.group, "mean": mean,
        }  # fmt: skip
    days = ngettext("%s hari", "%s hari", own.days) % number(own.days)
    return [Fact(_("Bertugas di luar pos asal"), days, source)]


def hours_figure(looking: Looking) -> list[Fact]:
    learnt = account(looking)
    rule = learnt.rule
    label, value = _("Jam pelajaran"), _("%s JP") % learnt.words
    if rule and rule.least:
        lack = _("kurang %s") % jp_lacking(learnt) if learnt.lacking else _("sudah cukup")
        told = {"least": rule.least, "lack": lack, "law": rule.law}
        return [Fact(label, value, _("dari %(least)d JP; %(lack)s. %(law)s") % told)]
    if rule and rule.most:
        return [Fact(label, value, _("paling banyak %(most)d. %(law)s") % {"most": rule.most, "law": rule.law})]  # fmt: skip
    return [Fact(label, value)]


def jp_lacking(learnt: Account) -> str:
    """One digit at most, rounded up: who learns that much has enough."""
    tenths = -(-learnt.lacking.numerator * 10 // learnt.lacking.denominator)
    return number(tenths / 10)


def cases_figure(looking: Looking) -> list[Fact]:
    settled = counts(looking).of(Kind.CASE)
    if not settled:
        return []
    return [Fact(_("Perkara selesai"), settled, _("dikonfirmasi warga, atau masa konfirmasinya lewat"))]  # fmt: skip


def thanks_figure(looking: Looking) -> list[Fact]:
    """Voices, not thanks: who thank each other in a ring are one."""
    thanked = voices(looking) if counts(looking).of(Kind.THANKS) else 0
    return [Fact(_("Suara terima kasih"), thanked, _("dari rekan dan warga"))] if thanked else []


def load_figure(looking: Looking) -> list[Fact]:
    """Only while it runs, and only where there is any beside the ordinary work."""
    own = served(looking)
    if not looking.is_running or not (own.week_hours or own.load):
        return []
    if own.week_hours:
        value = _("%s jam") % number(round(own.week_hours, 1))
        source = _("jam jaga; minggu kerja biasa %s jam (Perpres 21/2023)") % number(WEEK_HOURS)
    else:
        value = _("%s%% waktu kerja") % number(own.load)
        source = _("untuk tugas di luar pekerjaan rutin")
    return [Fact(_("Beban minggu ini"), value, source)]


# ── parts ────────────────────────────────────────────────────────────


def goals_part(looking: Looking) -> dict[str, Any]:
    found = evidence(looking)
    return {
        "evidence": found, "title": _goals_title(looking, found), "is_own": looking.is_own,
        "year": looking.year, "is_running": looking.is_running, "shows_list": counts(looking).rows,
        "employee": looking.employee,
    }  # fmt: skip


def _goals_title(looking: Looking, found: Evidence) -> str:
    total = len(found.beside)
    if not total:
        return _("Belum ada sasaran kinerja %d") % looking.year
    proven = total - len(found.without)
    if proven == total:
        return ngettext(
            "Hasil kerja %(year)d sudah punya bukti", "Semua %(total)s hasil kerja %(year)d sudah punya bukti",
            total,
        ) % {"total": number(total), "year": looking.year}  # fmt: skip
    return _("%(proven)s dari %(total)s hasil kerja %(year)d punya bukti") % {
        "proven": number(proven), "total": number(total), "year": looking.year,
    }  # fmt: skip


@dataclass(frozen=True)
class Month:
    """A row of the table: the month's name and how many of each kind."""

    name: str
    cells: Sequence[int]


def year_part(looking: Looking) -> dict[str, Any] | None:
    found = counts(looking)
    kinds = found.kinds()
    if not kinds:
        return None
    lang = (get_language() or "id")[:2]
    named = [(kind, str(CONTRIBUTION_LABELS[kind.value])) for kind in kinds]
    months = looking.on.month if looking.is_running else 12
    shown = [
        Month(MONTHS.get(lang, MONTHS["id"])[month - 1], cells)
        for month in range(1, 13)
        if any(cells := [found.things.get((month, kind), 0) for kind in kinds])
    ]
    return {
        "title": _year_title(found, lang), "kinds": [label for _kind, label in named],
        "months": shown, "svg": drawing.year(found.things, named, months=months, lang=lang),
        "year": looking.year,
    }  # fmt: skip


def _year_title(found: Counts, lang: str) -> str:
    """By things that were told, so that a month with many cases of one service is no busier."""
    sums: dict[int, int] = {}
    for (month, _kind), count in found.things.items():
        sums[month] = sums.get(month, 0) + count
    most = max(sums.values())
    busiest = [month for month, count in sorted(sums.items()) if count == most]
    if len(busiest) > 1 or len(sums) == 1:
        return ngettext(
            "Tercatat dalam %s bulan", "Tercatat dalam %s bulan", len(sums)
        ) % number(len(sums))  # fmt: skip
    return _("Paling padat pada %s") % MONTHS.get(lang, MONTHS["id"])[busiest[0] - 1]


def loose_part(looking: Looking) -> dict[str, Any] | None:
    found = evidence(looking)
    if not found.loose:
        return None
    total = len(found.loose) + found.loose_more
    if found.beside:
        title = ngettext("%s bukti belum dikaitkan", "%s bukti belum dikaitkan", total) % number(total)  # fmt: skip
    else:
        title = _("Yang terbaru")
    return {
        "title": title, "rows": found.loose[:MOST_LOOSE], "more": max(0, total - MOST_LOOSE),
        "is_own": looking.is_own, "year": looking.year, "employee": looking.employee,
        "has_goals": bool(found.beside),
    }  # fmt: skip


def missing_part(looking: Looking) -> dict[str, Any] | None:
    """What can still be mended this year, said kindly; nothing of a year that is over."""
    if not looking.is_running:
        return None
    learnt, found = account(looking), evidence(looking)
    lacking = jp_lacking(learnt) if learnt.lacking else ""
    without = found.without if found.beside else []
    if not (lacking or found.suggested or without):
        return None
    return {
        "lacking": lacking, "suggested": found.suggested, "without": without[:MOST_LOOSE],
        "days_left": (date(looking.year + 1, 1, 1) - looking.on).days,
    }  # fmt: skip


# ── on the person's page ─────────────────────────────────────────────


def link(viewing: Viewing) -> dict[str, Any] | None:
    """
    For oneself, who sees ratings or assesses, and the authority above; the page itself is read when
    it is opened.
    """
    if viewing.is_oneself:
        return {"url": reverse("motivation:mine"), "is_own": True}
    above = viewing.may(Right.SEE_RATINGS) or viewing.may(Right.ASSESS)
    if not (above or goals_access.stands_above(viewing.user, viewing.employee, viewing.on)):
        return None
    return {"url": reverse("motivation:portfolio", args=[viewing.employee.pk]), "is_own": False}
