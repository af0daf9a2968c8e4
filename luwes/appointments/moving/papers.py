"""What the letters say by which people are moved: decrees, orders to act, corrections. Reads only."""

from collections.abc import Iterable, Sequence
from datetime import date

from luwes.appointments import signing
from luwes.appointments.models import Move, MoveRequest
from luwes.appointments.rules import moves as rules
from luwes.appointments.rules.moves import MoveFacts, MoveKind
from luwes.letters import paper
from luwes.letters.actions import Draft
from luwes.letters.content import Content, Person, Signatory, in_words
from luwes.letters.models import Letter

DECREE, MANDATE, CORRECTION = "move_decree", "move_mandate", "move_correction"
ABOUT = "appointments.moverequest"
# KP dan jabatan; surat perintah: Permendagri 83/2022
NUMBERS = {
    DECREE: "800.1.3.2/{sequence}/{unit}/{year}",
    MANDATE: "800.1.11.1/{sequence}/{unit}/{year}",
}
# UU 30/2014 ps. 14 ayat (7) and SE BKN 1/SE/I/2021
LIMITS = (
    "Tidak berwenang mengambil keputusan atau tindakan strategis yang berdampak pada perubahan "
    "status hukum organisasi, kepegawaian, dan alokasi anggaran.",
    "Tidak berwenang mengangkat, memindahkan, atau memberhentikan pegawai.",
    "Dapat menetapkan sasaran dan penilaian kinerja, kenaikan gaji berkala, cuti selain cuti di "
    "luar tanggungan negara dan cuti ke luar negeri, surat penugasan, dan hukuman disiplin ringan.",
    "Tetap melaksanakan tugas jabatannya sendiri; tidak dilantik dan tidak menerima tunjangan "
    "jabatan struktural dari jabatan yang dijalankan.",
)
VERB = {
    MoveKind.TRANSFER: "dimutasikan dan diangkat dalam jabatan",
    MoveKind.INTER_AGENCY: "dipindahkan antarinstansi dan diangkat dalam jabatan",
    MoveKind.ROTATION: "dirotasi ke dalam jabatan",
    MoveKind.PROMOTION: "dipromosikan ke dalam jabatan",
    MoveKind.DEMOTION: "dipindahkan ke dalam jabatan yang lebih rendah",
    MoveKind.SECONDMENT: "ditugaskan pada",
    MoveKind.RETURN: "dikembalikan dari penugasan ke jabatannya sendiri",
    MoveKind.END: "diberhentikan dari jabatan",
}
WORD = {MoveKind.ACTING: "Pelaksana Tugas (Plt.)", MoveKind.DAILY: "Pelaksana Harian (Plh.)"}


def kind_of(move: Move) -> str:
    return MANDATE if MoveKind(move.kind) in rules.MANDATES else DECREE


def groups(moves: Iterable[Move]) -> list[list[Move]]:
    """One decree for all who are moved, with an annex; an order of their own for whoever acts."""
    decreed: list[Move] = []
    ordered: list[list[Move]] = []
    for move in moves:
        if kind_of(move) == DECREE:
            decreed.append(move)
        else:
            ordered.append([move])
    return [*([decreed] if decreed else []), *ordered]


class Papers:
    """Drafts the letters of one request; what they share is read once."""

    def __init__(
        self, request: MoveRequest, facts: dict[int, MoveFacts], on: date, signatory: Signatory
    ) -> None:
        self.request, self.facts, self.on = request, facts, on
        self.signatory = signing.for_head(signatory, request.agency)
        self.steps = list(request.steps.exclude(paper="").order_by("order", "pk"))

    def draft(self, moves: Sequence[Move]) -> Draft:
        kind, agency = kind_of(moves[0]), self.request.agency
        content = self._mandate(moves[0]) if kind == MANDATE else self._decree(moves)
        return Draft(
            kind=kind, series_key=f"{agency.code}|{agency.letter_code}|{{year}}",
            number_format=NUMBERS[kind], day=self.on, payload=content, about_kind=ABOUT,
            about_id=str(self.request.pk), chain=str(agency.pk),
            variables={"unit": agency.letter_code or agency.code},
        )  # fmt: skip

    def _shared(self, moves: Sequence[Move]) -> Content:
        request = self.request
        return Content(
            letterhead=signing.letterhead(request.agency),
            subject=request.title, basis=self._basis(moves), people=[self._person(m) for m in moves],
            orders=[], place=request.agency.seat or request.agency.name, signatory=self.signatory,
            copies=["Kepala unit kerja yang bersangkutan", "Kepala Kantor Regional BKN", "Inspektur"],
            first_day=request.effective_on.isoformat(),
        )  # fmt: skip

    def _basis(self, moves: Sequence[Move]) -> list[str]:
        """The laws by which these moves were judged, and the papers of those who were asked."""
        kinds = {MoveKind(m.kind) for m in moves}
        mandate = kinds <= rules.MANDATES
        laws = ["Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara;"]
        if mandate:
            laws.append("Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan;")
            laws.append("Surat Edaran Kepala BKN Nomor 1/SE/I/2021;")
        else:
            laws.append("Peraturan Pemerintah Nomor 11 Tahun 2017 jo. Nomor 17 Tahun 2020;")
            laws.append("Peraturan BKN Nomor 5 Tahun 2019;")
        papers = [
            f"{rules_words(step.kind)} Nomor {step.paper}"
            + (f" tanggal {in_words(step.paper_day)};" if step.paper_day else ";")
            for step in self.steps
        ]
        grounds = [f"Surat Nomor {m.ground_paper};" for m in moves if m.ground_paper]
        return [*laws, *papers, *dict.fromkeys(grounds), f"{self.request.basis.rstrip('.;')}."]

    def _person(self, move: Move) -> Person:
        employee, facts = move.employee, self.facts[move.pk]
        held = (facts.held.title, facts.held.unit) if facts.held else ("–", "–")
        return Person(**{**signing.person(employee, *held), "duty": self._duty(move)})

    def _duty(self, move: Move) -> str:
        facts, kind = self.facts[move.pk], MoveKind(move.kind)
        if facts.to is None:
            left = f": {facts.leaving.title}" if facts.leaving else ""
            return f"{VERB[kind].capitalize()}{left}"
        until = f", s.d. {in_words(move.last_day)}" if move.last_day else ""
        return f"{facts.to.title}, {facts.to.unit}{until}"

    def _decree(self, moves: Sequence[Move]) -> Content:
        first = MoveKind(moves[0].kind)
        day = in_words(self.request.effective_on)
        if len(moves) == 1:
            where = self._duty(moves[0])
            what = where if first in rules.LEAVING else f"{VERB[first].capitalize()} {where}"
        else:
            what = (
                "Nama-nama dalam lampiran dipindahkan atau diangkat sebagaimana tercantum di sana"
            )
        orders = [
            f"{what}, terhitung mulai tanggal {day}.",
            "Kepada yang bersangkutan diberikan hak kepegawaian sesuai peraturan perundang-undangan.",
            "Apabila di kemudian hari terdapat kekeliruan, keputusan ini diperbaiki sebagaimana mestinya.",
        ]
        considering = ["bahwa untuk kepentingan dinas dan pembinaan karier perlu dilakukan pemindahan atau pengangkatan pegawai;"]  # fmt: skip
        if self.request.late_reason:
            considering.append(
                f"bahwa keputusan berlaku surut karena {_in_sentence(self.request.late_reason)};"
            )
        return Content(**{**self._shared(moves), "orders": orders, "considering": considering})

    def _mandate(self, move: Move) -> Content:
        facts, word = self.facts[move.pk], WORD[MoveKind(move.kind)]
        assert facts.to
        assert move.last_day
        first, last = in_words(self.request.effective_on), in_words(move.last_day)
        absent = "kosong" if move.kind == MoveKind.ACTING.value else "sedang berhalangan sementara"
        return Content(
            **{
                **self._shared([move]),
                "subject": f"{word} {facts.to.title}, {facts.to.unit}",
                "considering": [f"bahwa jabatan {facts.to.title} pada {facts.to.unit} {absent};"],
                "orders": [
                    f"Terhitung mulai tanggal {first} s.d. {last}, di samping jabatannya sendiri, "
                    f"menjadi {word} {facts.to.title} pada {facts.to.unit}.",
                    *LIMITS,
                    "Melaksanakan perintah ini dengan penuh tanggung jawab.",
                ],
                "last_day": move.last_day.isoformat(),
            }
        )


def rules_words(kind: str) -> str:
    """A step as a letter names it, in Indonesian always."""
    return {
        rules.StepKind.ORIGIN_CONSENT.value: "Persetujuan PPK instansi asal",
        rules.StepKind.TECHNICAL_APPROVAL.value: "Pertimbangan teknis BKN",
        rules.StepKind.GOVERNOR.value: "Keputusan Gubernur",
    }.get(kind, "Surat")


def correcting(letter: Letter, *, old: date, new: date, reason: str, on: date) -> Draft:
    """The letter by which a first day is corrected; it amends the decree."""
    content = letter.as_content()
    named = f"{paper.title(letter)} Nomor {letter.number} tanggal {in_words(letter.day)}"
    payload = Content(
        letterhead=content["letterhead"], subject=f"Pembetulan {named}",
        considering=[f"bahwa {_in_sentence(reason)};"], basis=[f"{named}."], people=content["people"],
        orders=[
            f"{named} diperbaiki: terhitung mulai tanggal {in_words(old)} menjadi terhitung mulai "
            f"tanggal {in_words(new)}.",
            "Ketentuan lain dalam keputusan tersebut tetap berlaku.",
        ],
        place=content["place"], signatory=content["signatory"], copies=content.get("copies", []),
        first_day=new.isoformat(),
    )  # fmt: skip
    return Draft(
        kind=CORRECTION, series_key=letter.series_format, number_format=letter.number_format,
        day=on, payload=payload, about_kind=letter.about_kind, about_id=letter.about_id,
        chain=letter.chain, amends=letter,
    )  # fmt: skip


def _in_sentence(text: str) -> str:
    """As it goes on after "bahwa": no capital at its head, no stop at its end."""
    text = text.strip().rstrip(".;")
    return text[:1].lower() + text[1:] if not text[1:2].isupper() else text
