"""*TIK dasar untuk pelayanan*: what everybody who serves citizens with a computer or a phone can do."""

from luwes.learning.reference.standard import Drawing, Lesson, Page, number, one, several, short

PAGES = (
    Page("Yang akan Anda kuasai", """\
Modul ini untuk siapa saja yang melayani warga memakai komputer atau ponsel. Anda tidak perlu pandai teknologi. Yang dibutuhkan hanya beberapa kebiasaan yang dilakukan setiap hari.

Sesudah modul ini Anda dapat:
- menjaga akun agar tidak dipakai orang lain;
- mengenali pesan penipuan sebelum menekan tautannya;
- menyimpan berkas sehingga rekan pun dapat menemukannya;
- membuat foto dan pindaian yang terbaca;
- menulis surel dan pesan dinas yang langsung dipahami;
- mengisi tabel yang dapat dihitung;
- memperlakukan data warga sebagaimana mestinya.

## Cara belajar
Baca satu halaman, lalu coba satu hal dari halaman itu hari ini juga. Tesnya 10 soal. Anda boleh mengulang, dan soalnya akan lain.

> Contoh: Bu Sari di loket kecamatan hanya punya 15 menit sehari untuk belajar. Ia membaca dua halaman setiap pagi sebelum loket buka. Seminggu kemudian ia ikut tes.
"""),
    Page("Sandi: satu akun, satu sandi", """\
Akun Anda adalah tanda tangan Anda. Apa pun yang dilakukan dengan akun itu tercatat atas nama Anda.

## Sandi yang baik
- **Panjang.** Sedikitnya 12 huruf. Panjang lebih berguna daripada rumit.
- **Tidak dipakai di tempat lain.** Bila satu toko daring bocor, sandi yang sama akan dicoba di akun dinas Anda.
- **Mudah bagi Anda, sulit bagi orang lain.** Gabungkan empat kata yang tidak berhubungan.

> Contoh yang baik: empat kata acak seperti *gayung – merdeka – tujuh – rambutan* yang disambung. Contoh yang buruk: nama anak dan tahun lahir, atau Lampung2026.

## Verifikasi dua langkah
Sesudah sandi, aplikasi meminta kode dari ponsel. Orang yang mencuri sandi Anda tetap tidak dapat masuk tanpa ponsel itu. Nyalakan di setiap akun yang menyediakannya.

**Kode itu tidak pernah diminta oleh petugas mana pun.** Bank, admin, atau atasan tidak memerlukannya. Yang meminta kode pasti menipu.

## Kesalahan yang sering terjadi
- Sandi ditempel di layar atau di bawah papan ketik.
- Satu akun dipakai bergantian satu ruangan. Bila ada yang salah, tidak ada yang dapat membuktikan siapa pelakunya.
- Meninggalkan komputer tanpa mengunci layar. Di Windows tekan tombol **Windows + L**.

Lupa sandi bukan masalah; minta penggantian. Sandi yang diketahui orang lain adalah masalah; ganti sekarang juga.
"""),
    Page("Mengenali pesan penipuan", """\
Penipu jarang meretas komputer. Mereka meminta Anda membukakan pintu. Pesannya datang lewat surel, WhatsApp, SMS, atau telepon.

## Empat tanda
1. **Mendesak.** "Akun Anda diblokir dalam 1 jam."
2. **Meminta rahasia.** Sandi, kode OTP, foto KTP, nomor kartu.
3. **Alamat yang tidak cocok.** Tulisannya "BKN", alamatnya lain.
4. **Berkas atau tautan yang tidak Anda tunggu.** Terutama berkas berakhiran **.apk** atau **.exe**.

> Contoh: "Selamat siang Bapak/Ibu ASN, tunjangan Anda tertahan. Segera isi data di bkn-go-id.verifikasi-data.com sebelum pukul 15.00." Alamat itu bukan milik BKN. Yang menentukan ialah bagian tepat sebelum garis miring pertama: di sini *verifikasi-data.com*.

## Membaca alamat
Alamat resmi pemerintah berakhir dengan **.go.id** tepat sebelum garis miring pertama atau di ujung alamat.
- lampungprov.go.id/berita – berakhir .go.id, wajar.
- lampungprov.go.id.hadiah.com – berakhir *hadiah.com*, bukan pemerintah.
- lampungprov-go-id.com – bukan pemerintah.

## Yang dilakukan
- Jangan tekan, jangan balas, jangan teruskan ke grup.
- Tanyakan lewat jalan lain: telepon nomor yang sudah Anda kenal, bukan nomor di dalam pesan.
- Laporkan kepada pengelola TIK, supaya rekan lain diperingatkan.

## Bila terlanjur
Cepat lebih penting daripada malu. Putuskan jaringan, ganti sandi dari perangkat lain, lalu lapor saat itu juga. Sebutkan apa yang ditekan dan pukul berapa.
""", Drawing(
        "address",
        "Tiga alamat: yang berakhir .go.id tepat sebelum garis miring pertama milik pemerintah; hadiah.com dan lampungprov-go-id.com bukan.",
    )),
    Page("Berkas yang dapat ditemukan kembali", """\
Berkas yang tidak ditemukan sama dengan berkas yang tidak ada. Warga menunggu sementara kita mencari.

## Nama berkas
Pakai pola yang sama di satu ruangan: **tahun-bulan-hari, isi, nama atau nomor**.

> Contoh: 2026-03-05_surat-pindah_0231.pdf. Dengan tanggal di depan dan ditulis tahun dulu, berkas urut dengan sendirinya.

Hindari: *Dokumen baru (3).pdf*, *scan terakhir FIX banget.pdf*, *IMG_20260305.jpg*.

## Folder
- Satu tahun, lalu satu urusan, lalu berkasnya. Tiga tingkat sudah cukup.
- Simpan di folder bersama kantor, bukan di layar depan komputer Anda. Bila Anda sakit, rekan dapat melanjutkan.
- NIK dan nama lengkap warga tidak perlu ada di nama berkas. Pakai nomor perkara.

## Versi
Bila dua orang mengubah dokumen yang sama, akhirnya ada dua kebenaran. Sepakati satu tempat, satu berkas. Bila perlu menyimpan versi lama, tulis v1, v2, v3.

## Cadangan
Satu salinan belum cadangan. Aturan mudahnya **3-2-1**: tiga salinan, di dua jenis tempat, satu di luar gedung. Folder bersama yang dicadangkan pengelola TIK sudah memenuhinya; flash disk di laci belum.

## Jenis berkas
- **PDF** untuk yang sudah selesai dan dikirim.
- **Dokumen atau lembar kerja** untuk yang masih diubah.
- **JPEG** untuk foto, **PNG** untuk tangkapan layar.
"""),
    Page("Foto dan pindaian yang terbaca", """\
Berkas yang buram membuat warga harus datang dua kali. Dua menit memotret dengan benar menghemat satu hari bagi mereka.

## Memotret dokumen dengan ponsel
1. Letakkan di meja, di dekat jendela. Matikan lampu kilat; kilat membuat bercak putih.
2. Pegang ponsel sejajar dengan kertas, dari atas.
3. Seluruh tepi kertas terlihat, tidak ada jari.
4. Periksa: perbesar, lalu baca huruf yang paling kecil. Bila Anda tidak dapat membacanya, orang lain pun tidak.

## Ukuran
Pindaian dokumen cukup **200 sampai 300 dpi**. Lebih dari itu hanya memperbesar berkas. Beberapa halaman dijadikan satu PDF, urut, dan tegak.

> Contoh: Lima foto kartu keluarga masing-masing 4 MB menjadi 20 MB dan ditolak banyak surel. Satu PDF 300 dpi dari dokumen yang sama sekitar 1 MB.

## Foto kejadian
Untuk laporan seperti jalan rusak, satu foto jauh dan satu foto dekat. Foto jauh menunjukkan tempatnya, foto dekat menunjukkan rusaknya. Letakkan sesuatu sebagai ukuran, misalnya botol minum.

## Hati-hati
- Foto menyimpan tempat dan waktu pengambilan. Jangan sebarkan foto rumah pelapor.
- Wajah orang lain, terutama anak, tidak perlu ikut terlihat.
- Hapus foto dokumen warga dari galeri ponsel sesudah diunggah. Galeri sering tersalin ke awan pribadi.
""", Drawing(
        "scan",
        "Dua foto dokumen: yang miring, terkena kilat dan jari; yang lurus dari atas dengan keempat sudutnya terlihat.",
    )),
    Page("Surel dan pesan yang langsung dipahami", """\
Orang membaca surel di antara pekerjaan lain. Yang tidak jelas di baris pertama akan ditunda.

## Susunan
- **Perihal** menyebut isinya: "Permintaan data pegawai Dinas Sosial, paling lambat 12 Maret".
- **Kalimat pertama** menyebut yang diminta: siapa, apa, kapan.
- Penjelasan sesudahnya. Lampiran disebut satu per satu.
- Nama, jabatan, dan nomor yang dapat dihubungi di akhir.

> Kurang baik: perihal "Penting!!!", isi "Mohon segera ditindaklanjuti sesuai arahan pimpinan." Lebih baik: "Mohon kirim jumlah tenda di gudang kecamatan kepada kami sebelum Kamis pukul 12.00."

## Kepada, tembusan, tembusan tersembunyi
- **Kepada (To)**: yang diminta berbuat.
- **Tembusan (Cc)**: yang perlu tahu.
- **Tembusan tersembunyi (Bcc)**: dipakai bila mengirim kepada banyak warga sekaligus, supaya alamat mereka tidak saling terlihat.

Sebelum menekan *Balas semua*, tanyakan: apakah semua orang itu perlu membacanya?

## Grup percakapan
Grup baik untuk kabar cepat. Grup buruk sebagai arsip: pesan tenggelam, dan anggota yang pindah tugas tetap membawa semuanya. Keputusan, berkas, dan data warga ditulis di aplikasi resminya, bukan di grup.

## Sebelum kirim
Periksa tiga hal: **alamatnya benar, lampirannya ada, tidak ada data warga yang tidak perlu**. Surel yang salah kirim tidak dapat ditarik; laporkan kepada atasan bila berisi data warga.
""", Drawing(
        "mail",
        "Contoh surel: siapa di Kepada, Tembusan, dan Bcc; perihal dengan tenggat; permintaan di kalimat pertama.",
    )),
    Page("Tabel yang dapat dihitung", """\
Lembar kerja (Excel, LibreOffice Calc, Google Sheets) berguna bila isinya rapi. Bila tidak, orang lain menghabiskan sehari untuk merapikannya.

## Empat aturan
1. **Satu baris satu hal.** Satu warga, satu perkara, satu barang.
2. **Satu kolom satu jenis isi.** Kolom "jumlah" hanya angka; satuannya ditulis di judul kolom: *jumlah (kg)*.
3. **Judul di baris pertama saja.** Tidak ada sel yang digabung, tidak ada baris kosong di tengah.
4. **Tanggal sebagai tanggal**, bukan teks. Ketik 5/3/2026 dan lihat: tanggal yang dikenali merapat ke kanan.

> Salah: "±20 karung (blm pasti)" dalam satu sel. Benar: kolom *jumlah* berisi 20, kolom *keterangan* berisi "perkiraan".

## Menjumlah
Rumus dimulai dengan tanda sama dengan. **=SUM(B2:B20)** menjumlahkan sel B2 sampai B20. Pada aplikasi berbahasa Indonesia namanya sama. Jangan menghitung dengan kalkulator lalu mengetik hasilnya: bila satu angka berubah, hasilnya tidak ikut berubah.

## NIK dan NIP adalah teks
NIK 16 angka dan NIP 18 angka melebihi 15 angka yang disimpan lembar kerja. Angka terakhirnya berubah menjadi 0 tanpa peringatan. **Atur kolomnya sebagai Teks sebelum menempel.**

## Koma dan titik
Di Indonesia, 1.500 berarti seribu lima ratus dan 1,5 berarti satu setengah. Pada komputer berpengaturan Inggris artinya terbalik. Periksa satu angka sebelum mengirim tabel.

## Saring, bukan hapus
Pakai *Filter* untuk melihat sebagian. Baris yang dihapus hilang bagi semua orang.
""", Drawing(
        "table",
        "Tabel yang tidak dapat dihitung, lalu isi yang sama dengan satu baris per posko dan jumlah dari rumus.",
    )),
    Page("Peramban dan komputer bersama", """\
Hampir semua aplikasi pelayanan dibuka di peramban: Chrome, Firefox, Edge, Safari.

## Yang perlu dikenal
- **Baris alamat** di atas. Ketik alamatnya sendiri atau pakai penanda (*bookmark*). Iklan di hasil pencarian dapat menuju situs tiruan.
- **Gembok atau https** berarti sambungan disandikan. Itu belum berarti situsnya jujur: penipu juga memakai gembok.
- **Muat ulang (F5)** mengatasi banyak kemacetan. Sebelum memuat ulang, salin dulu teks panjang yang sudah diketik.
- **Perbesar dengan Ctrl dan +.** Berguna untuk warga yang ikut melihat layar Anda.

## Komputer bersama di loket
1. Pakai akun Anda sendiri, bukan akun rekan.
2. Jangan izinkan peramban mengingat sandi.
3. **Keluar** lewat tombol Keluar. Menutup jendela saja belum tentu keluar.
4. Kosongkan folder Unduhan pada akhir hari. Isinya sering KTP dan kartu keluarga warga.

> Contoh: Seorang warga meminjam komputer loket untuk mencetak. Di folder Unduhan ia menemukan 40 salinan KTP orang lain. Tidak ada yang meretas apa pun; foldernya hanya tidak pernah dikosongkan.

## Memasang program
Pasang hanya lewat pengelola TIK. Program bajakan dan "pembuka kunci gratis" adalah jalan masuk perangkat lunak jahat yang paling sering. Pembaruan sistem jangan ditunda berminggu-minggu; pembaruan menutup lubang yang sudah diketahui penipu.

## Wi-Fi umum
Hindari membuka data warga di Wi-Fi kafe atau bandara. Lebih aman memakai data seluler sendiri.
"""),
    Page("Data warga bukan milik kita", """\
Warga menyerahkan datanya agar dilayani. UU 27/2022 tentang Pelindungan Data Pribadi mengatur apa yang boleh kita lakukan dengannya.

## Empat pertanyaan sebelum meminta atau membuka data
1. **Perlukah?** Untuk surat pindah tidak perlu nomor rekening.
2. **Untuk apa?** Katakan kepada warga, dengan kata biasa.
3. **Siapa yang boleh tahu?** Hanya yang menangani.
4. **Sampai kapan?** Hapus bila tidak diperlukan lagi.

## Data yang lebih peka
Kesehatan, biometrik, genetika, catatan kejahatan, data anak, dan keuangan pribadi disebut data pribadi **spesifik**. Jangan pernah mengirimnya lewat grup percakapan.

> Contoh: Petugas memotret formulir warga dan mengirimkannya ke grup kantor untuk bertanya. Dua puluh orang kini memegang NIK dan nomor HP warga itu di ponsel pribadi. Cara yang benar: tanyakan nomor perkaranya, dan biarkan yang berwenang membukanya di aplikasi.

## Bukan karena penasaran
Membuka data tetangga, artis, atau mantan karena ingin tahu adalah pelanggaran, meskipun tidak diceritakan kepada siapa pun. Di Luwes pembacaan NIK tercatat: siapa, kapan, untuk apa; warganya dapat melihat.

## Bila bocor
Laporkan kepada atasan **saat itu juga**. Instansi wajib memberi tahu warga dan lembaga yang berwenang paling lambat **3 × 24 jam** (UU 27/2022 pasal 46). Waktu itu habis bila Anda menunggu sampai Senin.
"""),
    Page("Bila macet, salah, atau ragu", """\
Semua orang pernah salah menekan. Yang membedakan ialah apa yang dilakukan sesudahnya.

## Coba dulu sendiri, dua menit
1. Baca pesannya sampai selesai. Sering jawabannya sudah ada di sana.
2. Muat ulang halaman. Masih macet, tutup dan buka lagi peramban.
3. Periksa jaringan: apakah situs lain terbuka?
4. Coba perangkat lain.

## Melapor supaya cepat dibantu
Laporan "aplikasi eror" tidak dapat dikerjakan. Tulis lima hal:
- apa yang Anda coba lakukan;
- apa yang Anda harapkan;
- apa yang terjadi, dengan bunyi pesannya;
- pukul berapa, dan di perangkat apa;
- tangkapan layar **tanpa data warga**.

> Contoh: "Pukul 09.40 saya menutup perkara dengan satu foto. Muncul pesan 'berkas terlalu besar'. Foto 12 MB dari ponsel saya. Di komputer loket, Chrome."

## Melayani ketika jaringan mati
- Catat di formulir kertas: apa, di mana, kapan, dan cara menghubungi.
- Beri warga tanda terima dengan nama Anda dan jam.
- Masukkan ke aplikasi begitu jaringan kembali, dengan waktu yang sebenarnya.

## Bertanya itu bagian pekerjaan
Lebih baik bertanya satu kali daripada memperbaiki seratus data. Bila Anda menemukan cara yang lebih mudah, ceritakan kepada rekan sebelah.

Sekarang Anda siap untuk tesnya.
"""),
)  # fmt: skip

BANK = (
    one(
        "Sandi mana yang paling aman untuk akun dinas?",
        "Empat kata acak yang disambung dan tidak dipakai di akun lain",
        "Nama anak ditambah tahun lahir", "Sandi yang sama dengan surel pribadi, supaya tidak lupa",
        "Lampung2026! yang diganti menjadi Lampung2027! setiap tahun",
        why="Panjang dan tidak dipakai di tempat lain lebih berguna daripada rumit. Nama dan tahun mudah ditebak.",
    ),
    one(
        "Seseorang yang mengaku admin menelepon dan meminta kode yang baru masuk ke ponsel Anda. Apa yang Anda lakukan?",
        "Menolak, menutup telepon, lalu melapor kepada pengelola TIK",
        "Memberikannya, karena admin perlu memeriksa akun", "Meminta nama dan NIP-nya dulu, lalu memberikannya",
        "Memberikan separuh kodenya",
        why="Kode dua langkah tidak pernah diperlukan oleh petugas mana pun. Yang memintanya menipu.",
    ),
    one(
        "Mengapa satu akun tidak boleh dipakai bergantian satu ruangan?",
        "Apa pun yang dilakukan tercatat atas nama pemilik akun itu", "Akunnya menjadi lambat",
        "Sandinya cepat kedaluwarsa", "Aplikasi hanya dapat dibuka di satu komputer",
        why="Catatan menyebut pemilik akun. Bila ada yang salah, tidak dapat dibuktikan siapa yang melakukannya.",
    ),
    several(
        "Tanda-tanda apa yang membuat sebuah pesan patut dicurigai?",
        ("Mendesak: akun diblokir satu jam lagi", "Meminta sandi atau kode OTP", "Melampirkan berkas .apk yang tidak Anda tunggu"),
        ("Ditulis dalam Bahasa Indonesia", "Dikirim pada jam kerja"),
        "Desakan, permintaan rahasia, dan berkas yang tidak ditunggu adalah tanda penipuan. Bahasa dan jamnya tidak menentukan.",
    ),
    one(
        "Alamat mana yang milik pemerintah?",
        "layanan.lampungprov.go.id/pindah", "lampungprov.go.id.layanan-pindah.com", "lampungprov-go-id.com/pindah",
        "go.id-lampungprov.net",
        why="Yang menentukan ialah akhir alamat sebelum garis miring pertama. Hanya yang pertama berakhir dengan .go.id.",
    ),
    one(
        "Anda terlanjur menekan tautan dan mengetik sandi di situs yang ternyata palsu. Apa yang pertama-tama dilakukan?",
        "Mengganti sandi dari perangkat lain dan segera melapor", "Menunggu apakah terjadi sesuatu",
        "Menghapus pesannya supaya tidak ketahuan", "Mematikan komputer dan pulang",
        why="Cepat lebih penting daripada malu: sandi yang diketahui orang lain harus berganti saat itu juga.",
    ),
    one(
        "Nama berkas mana yang paling mudah ditemukan kembali?",
        "2026-03-05_surat-pindah_0231.pdf", "Dokumen baru (3).pdf", "scan terakhir FIX banget.pdf", "IMG_8841.jpg",
        why="Tanggal dengan tahun di depan membuat berkas urut; isi dan nomornya membuatnya dapat dicari.",
    ),
    number(
        "Menurut aturan cadangan 3-2-1, berapa salinan yang harus ada?", "3",
        "Tiga salinan, di dua jenis tempat, satu di luar gedung.",
    ),
    one(
        "Di mana berkas kerja sebaiknya disimpan?",
        "Di folder bersama kantor yang dicadangkan", "Di layar depan komputer Anda", "Di flash disk dalam laci",
        "Di surel pribadi",
        why="Di folder bersama rekan dapat melanjutkan ketika Anda tidak ada, dan salinannya dibuat teratur.",
    ),
    number(
        "Satu foto dokumen berukuran 4 MB. Berapa MB lima foto seperti itu?", "20",
        "5 × 4 MB = 20 MB; banyak surel menolak sebesar itu. Jadikan satu PDF.",
    ),
    several(
        "Apa yang dilakukan agar foto dokumen terbaca?",
        ("Memotret dari atas, sejajar dengan kertas", "Memperlihatkan seluruh tepi kertas", "Memperbesar hasilnya dan membaca huruf terkecil"),
        ("Menyalakan lampu kilat", "Memotret dari samping supaya tidak berbayang"),
        "Kilat membuat bercak, dan dari samping hurufnya melebar. Memeriksa dengan memperbesar menghemat kedatangan kedua bagi warga.",
    ),
    one(
        "Anda mengirim undangan kepada 200 warga lewat surel. Di mana alamat mereka ditulis?",
        "Di tembusan tersembunyi (Bcc)", "Di Kepada (To)", "Di tembusan (Cc)", "Di dalam isi surel",
        why="Dengan Bcc alamat para warga tidak saling terlihat.",
    ),
    one(
        "Perihal surel mana yang paling baik?",
        "Permintaan data tenda gudang, paling lambat 12 Maret", "Penting!!!", "Tindak lanjut arahan", "Fwd: Fwd: Re: data",
        why="Pembaca tahu apa yang diminta dan kapan, sebelum membukanya.",
    ),
    short(
        "Rumus untuk menjumlahkan sel B2 sampai B20 dimulai dengan nama fungsi apa? (satu kata)", "SUM", "=SUM", "SUM(B2:B20)", "=SUM(B2:B20)",
        why="=SUM(B2:B20) menjumlahkan sel B2 sampai B20 dan ikut berubah bila isinya berubah.",
    ),
    one(
        "Anda akan menempelkan 300 NIP ke lembar kerja. Apa yang dilakukan lebih dulu?",
        "Mengatur kolomnya sebagai Teks", "Mengatur kolomnya sebagai Angka", "Menghapus angka nol di depannya",
        "Tidak perlu apa-apa",
        why="Lembar kerja hanya menyimpan 15 angka. NIP 18 angka dan NIK 16 angka akan berubah tanpa peringatan.",
    ),
    several(
        "Tabel mana yang rapi dan dapat dihitung?",
        ("Satu baris satu perkara", "Kolom jumlah hanya berisi angka", "Judul hanya di baris pertama"),
        ("Sel judul digabung agar indah", "Jumlah ditulis \"±20 karung (blm pasti)\""),
        "Angka bercampur kata tidak dapat dijumlahkan, dan sel gabungan merusak penyaringan.",
    ),
    number(
        "Seorang rekan menulis 1.500 dengan cara Indonesia. Berapa nilainya bila ditulis tanpa titik?", "1500",
        "Di Indonesia titik memisahkan ribuan dan koma memisahkan desimal.",
    ),
    one(
        "Apa arti gambar gembok di baris alamat peramban?",
        "Sambungannya disandikan; situsnya belum tentu jujur", "Situsnya pasti milik pemerintah", "Situsnya bebas virus",
        "Hanya Anda yang dapat membukanya",
        why="Situs penipu pun dapat memakai gembok. Yang diperiksa ialah alamatnya.",
    ),
    short(
        "Selain sandi, kode dari ponsel diminta saat masuk. Cara ini disebut verifikasi berapa langkah? (tulis katanya)", "dua", "dua langkah", "2", "2 langkah",
        why="Verifikasi dua langkah: sandi, lalu kode dari ponsel. Pencuri sandi belum dapat masuk.",
    ),
    number(
        "Bila data warga bocor, paling lambat berapa jam instansi harus memberi tahu warga dan lembaga yang berwenang?", "72",
        "3 × 24 jam (UU 27/2022 pasal 46), yaitu 72 jam. Karena itu atasan harus tahu saat itu juga.",
    ),
    several(
        "Mana yang termasuk data pribadi spesifik menurut UU 27/2022?",
        ("Data kesehatan", "Data anak", "Data keuangan pribadi"), ("Nama lengkap", "Jenis kelamin"),
        "Kesehatan, biometrik, genetika, catatan kejahatan, anak, dan keuangan pribadi adalah data spesifik.",
    ),
    one(
        "Anda perlu bertanya kepada rekan tentang formulir seorang warga. Apa yang Anda kirim?",
        "Nomor perkaranya saja", "Foto formulirnya ke grup kantor", "Nama dan NIK warga lewat pesan pribadi",
        "Tangkapan layar dengan seluruh datanya",
        why="Yang berwenang dapat membukanya di aplikasi. Foto di grup tersebar ke banyak ponsel pribadi.",
    ),
    several(
        "Laporan gangguan yang dapat dikerjakan menyebut apa saja?",
        ("Apa yang Anda coba lakukan", "Bunyi pesan yang muncul", "Pukul berapa dan di perangkat apa"),
        ("Sandi Anda, supaya dapat dicoba", "NIK warga yang sedang dilayani"),
        "Sandi dan data warga tidak pernah ikut dalam laporan gangguan.",
    ),
    one(
        "Apa yang dilakukan sebelum meninggalkan komputer loket pada akhir hari?",
        "Keluar dari aplikasi dan mengosongkan folder Unduhan", "Menutup jendela peramban saja",
        "Mematikan layarnya", "Meminta peramban mengingat sandi supaya besok cepat",
        why="Menutup jendela belum tentu keluar, dan Unduhan sering berisi KTP warga.",
    ),
)  # fmt: skip

LESSON = Lesson(
    slug="tik-dasar-untuk-pelayanan", title="TIK dasar untuk pelayanan",
    summary="Menjaga akun, mengenali penipuan, menyimpan berkas, membuat tabel yang rapi, dan memperlakukan data warga dengan benar.",
    competency="tik_dasar", level=1, pages=PAGES, bank=BANK, valid_months=36,
)  # fmt: skip
