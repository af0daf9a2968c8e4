"""Rules about the person: standing, employment, age, one post at a time. Pure."""

from collections.abc import Mapping
from typing import Any

from luwes.appointments.rules.moves.facts import LEAVING, MANDATES, PERMANENT, MoveFacts, MoveKind
from luwes.appointments.rules.moves.said import Finding, Said, fails, human, passes
from luwes.core.periods import add_months
from luwes.organisation.rules import limits_of, retirement_day
from luwes.people.rules import Employment

P = Mapping[str, Any]


def standing(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is MoveKind.END:
        return None
    told = {"standing": facts.person.standing_words}
    if facts.person.standing in parameters["codes"]:
        return passes(Said("Kedudukan hukum: %(standing)s.", told))
    return fails(Said("Kedudukan hukum %(standing)s: tidak dapat dipindahkan atau ditunjuk.", told))


def retirement(facts: MoveFacts, parameters: P) -> Finding | None:
    post = facts.to or facts.held
    if facts.kind in LEAVING or post is None:
        return None
    day = retirement_day(facts.person.born, limits_of(post.kind, post.level, post.title))
    told: dict[str, Any] = {"day": day}
    if day <= facts.on:
        return fails(Said("Batas usia pensiun tercapai: pensiun mulai %(day)s.", told))
    if facts.end and facts.end > day:
        return fails(Said("Masa penugasan melewati pensiun, %(day)s.", told))
    if facts.kind in PERMANENT and day <= add_months(facts.on, parameters["months_left"]):
        return human(Said("Pensiun sudah dekat: %(day)s.", told))
    return passes(Said("Batas usia pensiun belum tercapai: %(day)s.", told))


def pppk_agency(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.person.employment == Employment.PNS.value or facts.to is None:
        return None
    if facts.crosses:
        return fails(Said("PPPK tidak dapat dipindahkan ke instansi lain."))
    return passes(Said("PPPK tetap pada instansinya."))


def pppk_post(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.person.employment == Employment.PNS.value or facts.to is None:
        return None
    if facts.to.kind.value in parameters["kinds"]:
        return fails(Said("Jabatan administrator dan pengawas hanya untuk PNS."))
    return passes(Said("Jabatan ini terbuka untuk PPPK."))


def one_post(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind not in PERMANENT:
        return None
    if facts.beside:
        first = facts.beside[0]
        told = {"title": first.title, "day": first.period.start}
        return fails(Said("Masih memegang jabatan definitif lain: %(title)s, sejak %(day)s.", told))
    return passes(Said("Hanya satu jabatan definitif."))


def unchanged(facts: MoveFacts, parameters: P) -> Finding | None:
    """What the request was made from still stands: an import or another decree may have come between."""
    if facts.kind in LEAVING:
        if facts.leaving is None or facts.is_stale:
            return fails(Said("Masa jabatan yang hendak diakhiri tidak ada lagi pada hari itu."))
        return passes(Said("Masa jabatan itu masih berjalan pada TMT."))
    if facts.is_stale:
        now = facts.held.title if facts.held else "–"
        return fails(
            Said("Jabatan asal sudah berubah sejak usul dibuat; sekarang: %(now)s.", {"now": now})
        )
    if facts.held is None and facts.kind in MANDATES | {MoveKind.SECONDMENT}:
        return human(Said("Orang ini tidak memegang jabatan definitif."))
    return passes(Said("Jabatan asal masih seperti saat usul dibuat."))


def away(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind in LEAVING:
        return None
    if facts.away:
        return human(Said("Pada TMT sedang: %(what)s.", {"what": "; ".join(facts.away)}))
    return passes(Said("Tidak sedang cuti atau bertugas pada TMT."))


def pending(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.pending:
        told = {"what": ", ".join(facts.pending)}
        return human(Said("Juga ada dalam usul lain: %(what)s.", told))
    return passes(Said("Tidak ada dalam usul lain yang berjalan."))
