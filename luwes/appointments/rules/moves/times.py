"""Rules of the calendar: before elections, under new heads. Pure."""

from luwes.appointments.rules.moves.facts import Freeze, FreezeKind, MoveFacts, MoveKind
from luwes.appointments.rules.moves.person import P
from luwes.appointments.rules.moves.said import Finding, Said, fails, human, passes


def election(facts: MoveFacts, parameters: P) -> Finding | None:
    return _frozen(facts, parameters, FreezeKind.ELECTION)


def new_head(facts: MoveFacts, parameters: P) -> Finding | None:
    return _frozen(facts, parameters, FreezeKind.NEW_HEAD)


def _frozen(facts: MoveFacts, parameters: P, kind: FreezeKind) -> Finding | None:
    """A consent in writing lifts it; whether other posts count as an office is for somebody to say."""
    running = [f for f in facts.freezes if f.kind is kind and facts.on in f.period]
    if not running or facts.kind is MoveKind.RETURN:
        return None
    unlifted = [f for f in running if not f.consent]
    if not unlifted:
        told = {"agency": running[0].agency, "consent": running[0].consent}
        return passes(Said("Masa larangan %(agency)s; persetujuan Menteri %(consent)s.", told))
    limit = _told(unlifted[0])
    kinds = {post.kind.value for post in (facts.held, facts.to) if post}
    if kinds & set(parameters["fails"]):
        return fails(
            Said(
                "Masa larangan penggantian pejabat %(agency)s sampai %(day)s: perlu persetujuan tertulis Menteri.",
                limit,
            )
        )
    if kinds & set(parameters["human"]):
        return human(
            Said(
                "Masa larangan %(agency)s sampai %(day)s: apakah jabatan fungsional ini memimpin satuan kerja?",
                limit,
            )
        )
    return passes(Said("Masa larangan %(agency)s tidak mengenai jabatan pelaksana.", limit))


def _told(freeze: Freeze) -> dict[str, object]:
    return {"agency": freeze.agency, "day": freeze.period.last_day or freeze.period.start}


def documents(facts: MoveFacts, parameters: P) -> Finding | None:
    """Papers of a move between agencies, each with its number."""
    if facts.kind is not MoveKind.INTER_AGENCY:
        return None
    missing = [key for key in parameters["papers"] if key not in facts.documents]
    told = {"have": len(parameters["papers"]) - len(missing), "need": len(parameters["papers"])}
    if missing:
        return fails(Said("Dokumen bernomor %(have)d dari %(need)d.", told))
    return passes(Said("Seluruh %(need)d dokumen bernomor.", told))
