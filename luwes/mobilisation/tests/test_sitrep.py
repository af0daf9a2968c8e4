"""Situation reports: the board's figures, frozen once, numbered without a double, the same file each time."""

import io
import re
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.core.errors import Refused
from luwes.mobilisation import actions, situation
from luwes.mobilisation.models import AreaFigure, Incident, SituationReport
from luwes.mobilisation.sitrep import content as contents
from luwes.mobilisation.sitrep import paper, showing
from luwes.mobilisation.tests.builders import (
    BEGAN,
    NOW,
    a_coordinator,
    a_figure,
    a_need,
    a_place,
    a_plan,
    a_status,
    an_assignment,
    an_incident,
)
from luwes.mobilisation.tests.test_board import a_flood, queries_of, signed_in
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.staffing.models import FieldReport, Need, PlanUnit

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TODAY = NOW.date()


def issued(incident: Incident, by: User, *, after: int = 0, **words: str) -> SituationReport:
    return actions.issue_report(
        incident=incident, words=words, next_at=NOW + timedelta(days=1), after=after, now=NOW, by=by
    )


def test_the_report_says_what_the_board_says() -> None:
    incident = a_flood()
    a_figure(incident, a_place("18.71.12", "Sukabumi"), "affected", 900, is_estimate=True)
    a_need(incident, a_place("18.71.12", "Sukabumi"), role="Logistik", tier=3, desired=2)
    report, board = issued(incident, a_coordinator()).content, situation.of(incident, NOW)
    for headline in board.impact.headlines:
        kind = next(k for k in report["totals"] if showing.FIGURE_LABELS[k] == headline.label)
        told = report["totals"][kind]
        assert (told["reported"], told["estimated"]) == (
            headline.total.reported, headline.total.estimated,
        )  # fmt: skip
    total = board.filling.total
    sums = {stage: sum(row[stage] for row in report["needs"]) for stage in report["needs"][0] if stage not in ("tier", "role")}  # fmt: skip
    assert sums["asked"] == total.desired == 6
    assert sums["short"] == board.filling.short == 3
    assert sums["present"] == total.here == 1
    assert sums["ordered"] == total.filled == 3
    for groups in (report["agencies"], report["regencies"]):
        assert {part: sum(g[part] for g in groups) for part in ("asked", "coming", "here")} == {
            "asked": total.asked, "coming": total.coming, "here": total.here,
        }  # fmt: skip
    assert {g["name"] for g in report["regencies"]} >= {"Kota Metro"}
    assert [row["what"] for row in report["open"]] == [matter.what for matter in board.open]


def test_what_is_issued_stays_and_the_next_tells_what_changed() -> None:
    incident, by = a_flood(), a_coordinator()
    first = issued(incident, by, highlights="Air surut.")
    frozen, made = dict(first.content), paper.pdf(first)
    figure = AreaFigure.objects.get(area__code="18.71.10")
    actions.correct_figure(
        figure=figure, value=1100, reason="Salah hitung", reported_at=NOW, now=NOW, by=by
    )
    need = Need.objects.get(owner_id=incident.pk)
    an_assignment(need, need.assignments.all()[0].plan, state="active")
    second = issued(incident, by, after=1)
    first.refresh_from_db()
    assert first.content == frozen
    assert contents.sha256(first.content) == first.sha256
    assert paper.pdf(first) == made
    assert (first.content["changes"], first.content["since"]) == ([], None)
    changed = {tuple(row["of"]): (row["before"], row["after"]) for row in second.content["changes"]}
    assert changed["houses", "reported"] == (1332, 1337)
    assert changed["18.71.10", "Rajabasa", "houses"] == (1095, 1100)
    assert changed[1, "Perawat", "present"] == (1, 2)
    assert changed[1, "Perawat", "short"] == (1, 0)


def test_files_are_the_same_whenever_made_and_whoever_asks() -> None:
    incident = a_flood()
    for kind in ("displaced", "dead", "affected"):
        a_figure(incident, a_place("18.71.12", "Sukabumi"), kind, 7)
    report = issued(incident, a_coordinator())
    with translation.override("en"):
        pdf, xlsx = paper.pdf(report), paper.xlsx(report)
    fresh = SituationReport.objects.get()
    with translation.override("id"):
        assert paper.pdf(fresh) == pdf
        assert paper.xlsx(fresh) == xlsx
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    assert b"pdfaid" in pdf


def test_what_somebody_typed_is_no_formula() -> None:
    incident = a_flood()
    a_figure(incident, a_place("18.71.13", "Panjang"), "houses", 3, source="=1+1", note="x")
    report = issued(incident, a_coordinator(), highlights='=HYPERLINK("http://x")\n+62')
    book = CalamineWorkbook.from_filelike(io.BytesIO(paper.xlsx(report)))
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]  # fmt: skip
    assert "=1+1" in cells
    assert '=HYPERLINK("http://x")' in cells


def test_odd_letters_and_markup_in_words_still_make_a_paper() -> None:
    incident = an_incident(name="Banjir #panic(1) *x* 🌊 العربية")
    report = issued(incident, a_coordinator(), highlights="#let x = 1\n$ \\ < @ 🌊 " + "k" * 300)
    assert paper.pdf(report).startswith(b"%PDF")


def test_who_issued_since_is_told_and_nothing_is_issued_twice() -> None:
    incident, by = a_flood(), a_coordinator()
    issued(incident, by)
    with pytest.raises(Refused, match="Laporan 1 baru saja diterbitkan oleh Andri Saputra"):
        issued(incident, by)
    assert issued(incident, by, after=1).number == 2


@pytest.mark.django_db(transaction=True)
def test_coordinators_at_once_never_get_the_same_number() -> None:
    incident = a_flood()
    outcome: list[object] = []

    def press() -> None:
        try:
            outcome.append(issued(incident, by).number)
        except Refused as refused:
            outcome.append(str(refused)[:9])
        finally:
            connection.close()

    by = a_coordinator()
    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcome)) == ["1", "Laporan 1", "Laporan 1", "Laporan 1"]
    assert SituationReport.objects.count() == 1


def test_a_closed_incident_and_a_past_next_report_are_refused_together() -> None:
    incident = an_incident(closed_at=NOW)
    with pytest.raises(Refused) as refused:
        actions.issue_report(
            incident=incident, words={"highlights": "x" * 5000}, next_at=BEGAN, after=0, now=NOW,
            by=a_coordinator(),
        )  # fmt: skip
    assert {problem.field for problem in refused.value.problems} == {None, "next_at", "highlights"}


def test_sealed_words_and_names_stay_out() -> None:
    incident = a_flood()
    need = Need.objects.get(owner_id=incident.pk)
    by = a_user(name="Pelapor Rahasia")
    for n, kind in enumerate(("hurt", "more", "news")):
        FieldReport.objects.create(
            need=need, kind=kind, text="" if kind == "hurt" else "teks",
            own_words="patah tulang" if kind == "hurt" else "", heads=3 if kind == "more" else None,
            key=f"00000000-0000-0000-0000-00000000000{n}", at=NOW, by=by,
        )  # fmt: skip
    report = issued(incident, a_coordinator())
    text = contents.canonical(report.content).decode()
    assert "patah" not in text
    assert "Pelapor" not in text
    assert "Andri" not in text
    assert report.content["field"] == {
        "news": 1, "more": 1, "hurt": 1, "news_since": 1, "more_since": 1, "hurt_since": 1,
        "unread": 2, "heads": 3,
    }  # fmt: skip
    assert b"Andri" not in paper.xlsx(report)


def test_units_at_their_minimum_are_named() -> None:
    incident = a_flood()
    plan = a_plan(incident, number=2)
    unit, free = a_unit("RSUD", agency=incident.agency), a_unit("Dinas", agency=incident.agency)
    PlanUnit.objects.create(plan=plan, unit=unit, present=10, minimum=8, taken=2)
    PlanUnit.objects.create(plan=plan, unit=free, present=10, minimum=2, taken=2)
    found = issued(incident, a_coordinator()).content["units"]
    assert [(row["name"], row["present"] - row["taken"], row["minimum"]) for row in found] == [("RSUD", 8, 8)]  # fmt: skip


# ── pages ────────────────────────────────────────────────────────────


def press(client: Client, incident: Incident, **values: object) -> object:
    url = f"/kejadian/{incident.pk}/lapsit/baru/"
    return client.post(url, {"after": 0, "highlights": "Air surut", "next_at": "", **values})


def test_a_coordinator_issues_and_reads_it_again() -> None:
    client, incident = signed_in(a_coordinator()), a_flood()
    draft = client.get(f"/kejadian/{incident.pk}/lapsit/baru/").content.decode()
    assert "Rancangan laporan situasi 1" in draft
    assert press(client, incident).status_code == 302
    page = client.get(f"/kejadian/{incident.pk}/lapsit/1/").content.decode()
    assert "Air surut" in page
    assert "1.332" in page
    again = press(client, incident)
    assert again.status_code == 422
    text = again.content.decode()
    assert "Laporan 1 baru saja diterbitkan" in text
    assert 'name="after" value="1"' in text
    for form, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        got = client.get(f"/kejadian/{incident.pk}/lapsit/1/laporan.{form}")
        assert got.content.startswith(start)
        assert got["Content-Disposition"].startswith("attachment")


def test_only_who_leads_issues() -> None:
    incident = a_flood()
    stranger = signed_in(a_coordinator(an_agency("Kabupaten Lain")))
    assert press(stranger, incident).status_code == 404
    assert client_sees(stranger, f"/kejadian/{incident.pk}/lapsit/") == 404


def client_sees(client: Client, path: str) -> int:
    return client.get(path).status_code


def test_a_tampered_content_is_told() -> None:
    client, incident, by = signed_in(a_coordinator()), a_flood(), a_coordinator()
    report = issued(incident, by)
    report.content["totals"]["houses"]["reported"] = 1
    report.save()
    page = client.get(f"/kejadian/{incident.pk}/lapsit/1/").content.decode()
    assert "tidak lagi cocok dengan sidiknya" in page


def test_pages_cost_the_same_whatever_the_size() -> None:
    client, incident, by = signed_in(a_coordinator()), a_flood(), a_coordinator()
    issued(incident, by)
    pages = [f"/kejadian/{incident.pk}/lapsit/{part}" for part in ("", "baru/", "1/", "1/umum/")]
    few = [queries_of(client, page) for page in pages]
    plan = a_plan(incident, number=2)
    for n in range(8):
        area = a_place(f"18.71.{30 + n}", f"Kecamatan {n}")
        a_figure(incident, area, "houses", n + 1)
        need = a_need(incident, area, role=f"Peran {n}")
        unit = a_unit(agency=an_agency(), area=a_place(f"18.{50 + n}", f"Kab {n}", level="regency"))
        an_assignment(need, plan, unit=unit)
        a_status(incident, authority=f"Bupati {n}")
    for n in range(1, 4):
        issued(incident, by, after=n)
    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= 23


def test_yesterdays_report_has_the_figures_of_its_end_and_says_what_is_of_now() -> None:
    incident, by = a_flood(), a_coordinator()
    figure = AreaFigure.objects.get(area__code="18.71.10")
    actions.correct_figure(
        figure=figure, value=1500, reason="Naik", reported_at=NOW - HOUR, now=NOW, by=by
    )
    yesterday = TODAY - timedelta(days=1)
    words = {"incident": incident, "words": {}, "next_at": None, "now": NOW, "by": by}
    report = actions.issue_report(day=yesterday, after=0, **words)
    assert report.day == yesterday
    assert report.content["day"] == "2025-02-23"
    assert report.content["as_of"].startswith("2025-02-23T23:59")
    assert {row["area"]: row["value"] for row in report.content["figures"]}["Rajabasa"] == 1095
    assert report.content["totals"]["houses"]["reported"] == 1332
    assert report.content["status_day"] == [0, 0]
    shown = " ".join(value for _label, value in paper.document(report).about)
    assert "orang yang dikirim" in shown
    assert "saat laporan ini ditulis, 24 Feb" in shown
    today = actions.issue_report(after=1, **words)
    assert today.content["totals"]["houses"]["reported"] == 1737
    assert "as_of_now" not in today.content
    with pytest.raises(Refused, match="Laporan dapat disusun untuk 24"):
        actions.issue_report(day=yesterday, after=2, **words)


@pytest.mark.parametrize("back", [-1, 3, 400])
def test_no_report_of_a_day_too_long_ago_or_to_come(back: int) -> None:
    with pytest.raises(Refused, match="Laporan dapat disusun untuk"):
        actions.issue_report(
            incident=a_flood(), words={}, next_at=None, after=0, now=NOW, by=a_coordinator(),
            day=TODAY - timedelta(days=back),
        )  # fmt: skip


def test_the_day_is_chosen_on_the_page_and_kept_when_it_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("luwes.core.clock.now", lambda: NOW)
    incident, by = a_flood(), a_coordinator()
    client, url = signed_in(by), f"/kejadian/{incident.pk}/lapsit/baru/"
    assert "Kemarin" in client.get(url).content.decode()
    text = client.get(url, {"hari": "2025-02-23"}).content.decode()
    assert 'name="day" value="2025-02-23"' in text
    assert "dihitung sampai akhir" in text
    assert "dihitung sampai akhir" not in client.get(url, {"hari": "1999-01-01"}).content.decode()
    client.post(url, {"after": "0", "day": "2025-02-23"})
    assert SituationReport.objects.get().day == TODAY - timedelta(days=1)


def test_what_was_kept_in_indonesian_says_so_on_an_english_page() -> None:
    incident, by = a_flood(), a_coordinator()
    issued(incident, by, highlights="Air surut.")
    client, url = signed_in(by), f"/kejadian/{incident.pk}/lapsit/1/"
    note = "Part of it is written in Indonesian."
    assert note not in client.get(url).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(url).content.decode()
    assert page.count(note) == 1
    assert '<p lang="id">Air surut.</p>' in page
    assert re.search(r'class="all" lang="id">[^<]*Perawat', page)
    assert "What matters most" in page
