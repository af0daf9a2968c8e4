"""What goals of people in the demonstration say: by what they serve, their post, and where they lead."""

from collections.abc import Sequence
from dataclasses import dataclass

from luwes.accounts.rules import Role
from luwes.appointments.queries import definitive
from luwes.collaboration.models import Programme
from luwes.demo.season import Season
from luwes.motivation.rules.goals import GoalKind
from luwes.people.models import Employee
from luwes.services.models import Service, ServiceVersion

MAIN, EXTRA = GoalKind.MAIN, GoalKind.EXTRA


@dataclass(frozen=True)
class Aim:
    """
    `realised`: what came of it in the year, as the assessor writes it; `counted`: the same of so many
    things that stand beside it.
    """

    kind: GoalKind
    title: str
    indicator: str
    target: str
    realised: str
    counted: str = ""

    def came(self, count: int) -> str:
        return self.counted % count if self.counted and count else self.realised


# A word of the post's title, and what such a post is for.
OF_POSTS = (
    ("Data", Aim(MAIN, "Data unit mutakhir dan dicatat sekali", "Baris data yang cocok dengan lapangan", "98 persen", "98,4 persen cocok")),
    ("Kebijakan", Aim(MAIN, "Telaah kebijakan siap sebelum rapat pimpinan", "Telaah yang disampaikan tepat waktu", "24 telaah", "25 telaah, semua sebelum rapat")),
    ("Perkantoran", Aim(MAIN, "Surat dan arsip tertib serta mudah ditemukan", "Surat yang ditindaklanjuti pada hari yang sama", "95 persen", "96 persen pada hari yang sama")),
    ("Operasional", Aim(MAIN, "Loket dan ruang tunggu siap sebelum jam buka", "Hari loket dibuka tepat waktu", "240 hari", "239 hari")),
    ("Pengemudi", Aim(MAIN, "Kendaraan dinas siap jalan setiap pagi", "Hari tanpa kendaraan mogok", "240 hari", "238 hari")),
    ("Keuangan", Aim(MAIN, "Pertanggungjawaban keuangan rapi dan tepat waktu", "Berkas yang lengkap pada tanggal lima", "12 berkas", "12 berkas")),
)  # fmt: skip
OF_ALL = Aim(
    MAIN,
    "Laporan bulanan kegiatan rampung pada tanggal lima",
    "Laporan yang diterima tepat waktu",
    "12 laporan",
    "12 laporan, satu terlambat dua hari",
)
LEARNING = Aim(
    EXTRA,
    "Terampil melayani lewat aplikasi dengan TIK dasar",
    "Modul dan kelas yang lulus",
    "2 sertifikat",
    "Sertifikat seperti tercatat",
)
EMERGENCY = Aim(
    EXTRA,
    "Siap membantu evakuasi dan pengungsian saat banjir",
    "Hari bertugas bila diperintahkan",
    "Sesuai perintah",
    "Tidak ada perintah pada tahun itu",
)
OF_HEADS = (
    Aim(MAIN, "Layanan warga tuntas dalam waktu standar", "Permohonan yang tepat waktu", "95 persen", "93 persen tepat waktu"),
    Aim(MAIN, "Data dan laporan kami dapat dipercaya", "Laporan tanpa koreksi pemeriksa", "12 laporan", "12 laporan tanpa koreksi"),
    Aim(MAIN, "Setiap pegawai terampil dan siap saat bencana", "Pegawai dengan sertifikat atau hari tugas", "80 persen", "82 persen"),
)  # fmt: skip
OF_LEADERS = (
    Aim(MAIN, "Permohonan warga di bidang kami tuntas tepat waktu", "Permohonan yang tuntas dalam waktu standar", "95 persen", "94 persen"),
    Aim(MAIN, "Laporan bidang kami rapi dan terkirim pada tanggal lima", "Laporan tepat waktu", "12 laporan", "12 laporan"),
    Aim(MAIN, "Pegawai bidang kami terus belajar", "Pegawai yang lulus paling sedikit satu modul", "75 persen", "78 persen"),
)  # fmt: skip
MOST_SERVICES = 2


def of(season: Season, person: Employee) -> Sequence[Aim]:
    if person == season.head:
        return OF_HEADS
    if person in season.leaders:
        return OF_LEADERS
    served = [*_of_programme(person), *_of_services(person)]
    own = served or [_of_post(season, person)]
    return [*own, *([] if len(own) > 1 or OF_ALL in own else [OF_ALL]), LEARNING, EMERGENCY]


def _of_services(person: Employee) -> list[Aim]:
    """Of an officer the services of the desk, by the names that cases carry too."""
    grants = person.user.grants.filter(role=Role.SERVICE_OFFICER.value) if person.user else []
    units = [int(grant.scope_id) for grant in grants]
    rows = Service.objects.filter(unit_id__in=units).order_by("pk")[:MOST_SERVICES]
    names = ServiceVersion.objects.filter(service__in=[row.pk for row in rows], state="published")
    found = dict(names.order_by("number").values_list("service_id", "name"))
    return [
        Aim(
            MAIN, f"{name} tuntas dalam waktu standar", "Yang diselesaikan dan diterima warga",
            "95 persen", "Belum ada yang masuk", "%d tuntas, semuanya diterima warga",
        )
        for _pk, name in sorted(found.items())
    ]  # fmt: skip


def _of_programme(person: Employee) -> list[Aim]:
    """Of whoever leads one."""
    leads = person.user and person.user.grants.filter(role=Role.PROGRAMME_LEAD.value).exists()
    return [
        Aim(
            MAIN, f"{name} tercapai bersama mitra", "Tonggak yang diverifikasi pihak lain",
            "Semua tonggak tahun itu", "Belum ada tonggak yang diverifikasi",
            "%d tonggak diverifikasi pihak lain",
        )
        for name in (Programme.objects.order_by("pk").values_list("name", flat=True)[:1] if leads else ())
    ]  # fmt: skip


def _of_post(season: Season, person: Employee) -> Aim:
    rows = definitive(season.on).filter(employee=person).select_related("position__title")
    title = str(rows[0].position.title)
    return next((aim for word, aim in OF_POSTS if word in title), OF_ALL)
