"""The fortnight's people from outside: some offer help, some come, some do not."""

import random
from datetime import timedelta

from luwes.core.periods import Period
from luwes.demo.fortnight import KIND, Fortnight
from luwes.demo.offers import BODIES, draft_of, key_by
from luwes.staffing import contingent_rules as rules
from luwes.staffing import contingents as reading
from luwes.staffing.actions import contingent_names, contingent_presence, contingents
from luwes.staffing.models import Contingent, Need

NAMES = ("Andi", "Bagus", "Citra", "Dimas", "Eka", "Fajar", "Gita", "Hasan")


def come(told: Fortnight) -> None:
    """Some offer help, some come, some not; with a chance of its own, so that the rest goes as before."""
    chance = random.Random(f"{told.seed} {told.at.isoformat()}")
    for need in told.needs():
        if chance.random() < 0.12:
            _offer(told, chance, need)
    for row in reading.running(KIND, told.incident.pk):
        _day_of(told, chance, row)


def _offer(told: Fortnight, chance: random.Random, need: Need) -> None:
    body, name = chance.choice(BODIES)
    first = max(need.period.start, told.today + timedelta(days=chance.randint(0, 1)))
    end = need.period.end
    if end is None or first >= end:
        return
    period = Period(first, end if chance.random() < 0.7 else first + timedelta(days=1))
    heads = chance.randint(1, max(1, need.desired // 2))
    draft = draft_of(body, name, heads, period, chance.random() < 0.7)
    key, by = key_by(chance), told.officer
    done = told.attempt("unsur luar dicatat", contingents.record, need=need, draft=draft, key=key, now=told.at, by=by)  # fmt: skip
    if done and chance.random() < 0.5:
        row = Contingent.objects.get(key=key)
        names = [rules.Name(n, f"{NAMES.index(n)}") for n in chance.sample(NAMES, min(heads, 2))]
        told.attempt("unsur luar bernama", contingent_names.list_names, contingent=row, names=names, now=told.at, by=told.officer)  # fmt: skip


def _day_of(told: Fortnight, chance: random.Random, row: Contingent) -> None:
    luck, by = chance.random(), told.officer
    if row.state == "expected" and luck < 0.1:
        told.attempt("unsur luar batal", contingents.cancel, contingent=row, reason="Dialihkan", now=told.at, by=by)  # fmt: skip
    elif row.state == "here" and luck < 0.05:
        told.attempt("unsur luar pulang", contingents.end, contingent=row, reason="Ditarik", now=told.at, by=by)  # fmt: skip
    elif row.state == "here" and row.heads > row.came and luck < 0.3:
        told.attempt("unsur luar berkurang", contingents.keep, contingent=row, heads=row.came, reason="Tidak datang", by=by)  # fmt: skip
    else:
        present = 0 if row.present else chance.randint(1, row.heads)
        told.attempt("unsur luar hadir", contingent_presence.count, contingent=row, present=present, key=key_by(chance), now=told.at, by=by)  # fmt: skip


def night(told: Fortnight) -> None:
    told.attempt("alarm unsur luar", contingents.alarm_late, now=told.at)
    told.attempt("unsur luar berakhir", contingents.end_by_time, now=told.at, on=told.today)


def go_home(told: Fortnight) -> None:
    """Everybody, before the incident is closed."""
    for row in reading.running(KIND, told.incident.pk):
        leave = contingents.end if row.state == "here" else contingents.cancel
        leave(contingent=row, reason="Kejadian berakhir", now=told.at, by=told.officer)
