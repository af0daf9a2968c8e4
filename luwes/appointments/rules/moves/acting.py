"""Rules of acting mandates: how long, how often, who, how many at a time. Pure."""

from datetime import date, timedelta

from luwes.appointments.rules.holding import Kind
from luwes.appointments.rules.moves.facts import MANDATES, MoveFacts, MoveKind
from luwes.appointments.rules.moves.mandates import used
from luwes.appointments.rules.moves.person import P
from luwes.appointments.rules.moves.said import Finding, Said, fails, human, passes
from luwes.core.periods import add_months
from luwes.organisation.rules import MANAGERIAL, PositionKind


def absence(facts: MoveFacts, parameters: P) -> Finding | None:
    """Plt. where the holder is permanently absent, Plh. where the holder is away for a while."""
    if facts.kind not in MANDATES or facts.to is None:
        return None
    if facts.mandated:
        return fails(
            Said(
                "Jabatan ini sudah dijalankan %(name)s pada masa itu.", {"name": facts.mandated[0]}
            )
        )
    if facts.kind is MoveKind.ACTING:
        if facts.holders:
            told = {"name": facts.holders[0]}
            return fails(Said("%(name)s masih memegang jabatan ini: gunakan Plh.", told))
        return passes(Said("Jabatan ini lowong; Plt. tepat."))
    if not facts.holders:
        return human(Said("Jabatan ini tidak ada pemegangnya: apakah seharusnya Plt.?"))
    return passes(Said("%(name)s berhalangan sementara; Plh. tepat.", {"name": facts.holders[0]}))


def acting_term(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is not MoveKind.ACTING:
        return None
    told = {"months": parameters["months"]}
    if facts.end is None or facts.end > add_months(facts.on, parameters["months"]):
        return fails(Said("Plt. paling lama %(months)d bulan sekali penunjukan.", told))
    return passes(Said("Tidak lebih dari %(months)d bulan.", told))


def acting_total(facts: MoveFacts, parameters: P) -> Finding | None:
    """Counted over all mandates of this person in this post, whatever lay between."""
    if facts.kind is not MoveKind.ACTING or facts.to is None or facts.end is None:
        return None
    before = used(facts.past, facts.to.position_id, facts.on)
    told = {"times": before.times + 1, "most": 1 + parameters["extensions"], "days": before.days}
    if before.times > parameters["extensions"]:
        return fails(
            Said(
                "Sudah %(most)d kali ditunjuk pada jabatan ini, seluruhnya %(days)d hari: tunjuk orang lain.",
                told,
            )
        )
    if before.times and facts.end > _limit(facts, parameters, before.days):
        return fails(
            Said(
                "Masa Plt. pada jabatan ini melewati batas seluruhnya; sudah %(days)d hari: tunjuk orang lain.",
                told,
            )
        )
    return passes(
        Said("Penunjukan ke-%(times)d dari paling banyak %(most)d pada jabatan ini.", told)
    )


def _limit(facts: MoveFacts, parameters: P, days: int) -> date:
    """The first day beyond what is left of the months in all, as if they had begun that long before."""
    began = facts.on - timedelta(days=days)
    return add_months(began, parameters["months"] * (1 + parameters["extensions"]))


def daily_term(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is not MoveKind.DAILY:
        return None
    days = facts.period.days
    told = {"days": parameters["days"]}
    if days is None or days > parameters["days"]:
        return fails(Said("Plh. paling lama %(days)d hari.", told))
    return passes(Said("Tidak lebih dari %(days)d hari.", told))


def daily_least(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is not MoveKind.DAILY or facts.end is None:
        return None
    told = {"days": parameters["days"]}
    if (facts.period.days or 0) < parameters["days"]:
        return fails(Said("Plh. untuk paling sedikit %(days)d hari.", told))
    return passes(Said("Sedikitnya %(days)d hari.", told))


_STRUCTURE = (PositionKind.SUPERVISOR, PositionKind.ADMINISTRATOR, PositionKind.TOP_LEADER)


def acting_level(facts: MoveFacts, parameters: P) -> Finding | None:
    """A manager acts at the own level or one above; others by the table of their level."""
    if facts.kind not in MANDATES or facts.to is None or facts.held is None:
        return None
    if facts.to.kind not in MANAGERIAL:
        return human(Said("Jabatan ini bukan manajerial: apakah memerlukan Plt. atau Plh.?"))
    told = {"held": facts.held.title, "to": facts.to.title}
    if facts.held.kind in MANAGERIAL:
        step = _STRUCTURE.index(facts.to.kind) - _STRUCTURE.index(facts.held.kind)
        fits = step in (0, 1)
    else:
        key = facts.held.kind.value + (f":{facts.held.level}" if facts.held.level else "")
        table = parameters["others"]
        fits = facts.to.kind.value in table.get(key, table.get(facts.held.kind.value, ()))
    if fits:
        return passes(Said("Pemegang %(held)s boleh menjalankan %(to)s.", told))
    return fails(Said("Pemegang %(held)s tidak boleh menjalankan %(to)s.", told))


def acting_unit(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind not in MANDATES or facts.to is None:
        return None
    if facts.is_near:
        return passes(Said("Dari lingkungan unit yang sama."))
    return fails(Said("Bukan dari lingkungan unit yang sama."))


def acting_one(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind not in MANDATES:
        return None
    held = [row for row in facts.past if row.holding is not Kind.DEFINITIVE
            and row.holding is not Kind.SECONDED and row.period.overlaps(facts.period)]  # fmt: skip
    if held:
        told = {"title": held[0].title}
        return fails(Said("Sudah menjadi pelaksana pada jabatan lain: %(title)s.", told))
    return passes(Said("Tidak menjadi pelaksana pada jabatan lain."))


def secondment_term(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is not MoveKind.SECONDMENT:
        return None
    if facts.end is None:
        return fails(Said("Penugasan memerlukan hari terakhir."))
    return passes(Said("Masa penugasan berakhir pada hari yang ditetapkan."))
