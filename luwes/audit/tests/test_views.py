import io
from datetime import timedelta

import pytest
import python_calamine
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luwes.audit import actions, queries
from luwes.audit.models import Entry
from luwes.audit.tests.builders import NOW, a_user, an_auditor


@pytest.fixture
def auditor(client: Client, db: None) -> Client:
    client.force_login(an_auditor())
    return client


def an_entry(
    deed: str = "accounts.granted",
    *,
    reason: str = "",
    by_name: str = "Hendra",
    about: str = "Objek",
) -> Entry:
    n = Entry.objects.count()
    user, thing = a_user(f"u{n}", name=by_name), a_user(f"o{n}", name=about)
    return actions.record(user, deed, thing, reason=reason)


def test_the_log_says_who_decided_what_and_whether_it_is_sealed(auditor: Client) -> None:
    an_entry(reason="SK 12/2025", about="Wulandari")
    page = auditor.get("/log/").content.decode()
    for words in ("Kewenangan diberikan", "Wulandari", "SK 12/2025", "Hendra", "Menunggu segel"):
        assert words in page
    actions.seal()
    assert "Disegel no. 1" in auditor.get("/log/").content.decode()


@pytest.mark.django_db
def test_only_who_may_view_the_log_does(client: Client) -> None:
    client.force_login(a_user())
    for address in ("/log/", "/log/unduh.csv", "/log/unduh.xlsx"):
        assert client.get(address).status_code == 403
    client.logout()
    assert client.get("/log/").status_code == 302


@pytest.mark.django_db
def test_an_auditor_of_one_agency_reads_its_chain_only(client: Client) -> None:
    user = a_user()
    actions.record(user, "plan.approved", user, chain="3", reason="milik tiga")
    actions.record(user, "plan.approved", user, chain="4", reason="milik empat")
    client.force_login(an_auditor("agency", "3"))
    page = client.get("/log/").content.decode()
    assert "milik tiga" in page
    assert "milik empat" not in page
    assert b"milik empat" not in b"".join(client.get("/log/unduh.csv").streaming_content)


def shown(client: Client, query: str) -> list[str]:
    return [e.reason for e in client.get(f"/log/?{query}").context["page"].rows]


def test_filters_by_deed_person_date_and_object(auditor: Client) -> None:
    an_entry("accounts.granted", reason="satu", by_name="Agus", about="Dinas")
    an_entry("accounts.ended", reason="dua", by_name="Budi", about="Balai")
    assert shown(auditor, "keputusan=accounts.ended") == ["dua"]
    assert shown(auditor, "orang=agu") == ["satu"]
    assert shown(auditor, "objek=balai") == ["dua"]
    about = Entry.objects.get(reason="satu")
    assert shown(auditor, f"jenis=accounts.user&nomor={about.object_id}") == ["satu"]
    today = timezone.localdate()
    assert shown(auditor, f"dari={today}&sampai={today}") == ["dua", "satu"]
    assert shown(auditor, f"sampai={today - timedelta(days=1)}") == []
    wrong = auditor.get(f"/log/?dari={today}&sampai={today - timedelta(days=1)}").content.decode()
    assert "Tanggal akhir mendahului tanggal awal." in wrong


def test_paging_shows_every_entry_once_at_the_same_cost(auditor: Client) -> None:
    user = a_user()

    def fill(n: int) -> None:
        rows = [
            Entry(
                at=NOW + timedelta(seconds=i // 3), by=user, by_name="x", deed="d", object_kind="k",
                object_id="1", object_label=str(i),
            )
            for i in range(n)
        ]  # fmt: skip
        Entry.objects.bulk_create(rows)

    def cost(address: str = "/log/") -> int:
        with CaptureQueriesContext(connection) as log:
            assert auditor.get(address).status_code == 200
        return len(log)

    fill(1)
    cost()
    one = cost()
    fill(119)
    assert cost() == one
    seen: list[int] = []
    token = ""
    while True:
        page = auditor.get("/log/", {"mulai": token} if token else {}).context["page"]
        seen += [e.pk for e in page.rows]
        token = page.next
        if not token:
            break
    assert len(seen) == len(set(seen)) == 120
    assert auditor.get("/log/?mulai=rusak").status_code == 200


def test_the_export_holds_exactly_what_is_filtered_and_runs_no_formula(auditor: Client) -> None:
    an_entry("accounts.granted", reason="=HYPERLINK(1)")
    an_entry("accounts.ended", reason="lain")
    text = b"".join(
        auditor.get("/log/unduh.csv?keputusan=accounts.granted").streaming_content
    ).decode()
    assert "'=HYPERLINK(1)" in text
    assert "lain" not in text
    answer = auditor.get("/log/unduh.xlsx?keputusan=accounts.granted")
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(answer.streaming_content))
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows] == ["Alasan", "=HYPERLINK(1)"]


def test_the_export_says_days_and_codes_in_words(auditor: Client) -> None:
    user = a_user()
    told = {"kind": "acting", "first_day": "2025-02-25", "decree": ""}
    entry = actions.record(user, "appointments.appointed", user, **told)
    text = b"".join(auditor.get("/log/unduh.csv").streaming_content).decode()
    shown = "Jenis: Pelaksana tugas (Plt.); Nomor SK: –; Berlaku mulai: 25 Feb 2025"
    assert shown in text
    here = timezone.localtime(entry.at)
    assert text.startswith("\ufeffWaktu (WIB),")
    assert f"\n{here:%d-%m-%Y %H:%M:%S},Pengangkatan dicatat," in text
    answer = auditor.get("/log/unduh.xlsx")
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(answer.streaming_content))
    )
    when = book.get_sheet_by_index(0).to_python()[1][0]
    assert abs(when - here.replace(tzinfo=None)) < timedelta(seconds=1)


@pytest.mark.django_db
def test_a_script_in_a_reason_stays_text_in_page_and_timeline(client: Client) -> None:
    user = an_auditor()
    client.force_login(user)
    entry = actions.record(user, "plan.approved", user, reason="<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/log/").content.decode()
    entries = queries.about(entry.object_kind, user.pk)
    shown = render_to_string("audit/history.html", {"entries": entries})
    assert "&lt;script&gt;" in shown
    assert "Ratna" in shown
