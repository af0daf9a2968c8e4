"""What regencies and cities offer to begin with."""

from dataclasses import replace

from luwes.services.reference import of_province
from luwes.services.reference.standard import LOCAL, Offer, components
from luwes.services.rules.clocks import DAY_MINUTES
from luwes.services.rules.components import Component
from luwes.services.rules.states import CaseKind

_CIVIL = ("Kependudukan dan Pencatatan Sipil", "Kependudukan")
_ROADS = of_province.OFFERS[0]

OFFERS = (
    Offer(
        code="surat-pindah", name="Surat keterangan pindah", kind=CaseKind.REQUEST, governments=LOCAL,
        units=_CIVIL, minutes=DAY_MINUTES,
        themes=("pindah", "kependudukan"),
        words="pindah domisili, pindah alamat, SKPWNI, kartu keluarga, KTP pindah",
        summary="Surat untuk pindah ke kabupaten/kota atau provinsi lain. Pindah di dalam satu kabupaten/kota tidak memerlukan surat ini.",
        audience="WNI yang terdaftar di daerah ini dan pindah ke kabupaten/kota lain.",
        to_bring=("Kartu keluarga", "KTP-el semua yang pindah", "Alamat baru yang lengkap"),
        components=components(
            requirements="Fotokopi kartu keluarga\nFormulir pendaftaran perpindahan penduduk (F-1.03), dapat diisi di sini\nTidak perlu pengantar RT, RW, atau desa/kelurahan",
            procedure=(
                "Anda mengisi formulir: siapa yang pindah, alamat tujuan, alasan, dan siapa kepala keluarga yang tinggal\n"
                "Petugas mencocokkan dengan data kependudukan\n"
                "Surat keterangan pindah diterbitkan dengan tanda tangan elektronik\n"
                "Anda membawanya ke Dinas Dukcapil tujuan; di sana KK dan KTP-el baru diterbitkan"
            ),
            duration="1 hari kerja sejak berkas lengkap.",
            product="Surat keterangan pindah (SKPWNI); kartu keluarga baru bagi anggota yang tinggal.",
            legal_basis=(
                "UU 23/2006 tentang Administrasi Kependudukan sebagaimana diubah dengan UU 24/2013\n"
                "PP 40/2019 tentang Pelaksanaan UU Administrasi Kependudukan\n"
                "Perpres 96/2018 tentang Persyaratan dan Tata Cara Pendaftaran Penduduk dan Pencatatan Sipil\n"
                "Permendagri 108/2019; Permendagri 109/2019 tentang formulir"
            ),
            competence="Operator SIAK yang bersertifikat dan memahami pendaftaran penduduk.",
            staff="Sekurang-kurangnya 2 operator dan 1 pejabat penanda tangan.",
        ),
    ),
    Offer(
        code="akta-kelahiran", name="Akta kelahiran", kind=CaseKind.REQUEST, governments=LOCAL,
        units=_CIVIL, minutes=DAY_MINUTES, themes=("lahir", "kependudukan"),
        words="akte lahir, anak lahir, bayi, kartu identitas anak, KIA, KTP anak, NIK anak",
        summary="Akta untuk anak yang baru lahir atau belum punya akta. Sekaligus masuk kartu keluarga dan mendapat kartu identitas anak.",
        audience="Orang tua atau wali anak, dan siapa pun yang belum mempunyai akta kelahiran.",
        to_bring=(
            "Surat keterangan lahir dari rumah sakit, puskesmas, atau bidan",
            "Buku nikah atau akta perkawinan orang tua", "Kartu keluarga", "KTP-el orang tua dan dua saksi",
        ),
        components=components(
            requirements=(
                "Surat keterangan lahir dari fasilitas kesehatan, penolong kelahiran, atau surat pernyataan kebenaran data kelahiran (F-2.03)\n"
                "Buku nikah atau akta perkawinan; bila tidak ada, surat pernyataan kebenaran pasangan suami istri (F-2.04)\n"
                "Kartu keluarga\n"
                "KTP-el orang tua, pelapor, dan dua saksi"
            ),
            procedure=(
                "Anda mengisi data anak dan orang tua, dan mengunggah foto berkas\n"
                "Petugas mencocokkannya; yang kurang ditanyakan kepada Anda\n"
                "Kelahiran dicatat, anak mendapat NIK\n"
                "Akta, kartu keluarga baru, dan kartu identitas anak diterbitkan; akta dapat dicetak sendiri"
            ),
            duration="1 hari kerja sejak berkas lengkap, juga bila dilaporkan lebih dari 60 hari sejak lahir.",
            fee="Gratis, juga bila terlambat melapor.",
            product="Kutipan akta kelahiran, kartu keluarga baru, dan kartu identitas anak.",
            legal_basis=(
                "UU 23/2006 sebagaimana diubah dengan UU 24/2013, Pasal 27 dan Pasal 79A (tidak dipungut biaya)\n"
                "Perpres 96/2018, Pasal 33\n"
                "Permendagri 9/2016 tentang Percepatan Peningkatan Cakupan Kepemilikan Akta Kelahiran\n"
                "Permendagri 2/2016 tentang Kartu Identitas Anak; Permendagri 108/2019"
            ),
            competence="Operator SIAK pencatatan sipil dan pejabat pencatatan sipil yang diangkat.",
            staff="Sekurang-kurangnya 2 operator dan 1 pejabat pencatatan sipil.",
        ),
    ),
    Offer(
        code="kartu-pencari-kerja", name="Kartu pencari kerja (AK-1)", kind=CaseKind.REQUEST,
        governments=LOCAL, units=("Tenaga Kerja", "Ketenagakerjaan"), minutes=120,
        themes=("kerja", "ketenagakerjaan"),
        words="kartu kuning, AK1, AK-1, kartu pencari kerja, disnaker, lowongan kerja",
        summary="Tanda bukti bahwa Anda terdaftar sebagai pencari kerja, dan jalan masuk ke lowongan serta pelatihan.",
        audience="Pencari kerja berusia 18 tahun atau lebih.",
        to_bring=("KTP-el", "Ijazah terakhir", "Pasfoto 3×4 berwarna", "Sertifikat keterampilan, bila ada"),
        components=components(
            requirements="KTP-el\nIjazah pendidikan terakhir\nPasfoto berwarna 3×4, 2 lembar\nSertifikat keterampilan atau surat pengalaman kerja, bila ada",
            procedure=(
                "Anda mendaftar di sini atau di loket; petugas membantu membuat akun SIAPkerja\n"
                "Pengantar kerja memeriksa data dan berbicara singkat dengan Anda tentang minat dan keterampilan\n"
                "Kartu dicetak dan ditandatangani pengantar kerja\n"
                "Lapor setiap 6 bulan bila belum bekerja"
            ),
            duration="2 jam kerja sejak berkas lengkap.",
            fee="Gratis. Laporkan siapa pun yang meminta uang.",
            product="Kartu tanda bukti pendaftaran pencari kerja (AK/I), berlaku 2 tahun di seluruh Indonesia.",
            legal_basis=(
                "UU 13/2003 tentang Ketenagakerjaan\n"
                "Permenaker 39/2016 tentang Penempatan Tenaga Kerja\n"
                "UU 25/2009 tentang Pelayanan Publik"
            ),
            competence="Pengantar kerja atau petugas antarkerja yang terlatih mewawancarai pencari kerja.",
            staff="Sekurang-kurangnya 1 pengantar kerja dan 1 petugas pendaftaran.",
        ),
    ),
    Offer(
        code="bantuan-bencana", name="Bantuan korban bencana", kind=CaseKind.REQUEST, governments=LOCAL,
        units=("Dinas Sosial", "Sosial"), minutes=3 * DAY_MINUTES, on_site=True,
        themes=("bencana", "sosial"),
        words="banjir, kebanjiran, longsor, gempa, rumah rusak, sembako, makanan, air bersih, pengungsi, kebakaran rumah",
        summary="Makanan, air, perlengkapan keluarga, dan tempat tinggal sementara bagi korban banjir, longsor, gempa, atau kebakaran.",
        audience="Keluarga korban bencana di daerah ini, atau ketua RT dan lurah atas nama mereka.",
        to_bring=("KTP atau KK, bila tidak hilang", "Foto keadaan, bila sempat", "Berapa orang, dan siapa yang sakit, hamil, bayi, atau lansia"),
        skills=(("pelayanan_publik", 1), ("pendataan", 1)),
        components=components(
            requirements="Laporan Anda atau laporan kepala desa/lurah tentang kejadiannya\nKTP atau KK; bila hilang cukup keterangan lurah atau kepala desa, menyusul\nBantuan darurat tidak menunggu berkas",
            procedure=(
                "Jiwa terancam? Telepon 112 lebih dulu\n"
                "Anda melapor: di mana, berapa orang, apa yang paling diperlukan\n"
                "Petugas Dinas Sosial dan BPBD memeriksa di tempat dan mendata\n"
                "Bantuan diantar ke posko atau rumah; penerima menandatangani tanda terima\n"
                "Santunan dan perbaikan rumah ditetapkan kepala daerah setelah pendataan"
            ),
            duration="Bantuan kebutuhan dasar paling lama 3 hari kerja; dalam masa tanggap darurat pada hari yang sama. Santunan menurut penetapan kepala daerah.",
            product="Makanan, air, sandang, perlengkapan keluarga, hunian sementara; penetapan santunan bila memenuhi syarat.",
            legal_basis=(
                "UU 24/2007 tentang Penanggulangan Bencana, Pasal 26 dan Pasal 53\n"
                "PP 21/2008 dan PP 22/2008\n"
                "Permensos 1/2013 tentang Bantuan Sosial bagi Korban Bencana\n"
                "PP 2/2018 tentang Standar Pelayanan Minimal"
            ),
            competence="Terlatih mendata korban, dasar dukungan psikososial, dan perlindungan kelompok rentan.",
            staff="Sekurang-kurangnya 2 petugas pendataan untuk tiap kecamatan terdampak, dibantu Tagana.",
            facilities="Gudang logistik dan kendaraan pengantar\nTenda, dapur umum, dan perahu\nPosko dengan telepon yang selalu dijawab",
            safety="Petugas mengenali diri dengan tanda pengenal dan surat tugas\nBantuan untuk bayi, ibu hamil, lansia, dan penyandang disabilitas didahulukan\nFoto korban tidak disebarkan",
        ),
    ),
    replace(
        _ROADS, governments=LOCAL,
        words="jalan berlubang, aspal rusak, jalan kota, jalan kabupaten, gang, lapor jalan, perbaikan jalan",
        components={
            **_ROADS.components,
            Component.STAFF: "Sekurang-kurangnya 2 petugas layanan dan 1 regu unit reaksi cepat jalan.",
        },
    ),
)  # fmt: skip
