"""*Melayani lewat aplikasi layanan*: how a case goes in Luwes, from the queue to the citizen's last word."""

from luwes.learning.reference.standard import Drawing, Lesson, Page, number, one, several, short

PAGES = (
    Page("Satu perkara, dari masuk sampai beres", """\
Warga menulis sekali. Sesudah itu kitalah yang bekerja, dan warga melihat setiap langkahnya tanpa harus menelepon.

## Perjalanan sebuah perkara
1. **Diterima.** Warga mengirim lewat internet, loket, telepon, kertas, atau pesan. Ia mendapat nomor dan kode rahasia.
2. **Sedang ditangani.** Sistem memberikannya kepada petugas yang kompetensinya tercatat dan paling ringan bebannya.
3. **Menunggu warga.** Petugas bertanya; waktu berhenti sampai warga menjawab.
4. **Selesai.** Petugas menutup dengan bukti.
5. **Dikonfirmasi.** Warga menyatakan beres, atau membuka kembali. Bila ia diam 30 hari, perkara dianggap beres.

## Lima jenis perkara
- **Permohonan layanan**: surat, kartu, izin.
- **Pengaduan**: pelayanan yang buruk.
- **Laporan keadaan**: jalan rusak, lampu mati, saluran tersumbat.
- **Permintaan informasi publik**.
- **Aspirasi**: usul dan harapan.

> Contoh: Pak Anwar melapor jalan berlubang di Way Kandis pada Senin pagi. Senin siang ia membaca: "Diterima, ditangani Bu Rini, Dinas PU." Rabu ada foto pengukuran. Dua minggu kemudian ada foto jalan yang sudah rata. Ia menekan *beres*. Tidak satu kali pun ia datang ke kantor.

Di modul ini Anda belajar menjadi Bu Rini.
""", Drawing(
        "way",
        "Lima tahap: diterima, sedang ditangani, menunggu warga, selesai, dikonfirmasi.",
    )),
    Page("Antrean: mulai dari yang paling dekat tenggatnya", """\
Buka **Meja layanan**. Perkara Anda tersusun menurut tenggat: yang paling dekat ada di atas.

## Kebiasaan pagi, sepuluh menit
1. Lihat yang **lewat tenggat**. Kerjakan atau kabari warganya hari ini juga.
2. Lihat yang **baru**. Beri jawaban pertama: apa yang akan terjadi, dan kapan.
3. Lihat yang **warganya sudah menjawab**. Waktunya berjalan lagi.

## Mengapa perkara itu sampai kepada Anda?
Bukan karena siapa yang kenal siapa. Sistem melihat tiga hal: kompetensi yang tercatat untuk layanan itu, apakah Anda sedang bertugas atau cuti, dan beban setiap petugas. Bila tidak ada yang memenuhi, perkara menunggu dan atasan diberi tahu.

Bila kompetensi Anda berakhir, perkara baru tidak datang lagi. Perbarui sebelum berakhir.

## Memilih yang mudah dulu?
Jangan. Perkara sulit yang ditunda menjadi perkara yang lewat tenggat. Bila Anda tidak sanggup, **serahkan** kepada rekan lewat tombolnya dan tulis alasannya. Jangan titip lewat pesan pribadi: atas nama Anda waktunya tetap berjalan.

> Kesalahan yang sering terjadi: petugas cuti seminggu dan menitipkan antreannya lewat pesan. Rekannya lupa. Yang benar: serahkan perkaranya di aplikasi sebelum cuti.

## Laporan yang sama
Sepuluh warga melapor satu lubang. Gabungkan: satu menjadi induk, yang lain mengikutinya, dan semua mendapat kabar tahapnya. Bila letaknya lebih dari 300 meter, tulis mengapa sama; warga membacanya.
"""),
    Page("Jam yang berjalan: dua tenggat", """\
Setiap perkara mempunyai jam. Jam dihitung dalam **waktu kerja kantor Anda**: malam, akhir pekan, dan hari libur tidak dihitung.

## Dua tenggat
- **Jawaban pertama**: warga tahu bahwa perkaranya dibaca orang dan apa yang akan terjadi.
- **Selesai**: perkaranya ditutup dengan bukti.

## Batasnya
- Pengaduan, laporan, aspirasi: jawaban pertama **3 hari kerja**, selesai **14 hari kerja** (PermenPANRB 62/2018). Bila tempatnya harus diperiksa: **60 hari kerja**.
- Permintaan informasi: jawaban pertama **5 hari kerja**, selesai **10 hari kerja** (UU 14/2008).
- Permohonan layanan: selesai menurut **janji layanannya**, yang dibaca warga sebelum mengisi. Bila janjinya lebih dari 3 hari kerja, jawaban pertama paling lambat **3 hari kerja**.

## Peringatan
Ketika **tiga perempat** waktunya terpakai, Anda diperingatkan. Itu saat terakhir untuk bertindak tenang. Lewat tenggat, atasan Anda pun tahu.

> Contoh: Janji layanan 10 hari kerja. Peringatan datang setelah 7,5 hari kerja. Tersisa 2,5 hari: cukup untuk menelepon bagian arsip, tidak cukup untuk mulai dari nol.

## Jawaban pertama yang benar
"Sedang diproses" bukan jawaban. Tulis **siapa** yang menangani, **apa** langkah berikutnya, dan **kapan** warga mendengar lagi.

> "Selamat pagi, Bu Lestari. Saya Rini dari Dinas PU. Tim kami memeriksa jalan itu hari Rabu. Hasilnya saya tulis di sini paling lambat Kamis sore."
"""),
    Page("Bertanya menghentikan jam", """\
Ada yang kurang? Tekan **Minta keterangan**. Jam berhenti sampai warga menjawab. Adil bagi Anda, karena Anda tidak dapat bekerja; adil bagi warga, karena ia melihat bahwa perkaranya menunggu dirinya.

## Tanyakan semuanya sekaligus
Setiap pertanyaan membuat warga menunggu lagi. Periksa seluruh berkas dulu, baru bertanya satu kali.

> Kurang baik: Senin "KTP belum ada". Kamis "kartu keluarga juga". Selasa "fotonya buram". Lebih baik: "Tiga hal masih kurang: foto KTP, foto kartu keluarga, dan tanggal pindah. Foto boleh dari ponsel, asal hurufnya terbaca."

## Contoh hitungannya
Tersisa 2 hari kerja ketika Anda bertanya. Warga menjawab 5 hari kemudian. Anda masih mempunyai **2 hari kerja**. Lima hari itu tidak dihitung.

## Yang perlu diketahui
- Pertanyaan yang pertama juga memenuhi tenggat *jawaban pertama*.
- Selama menunggu, perkara **tidak dapat ditutup**.
- Warga yang diam diingatkan satu kali sesudah 5 hari kerja.
- Bila warga tidak meninggalkan nomor atau surel dan melapor lewat kertas, pertanyaan tidak akan sampai. Aplikasi menolaknya; cari jalan lain.

## Jangan bertanya untuk mengulur waktu
Pertanyaan tanpa guna terlihat: semua tercatat, dan warga membacanya. "Mohon dilengkapi" tanpa menyebut apa yang kurang adalah pertanyaan seperti itu.
""", Drawing(
        "clock",
        "Jam berjalan Senin dan Selasa, berhenti Rabu sampai Jumat selama warga ditanya, lalu berjalan lagi: empat hari kerja terpakai.",
    )),
    Page("Menulis supaya dipahami", """\
Tulislah seperti Anda berbicara kepada tetangga yang Anda hormati: sopan, pendek, jelas.

## Lima kebiasaan
1. **Satu kalimat satu hal.** Paling banyak kira-kira 20 kata.
2. **Sebut pelakunya.** "Kami memeriksa jalan itu Rabu", bukan "akan dilakukan pemeriksaan".
3. **Kata sehari-hari.** Lihat daftar di bawah.
4. **Tanggal, bukan "secepatnya".**
5. **Yang harus dilakukan warga di baris pertama.**

## Gantilah
- ditindaklanjuti → kami kerjakan
- dalam rangka → untuk
- yang bersangkutan → Ibu, Bapak, Anda
- sebagaimana dimaksud → sebut lagi halnya
- belum dapat dipenuhi → tidak dapat, karena …

> Sebelum: "Terhadap permohonan dimaksud belum dapat ditindaklanjuti mengingat persyaratan belum terpenuhi sebagaimana ketentuan." Sesudah: "Surat pindah belum dapat kami buat karena foto kartu keluarga belum ada. Kirim fotonya lewat halaman ini, lalu surat selesai dalam 2 hari kerja."

## Menolak dengan hormat
Sebut **apa** yang ditolak, **mengapa** dengan aturannya, dan **apa yang masih dapat dilakukan**. Jangan menyalahkan, jangan menyindir.

## Jawaban siap pakai
Hemat waktu, tetapi baca sebelum mengirim. Tanda {nama} dan {nomor} diisi dari perkaranya; kurung lain harus Anda isi sendiri. Warga langsung tahu bila jawabannya bukan tentang dirinya.
"""),
    Page("Balasan, tahap, dan catatan: siapa yang membaca?", """\
Salah kotak berarti salah pembaca. Ada empat cara menulis.

- **Kirim balasan.** Dibaca warga.
- **Minta keterangan.** Dibaca warga, dan jam berhenti.
- **Catat sebagai tahap.** Dibaca warga: "Sudah diukur", "Menunggu aspal", "Sedang dikerjakan". Sertakan foto bila ada.
- **Catatan internal.** Hanya dibaca kantor. Warga tidak melihatnya.

## Menulis catatan internal
Catatan internal bukan tempat mengeluh tentang warga. Tulislah yang membantu petugas berikutnya: "Sudah ditelepon 10.15, minta dihubungi sesudah pukul 16." Anggap suatu hari catatan itu dibacakan di depan orangnya.

## Perkara yang digabung
Bila beberapa warga mengikuti satu perkara induk, balasan dan tahap dibaca mereka semua. **Jangan menyebut nama atau hal pribadi siapa pun.** Pertanyaan dan lampiran balasan hanya sampai kepada pelapor pertama.

> Kesalahan yang sering terjadi: "Bu Lestari, rumah Ibu yang di Gang Mawar itu sudah kami survei." Sebelas warga lain kini tahu rumah siapa.

## Tahap yang berguna
Warga tidak menelepon bila ia dapat membaca. Satu tahap setiap minggu, walaupun isinya "Masih menunggu suku cadang, datang 14 Maret", lebih baik daripada diam.
""", Drawing(
        "readers",
        "Tabel: balasan, permintaan keterangan, dan tahap dibaca warga dan kantor; catatan internal hanya dibaca kantor.",
    )),
    Page("Menutup dengan bukti", """\
Perkara selesai bila **warga** dapat melihat bahwa ia selesai.

## Syarat menutup
- Anda menulis apa yang sudah dilakukan.
- Ada bukti yang dapat dilihat warga: foto atau PDF. Untuk permintaan informasi, jawabannya sendiri adalah buktinya.
- Perkaranya tidak sedang menunggu jawaban warga.

## Bukti yang baik
- **Laporan keadaan:** foto dari tempat yang sama dengan foto laporan, sesudah dikerjakan.
- **Permohonan:** surat atau kartunya, atau tanda terima pengambilan.
- **Pengaduan:** apa yang berubah, misalnya pengumuman jam loket yang baru.

> Kurang baik: foto surat disposisi. Disposisi menunjukkan bahwa kita menyuruh, bukan bahwa jalannya rata.

## Sesudah ditutup
Warga mendapat kabar dan **30 hari** untuk menyatakan beres atau **membuka kembali** dengan menulis apa yang belum beres. Perkara yang dibuka kembali bukan aib; ia tanda bahwa ada yang terlewat. Baca alasannya, kerjakan, tutup lagi dengan bukti baru. Waktu antara penutupan dan pembukaan kembali tidak dihitung.

## Jangan menutup supaya angkanya bagus
Menutup perkara yang belum selesai terlihat dari perkara yang dibuka kembali, dan dari jawaban survei sesudahnya.

## Survei
Sesudah selesai, warga dapat menilai sembilan unsur pelayanan, satu kali. Anda tidak melihat jawaban orang per orang.
""", Drawing(
        "evidence",
        "Foto jalan berlubang dan foto jalan yang sama sesudah rata, dari sudut yang sama.",
    )),
    Page("Nama yang dirahasiakan", """\
Warga boleh meminta namanya dirahasiakan. Sering alasannya sederhana: ia takut kepada orang yang dilaporkannya.

## Apa yang berubah
- Nama, nomor, dan surel hanya terlihat oleh petugas yang menangani. Orang lain membaca "dirahasiakan".
- Foto dan berkas dari warga pun hanya terlihat oleh yang menangani.
- Bila perkara diserahkan, petugas baru yang melihat; yang lama tidak lagi.

## Yang tetap tugas Anda
Sistem menyembunyikan nama. Cerita Anda dapat membukanya kembali.

> Contoh: Perawat di puskesmas kecil melaporkan pungutan. Petugas bertanya kepada kepala puskesmas: "Ada laporan dari perawat shift malam." Di sana hanya ada dua perawat shift malam. Namanya tidak disebut, tetapi semua tahu.

## Cara bertanya tanpa membuka
1. Tanyakan **halnya**, bukan orangnya: "Kami memeriksa biaya rawat jalan di semua puskesmas."
2. Minta data untuk beberapa hari, bukan hanya hari kejadian.
3. Jangan meneruskan tulisan warga apa adanya; gaya bahasanya dapat dikenali.
4. Jangan menyalin nama dari aplikasi ke surat, grup, atau catatan.

## Bila ada yang mendesak Anda menyebut nama
Tolak, juga bila ia atasan Anda. Bocornya nama pelapor dapat membahayakan orang. Laporkan desakan itu kepada inspektorat.
"""),
    Page("NIK dibaca untuk keperluan, dan tercatat", """\
NIK membuka banyak pintu: pinjaman, kartu telepon, bantuan. Karena itu di Luwes NIK disimpan tersandi dan tidak tampil begitu saja.

## Cara membacanya
1. Tekan **Baca NIK** pada perkara yang Anda tangani.
2. Tulis **untuk keperluan apa**. Misalnya: "mencocokkan dengan data kependudukan untuk surat pindah".
3. NIK tampil satu kali.

Setiap pembacaan tercatat: siapa, kapan, untuk apa. **Warganya dapat melihat catatan itu** di halaman perkaranya. Nomornya sendiri tidak ditulis di log.

> Alasan yang baik: "mengisi berita acara pengambilan KTP". Alasan yang buruk: "cek", "perlu", "lihat".

## Sesudah membaca
- Jangan menyalinnya ke kertas, pesan, atau tabel lain.
- Jangan memotret layar.
- Perlu lagi besok? Baca lagi besok, dengan keperluannya. Itu bukan hukuman, itu perlindungan bagi Anda juga: catatan menunjukkan bahwa Anda bekerja dengan benar.

## Tidak setiap perkara memerlukan NIK
Untuk melaporkan lampu jalan tidak perlu NIK. Bila formulir layanan Anda memintanya tanpa guna, usulkan kepada pengelola layanan agar dihapus.

## Di loket
Jangan menyebut NIK keras-keras. Minta warga menunjukkan kartunya, dan putar layar Anda dari antrean.
"""),
    Page("Bukan urusan kita? Teruskan, jangan tolak", """\
Warga tidak wajib tahu jalan mana milik provinsi dan mana milik kota. Kitalah yang tahu.

## Meneruskan
Tekan **Teruskan**, pilih unit atau pemerintah yang berwenang, tulis alasannya. Warga membaca alasan itu. **Nomor dan kode rahasianya tetap**, jadi ia tidak perlu melapor ulang.

Sistem sering sudah mengusulkan yang berwenang menurut letak dan pokoknya. Periksa usul itu; sistem dapat keliru di perbatasan.

> Kurang baik: "Bukan kewenangan kami. Silakan menghubungi instansi terkait." Lebih baik: "Jalan ini milik Pemerintah Provinsi. Laporan Bapak sudah saya teruskan ke Dinas BMBK. Nomornya tetap sama."

## Teruskan segera
Waktu warga tidak mulai dari nol karena kita salah kamar. Meneruskan pada hari ke-12 menyisakan dua hari bagi kantor berikutnya.

## Serahkan atau teruskan?
- **Serahkan**: kepada petugas lain di layanan yang sama.
- **Teruskan**: kepada unit atau pemerintah lain.

## Mencatat untuk warga yang datang
Tidak semua orang punya internet. Catat untuk mereka lewat **Catat untuk warga**: saluran loket, telepon, kertas, atau pesan. Bacakan kalimat persetujuannya, dan tunggu warga setuju. Berikan nomor dan kodenya di kertas. Kode itu milik warga: jangan simpan salinannya.

## Ringkasan
Jawab lebih awal, tanya sekali, tulis jelas, tutup dengan bukti, jaga rahasia. Sekarang ikuti tesnya.
"""),
)  # fmt: skip

BANK = (
    one(
        "Dua perkara baru ada di antrean: satu mudah dengan tenggat Jumat, satu sulit dengan tenggat besok. Mana yang dikerjakan dulu?",
        "Yang tenggatnya besok", "Yang mudah, supaya cepat berkurang", "Yang warganya paling sering menelepon",
        "Yang dikirim lewat loket",
        why="Antrean disusun menurut tenggat. Perkara sulit yang ditunda menjadi perkara yang lewat tenggat.",
    ),
    several(
        "Apa yang dilihat sistem ketika memberikan perkara kepada petugas?",
        ("Kompetensi yang tercatat untuk layanan itu", "Apakah petugas sedang cuti atau bertugas lain", "Beban setiap petugas"),
        ("Permintaan warga akan petugas tertentu", "Abjad nama petugas"),
        "Perkara hanya diberikan kepada yang kompeten, yang ada di tempat, dimulai dari yang paling ringan bebannya.",
    ),
    one(
        "Anda akan cuti seminggu dan masih memegang empat perkara. Apa yang benar?",
        "Menyerahkan perkara itu di aplikasi sebelum cuti", "Menitipkannya lewat pesan kepada rekan",
        "Menutupnya dulu, lalu membuka lagi sesudah cuti", "Membiarkannya; jamnya berhenti selama cuti",
        why="Jam tetap berjalan atas nama Anda. Dengan serah terima di aplikasi, rekan dan warga tahu siapa yang menangani.",
    ),
    number(
        "Pengaduan masuk hari ini. Paling lambat berapa hari kerja jawaban pertamanya?", "3",
        "PermenPANRB 62/2018: 3 hari kerja untuk pengaduan, laporan, dan aspirasi.",
    ),
    number(
        "Laporan jalan rusak yang tempatnya harus diperiksa paling lambat selesai dalam berapa hari kerja?", "60",
        "Tanpa pemeriksaan di tempat 14 hari kerja, dengan pemeriksaan 60 hari kerja.",
    ),
    number(
        "Permintaan informasi publik harus selesai dalam berapa hari kerja?", "10",
        "UU 14/2008 pasal 22: 10 hari kerja; jawaban pertamanya 5 hari kerja.",
    ),
    number(
        "Janji layanan 12 hari kerja. Sesudah berapa hari kerja terpakai Anda diperingatkan?", "9",
        "Peringatan datang ketika tiga perempat waktunya terpakai: 0,75 × 12 = 9.",
    ),
    number(
        "Tersisa 3 hari kerja ketika Anda meminta keterangan. Warga menjawab 6 hari kerja kemudian. Berapa hari kerja yang masih Anda miliki?", "3",
        "Selama menunggu warga, jam berhenti; enam hari itu tidak dihitung.",
    ),
    one(
        "Jawaban pertama mana yang baik?",
        "\"Saya Rini, Dinas PU. Tim kami memeriksa jalan itu Rabu; hasilnya saya tulis di sini paling lambat Kamis.\"",
        "\"Sedang diproses.\"", "\"Terima kasih atas laporannya.\"",
        "\"Akan ditindaklanjuti sesuai ketentuan yang berlaku.\"",
        why="Warga perlu tahu siapa, apa langkah berikutnya, dan kapan ia mendengar lagi.",
    ),
    one(
        "Berkas warga kurang tiga hal. Bagaimana Anda bertanya?",
        "Satu kali, dengan menyebut ketiganya", "Satu per satu, supaya warga tidak bingung",
        "\"Mohon dilengkapi\"", "Menunggu sampai warga bertanya sendiri",
        why="Setiap pertanyaan membuat warga menunggu lagi. Periksa seluruh berkas dulu, lalu tanyakan semuanya.",
    ),
    several(
        "Apa yang benar tentang \"Minta keterangan\"?",
        ("Jam berhenti sampai warga menjawab", "Perkara tidak dapat ditutup selama menunggu", "Pertanyaan pertama juga memenuhi tenggat jawaban pertama"),
        ("Warga tidak membaca pertanyaannya", "Boleh dipakai untuk menambah waktu kerja"),
        "Warga membaca setiap pertanyaan, dan pertanyaan tanpa guna terlihat di catatan.",
    ),
    one(
        "Kalimat mana yang paling jelas bagi warga?",
        "\"Surat pindah belum dapat kami buat karena foto kartu keluarga belum ada.\"",
        "\"Permohonan dimaksud belum dapat ditindaklanjuti.\"",
        "\"Persyaratan belum terpenuhi sebagaimana ketentuan.\"",
        "\"Yang bersangkutan agar melengkapi berkas dalam rangka proses lebih lanjut.\"",
        why="Satu hal, kata sehari-hari, dan warga tahu apa yang kurang.",
    ),
    one(
        "Anda ingin memberi tahu rekan bahwa warga minta ditelepon sesudah pukul 16. Di mana ditulis?",
        "Catatan internal", "Balasan", "Tahap", "Grup percakapan kantor",
        why="Catatan internal hanya dibaca kantor dan tetap bersama perkaranya.",
    ),
    one(
        "Dua belas warga mengikuti satu perkara induk. Apa yang tidak boleh ada dalam balasan Anda?",
        "Nama atau alamat salah seorang dari mereka", "Tanggal pengerjaan", "Nama Anda sebagai petugas",
        "Foto pekerjaan tanpa orang",
        why="Balasan dan tahap dibaca semuanya. Hal pribadi seseorang tidak boleh sampai kepada sebelas orang lain.",
    ),
    one(
        "Bukti mana yang paling baik untuk menutup laporan jalan berlubang?",
        "Foto jalan yang sudah rata dari tempat yang sama", "Foto surat disposisi", "Tulisan \"sudah dikoordinasikan\"",
        "Foto rapat pembahasan",
        why="Warga harus dapat melihat bahwa jalannya rata. Disposisi hanya menunjukkan bahwa kita menyuruh.",
    ),
    number(
        "Berapa hari warga dapat membuka kembali perkara sesudah ditutup?", "30",
        "Dalam 30 hari ia menyatakan beres atau membuka kembali; bila diam, perkara dianggap beres.",
    ),
    several(
        "Pelapor meminta namanya dirahasiakan. Apa yang Anda lakukan?",
        ("Bertanya tentang halnya, bukan orangnya", "Meminta data beberapa hari, bukan hanya hari kejadian", "Menolak menyebut nama, juga kepada atasan"),
        ("Meneruskan tulisan warga apa adanya ke kantor yang dilaporkan", "Menyebut jabatan pelapor tanpa namanya"),
        "Jabatan, hari, dan gaya bahasa dapat membuka siapa pelapornya.",
    ),
    one(
        "Apa yang terjadi ketika Anda membaca NIK pemohon di Luwes?",
        "Tercatat siapa, kapan, dan untuk apa; warganya dapat melihat", "Tidak terjadi apa-apa bila Anda petugasnya",
        "NIK tersalin ke log", "Atasan harus menyetujui dulu",
        why="Pembacaan tercatat dengan keperluannya. Nomornya sendiri tidak ditulis di log.",
    ),
    one(
        "Alasan mana yang baik untuk membaca NIK?",
        "\"Mencocokkan dengan data kependudukan untuk surat pindah\"", "\"Cek\"", "\"Ingin tahu umurnya\"",
        "\"Untuk arsip pribadi\"",
        why="Keperluan ditulis agar warga mengerti mengapa nomornya dibuka.",
    ),
    one(
        "Laporan tentang jalan provinsi masuk ke kota Anda. Apa yang Anda lakukan?",
        "Meneruskannya ke pemerintah provinsi dengan alasan yang dapat dibaca warga",
        "Menolaknya dan menyuruh warga melapor ke provinsi", "Menutupnya sebagai salah alamat",
        "Menunggu sampai tenggatnya hampir habis",
        why="Nomor dan kode warga tetap, jadi ia tidak perlu melapor ulang. Teruskan segera: waktunya berjalan.",
    ),
    short(
        "Tombol apa yang dipakai untuk memberikan perkara kepada petugas lain di layanan yang sama? (satu kata)",
        "serahkan", "serah", "serah terima", "menyerahkan",
        why="Serahkan untuk petugas lain, teruskan untuk unit atau pemerintah lain.",
    ),
    short(
        "Sesudah menulis, warga menerima nomor perkara dan satu hal lagi yang tidak boleh Anda simpan. Apa itu?",
        "kode rahasia", "kode", "kode rahasianya", "kodenya",
        why="Siapa yang memegang kode dapat membaca dan menjawab atas nama warga.",
    ),
    several(
        "Warga datang ke loket karena tidak punya internet. Apa yang Anda lakukan?",
        ("Mencatat untuknya dengan saluran loket", "Membacakan kalimat persetujuan dan menunggu ia setuju", "Memberikan nomor dan kodenya di kertas"),
        ("Memakai nomor HP Anda supaya kabarnya sampai", "Menyimpan salinan kodenya untuk berjaga-jaga"),
        "Kode milik warga. Nomor HP Anda membuat kabar warga sampai kepada orang yang salah.",
    ),
)  # fmt: skip

LESSON = Lesson(
    slug="melayani-lewat-aplikasi-layanan", title="Melayani lewat aplikasi layanan",
    summary="Menangani perkara warga di Luwes: antrean, tenggat, bertanya, menulis jelas, bukti, kerahasiaan pelapor, dan pembacaan NIK.",
    competency="pelayanan_digital", level=2, pages=PAGES, bank=BANK, valid_months=36,
)  # fmt: skip
