"""The offices a made-up government has, how large each is, and what its sections are called.

The order is by need: one too small for all of them goes without the last.
"""

from dataclasses import dataclass, field

from luwes.organisation.rules import UnitKind as K


@dataclass(frozen=True)
class Office:
    """`city`, `regency`, `province`: shares of the people in offices; 0 where there is none."""

    key: str
    name: str
    head: str
    kind: K
    mix: str
    city: int
    regency: int
    province: int
    sections: tuple[str, ...] = field(default=())
    section_word: str = "Bidang"


OFFICES: tuple[Office, ...] = (
    Office("setda", "Sekretariat Daerah", "Sekretaris Daerah", K.SECRETARIAT, "office", 100, 110, 120,
           ("Pemerintahan", "Kesejahteraan Rakyat", "Hukum", "Perekonomian", "Organisasi", "Administrasi Pembangunan", "Pengadaan Barang dan Jasa", "Umum"), "Bagian"),
    Office("bpbd", "Badan Penanggulangan Bencana Daerah", "Kepala Pelaksana BPBD", K.DISASTER_AGENCY, "disaster", 90, 75, 80,
           ("Pencegahan dan Kesiapsiagaan", "Kedaruratan dan Logistik", "Rehabilitasi dan Rekonstruksi")),
    Office("dinsos", "Dinas Sosial", "Kepala Dinas Sosial", K.DEPARTMENT, "social", 60, 50, 60,
           ("Perlindungan dan Jaminan Sosial", "Rehabilitasi Sosial", "Pemberdayaan Sosial", "Penanganan Fakir Miskin")),
    Office("bkd", "Badan Kepegawaian Daerah", "Kepala Badan Kepegawaian Daerah", K.BOARD, "staffing", 32, 30, 50,
           ("Pengadaan dan Informasi", "Mutasi dan Promosi", "Pengembangan Kompetensi", "Penilaian Kinerja")),
    Office("dinkes", "Dinas Kesehatan", "Kepala Dinas Kesehatan", K.DEPARTMENT, "health", 60, 60, 70,
           ("Kesehatan Masyarakat", "Pencegahan dan Pengendalian Penyakit", "Pelayanan Kesehatan", "Sumber Daya Kesehatan")),
    Office("polpp", "Satuan Polisi Pamong Praja", "Kepala Satuan Polisi Pamong Praja", K.PUBLIC_ORDER, "public_order", 170, 110, 90,
           ("Ketertiban Umum", "Penegakan Peraturan Daerah", "Perlindungan Masyarakat")),
    Office("damkar", "Dinas Pemadam Kebakaran dan Penyelamatan", "Kepala Dinas Pemadam Kebakaran", K.FIRE_SERVICE, "fire", 115, 70, 0,
           ("Operasi Pemadaman", "Penyelamatan", "Pencegahan Kebakaran")),
    Office("dinaspu", "Dinas Pekerjaan Umum", "Kepala Dinas Pekerjaan Umum", K.DEPARTMENT, "works", 130, 120, 170,
           ("Bina Marga", "Sumber Daya Air", "Cipta Karya", "Tata Ruang")),
    Office("disdik", "Dinas Pendidikan dan Kebudayaan", "Kepala Dinas Pendidikan", K.DEPARTMENT, "education", 65, 70, 90,
           ("Pendidikan Dasar", "Pembinaan Ketenagaan", "Kebudayaan", "PAUD dan Pendidikan Nonformal")),
    Office("dishub", "Dinas Perhubungan", "Kepala Dinas Perhubungan", K.DEPARTMENT, "transport", 80, 45, 55,
           ("Lalu Lintas", "Angkutan", "Prasarana", "Keselamatan")),
    Office("kominfo", "Dinas Komunikasi dan Informatika", "Kepala Dinas Komunikasi dan Informatika", K.DEPARTMENT, "information", 35, 32, 45,
           ("Informasi dan Komunikasi Publik", "Aplikasi Informatika", "Persandian dan Statistik")),
    Office("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Kepala Dinas Kependudukan dan Pencatatan Sipil", K.DEPARTMENT, "civil_registry", 50, 50, 18,
           ("Pelayanan Pendaftaran Penduduk", "Pencatatan Sipil", "Pengelolaan Informasi")),
    Office("dlh", "Dinas Lingkungan Hidup", "Kepala Dinas Lingkungan Hidup", K.DEPARTMENT, "environment", 95, 50, 45,
           ("Pengelolaan Sampah", "Pengendalian Pencemaran", "Tata Lingkungan")),
    Office("perkim", "Dinas Perumahan dan Permukiman", "Kepala Dinas Perumahan dan Permukiman", K.DEPARTMENT, "housing", 40, 38, 40,
           ("Perumahan", "Kawasan Permukiman", "Pertanahan")),
    Office("inspektorat", "Inspektorat", "Inspektur", K.INSPECTORATE, "audit", 38, 40, 55,
           ("I", "II", "III", "IV"), "Inspektur Pembantu"),
    Office("setwan", "Sekretariat DPRD", "Sekretaris DPRD", K.SECRETARIAT, "office", 40, 40, 55,
           ("Persidangan", "Keuangan", "Umum"), "Bagian"),
    Office("bappeda", "Badan Perencanaan Pembangunan Daerah", "Kepala Bappeda", K.BOARD, "planning", 35, 36, 60,
           ("Perencanaan dan Evaluasi", "Pemerintahan dan Sosial", "Ekonomi", "Infrastruktur")),
    Office("bpkad", "Badan Pengelola Keuangan dan Aset Daerah", "Kepala Badan Pengelola Keuangan dan Aset Daerah", K.BOARD, "assets", 48, 48, 70,
           ("Anggaran", "Perbendaharaan", "Akuntansi", "Aset")),
    Office("bapenda", "Badan Pendapatan Daerah", "Kepala Badan Pendapatan Daerah", K.BOARD, "office", 55, 42, 130,
           ("Pajak", "Retribusi", "Penagihan dan Pembukuan")),
    Office("pppa", "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "Kepala Dinas Pemberdayaan Perempuan dan Perlindungan Anak", K.DEPARTMENT, "family", 26, 26, 32,
           ("Perlindungan Perempuan", "Perlindungan Anak")),
    Office("kbpp", "Dinas Pengendalian Penduduk dan Keluarga Berencana", "Kepala Dinas Pengendalian Penduduk", K.DEPARTMENT, "family_planning", 40, 55, 0,
           ("Keluarga Berencana", "Ketahanan Keluarga")),
    Office("tani", "Dinas Pertanian dan Ketahanan Pangan", "Kepala Dinas Pertanian", K.DEPARTMENT, "farming", 26, 130, 150,
           ("Tanaman Pangan", "Perkebunan", "Peternakan", "Penyuluhan", "Ketahanan Pangan")),
    Office("dagang", "Dinas Perdagangan dan Perindustrian", "Kepala Dinas Perdagangan", K.DEPARTMENT, "office", 42, 36, 45,
           ("Perdagangan", "Perindustrian", "Pasar")),
    Office("koperasi", "Dinas Koperasi dan UKM", "Kepala Dinas Koperasi dan UKM", K.DEPARTMENT, "office", 24, 24, 32,
           ("Koperasi", "Usaha Kecil dan Menengah")),
    Office("naker", "Dinas Tenaga Kerja", "Kepala Dinas Tenaga Kerja", K.DEPARTMENT, "office", 26, 26, 60,
           ("Penempatan", "Pelatihan", "Hubungan Industrial")),
    Office("ptsp", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "Kepala DPMPTSP", K.DEPARTMENT, "office", 32, 32, 36,
           ("Penanaman Modal", "Pelayanan Perizinan")),
    Office("wisata", "Dinas Pariwisata", "Kepala Dinas Pariwisata", K.DEPARTMENT, "office", 26, 26, 36,
           ("Destinasi", "Pemasaran")),
    Office("pustaka", "Dinas Perpustakaan dan Kearsipan", "Kepala Dinas Perpustakaan", K.DEPARTMENT, "office", 22, 22, 40,
           ("Perpustakaan", "Kearsipan")),
    Office("kesbangpol", "Badan Kesatuan Bangsa dan Politik", "Kepala Badan Kesatuan Bangsa dan Politik", K.BOARD, "office", 22, 22, 32,
           ("Bina Ideologi", "Kewaspadaan Nasional")),
    Office("hutan", "Dinas Kehutanan", "Kepala Dinas Kehutanan", K.DEPARTMENT, "farming", 0, 0, 130,
           ("Perlindungan Hutan", "Penyuluhan", "Pengelolaan Hutan")),
    Office("esdm", "Dinas Energi dan Sumber Daya Mineral", "Kepala Dinas Energi dan Sumber Daya Mineral", K.DEPARTMENT, "works", 0, 0, 32,
           ("Pertambangan", "Ketenagalistrikan")),
    Office("laut", "Dinas Kelautan dan Perikanan", "Kepala Dinas Kelautan dan Perikanan", K.DEPARTMENT, "farming", 20, 26, 55,
           ("Perikanan Tangkap", "Budidaya")),
    Office("bpsdm", "Badan Pengembangan Sumber Daya Manusia", "Kepala BPSDM", K.BOARD, "staffing", 0, 0, 45,
           ("Kompetensi Teknis", "Kompetensi Manajerial")),
)  # fmt: skip

# Parts of a hospital: name, mix, share of its people.
WARDS: tuple[tuple[str, str, int], ...] = (
    ("Instalasi Gawat Darurat", "emergency_room", 18),
    ("Instalasi Rawat Inap", "ward", 30),
    ("Instalasi Rawat Jalan", "ward", 14),
    ("Instalasi Kebidanan dan Anak", "maternity", 14),
    ("Instalasi Penunjang Medis", "hospital_support", 14),
    ("Bagian Tata Usaha", "office", 10),
)
