"""How a service is written down, and the components that are the same for most."""

from collections.abc import Mapping
from dataclasses import dataclass

from luwes.organisation.rules import AgencyKind
from luwes.services.rules.clocks import DAY_MINUTES
from luwes.services.rules.components import Component
from luwes.services.rules.states import CaseKind

PROVINCE = (AgencyKind.PROVINCE,)
LOCAL = (AgencyKind.REGENCY, AgencyKind.CITY)


@dataclass(frozen=True)
class Offer:
    """
    A service as it is written to begin with.

    `units`: names of the unit that gives it; the highest in the tree counts, then the first named. `skills`: competency codes with the
    level asked. `governments`: the kinds that give it.
    """

    code: str
    name: str
    kind: CaseKind
    governments: tuple[AgencyKind, ...]
    units: tuple[str, ...]
    themes: tuple[str, ...]
    words: str
    summary: str
    audience: str
    to_bring: tuple[str, ...]
    components: Mapping[Component, str]
    minutes: int = DAY_MINUTES
    fee: int = 0
    subject: str = ""
    on_site: bool = False
    skills: tuple[tuple[str, int], ...] = (("pelayanan_publik", 2),)


FREE = "Gratis."
COMPLAINTS = (
    "Adukan lewat halaman ini, loket, atau SP4N-LAPOR! (lapor.go.id).\n"
    "Dijawab paling lama 3 hari kerja oleh atasan petugas, bukan oleh petugas yang diadukan.\n"
    "Anda boleh meminta nama dirahasiakan."
)
FACILITIES = (
    "Loket dengan nomor antrean dan ruang tunggu\n"
    "Kursi prioritas dan jalan landai untuk penyandang disabilitas, lansia, dan ibu hamil\n"
    "Komputer dengan sambungan internet, pemindai, dan pencetak"
)
SUPERVISION = (
    "Atasan langsung melihat semua permohonan dan tenggatnya setiap hari kerja\n"
    "Inspektorat memeriksa secara berkala"
)
GUARANTEE = (
    "Dilayani menurut standar ini tanpa pungutan di luar ketentuan\n"
    "Bila lewat waktu, Anda diberi tahu alasannya dan tanggal barunya\n"
    "Anda dapat membuka kembali permohonan dalam 30 hari setelah ditutup"
)
SAFETY = (
    "Data Anda hanya dipakai untuk layanan ini (UU 27/2022)\n"
    "Setiap pembacaan NIK tercatat dan dapat Anda lihat"
)
EVALUATION = "Survei kepuasan sembilan unsur (PermenPANRB 14/2017) setelah setiap permohonan selesai; hasilnya dibahas tiap triwulan."


def components(
    *, requirements: str, procedure: str, duration: str, product: str, legal_basis: str,
    competence: str, staff: str, fee: str = FREE, complaints: str = COMPLAINTS,
    facilities: str = FACILITIES, supervision: str = SUPERVISION, guarantee: str = GUARANTEE,
    safety: str = SAFETY,
) -> dict[Component, str]:  # fmt: skip
    """All fourteen; those not given are the usual ones."""
    return {
        Component.REQUIREMENTS: requirements, Component.PROCEDURE: procedure,
        Component.DURATION: duration, Component.FEE: fee, Component.PRODUCT: product,
        Component.COMPLAINTS: complaints, Component.LEGAL_BASIS: legal_basis,
        Component.FACILITIES: facilities, Component.COMPETENCE: competence,
        Component.SUPERVISION: supervision, Component.STAFF: staff, Component.GUARANTEE: guarantee,
        Component.SAFETY: safety, Component.EVALUATION: EVALUATION,
    }  # fmt: skip
