"""
The forms of three services, by the codes of their offers; the others ask by the simple form.

Only `nik` is a NIK: that of whoever asks, sealed and read with a reason. What other people's papers
say stays on the papers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from luwes.services.rules.asking import Condition, Definition, Kind, Option, Page, Question

YEAR = 365


@dataclass(frozen=True)
class Shipped:
    """A form as it is put in force with its service."""

    definition: Definition
    purpose: str
    consent: str
    keep_days: int


def _options(**labels: str) -> tuple[Option, ...]:
    return tuple(Option(key, label) for key, label in labels.items())


def _if(key: str, *values: str) -> Condition:
    return Condition(key, values)


_FILE = "Foto yang terbaca, atau PDF. Semua lampiran paling banyak 5 berkas."
_LATER = "Boleh menyusul lewat halaman pelacakan Anda."


def _who(name_hint: str, *more: Question) -> Page:
    return Page(
        "Siapa Anda?", "NIK hanya dibaca petugas yang menangani; setiap pembacaan tercatat dan dapat Anda lihat.",
        (
            Question("nama", Kind.TEXT, "Nama Anda", name_hint, required=True),
            Question("nik", Kind.NIK, "NIK Anda", "16 angka pada KTP-el atau kartu keluarga.", required=True),
            *more,
            Question("hp", Kind.PHONE, "Nomor HP", "Untuk memberi kabar, misalnya 0812 3456 7890."),
            Question("surel", Kind.EMAIL, "Surel", "Contoh: siti@contoh.id"),
        ),
    )  # fmt: skip


_NOTE = Question("uraian", Kind.LONG, "Ada lagi yang perlu kami ketahui?")

MOVING = Definition((
    _who("Sesuai KTP, misalnya Siti Rahayu."),
    Page("Siapa yang pindah?", "Isian ini menggantikan formulir F-1.03.", (
        Question("yang_pindah", Kind.ONE, "Siapa yang pindah?", required=True, options=_options(
            semua="Kepala keluarga dan semua anggota",
            sebagian="Kepala keluarga dan sebagian anggota",
            kepala="Kepala keluarga saja",
            anggota="Anggota keluarga, tanpa kepala keluarga",
        )),
        Question(
            "nama_pindah", Kind.LONG, "Nama semua yang pindah", "Satu nama tiap baris, sesuai kartu keluarga.",
            required=True, when=_if("yang_pindah", "sebagian", "anggota"),
        ),
        Question(
            "kepala_tinggal", Kind.TEXT, "Siapa kepala keluarga bagi yang tinggal?",
            "Namanya dicetak di kartu keluarga yang baru.", when=_if("yang_pindah", "sebagian", "kepala"),
        ),
        Question("alasan", Kind.ONE, "Alasan pindah", required=True, options=_options(
            pekerjaan="Pekerjaan", pendidikan="Pendidikan", keluarga="Keluarga", perumahan="Perumahan",
            kesehatan="Kesehatan", keamanan="Keamanan", lain="Lainnya",
        )),
        Question("alasan_lain", Kind.TEXT, "Apa alasannya?", required=True, when=_if("alasan", "lain")),
    )),
    Page("Dari mana, ke mana?", "", (
        Question(
            "asal", Kind.AREA, "Desa atau kelurahan asal", "Ketik namanya, lalu pilih.", required=True,
        ),
        Question("alamat_asal", Kind.TEXT, "Alamat asal", "Jalan, nomor, RT dan RW sesuai kartu keluarga.", required=True),
        Question("ke_mana", Kind.ONE, "Pindah ke mana?", required=True, options=_options(
            dalam="Kabupaten/kota lain di provinsi ini", luar="Luar provinsi",
        )),
        Question(
            "tujuan", Kind.AREA, "Desa atau kelurahan tujuan", "Ketik namanya, lalu pilih.", required=True,
            when=_if("ke_mana", "dalam"),
        ),
        Question("provinsi_tujuan", Kind.TEXT, "Provinsi tujuan", required=True, when=_if("ke_mana", "luar")),
        Question(
            "daerah_tujuan", Kind.TEXT, "Kabupaten/kota, kecamatan, dan desa/kelurahan tujuan",
            "Misalnya Kota Depok, Beji, Kemiri Muka.", required=True, when=_if("ke_mana", "luar"),
        ),
        Question("alamat_tujuan", Kind.TEXT, "Alamat tujuan", "Jalan, nomor, RT dan RW.", required=True),
        Question("tanggal_pindah", Kind.DATE, "Rencana tanggal pindah"),
    )),
    Page("Berkas", "Tidak perlu pengantar RT, RW, atau desa/kelurahan.", (
        Question("kartu_keluarga", Kind.FILE, "Kartu keluarga", _FILE, required=True),
        Question("ktp", Kind.FILE, "KTP-el semua yang pindah", f"Foto, atau satu PDF untuk semua. {_LATER}"),
        _NOTE,
    )),
))  # fmt: skip

BIRTH = Definition((
    _who(
        "Sesuai KTP. Anda yang melapor, misalnya ibu atau ayah anak.",
        Question("pelapor", Kind.ONE, "Anda siapa bagi anak ini?", required=True, options=_options(
            ibu="Ibu", ayah="Ayah", wali="Wali atau keluarga", sendiri="Saya sendiri yang belum punya akta",
        )),
    ),
    Page("Yang lahir", "Nama dicetak di akta persis seperti ditulis di sini.", (
        Question("nama_anak", Kind.TEXT, "Nama lengkap", "Paling sedikit dua kata, paling panjang 60 huruf, tanpa gelar.", required=True),
        Question("kelamin_anak", Kind.ONE, "Jenis kelamin", required=True, options=_options(
            l="Laki-laki", p="Perempuan",
        )),
        Question("tanggal_anak", Kind.DATE, "Tanggal lahir", required=True),
        Question("tempat_anak", Kind.TEXT, "Kabupaten/kota tempat lahir", "Misalnya Bandar Lampung.", required=True),
        Question("lahir_di", Kind.ONE, "Lahir di mana?", required=True, options=_options(
            rumah_sakit="Rumah sakit", puskesmas="Puskesmas", bidan="Tempat bidan", rumah="Rumah", lain="Tempat lain",
        )),
        Question("anak_ke", Kind.NUMBER, "Anak ke berapa?", required=True, least="1", most="25"),
    )),
    Page("Orang tua", "NIK orang tua dibaca dari kartu keluarga; tidak perlu ditulis di sini.", (
        Question("nama_ibu", Kind.TEXT, "Nama ibu", required=True),
        Question("nama_ayah", Kind.TEXT, "Nama ayah", "Boleh dikosongkan bila anak dicatat sebagai anak seorang ibu."),
        Question("kawin", Kind.ONE, "Buku nikah atau akta perkawinan", required=True, options=_options(
            ada="Ada", tidak="Tidak ada",
        )),
        Question("buku_nikah", Kind.FILE, "Foto buku nikah atau akta perkawinan", _FILE, required=True, when=_if("kawin", "ada")),
        Question(
            "pernyataan_pasangan", Kind.FILE, "Surat pernyataan kebenaran pasangan suami istri (F-2.04)",
            f"Bila orang tua suami istri. {_LATER}", when=_if("kawin", "tidak"),
        ),
    )),
    Page("Berkas", "Yang kurang kami tanyakan kepada Anda.", (
        Question("surat_lahir", Kind.ONE, "Surat keterangan lahir", required=True, options=_options(
            ada="Ada, dari rumah sakit, puskesmas, atau bidan", tidak="Tidak ada",
        )),
        Question("foto_surat_lahir", Kind.FILE, "Foto surat keterangan lahir", _FILE, required=True, when=_if("surat_lahir", "ada")),
        Question(
            "pernyataan_lahir", Kind.FILE, "Surat pernyataan kebenaran data kelahiran (F-2.03)",
            f"Formulirnya ada di loket. {_LATER}", when=_if("surat_lahir", "tidak"),
        ),
        Question("kartu_keluarga", Kind.FILE, "Kartu keluarga", _FILE, required=True),
        Question("ktp", Kind.FILE, "KTP-el orang tua, pelapor, dan dua saksi", f"Satu PDF untuk semua. {_LATER}"),
        _NOTE,
    )),
))  # fmt: skip

JOBSEEKER = Definition((
    _who(
        "Sesuai KTP, misalnya Siti Rahayu.",
        Question("tanggal_lahir", Kind.DATE, "Tanggal lahir", "Kartu ini untuk yang berusia 18 tahun atau lebih.", required=True),
        Question("jenis_kelamin", Kind.ONE, "Jenis kelamin", required=True, options=_options(
            l="Laki-laki", p="Perempuan",
        )),
    ),
    Page("Pendidikan dan keterampilan", "Untuk mencocokkan Anda dengan lowongan dan pelatihan.", (
        Question("pendidikan", Kind.ONE, "Pendidikan terakhir", required=True, options=_options(
            sd="SD atau sederajat", smp="SMP atau sederajat", sma="SMA atau sederajat", smk="SMK",
            diploma="Diploma", sarjana="Sarjana atau lebih",
        )),
        Question(
            "jurusan", Kind.TEXT, "Jurusan", "Misalnya Teknik Kendaraan Ringan.", required=True,
            when=_if("pendidikan", "smk", "diploma", "sarjana"),
        ),
        Question("tahun_lulus", Kind.NUMBER, "Tahun lulus", least="1950", most="2100"),
        Question("keterampilan", Kind.MANY, "Keterampilan Anda", "Pilih semua yang sesuai.", options=_options(
            komputer="Komputer dan administrasi", mengemudi="Mengemudi", las="Las dan mesin",
            listrik="Listrik dan elektronika", bangunan="Bangunan dan kayu", jahit="Menjahit",
            masak="Memasak dan tata boga", tani="Pertanian dan perikanan", jual="Penjualan dan layanan",
            bahasa="Bahasa asing", lain="Lainnya",
        )),
        Question("keterampilan_lain", Kind.TEXT, "Keterampilan apa?", required=True, when=_if("keterampilan", "lain")),
        Question("pengalaman", Kind.LONG, "Pengalaman kerja", "Di mana, sebagai apa, berapa lama."),
        Question("siap_bekerja", Kind.DATE, "Mulai kapan Anda siap bekerja?", required=True),
        Question("di_mana", Kind.ONE, "Bersedia bekerja di mana?", required=True, options=_options(
            sini="Kabupaten/kota ini", provinsi="Provinsi ini", indonesia="Seluruh Indonesia", luar_negeri="Juga luar negeri",
        )),
    )),
    Page("Berkas", "KTP-el ditunjukkan saat kartu diambil.", (
        Question("ijazah", Kind.FILE, "Ijazah terakhir", _FILE, required=True),
        Question("pasfoto", Kind.FILE, "Pasfoto 3×4 berwarna", _FILE, required=True),
        Question("sertifikat", Kind.FILE, "Sertifikat keterampilan atau surat pengalaman kerja", "Bila ada."),
        _NOTE,
    )),
))  # fmt: skip

SHIPPED: Mapping[str, Shipped] = {
    "surat-pindah": Shipped(
        MOVING,
        "Untuk menerbitkan surat keterangan pindah: data Anda dicocokkan dengan data kependudukan, dan alamat tujuan dicetak di surat.",
        "Saya setuju NIK, alamat, dan berkas saya dipakai Dinas Dukcapil untuk menerbitkan surat keterangan pindah, dan diteruskan kepada Dinas Dukcapil tujuan.",
        YEAR,
    ),
    "akta-kelahiran": Shipped(
        BIRTH,
        "Untuk mencatat kelahiran dan menerbitkan akta kelahiran, kartu keluarga, dan kartu identitas anak.",
        "Saya setuju data anak, data orang tua, NIK saya, dan berkasnya dipakai Dinas Dukcapil untuk mencatat kelahiran dan menerbitkan akta, kartu keluarga, dan kartu identitas anak.",
        YEAR,
    ),
    "kartu-pencari-kerja": Shipped(
        JOBSEEKER,
        "Untuk mendaftar Anda sebagai pencari kerja, menerbitkan kartu AK-1, dan memberi tahu lowongan atau pelatihan yang cocok.",
        "Saya setuju data, NIK, pasfoto, dan ijazah saya dipakai dinas tenaga kerja untuk menerbitkan kartu AK-1 dan menawarkan lowongan atau pelatihan kepada saya.",
        2 * YEAR,  # as long as the card is valid
    ),
}  # fmt: skip
