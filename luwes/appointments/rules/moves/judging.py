"""All rules over one move: each by the row of the table that is in force on the first day. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from luwes.appointments.rules.moves import acting, person, post, rising, times
from luwes.appointments.rules.moves.facts import MoveFacts
from luwes.appointments.rules.moves.said import Finding, Said, Verdict
from luwes.appointments.rules.moves.table import Dated, in_force

Rule = Callable[[MoveFacts, Mapping[str, Any]], Finding | None]

RULES: dict[str, tuple[Said, Rule]] = {
    "unchanged": (Said("Jabatan asal masih sama"), person.unchanged),
    "standing": (Said("Kedudukan hukum"), person.standing),
    "retirement": (Said("Batas usia pensiun"), person.retirement),
    "pppk_agency": (Said("PPPK tetap di instansinya"), person.pppk_agency),
    "pppk_post": (Said("Jabatan khusus PNS"), person.pppk_post),
    "one_post": (Said("Satu jabatan definitif"), person.one_post),
    "there": (Said("Jabatan tujuan berlaku"), post.there),
    "vacant": (Said("Jabatan tujuan lowong"), post.vacant),
    "establishment": (Said("Formasi"), post.establishment),
    "own_agency": (Said("Jenis mutasi dan instansi"), post.own_agency),
    "direction": (Said("Tingkat jabatan"), rising.direction),
    "tenure_least": (Said("Paling singkat dalam jabatan"), post.tenure_least),
    "tenure_most": (Said("Paling lama dalam jabatan"), post.tenure_most),
    "education": (Said("Pendidikan untuk promosi"), rising.education),
    "experience": (Said("Pengalaman untuk promosi"), rising.experience),
    "age": (Said("Usia untuk pimpinan tinggi"), rising.age),
    "ratings": (Said("Predikat kinerja"), rising.ratings),
    "selection": (Said("Seleksi terbuka"), rising.selection),
    "discipline": (Said("Hukuman disiplin"), rising.discipline),
    "top_leader_stays": (Said("Pimpinan tinggi dua tahun"), rising.top_leader_stays),
    "demotion_basis": (Said("Dasar demosi"), rising.demotion_basis),
    "absence": (Said("Plt. atau Plh."), acting.absence),
    "acting_term": (Said("Lama Plt."), acting.acting_term),
    "acting_total": (Said("Perpanjangan Plt."), acting.acting_total),
    "daily_term": (Said("Lama Plh."), acting.daily_term),
    "daily_least": (Said("Paling singkat Plh."), acting.daily_least),
    "acting_level": (Said("Siapa yang boleh menjadi pelaksana"), acting.acting_level),
    "acting_unit": (Said("Pelaksana dari unit sendiri"), acting.acting_unit),
    "acting_one": (Said("Satu penunjukan pelaksana"), acting.acting_one),
    "secondment_term": (Said("Lama penugasan"), acting.secondment_term),
    "election": (Said("Larangan menjelang pemilihan"), times.election),
    "new_head": (Said("Larangan bagi kepala daerah baru"), times.new_head),
    "competence": (Said("Syarat kompetensi"), post.competence),
    "home_minimum": (Said("Minimum hadir unit asal"), post.home_minimum),
    "away": (Said("Cuti atau penugasan"), person.away),
    "pending": (Said("Usul lain"), person.pending),
    "documents": (Said("Dokumen antarinstansi"), times.documents),
}


@dataclass(frozen=True)
class Check:
    """One rule's verdict on one move; `since` is the first day of the row it was judged by."""

    rule: str
    verdict: Verdict
    said: Said
    law: str
    is_hard: bool
    since: date
    parameters: Mapping[str, Any]
    is_sure: bool = True

    @property
    def refuses(self) -> bool:
        return self.is_hard and self.verdict is Verdict.FAILS

    @property
    def asks(self) -> bool:
        """Whether somebody has to answer for it by name."""
        return not self.refuses and self.verdict is not Verdict.PASSES

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule, "verdict": self.verdict.value, "said": self.said.as_json(),
            "law": self.law, "hard": self.is_hard, "since": self.since.isoformat(),
            "sure": self.is_sure,
        }  # fmt: skip


def judge(facts: MoveFacts, rows: Iterable[Dated]) -> list[Check]:
    """Every rule in force on the first day that has something to say, in the order of `RULES`."""
    standing = in_force(rows, facts.on)
    found = []
    for key, (_name, rule) in RULES.items():
        row = standing.get(key)
        finding = rule(facts, row.parameters) if row else None
        if row and finding:
            found.append(
                Check(
                    key, finding.verdict, finding.said, row.law, row.is_hard, row.period.start,
                    row.parameters, row.is_sure,
                )
            )  # fmt: skip
    return found


def known_rules() -> list[str]:
    return list(RULES)


def name_of(rule: str) -> Said:
    return RULES[rule][0] if rule in RULES else Said(rule)
