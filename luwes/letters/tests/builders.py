"""Letters and people, invented, for tests and the bench."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.letters import actions
from luwes.letters.models import Letter

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
DAY = date(2025, 2, 24)


def a_user(name: str = "petugas", role: Role | None = None, agency: str = "") -> User:
    """With a role over everything, or over one `agency` (the text of its id)."""
    user = User.objects.create(username=name, name=name.title(), created_at=NOW)
    if role:
        Grant.objects.create(
            user=user, role=role.value, scope_kind="agency" if agency else "all", scope_id=agency,
            period=Period(DAY - timedelta(days=99)),
        )  # fmt: skip
    return user


def a_person(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Rina Oktaviani, S.Kep., Ns.", "nip": "199004122015022003", "rank": "Penata",
        "grade": "III/c", "position": "Perawat Ahli Muda", "unit": "RSUD Bandar Negara Husada",
        **changes,
    }  # fmt: skip


def a_payload(**changes: Any) -> dict[str, Any]:
    return {
        "letterhead": {
            "government": "PEMERINTAH PROVINSI LAMPUNG",
            "agency": "SEKRETARIAT DAERAH",
            "address": [
                "Jalan Wolter Monginsidi Nomor 69, Telukbetung, Bandar Lampung 35211",
                "Telepon (0721) 555 0100, laman contoh.lampungprov.example",
            ],
        },
        "subject": "penugasan perawat pada Pos Kesehatan Tanjung Senang",
        "considering": [
            "bahwa untuk pelayanan kesehatan masyarakat terdampak banjir perlu menugaskan pegawai "
            "pada pos kesehatan;",
        ],
        "basis": [
            "Undang-Undang Nomor 24 Tahun 2007 tentang Penanggulangan Bencana;",
            "Peraturan Pemerintah Nomor 21 Tahun 2008 tentang Penyelenggaraan Penanggulangan Bencana;",
            "Keputusan Gubernur Lampung tanggal 24 Februari 2025 tentang Status Tanggap Darurat "
            "Bencana Banjir dan Tanah Longsor selama 14 hari;",
            "Rencana mobilisasi 1, disetujui 24 Februari 2025.",
        ],
        "people": [a_person()],
        "orders": [
            "bertugas sebagai perawat pada Pos Kesehatan Tanjung Senang, Kota Bandar Lampung, "
            "tanggal 25 Februari sampai dengan 1 Maret 2025;",
            "melapor kepada koordinator kesehatan sebelum sif pertama;",
            "melaporkan hasil tugas paling lambat 4 Maret 2025 dan kembali ke unit asal.",
        ],
        "place": "Bandar Lampung",
        "signatory": {
            "on_behalf": ["a.n. GUBERNUR LAMPUNG"], "title": "SEKRETARIS DAERAH",
            "name": "Ir. HENDRA WIJAYA, M.M.", "rank": "Pembina Utama Madya (IV/d)",
            "nip": "196908171994031002",
        },
        "copies": [
            "Kepala Dinas Kesehatan Provinsi Lampung;",
            "Kepala Pelaksana BPBD Provinsi Lampung;",
            "Direktur RSUD Bandar Negara Husada.",
        ],
        "first_day": "2025-02-25", "last_day": "2025-03-01",
        **changes,
    }  # fmt: skip


def a_draft(
    *, series: str = "1:VI.09:{year}", about_id: str = "1", chain: str = "1", **payload: Any
) -> actions.Draft:
    return actions.Draft(
        kind="assignment", series_key=series, number_format="800.1.11.1/{sequence}/{unit}/{year}",
        day=DAY, payload=a_payload(**payload), about_kind="test", about_id=about_id,
        variables={"unit": series.split(":")[1]}, chain=chain,
    )  # fmt: skip


def a_letter(by: User | None = None, **payload: Any) -> Letter:
    """An issued letter, not signed yet."""
    return actions.issue_many([a_draft(**payload)], now=NOW, by=by or a_user())[0]


def a_signed_letter(by: User | None = None, **payload: Any) -> Letter:
    letter = a_letter(by, **payload)
    actions.produce(letter=letter, now=NOW)
    letter.refresh_from_db()
    return letter
