"""The simple form of services for which nobody has made one: what, where, and how to reach somebody."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luwes.services import access
from luwes.services.models import Service, ServiceVersion
from luwes.services.rules.asking import (
    ABOUT_KEY,
    CASE_KEY,
    Definition,
    Kind,
    Option,
    Page,
    Question,
)
from luwes.services.rules.states import CaseKind, VersionState

KEEP_DAYS = 5 * 365
_ABOUT_PLACES = {CaseKind.REPORT, CaseKind.WISH}


def definition(service: Service) -> Definition:
    """In the reader's language."""
    if CaseKind(service.kind) is CaseKind.COMPLAINT:
        return Definition((_complaint(service), _contact()))
    about_place = CaseKind(service.kind) in _ABOUT_PLACES
    what = Question(
        "uraian", Kind.LONG, _("Ceritakan apa yang terjadi") if about_place else _("Apa yang Anda perlukan?"),
        _("Tulis seperti berbicara kepada petugas: apa, sejak kapan, siapa yang terkena.")
        if about_place else _("Misalnya: saya pindah dari Metro ke Kedaton dan perlu surat pindah."),
        required=True,
    )  # fmt: skip
    papers = Question("foto", Kind.FILE, _("Foto atau dokumen"), _("Foto, atau PDF; paling banyak 5."))  # fmt: skip
    first = Page(_("Apa yang terjadi, dan di mana?") if about_place else _("Apa yang Anda perlukan?"), "", (what, *(_place(service) if about_place else ()), papers))  # fmt: skip
    return Definition((first, _contact()))


def complained_of(service: Service) -> QuerySet[Service]:
    """What the government of this service for complaints offers besides."""
    rows = access.public_services().filter(agency=service.agency_id)
    return rows.exclude(kind=CaseKind.COMPLAINT.value).order_by("pk")


def _complaint(service: Service) -> Page:
    told = ServiceVersion.objects.filter(
        service__in=complained_of(service).order_by(), state=VersionState.PUBLISHED.value
    )
    offered = told.order_by("name", "pk").values_list("service__slug", "name")
    return Page(
        _("Apa yang Anda adukan?"),
        _("Dibaca dan dijawab oleh atasan, bukan oleh petugas yang diadukan."),
        (
            Question(
                ABOUT_KEY, Kind.ONE, _("Layanan yang diadukan"), _("Kosongkan bila bukan salah satunya."),
                options=tuple(Option(slug, called) for slug, called in offered),
            ),
            Question(
                CASE_KEY, Kind.TEXT, _("Nomor perkara Anda di layanan itu"),
                _("Bila ada, seperti di tanda terima; petugasnya tidak dapat menangani pengaduan ini."),
            ),
            Question(
                "uraian", Kind.LONG, _("Ceritakan apa yang terjadi"),
                _("Misalnya: diminta uang, antrean dua jam, atau permohonan lewat waktu tanpa kabar."),
                required=True,
            ),
            Question("foto", Kind.FILE, _("Foto atau dokumen"), _("Foto, atau PDF; paling banyak 5.")),
        ),
    )  # fmt: skip


def _place(service: Service) -> tuple[Question, ...]:
    return (
        Question(
            "wilayah", Kind.AREA, _("Desa, kelurahan, atau kecamatan"),
            _("Ketik namanya, misalnya Way Kandis, lalu pilih."), required=service.subject_id is not None,
        ),
        Question(
            "letak", Kind.TEXT, _("Letaknya"),
            _("Nama jalan dan patokan di dekatnya, misalnya depan SDN 1 Way Kandis."),
        ),
        Question("titik", Kind.POINT, _("Titik di peta"), _("Bila Anda berdiri di tempatnya.")),
    )  # fmt: skip


def _contact() -> Page:
    return Page(
        _("Ke mana kami memberi kabar?"),
        _("Semua boleh dikosongkan; Anda tetap dapat melacak dengan nomor dan kode rahasia."),
        (
            Question("nama", Kind.TEXT, _("Nama"), _("Sesuai KTP, misalnya Siti Rahayu.")),
            Question(
                "hp", Kind.PHONE, _("Nomor HP"),
                _("Contoh: 0812 3456 7890. Tidak ditampilkan kepada siapa pun selain petugas."),
            ),
            Question("surel", Kind.EMAIL, _("Surel"), _("Contoh: siti@contoh.id")),
            Question(
                "rahasia", Kind.CONSENT, _("Rahasiakan nama saya"),
                _("Hanya petugas yang menangani melihat nama Anda."),
            ),
        ),
    )  # fmt: skip


def purpose(service: Service) -> str:
    return _("Untuk menangani permohonan atau laporan Anda, dan memberi kabar kepada Anda.")


def consent(service: Service) -> str:
    return _("Saya setuju data ini dipakai untuk menangani permohonan atau laporan saya, dan diteruskan kepada kantor yang berwenang bila perlu.")  # fmt: skip
