"""What anybody may read: only what was cleared, nobody's name, gone at once when withdrawn."""

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.models import User
from luwes.core.errors import Refused
from luwes.mobilisation import actions, clearing, public_map
from luwes.mobilisation.models import Incident, Publication, SituationReport
from luwes.mobilisation.tests.builders import (
    NOW,
    a_coordinator,
    a_figure,
    a_place,
    an_incident,
)
from luwes.mobilisation.tests.test_board import a_flood, signed_in
from luwes.organisation.tests.builders import an_agency
from luwes.places.models import Area

pytestmark = pytest.mark.django_db


def a_report(incident: Incident | None = None, by: User | None = None, after: int = 0) -> SituationReport:  # fmt: skip
    return actions.issue_report(
        incident=incident or a_flood(), words={"highlights": "Air surut."}, next_at=None,
        after=after, now=NOW, by=by or a_coordinator(),
    )  # fmt: skip


def publish(report: SituationReport, *parts: str, small: bool = False) -> Publication:
    return actions.publish(
        report=report, parts=parts, shows_small=small, now=NOW, by=a_coordinator()
    )


def read(report: SituationReport, path: str = "", status: int = 200) -> str:
    answer = Client().get(f"/darurat/{report.incident_id}/{path}")
    assert answer.status_code == status
    return answer.content.decode() if status == 200 and not path.endswith("pdf") else ""


def test_nothing_is_public_before_somebody_ticks_it() -> None:
    report = a_report()
    read(report, status=404)
    for path in ("angka.json", "angka.csv", "laporan.pdf"):
        read(report, path, status=404)
    assert "Banjir Bandar Lampung" not in Client().get("/darurat/").content.decode()


def test_only_what_was_ticked_is_shown_with_source_and_time() -> None:
    report = a_report()
    publish(report, "total:houses")
    page = read(report)
    assert "1.332" in page
    assert "BPBD" in page
    assert "24 Feb 2025 pukul 15.40 WIB" in page
    for kept in ("Rajabasa", "Perawat", "Air surut", "Gubernur", "Kota Metro"):
        assert kept not in page
    assert "Banjir Bandar Lampung" in Client().get("/darurat/").content.decode()
    told = json.loads(read(report, "angka.json"))
    assert set(told) == {"version", "day", "as_of", "incident", "totals", "figures", "report"}
    assert told["figures"] == []
    read(report, "laporan.pdf", status=404)


def test_estimates_are_marked_also_in_the_files() -> None:
    incident = a_flood()
    a_figure(incident, a_place("18.71.12", "Sukabumi"), "affected", 900, is_estimate=True)
    report = a_report(incident)
    publish(report, "area:affected", "total:affected")
    assert "perkiraan" in read(report)
    rows = list(csv.reader(io.StringIO(read(report, "angka.csv").lstrip("\ufeff"))))
    assert [row[3:5] for row in rows[1:]] == [["0", ""], ["900", "ya"], ["900", "ya"]]


def test_a_formula_in_a_source_stays_text_in_the_csv() -> None:
    incident = a_flood()
    a_figure(incident, a_place("18.71.13", "Panjang"), "houses", 3, source="=1+1")
    report = a_report(incident)
    publish(report, "area:houses")
    assert "'=1+1" in read(report, "angka.csv")


def test_small_numbers_about_people_stay_closed_until_they_are_opened() -> None:
    incident = an_incident()
    for n, (dead, houses) in enumerate(((2, 1), (0, 2), (9, 3), (30, 4))):
        area = a_place(f"18.71.{10 + n}", f"Kecamatan {n}")
        a_figure(incident, area, "dead", dead)
        a_figure(incident, area, "houses", houses)
    report = a_report(incident)
    publish(report, "area:dead", "area:houses", "total:dead")
    told = json.loads(read(report, "angka.json"))
    values = {(row["kind"], row["area"]): row["value"] for row in told["figures"]}
    assert [values["dead", f"Kecamatan {n}"] for n in range(4)] == [None, 0, 9, 30]
    assert [values["houses", f"Kecamatan {n}"] for n in range(4)] == [1, 2, 3, 4]
    assert "dead" not in told["totals"]  # less what is shown, it would tell
    assert "tidak dibuka" in read(report)
    publish(report, "area:dead", small=True)
    told = json.loads(read(report, "angka.json"))
    assert [row["value"] for row in told["figures"]] == [2, 0, 9, 30]


def test_a_city_does_not_tell_what_one_of_its_districts_keeps_closed() -> None:
    incident = an_incident()
    for code, name, dead in (
        ("18.72", "Kota", 10),
        ("18.72.01", "Kecil", 2),
        ("18.72.02", "Besar", 8),
    ):
        a_figure(incident, a_place(code, name), "dead", dead)
    report = a_report(incident)
    publish(report, "area:dead", "total:dead")
    told = json.loads(read(report, "angka.json"))
    assert {row["area"]: row["value"] for row in told["figures"]} == {
        "Kota": None,
        "Kecil": None,
        "Besar": 8,
    }
    assert told["totals"] == {}


def test_a_total_of_one_area_is_as_small_as_the_area() -> None:
    incident = an_incident()
    a_figure(incident, a_place("18.71.10", "Rajabasa"), "dead", 1)
    report = a_report(incident)
    publish(report, "total:dead", "status")
    assert json.loads(read(report, "angka.json"))["totals"] == {}


def test_the_whole_paper_with_small_numbers_asks_for_both_ticks() -> None:
    incident = an_incident()
    a_figure(incident, a_place("18.71.10", "Rajabasa"), "missing", 3)
    report = a_report(incident)
    with pytest.raises(Refused, match="angka kecil"):
        publish(report, clearing.WHOLE)
    publish(report, clearing.WHOLE, small=True)
    read(report, "laporan.pdf")


def test_what_is_not_in_the_report_cannot_be_ticked() -> None:
    with pytest.raises(Refused, match="paling sedikit satu"):
        publish(a_report(), "total:dead", "people:names")


def test_withdrawn_is_gone_at_once_also_for_caches() -> None:
    report = a_report()
    publish(report, "total:houses")
    first = Client().get(f"/darurat/{report.incident_id}/")
    assert "no-cache" in first["Cache-Control"]
    assert "public" in first["Cache-Control"]
    again = Client().get(
        f"/darurat/{report.incident_id}/", headers={"If-None-Match": first["ETag"]}
    )
    assert again.status_code == 304
    by = a_coordinator()
    actions.withdraw_publication(incident=report.incident, now=NOW, by=by)
    read(report, status=404)
    with pytest.raises(Refused):
        actions.withdraw_publication(incident=report.incident, now=NOW, by=by)


def test_a_later_report_takes_the_place_and_withdrawing_brings_nothing_back() -> None:
    incident, by = a_flood(), a_coordinator()
    first = a_report(incident, by)
    publish(first, "total:houses")
    second = a_report(incident, by, after=1)
    publish(second, "needs")
    page = read(second)
    assert "Perawat" in page
    assert "1.332" not in page
    actions.withdraw_publication(incident=incident, now=NOW, by=by)
    read(second, status=404)
    assert Publication.objects.filter(ended_at=None).count() == 0


def _bare(answer: HttpResponse) -> None:
    assert not answer.cookies
    assert "Andri" not in answer.content.decode(errors="ignore")


def test_pages_set_no_cookie_ask_little_and_name_nobody() -> None:
    report = a_report()
    publish(report, *(part.key for part in clearing.parts(report.content)))
    for path in ("/darurat/", *(f"/darurat/{report.incident_id}/{p}" for p in ("", "angka.json", "angka.csv", "laporan.pdf"))):  # fmt: skip
        with CaptureQueriesContext(connection) as log:
            answer = Client().get(path)
        assert answer.status_code == 200, path
        assert len(log) <= 5, path
        _bare(answer)
    _bare(signed_in(a_coordinator()).get(f"/darurat/{report.incident_id}/"))


def test_ticks_are_kept_on_the_page_of_who_leads() -> None:
    report, client = a_report(), signed_in(a_coordinator())
    url = f"/kejadian/{report.incident_id}/lapsit/1/umum/"
    page = client.get(url).content.decode()
    assert page.count("checked") == 3  # status, total and areas of houses
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"parts": ["needs"]}).status_code == 302
    assert client.get(url).content.decode().count("checked") == 1
    assert client.post(f"/kejadian/{report.incident_id}/lapsit/tarik/").status_code == 302
    stranger = signed_in(a_coordinator(an_agency("Kabupaten Lain")))
    assert stranger.get(url).status_code == 404


def _map(page: str) -> str:
    found = re.search(r'<svg class="public-map".*?</ul>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_map_shows_cleared_areas_only_and_needs_no_script() -> None:
    incident = an_incident()
    for n, (dead, houses) in enumerate(((2, 100), (9, 400), (30, 25))):
        area = a_place(f"18.71.{10 + n}", f"Kecamatan {n}")
        a_figure(incident, area, "dead", dead)
        a_figure(incident, area, "houses", houses)
    a_figure(incident, a_place("18.71.20", "Tanpa <titik>", point=False), "houses", 7)
    report = a_report(incident)
    publish(report, "total:houses")
    assert not _map(read(report))
    publish(report, "area:dead")
    shown = _map(read(report))
    assert shown.count("<circle") == 3
    assert "rumah" not in shown
    publish(report, "area:houses")
    page = read(report)
    shown = _map(page)
    assert shown.count('class="m-hit"') == 3
    for words in ("Kecamatan 1", "400 rumah", "25 rumah"):
        assert words in shown
    assert "Belum ada titik petanya: Tanpa &lt;titik&gt;." in page
    assert "<script" not in page.split("<main", 1)[1]
    assert _map(Client().get("/darurat/").content.decode()).count("<circle") == 3


def test_the_largest_number_has_the_largest_bubble_and_all_lie_on_the_map() -> None:
    incident = an_incident()
    for n in range(30):
        area = a_place(f"18.71.{10 + n}", f"Kecamatan yang panjang namanya {n}")
        Area.objects.filter(pk=area.pk).update(lat=-5.4 + n % 6 / 50, lon=105.2 + n // 6 / 50)
        a_figure(incident, area, "houses", 10 * (n + 1))
    report = a_report(incident)
    publish(report, "area:houses")
    shown = _map(read(report))
    height = float(re.search(r'viewBox="0 0 500 (\d+)"', shown).group(1))  # type: ignore[union-attr]
    circles = [tuple(map(float, c)) for c in re.findall(r'cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"', shown)]  # fmt: skip
    assert len(circles) == 30
    assert all(0 <= x <= 500 and 0 <= y <= height for x, y, _r in circles)
    assert circles[0][2] == max(r for _x, _y, r in circles) == public_map.LARGEST
