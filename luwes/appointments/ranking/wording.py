"""Criteria, bars and reasons in words that tell how somebody fits and not who it is."""

from datetime import date

import numpy as np
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from luwes.appointments.ranking.reading import Ask
from luwes.appointments.rules import candidates
from luwes.appointments.rules.candidates import Criterion, Scored, Target
from luwes.appointments.rules.eligible import Bar
from luwes.appointments.rules.forecast import EPOCH
from luwes.ui import formats

NAMES = {
    Criterion.COMPETENCE: gettext_lazy("Kompetensi"),
    Criterion.FAMILY: gettext_lazy("Rumpun jabatan"),
    Criterion.CLASS: gettext_lazy("Kelas jabatan"),
    Criterion.TENURE: gettext_lazy("Lama dalam jabatan"),
    Criterion.RELEASE: gettext_lazy("Unit asal tetap terisi"),
    Criterion.DISTANCE: gettext_lazy("Jarak"),
}
BARS = {
    Bar.STANDING: gettext_lazy("Kedudukan hukum tidak memungkinkan"),
    Bar.HOLDS: gettext_lazy("Sudah memegang jabatan ini"),
    Bar.RETIREMENT: gettext_lazy("Segera pensiun atau melewati batas usia"),
    Bar.CONTRACT_ELSEWHERE: gettext_lazy("PPPK dari instansi lain"),
    Bar.CONTRACT_POST: gettext_lazy("PPPK untuk jabatan khusus PNS"),
    Bar.CONTRACT_OVER: gettext_lazy("PPPK tanpa jabatan pada hari itu"),
    Bar.LOWER: gettext_lazy("Jabatan sekarang lebih tinggi"),
    Bar.SCHOOL: gettext_lazy("Pendidikan di bawah syarat promosi"),
    Bar.AGE: gettext_lazy("Melewati batas usia pimpinan tinggi"),
}


def name(criterion: Criterion) -> str:
    return str(NAMES[criterion])


def bar(which: Bar) -> str:
    return str(BARS[which])


def why(criterion: Criterion, one: Scored, target: Target, asks: tuple[Ask, ...]) -> str:
    """Of one person, a `Scored` of one row."""
    match criterion:
        case Criterion.COMPETENCE:
            return "; ".join(_competence(one, target, asks, n) for n in range(len(asks)))
        case Criterion.FAMILY:
            return _family(one, target)
        case Criterion.CLASS:
            own = int(one.job_class[0])
            told = {"own": own, "wanted": target.job_class}
            return (
                _("kelas %(own)d, diminta %(wanted)d") % told if own else _("kelas belum tercatat")
            )
        case Criterion.TENURE:
            return _tenure(one, target)
        case Criterion.RELEASE:
            return _release(one)
        case Criterion.DISTANCE:
            return _distance(one, target)


def _competence(one: Scored, target: Target, asks: tuple[Ask, ...], n: int) -> str:
    level, until = int(one.levels[0, n]), int(one.until[0, n])
    told = {"name": asks[n].name, "level": level, "wanted": asks[n].level}
    if not level:
        return _("%(name)s belum ada (diminta %(wanted)d)") % told
    words = _("%(name)s %(level)d dari %(wanted)d") % told
    if 0 < until <= target.on + candidates.SOON_DAYS:
        last = date.fromordinal(until + EPOCH - 1)
        day = formats.short_day(last, get_language() or "id")
        return _("%(words)s, berakhir %(day)s") % {"words": words, "day": day}
    return words


def _family(one: Scored, target: Target) -> str:
    if not one.title[0]:
        return _("tidak memegang jabatan")
    if one.title[0] == target.title:
        return _("jabatan yang sama")
    if one.group[0] == target.group:
        return _("kelompok yang sama")
    return _("jenis jabatan yang sama") if one.kind[0] == target.kind else _("kelompok lain")


def _tenure(one: Scored, target: Target) -> str:
    if not one.since[0]:
        return _("tidak memegang jabatan")
    years = int(candidates.years(one, target)[0])
    if not years:
        return _("kurang dari satu tahun")
    return ngettext("%(n)d tahun", "%(n)d tahun", years) % {"n": years}


def _release(one: Scored) -> str:
    lack = int(one.need[0] - max(one.held[0] - 1, 0))
    if not one.need[0] or lack <= 0:
        return _("jabatan asal tetap terisi penuh")
    return ngettext(
        "jabatan asal menjadi kurang %(n)d orang", "jabatan asal menjadi kurang %(n)d orang", lack
    ) % {"n": lack}


def _distance(one: Scored, target: Target) -> str:
    """In bands: a distance to the metre would say where somebody lives."""
    far = float(candidates.kilometres(one, target)[0])
    if np.isnan(far):
        return _("tempat tinggal dan unit belum bertitik")
    band = (int(far) // candidates.BAND_KM + 1) * candidates.BAND_KM
    return _("kurang dari %(km)d km") % {"km": band}
