"""What a province offers to begin with."""

from luwes.services.reference.standard import PROVINCE, Offer, components
from luwes.services.rules.clocks import DAY_MINUTES
from luwes.services.rules.states import CaseKind

ROAD_TEXTS = components(
    requirements="Letak jalan: nama jalan atau titik di peta\nUraian kerusakannya\nFoto, bila ada",
    procedure=(
        "Anda mengirim laporan dan menerima nomor lacak\n"
        "Kami memeriksa apakah jalan itu milik provinsi, kabupaten/kota, atau negara; yang bukan milik kami diteruskan, nomor Anda tetap\n"
        "Petugas memeriksa di tempat dan menilai tingkat kerusakan\n"
        "Anda diberi tanggal perbaikan; lubang yang membahayakan diberi tanda atau ditambal lebih dulu\n"
        "Laporan ditutup dengan foto hasil; Anda dapat membukanya kembali"
    ),
    duration="Jawaban pertama paling lama 3 hari kerja; pemeriksaan di tempat dan penanganan paling lama 60 hari kerja.",
    product="Jalan yang ditangani, dengan foto hasil; atau penjelasan kapan dan mengapa belum.",
    legal_basis=(
        "UU 38/2004 tentang Jalan sebagaimana diubah dengan UU 2/2022\n"
        "UU 22/2009 tentang Lalu Lintas dan Angkutan Jalan, Pasal 24: penyelenggara wajib segera memperbaiki jalan rusak, atau memberi tanda\n"
        "PP 34/2006 tentang Jalan\n"
        "Perpres 76/2013 dan PermenPANRB 62/2018 tentang pengelolaan pengaduan"
    ),
    competence="Teknisi jalan yang mampu menilai jenis dan tingkat kerusakan perkerasan; petugas layanan terlatih menjawab lewat aplikasi.",
    staff="Sekurang-kurangnya 2 petugas layanan dan 1 regu pemeriksa untuk tiap wilayah penanganan.",
    facilities="Kendaraan pemeriksa\nAlat ukur dan kamera\nBahan tambalan darurat dan rambu sementara",
    guarantee="Laporan yang bukan kewenangan kami diteruskan, tidak ditolak\nDitutup hanya dengan bukti yang dapat Anda lihat\nAnda dapat membuka kembali laporan dalam 30 hari",
    safety="Lubang yang membahayakan diberi tanda sebelum diperbaiki\nNama pelapor dapat dirahasiakan",
)

OFFERS = (
    Offer(
        code="jalan-rusak", name="Lapor jalan rusak", kind=CaseKind.REPORT, governments=PROVINCE,
        units=("Bina Marga", "Pekerjaan Umum"), subject="jalan", on_site=True,
        minutes=60 * DAY_MINUTES, themes=("jalan-lingkungan", "kendaraan"),
        words="jalan berlubang, aspal rusak, jalan provinsi, lapor jalan, perbaikan jalan",
        summary="Laporkan jalan berlubang, amblas, atau terkelupas. Anda tidak perlu tahu jalan itu milik siapa.",
        audience="Siapa saja. Tidak perlu akun, nama boleh dirahasiakan.",
        to_bring=("Letak jalan", "Foto, bila ada"),
        skills=(("pelayanan_publik", 2), ("kaji_kerusakan", 1)), components=ROAD_TEXTS,
    ),
    Offer(
        code="pajak-kendaraan", name="Pajak kendaraan tahunan", kind=CaseKind.REQUEST,
        governments=PROVINCE, units=("Pendapatan Daerah", "Pendapatan"), minutes=DAY_MINUTES,
        themes=("kendaraan", "pajak"),
        words="bayar pajak motor, pajak mobil, STNK, samsat, tunggakan, denda pajak, balik nama",
        summary="Tanya besarnya pajak kendaraan dan tunggakannya, dan cara membayarnya di Samsat atau secara daring.",
        audience="Pemilik kendaraan bermotor yang terdaftar di Lampung, atau kuasanya.",
        to_bring=("STNK", "KTP pemilik sesuai STNK", "Nomor polisi dan lima angka terakhir nomor rangka"),
        components=components(
            requirements="STNK asli\nKTP asli pemilik sesuai STNK; untuk badan usaha surat kuasa bermeterai\nKendaraan tidak sedang diblokir",
            procedure=(
                "Anda menulis nomor polisi dan lima angka terakhir nomor rangka\n"
                "Petugas membalas dengan besarnya pajak, tunggakan bila ada, dan batas waktunya\n"
                "Anda membayar di kantor Samsat, Samsat keliling, atau kanal daring Samsat\n"
                "STNK disahkan setelah pembayaran diterima"
            ),
            duration="Jawaban atas besarnya pajak 1 hari kerja. Pengesahan STNK di loket selesai pada hari yang sama.",
            fee=(
                "Layanan ini gratis. Yang dibayar adalah pajaknya.\n"
                "PKB dan opsen PKB menurut nilai jual kendaraan\n"
                "SWDKLLJ kepada Jasa Raharja\n"
                "PNBP Polri untuk pengesahan STNK menurut PP 76/2020"
            ),
            product="Rincian pajak dan tunggakan; setelah dibayar, tanda bukti pelunasan dan STNK yang disahkan.",
            legal_basis=(
                "UU 1/2022 tentang Hubungan Keuangan antara Pemerintah Pusat dan Pemerintahan Daerah\n"
                "PP 35/2023 tentang Ketentuan Umum Pajak Daerah dan Retribusi Daerah\n"
                "Perda Provinsi Lampung 4/2024 tentang Pajak Daerah dan Retribusi Daerah\n"
                "Perpres 5/2015 tentang Samsat"
            ),
            competence="Memahami penetapan PKB dan opsen, terlatih memakai aplikasi Samsat, dan melayani dengan jelas.",
            staff="Sekurang-kurangnya 3 petugas informasi dan penetapan di setiap kantor Samsat induk.",
            safety="Pembayaran hanya lewat kasir resmi atau kanal daring Samsat, tidak kepada petugas\nData kendaraan hanya dibuka kepada pemilik atau kuasanya",
        ),
    ),
    Offer(
        code="keterangan-penelitian", name="Surat keterangan penelitian", kind=CaseKind.REQUEST,
        governments=PROVINCE, units=("Penanaman Modal", "Kesatuan Bangsa"), minutes=5 * DAY_MINUTES,
        themes=("sekolah", "izin"),
        words="izin penelitian, riset, skripsi, tesis, disertasi, rekomendasi penelitian, SKP, survei",
        summary="Surat untuk meneliti di lebih dari satu kabupaten/kota di Lampung. Di satu kabupaten/kota saja, mintalah kepada DPMPTSP setempat.",
        audience="Mahasiswa, dosen, peneliti perseorangan, badan usaha, dan organisasi kemasyarakatan.",
        to_bring=(
            "Surat permohonan dari pimpinan kampus atau lembaga", "Proposal penelitian",
            "KTP dan pasfoto 4×6", "Dua surat pernyataan (taat aturan, keabsahan berkas)",
        ),
        components=components(
            requirements=(
                "Surat permohonan yang ditandatangani pimpinan lembaga; peneliti perseorangan diketahui lurah atau kepala desa\n"
                "Proposal berbahasa Indonesia: latar belakang, tujuan, ruang lingkup, jangka waktu, sasaran, metode, lokasi, hasil yang diharapkan\n"
                "Surat pernyataan menaati peraturan perundang-undangan, bermeterai\n"
                "Surat pernyataan bertanggung jawab atas keabsahan berkas\n"
                "Fotokopi KTP dan pasfoto berwarna 4×6"
            ),
            procedure=(
                "Anda mengirim permohonan dan berkasnya\n"
                "Petugas memeriksa kelengkapan; yang kurang ditanyakan kepada Anda\n"
                "DPMPTSP berkoordinasi dengan Badan Kesatuan Bangsa dan Politik\n"
                "Surat ditandatangani dan dikirim kepada Anda\n"
                "Setelah selesai, Anda mengirim laporan hasil penelitian"
            ),
            duration="5 hari kerja sejak berkas lengkap.",
            product="Surat keterangan penelitian.",
            legal_basis=(
                "UU 11/2019 tentang Sistem Nasional Ilmu Pengetahuan dan Teknologi\n"
                "Permendagri 3/2018 tentang Penerbitan Surat Keterangan Penelitian\n"
                "UU 25/2009 tentang Pelayanan Publik"
            ),
            competence="Memahami syarat penelitian dan penilaian dampaknya; terlatih memeriksa berkas elektronik.",
            staff="Sekurang-kurangnya 2 petugas pemeriksa berkas dan 1 pejabat penanda tangan.",
        ),
    ),
    Offer(
        code="informasi-publik", name="Permintaan informasi publik", kind=CaseKind.INFORMATION,
        governments=PROVINCE, units=("Komunikasi, Informatika", "Komunikasi dan Informatika"),
        minutes=10 * DAY_MINUTES, themes=("informasi",),
        words="PPID, minta data, minta dokumen, anggaran, APBD, keterbukaan informasi",
        summary="Minta dokumen atau data yang dikuasai pemerintah provinsi. Anda tidak perlu memberi alasan pribadi.",
        audience="Warga negara dan badan hukum Indonesia.",
        to_bring=("KTP; untuk badan hukum akta pendiriannya", "Uraian informasi yang diminta dan kegunaannya"),
        components=components(
            requirements="Nama, alamat, dan salinan KTP; badan hukum melampirkan akta yang disahkan\nUraian informasi yang diminta\nTujuan penggunaan\nCara memperoleh dan cara mengirimnya",
            procedure=(
                "Anda mengirim permintaan dan menerima nomor pendaftaran\n"
                "PPID menilai apakah informasi itu terbuka, dan di kantor mana ia ada\n"
                "PPID memberi tahu: dikuasai atau tidak, diberikan atau ditolak dengan alasan, bentuk, dan biayanya\n"
                "Informasi dikirim dengan cara yang Anda pilih\n"
                "Tidak setuju? Ajukan keberatan kepada atasan PPID dalam 30 hari kerja, lalu ke Komisi Informasi"
            ),
            duration="Paling lama 10 hari kerja; dapat diperpanjang satu kali 7 hari kerja dengan alasan tertulis.",
            fee="Gratis untuk salinan elektronik.\nSalinan kertas dan kirimannya dibayar sebesar biaya nyata.",
            product="Informasi yang diminta, atau penolakan tertulis dengan alasan dan pasalnya.",
            legal_basis=(
                "UU 14/2008 tentang Keterbukaan Informasi Publik, Pasal 22\n"
                "PP 61/2010 tentang Pelaksanaan UU 14/2008\n"
                "Peraturan Komisi Informasi 1/2021 tentang Standar Layanan Informasi Publik\n"
                "Permendagri 3/2017 tentang Pengelolaan Pelayanan Informasi dan Dokumentasi"
            ),
            competence="Memahami informasi yang dikecualikan dan uji konsekuensi; terlatih mengelola dokumen.",
            staff="1 PPID, sekurang-kurangnya 2 petugas informasi, dan PPID pelaksana di tiap perangkat daerah.",
            guarantee="Penolakan selalu tertulis, dengan pasal dan cara berkeberatan\nTidak ada biaya di luar penggandaan dan pengiriman",
        ),
    ),
)  # fmt: skip
