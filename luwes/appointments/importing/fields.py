"""The columns of a staff list and the headers that name them (SIASN's master export first)."""

from luwes.imports.cells import choice, day, email, identifier, phone, text
from luwes.imports.rules import Field, Severity
from luwes.organisation.importing.agencies import AGENCY_FIELDS
from luwes.organisation.importing.position_cells import LEVELS
from luwes.people.importing import cells

JOB_KINDS = {
    **dict.fromkeys(("1", "struktural", "jabatanstruktural", "manajerial"), "structural"),
    **dict.fromkeys(("2", "fungsional", "jabatanfungsional", "fungsionaltertentu", "jft"), "functional"),
    **dict.fromkeys(("4", "pelaksana", "jabatanpelaksana", "fungsionalumum", "jfu"), "executive"),
}  # fmt: skip

STAFF_FIELDS = (
    Field("pns_id", "PNS ID", ("id pns", "pns_id", "asn id", "id asn", "id pegawai"), identifier(40)),
    Field("nip", "NIP BARU", ("nip", "nip_baru", "nip pegawai", "nip asn", "ni pppk", "nip/ni pppk",
          "nomor induk pegawai"), cells.nip, required=True),
    Field("name", "NAMA", ("nama lengkap", "nama pegawai", "nama asn", "nama pns", "nama_lengkap",
          "nama tanpa gelar"), text(200, over=Severity.REFUSED), required=True),
    Field("title_before", "GELAR DEPAN", ("gelar dpn", "gelar_depan", "gdepan"), text(60)),
    Field("title_after", "GELAR BELAKANG", ("gelar blk", "gelar_belakang", "gbelakang"), text(80)),
    Field("birth_date", "TANGGAL LAHIR", ("tgl lahir", "tgl. lahir", "tanggal_lahir", "tgl lhr", "lahir"), day),
    Field("sex", "JENIS KELAMIN", ("jk", "l/p", "kelamin", "jenkel", "jns kelamin", "gender", "sex"), cells.sex),
    Field("nik", "NIK", ("no ktp", "nomor ktp", "nik ktp", "no. nik", "nomor induk kependudukan"), cells.nik),
    Field("phone", "NOMOR HP", ("no hp", "no. hp", "hp", "handphone", "telepon", "no telepon", "no telp",
          "nomor telepon", "no wa", "whatsapp"), phone),
    Field("email", "EMAIL", ("e-mail", "surel", "alamat email", "email pribadi", "email gov", "email dinas"), email),
    Field("address", "ALAMAT", ("alamat rumah", "alamat lengkap", "alamat tinggal", "alamat domisili"), text(300)),
    Field("employment", "JENIS PEGAWAI NAMA", ("jenis pegawai", "status kepegawaian", "status pegawai",
          "jenis asn", "status asn"), cells.employment),
    Field("standing", "KEDUDUKAN HUKUM ID", ("kedudukan hukum", "kedudukan hukum nama", "kode kedudukan hukum",
          "kedudukan", "kedhuk"), cells.standing),
    Field("grade", "GOL AKHIR NAMA", ("gol akhir", "golongan", "gol", "gol ruang", "gol/ruang", "golongan ruang",
          "golongan akhir", "pangkat golongan", "golru", "gol akhir id"), cells.grade, required=True),
    Field("grade_since", "TMT GOLONGAN", ("tmt gol", "tmt gol akhir", "tmt pangkat", "tmt golru"), day),
    Field("job_kind", "JENIS JABATAN ID", ("jenis jabatan", "jenis jabatan nama", "jns jabatan"),
          choice(JOB_KINDS, "1 struktural, 2 fungsional, 4 pelaksana", severity=Severity.WARNED)),
    Field("job", "JABATAN NAMA", ("jabatan", "nama jabatan", "jabatan_nama", "jabatan akhir", "jabatan terakhir"),
          text(200)),
    Field("level", "JENJANG", ("jenjang jabatan", "jenjang jf"),
          choice(LEVELS, "jenjang jabatan, misalnya muda", severity=Severity.WARNED)),
    Field("echelon", "ESELON", ("eselon nama", "eselon id", "eselon_nama"), text(20)),
    Field("since", "TMT JABATAN", ("tmt jab", "tmt_jabatan", "tmt jabatan akhir"), day),
    Field("education", "PENDIDIKAN NAMA", ("pendidikan", "pendidikan terakhir", "pendidikan akhir",
          "tingkat pendidikan nama", "tingkat pendidikan"), text(120)),
    Field("unit_code", "UNOR ID", ("id unor", "unor_id", "kode unor", "unit kerja id", "kode unit", "id unit"),
          identifier(40)),
    Field("unit_name", "UNOR NAMA", ("unor", "nama unor", "unit kerja", "nama unit kerja", "nama unit",
          "unit organisasi"), text(240)),
    Field("home_area", "KODE WILAYAH RUMAH", ("wilayah rumah", "kecamatan rumah", "kode wilayah domisili",
          "kecamatan domisili", "wilayah domisili", "domisili", "kode wilayah tempat tinggal"), text(120)),
    *AGENCY_FIELDS,
)  # fmt: skip
