"""Rules of promotion and demotion. What is not on file is never guessed: somebody looks. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from luwes.appointments.rules.holding import Kind
from luwes.appointments.rules.moves.facts import (
    Ground,
    MoveFacts,
    MoveKind,
    Past,
    Post,
    YearRating,
)
from luwes.appointments.rules.moves.person import P
from luwes.appointments.rules.moves.said import Finding, Said, fails, human, passes
from luwes.core.periods import add_months, full_years
from luwes.organisation.rules import CAREER_LEVELS, MANAGERIAL, PositionKind

_ORDER = {PositionKind.SUPERVISOR: 1, PositionKind.ADMINISTRATOR: 2, PositionKind.TOP_LEADER: 3}
_TOP = {"pratama": 0, "madya": 1, "utama": 2}


def rises(held: Post, to: Post) -> int | None:
    """1 higher, 0 level, -1 lower; None where posts of unlike kinds have no classes to compare."""
    if held.kind in MANAGERIAL and to.kind in MANAGERIAL:
        return _sign(_height(to) - _height(held))
    if held.kind is to.kind and held.kind in {PositionKind.EXPERT, PositionKind.SKILLED}:
        levels = CAREER_LEVELS[held.kind]
        if held.level in levels and to.level in levels:
            return _sign(levels.index(to.level) - levels.index(held.level))
    if held.job_class is not None and to.job_class is not None:
        return _sign(to.job_class - held.job_class)
    if to.kind in MANAGERIAL and held.kind is PositionKind.EXECUTIVE:
        return 1
    if held.kind in MANAGERIAL and to.kind is PositionKind.EXECUTIVE:
        return -1
    return 0 if held.kind is to.kind is PositionKind.EXECUTIVE else None


def _height(post: Post) -> int:
    return _ORDER[post.kind] + (
        _TOP.get(post.level, 0) if post.kind is PositionKind.TOP_LEADER else 0
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


HIGHER = Said("%(to)s lebih tinggi dari %(from)s: gunakan promosi.")
LEVEL = Said("%(to)s setingkat dengan %(from)s: bukan promosi atau demosi.")
LOWER = Said("%(to)s lebih rendah dari %(from)s: gunakan demosi.")


def direction(facts: MoveFacts, parameters: P) -> Finding | None:
    wanted = {MoveKind.PROMOTION: {1}, MoveKind.DEMOTION: {-1}, MoveKind.ROTATION: {0},
              MoveKind.TRANSFER: {0}, MoveKind.INTER_AGENCY: {0}}.get(facts.kind)  # fmt: skip
    if wanted is None or facts.held is None or facts.to is None:
        return None
    told = {"from": facts.held.title, "to": facts.to.title}
    found = rises(facts.held, facts.to)
    if found is None:
        return human(Said("Bandingkan tingkat %(from)s dan %(to)s; kelasnya belum tercatat.", told))
    if found in wanted:
        return passes(Said("Tingkat jabatan sesuai dengan jenis mutasi."))
    return fails(Said({1: HIGHER, 0: LEVEL, -1: LOWER}[found].text, told))


# ── promotion ────────────────────────────────────────────────────────

_SCHOOL = (
    (re.compile(r"^\W*(S[-. ]?3|doktor)\b", re.I), 7),
    (re.compile(r"^\W*(S[-. ]?2|magister|pascasarjana)\b", re.I), 6),
    (re.compile(r"^\W*(S[-. ]?1|D[-. ]?(IV|4)|sarjana|profesi)\b", re.I), 5),
    (re.compile(r"^\W*D[-. ]?(III|3)\b", re.I), 4),
    (re.compile(r"^\W*D[-. ]?(II|2|I|1)\b", re.I), 3),
    (re.compile(r"^\W*(SMA|SMK|SLTA|MA|STM|SMEA|SPK|SPG)\b", re.I), 2),
    (re.compile(r"^\W*(SMP|SLTP|SD|MTs|MI)\b", re.I), 1),
)
BACHELOR, DIPLOMA_3 = 5, 4


def schooling(written: str) -> int | None:
    """How high an education is, as staff lists write it ("S-1 Ilmu Hukum"); None: cannot tell."""
    return next((height for pattern, height in _SCHOOL if pattern.match(written)), None)


def education(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is not MoveKind.PROMOTION or facts.to is None:
        return None
    need = parameters["least"].get(facts.to.kind.value)
    if need is None:
        return None
    told = {
        "education": facts.person.education or "–",
        "need": {5: "S-1/D-IV", 4: "D-III"}.get(need, str(need)),
    }
    found = schooling(facts.person.education)
    if found is None:
        return human(Said("Pendidikan %(education)s: pastikan sedikitnya %(need)s.", told))
    if found < need:
        return fails(Said("Pendidikan %(education)s di bawah %(need)s.", told))
    return passes(Said("Pendidikan %(education)s memenuhi %(need)s.", told))


def experience(facts: MoveFacts, parameters: P) -> Finding | None:
    """Years in posts of the kinds that lead there; the register may be younger than the person's years."""
    if facts.kind is not MoveKind.PROMOTION or facts.to is None:
        return None
    rule = parameters["ways"].get(facts.to.kind.value)
    if rule is None:
        return None
    days = sum(
        _days(row, facts.on) for row in facts.past
        if row.holding is Kind.DEFINITIVE and _leads(row, rule["from"])
    )  # fmt: skip
    told = {"years": rule["years"], "have": round(days / 365.25, 1)}
    if days >= round(rule["years"] * 365.25) - 1:
        return passes(
            Said("%(have)s tahun pada jabatan yang disyaratkan (sedikitnya %(years)d).", told)
        )
    return human(
        Said(
            "Tercatat %(have)s dari %(years)d tahun pada jabatan yang disyaratkan; periksa riwayat sebelum data Luwes.",
            told,
        )
    )


def _days(row: Past, on: date) -> int:
    return max(0, (min(row.period.end or on, on) - row.period.start).days)


def _leads(row: Past, ways: Sequence[str]) -> bool:
    return f"{row.post_kind.value}" in ways or f"{row.post_kind.value}:{row.level}" in ways


def age(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is not MoveKind.PROMOTION or facts.to is None:
        return None
    if facts.to.kind.value not in parameters["kinds"]:
        return None
    told = {"age": full_years(facts.person.born, facts.on), "most": parameters["most"]}
    if add_months(facts.person.born, parameters["most"] * 12) >= facts.on:
        return passes(Said("Usia pada TMT %(age)d tahun, paling tinggi %(most)d.", told))
    if told["age"] <= parameters["most"]:
        return human(
            Said(
                "Usia pada TMT sudah lewat %(most)d tahun tetapi belum %(most)d + 1: pastikan cara menghitungnya.",
                told,
            )
        )
    return fails(Said("Usia pada TMT %(age)d tahun, paling tinggi %(most)d.", told))


def ratings(facts: MoveFacts, parameters: P) -> Finding | None:
    """Of the calendar years before the first day; what is not final in Luwes somebody looks up."""
    if facts.kind is not MoveKind.PROMOTION:
        return None
    asked = range(facts.on.year - parameters["years"], facts.on.year)
    rows = sorted((r for r in facts.ratings if r.year in asked), key=lambda row: row.year)
    what = ", ".join(_cited(row) for row in rows)
    told = {"years": parameters["years"], "what": what}
    if poor := [row for row in rows if row.is_good is False]:
        return fails(
            Said("Di bawah baik: %(what)s.", {"what": ", ".join(_cited(row) for row in poor)})
        )
    if any(row.is_good is None for row in rows):
        return human(Said("Bagian-bagian tahunnya dinilai berbeda: %(what)s.", told))
    if {row.year for row in rows} == set(asked):
        return passes(Said("Sedikitnya baik %(years)d tahun terakhir: %(what)s.", told))
    if rows:
        return human(Said("Di Luwes baru %(what)s yang sedikitnya baik; pastikan %(years)d tahun terakhir.", told))  # fmt: skip
    return human(
        Said(
            "Predikat kinerja %(years)d tahun terakhir belum ada di Luwes: pastikan sedikitnya baik.",
            told,
        )
    )


def _cited(row: YearRating) -> str:
    return f"{row.year} ({', '.join(row.papers)})" if row.papers else str(row.year)


def selection(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is not MoveKind.PROMOTION or facts.to is None:
        return None
    if facts.to.kind is not PositionKind.TOP_LEADER:
        return None
    return human(
        Said(
            "Pimpinan tinggi diisi lewat seleksi terbuka atau manajemen talenta: sebutkan hasilnya."
        )
    )


def discipline(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind not in {MoveKind.PROMOTION, MoveKind.INTER_AGENCY}:
        return None
    return human(
        Said(
            "Hukuman disiplin tidak tercatat di Luwes: pastikan tidak sedang dijalani atau diproses."
        )
    )


def top_leader_stays(facts: MoveFacts, parameters: P) -> Finding | None:
    """A holder of a JPT is not replaced within two years of the appointment."""
    if facts.kind not in {MoveKind.TRANSFER, MoveKind.ROTATION, MoveKind.DEMOTION, MoveKind.END}:
        return None
    if (
        facts.held is None
        or facts.held_since is None
        or facts.held.kind is not PositionKind.TOP_LEADER
    ):
        return None
    told = {"day": facts.held_since, "years": parameters["years"]}
    if add_months(facts.held_since, parameters["years"] * 12) > facts.on:
        return human(Said("Pimpinan tinggi belum %(years)d tahun menjabat: sejak %(day)s.", told))
    return passes(Said("Pimpinan tinggi sudah %(years)d tahun menjabat.", told))


# ── demotion ─────────────────────────────────────────────────────────


def demotion_basis(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind is not MoveKind.DEMOTION:
        return None
    told = {"paper": facts.ground_paper}
    if facts.ground is Ground.NEED:
        return fails(Said("Demosi memerlukan hukuman disiplin atau permohonan sendiri."))
    if not facts.ground_paper:
        return fails(Said("Sebutkan nomor keputusan hukuman atau surat permohonan."))
    return passes(Said("Dasar demosi: %(paper)s.", told))
