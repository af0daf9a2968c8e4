"""Where every government takes in complaints about its services."""

from luwes.services.reference.standard import LOCAL, PROVINCE, Offer, components
from luwes.services.rules.clocks import DAY_MINUTES
from luwes.services.rules.states import CaseKind

OFFERS = (
    Offer(
        code="pengaduan-pelayanan", name="Pengaduan pelayanan", kind=CaseKind.COMPLAINT,
        governments=(*PROVINCE, *LOCAL), units=("Inspektorat",), minutes=14 * DAY_MINUTES,
        themes=("pengaduan",), skills=(),
        words="komplain, keluhan, adukan petugas, pungli, diminta uang, petugas kasar, antrean lama, lewat waktu",
        summary="Adukan layanan yang lambat, tidak sesuai standar, atau petugas yang meminta uang. Dijawab oleh atasan, bukan oleh petugas yang diadukan.",
        audience="Siapa saja yang dilayani atau seharusnya dilayani. Tidak perlu akun, nama boleh dirahasiakan.",
        to_bring=("Layanan mana, dan kapan", "Nomor perkara Anda, bila ada", "Foto atau dokumen, bila ada"),
        components=components(
            requirements="Layanan yang diadukan dan uraian kejadiannya\nNomor perkara, foto, atau dokumen, bila ada",
            procedure=(
                "Anda menulis pengaduan dan menerima nomor lacak\n"
                "Pengaduan sampai kepada kepala unit dan pengelola layanan; petugas unit yang diadukan tidak melihatnya\n"
                "Salah seorang atasan menanganinya dan menjawab Anda\n"
                "Anda dapat membuka kembali pengaduan bila jawabannya belum memuaskan"
            ),
            duration="Jawaban pertama paling lama 3 hari kerja, selesai paling lama 14 hari kerja.",
            product="Jawaban tertulis: apa yang ditemukan, dan apa yang diperbaiki.",
            complaints="Tidak puas dengan jawabannya? Buka kembali pengaduan ini, atau adukan lewat SP4N-LAPOR! (lapor.go.id) atau Ombudsman RI.",
            legal_basis=(
                "UU 25/2009 tentang Pelayanan Publik, Pasal 36 dan Pasal 40\n"
                "Perpres 76/2013 tentang Pengelolaan Pengaduan Pelayanan Publik\n"
                "PermenPANRB 62/2018 tentang Pedoman Sistem Pengelolaan Pengaduan Pelayanan Publik Nasional"
            ),
            competence="Atasan yang memahami standar layanannya dan tidak menangani perkara yang diadukan.",
            staff="Kepala unit dan pengelola layanan di atasnya.",
            safety="Nama pengadu dapat dirahasiakan\nPetugas yang diadukan tidak melihat pengaduannya di Luwes",
        ),
    ),
)  # fmt: skip
