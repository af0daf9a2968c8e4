"""What people see of incidents: pages by role, what was typed kept, constant cost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core.periods import Period
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident
from luwes.mobilisation.tests.builders import (
    a_city,
    a_coordinator,
    a_figure,
    a_need,
    a_place,
    a_status,
    a_template,
    an_incident,
)
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import a_group, a_user, an_agency
from luwes.staffing.models import Need

pytestmark = pytest.mark.django_db


def cost(client: Client, path: str) -> int:
    """Queries of a page whose session is warm."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as log:
        assert client.get(path).status_code == 200
    return len(log)


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())


def a_declaration(incident_area: int, **values: Any) -> dict[str, Any]:
    return {
        "hazard": "flood", "name": "Banjir Rajabasa", "started_at": "2025-02-21T19:00",
        "area": incident_area, "status": "response", "authority": "Gubernur Lampung", "decree": "",
        "first_day": "2025-02-24", "last_day": "2025-03-09",
    } | values  # fmt: skip


def test_the_list_shows_open_incidents_first_and_flags_verbal_decrees() -> None:
    today = timezone.localdate()
    running = an_incident(name="Banjir berjalan")
    a_status(running, decree="", period=Period(today, today + timedelta(days=3)))
    an_incident(name="Banjir lama", closed_at=timezone.now())
    text = words(signed_in(a_coordinator()).get("/kejadian/"))
    assert text.index("Banjir berjalan") < text.index("Banjir lama")
    assert "Satu kejadian berlangsung" in text
    assert "lisan, keputusan menyusul" in text


def test_the_menu_leads_to_incidents_for_those_who_see_them() -> None:
    assert 'href="/kejadian/"' in signed_in(a_coordinator()).get("/").content.decode()
    assert 'href="/kejadian/"' not in signed_in(a_user()).get("/").content.decode()


def test_declaring_keeps_what_was_typed_when_the_end_comes_before_the_start() -> None:
    client, agency = signed_in(a_coordinator()), an_agency()
    typed = a_declaration(a_city().pk, agency=agency.pk, last_day="2025-02-20")
    answer = client.post("/kejadian/baru/", typed)
    assert answer.status_code == 422
    assert "Hari terakhir mendahului hari pertama." in words(answer)
    assert 'value="Banjir Rajabasa"' in answer.content.decode()
    assert not Incident.objects.exists()
    answer = client.post("/kejadian/baru/", typed | {"last_day": "2025-03-09"})
    incident = Incident.objects.get()
    assert answer.headers["Location"] == f"/kejadian/{incident.pk}/angka/"
    assert EmergencyStatus.objects.get().is_verbal


def _picked(page: str, name: str) -> list[tuple[str, str]]:
    """Value and label of the option of a select that is chosen when nobody touches it."""
    options = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    assert options
    found = re.findall(r'<option value="(\d*)"( selected)?>([^<]*)', options[0])
    return [(value, label) for value, chosen, label in found if chosen] or [found[0][::2]]


def test_of_several_governments_none_is_chosen_for_a_hurried_coordinator() -> None:
    area, client = a_city(), signed_in(a_coordinator())
    agency = an_agency("Pemerintah Kota Rekaan")
    Agency.objects.filter(pk=agency.pk).update(area=area)
    page = client.get("/kejadian/baru/").content.decode()
    assert _picked(page, "agency") == [(str(agency.pk), agency.name)]
    assert _picked(page, "area")[0][0] == str(area.pk)
    an_agency("Pemerintah Provinsi Rekaan")
    page = client.get("/kejadian/baru/").content.decode()
    assert _picked(page, "agency") == _picked(page, "area") == [("", "Pilih…")]
    assert "-----" not in page
    answer = client.post("/kejadian/baru/", a_declaration(area.pk, agency=""))
    assert answer.status_code == 422
    assert not Incident.objects.exists()


def test_a_status_without_its_days_is_asked_for_them() -> None:
    typed = a_declaration(a_city().pk, agency=an_agency().pk, first_day="", last_day="")
    answer = signed_in(a_coordinator()).post("/kejadian/baru/", typed)
    assert words(answer).count("Isi masa berlaku statusnya.") >= 2


def test_the_parts_of_an_area_are_offered_to_tick() -> None:
    city = a_city()
    district = a_place("18.71.10", "Rajabasa")
    client = signed_in(a_coordinator())
    answer = client.get(f"/kejadian/wilayah/?area={city.pk}")
    assert f'value="{district.pk}"' in answer.content.decode()
    typed = a_declaration(city.pk, agency=an_agency().pk, areas=[district.pk], cari="1")
    answer = client.post("/kejadian/baru/", typed)  # where scripts are off
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(rf'value="{district.pk}"[^>]*checked', page)
    assert 'value="Banjir Rajabasa"' in page


def test_a_decree_is_registered_and_extended() -> None:
    client, incident = signed_in(a_coordinator()), an_incident()
    row = a_status(incident, decree="")
    page = f"/kejadian/{incident.pk}/status/"
    assert "surat keputusan belum ada" in words(client.get(page))
    assert client.post(f"/kejadian/status/{row.pk}/nomor/", {"decree": ""}).status_code == 422
    client.post(f"/kejadian/status/{row.pk}/nomor/", {"decree": "300/17/2025"})
    assert "nomor 300/17/2025" in words(client.get(page))
    typed = {
        "status": "response", "authority": "Gubernur Lampung", "decree": "300/20/2025",
        "first_day": "2025-03-20", "last_day": "2025-03-27",
    }  # fmt: skip
    answer = client.post(f"{page}?perpanjang={row.pk}", typed)
    assert answer.status_code == 422
    assert "tidak boleh berjarak" in words(answer)
    client.post(f"{page}?perpanjang={row.pk}", typed | {"first_day": "2025-03-10"})
    assert EmergencyStatus.objects.get(extends=row).decree == "300/20/2025"


def test_a_report_reads_numbers_as_people_write_them_and_keeps_the_rest() -> None:
    client, incident = signed_in(a_coordinator()), an_incident()
    district = a_place("18.71.10", "Rajabasa")
    page = f"/kejadian/{incident.pk}/angka/catat/"
    typed = {
        "area": district.pk, "source": "BPBD", "reported_at": "2025-02-23T17:00",
        "houses": "1.095", "affected": "tiga ribu",
    }  # fmt: skip
    answer = client.post(page, typed)
    assert answer.status_code == 422
    assert "Tulis angka bulat" in words(answer)
    assert 'value="1.095"' in answer.content.decode()
    answer = client.post(page, typed | {"affected": "3704", "lagi": "1"})
    assert "sumber=BPBD" in answer.headers["Location"]
    assert 'value="BPBD"' in client.get(answer.headers["Location"]).content.decode()
    assert dict(AreaFigure.objects.values_list("kind", "value")) == {
        "houses": 1095, "affected": 3704,
    }  # fmt: skip


def test_conflicting_sources_stand_side_by_side_and_one_is_chosen() -> None:
    client, incident = signed_in(a_coordinator()), an_incident()
    district = a_place("18.71.18", "Kedamaian")
    a_figure(incident, district, "houses", 727)
    other = a_figure(incident, district, "houses", 737, source="Media daerah", is_used=False)
    page = f"/kejadian/{incident.pk}/angka/"
    text = words(client.get(page))
    assert "Satu angka berbeda menurut sumbernya" in text
    assert "727" in text
    assert "737" in text
    assert client.post(f"/kejadian/angka/{other.pk}/pakai/", {"reason": ""}).status_code == 422
    client.post(f"/kejadian/angka/{other.pk}/pakai/", {"reason": "Diperiksa di lapangan"})
    assert "Diperiksa di lapangan" in words(client.get(f"{page}{district.pk}/"))


def test_fewer_people_than_families_is_pointed_out() -> None:
    incident, district = an_incident(), a_place("18.71.04", "Panjang")
    a_figure(incident, district, "affected", 32)
    a_figure(incident, district, "families", 101)
    text = words(signed_in(a_coordinator()).get(f"/kejadian/{incident.pk}/angka/"))
    assert "Panjang: jumlah jiwa lebih kecil daripada jumlah kepala keluarga" in text


def test_an_estimate_is_dashed_and_never_in_the_reported_total() -> None:
    incident = an_incident()
    a_figure(incident, a_place("18.71.10", "Rajabasa"), "affected", 3704)
    guess = a_place("18.71.13", "Kemiling")
    a_figure(incident, guess, "affected", 111, source="Perkiraan", is_estimate=True)
    page = signed_in(a_coordinator()).get(f"/kejadian/{incident.pk}/angka/").content.decode()
    assert '<dd class="fact-value">3.704</dd>' in page
    assert '<span class="tag tag--est">Dengan perkiraan 3.815</span>' in page
    assert '<span class="tag tag--est">111</span>' in page


def test_the_preview_shows_every_sum_and_stores_nothing() -> None:
    incident = an_incident(areas=[a_place("18.71.10", "Rajabasa")])
    a_figure(incident, a_city(), "displaced", 1200)
    template = a_template()
    client = signed_in(a_coordinator())
    page = f"/kejadian/{incident.pk}/kebutuhan/templat/"
    text = words(client.get(page))
    assert "1.200 pengungsi ÷ 50 × 3 shift = 72" in text
    assert "Templat Banjir menghitung 75 orang dalam 2 kebutuhan" in text
    assert not Need.objects.exists()
    shelter = template.roles.get(role="Pengungsian")
    typed = {"template": template.pk, "first_day": "2031-02-25", "roles": [shelter.pk]}
    answer = client.post(page, typed | {"last_day": "2031-02-24"})
    assert answer.status_code == 422
    assert "Hari terakhir mendahului hari pertama." in words(answer)
    client.post(page, typed | {"last_day": "2031-03-01"})
    assert [need.role for need in Need.objects.all()] == ["Pengungsian"]
    text = words(client.get(f"/kejadian/{incident.pk}/kebutuhan/"))
    assert "asumsi: 1 petugas per 50 pengungsi per shift" in text
    assert "72 orang dibutuhkan dalam 1 peran" in text


def test_the_roles_ticked_stay_ticked_while_something_else_is_mended() -> None:
    incident = an_incident(areas=[a_place("18.71.10", "Rajabasa")])
    a_figure(incident, a_city(), "displaced", 1200)
    template, client = a_template(), signed_in(a_coordinator())
    page = f"/kejadian/{incident.pk}/kebutuhan/templat/"
    shelter = template.roles.get(role="Pengungsian")
    typed = {"template": template.pk, "first_day": "2031-02-25", "last_day": "2031-02-24"}
    shown = client.post(page, typed | {"roles": [shelter.pk]}).content.decode()
    assert re.findall(r'name="roles" value="(\d+)" checked', shown) == [str(shelter.pk)]
    answer = client.post(page, typed | {"last_day": "2031-03-01"})
    assert answer.status_code == 422
    assert "Pilih sedikitnya satu peran." in words(answer)
    assert 'name="roles"' in answer.content.decode()
    assert not Need.objects.exists()
    # another template is looked at with the ticks of the last one in the address
    assert client.get(page, typed | {"last_day": "2031-03-01", "roles": [0]}).status_code == 200


def test_every_priority_of_a_need_has_a_name_of_its_own() -> None:
    page = signed_in(a_coordinator()).get(f"/kejadian/{an_incident().pk}/kebutuhan/baru/")
    offered = re.findall(r"<option[^>]*>(Prioritas \d[^<]*)<", page.content.decode())
    assert len(set(offered)) == len(offered) == 9
    assert offered[3] == "Prioritas 4"


def test_a_need_is_changed_added_and_removed_with_reasons() -> None:
    client, incident = signed_in(a_coordinator()), an_incident()
    today = timezone.localdate()
    days = {"first_day": today, "last_day": today + timedelta(days=4)}
    need = a_need(incident, a_city(), desired=4)
    typed = {
        **days, "minimum": 6, "desired": 5, "tier": 1, "load": 100, "post": "Posko", "reason": "",
    }  # fmt: skip
    answer = client.post(f"/kejadian/kebutuhan/{need.pk}/", typed)
    assert answer.status_code == 422
    client.post(f"/kejadian/kebutuhan/{need.pk}/", typed | {"desired": 7, "reason": "Posko kedua"})
    need.refresh_from_db()
    assert (need.minimum, need.desired) == (6, 7)
    assert "Posko kedua" in words(client.get(f"/kejadian/kebutuhan/{need.pk}/"))
    new = typed | {
        "role": "Operator perahu", "area": a_city().pk, "groups": [a_group().pk], "minimum": 1,
        "reason": "Perahu bantuan datang",
    }  # fmt: skip
    page = f"/kejadian/{incident.pk}/kebutuhan/baru/"
    assert client.post(page, new | {"groups": []}).status_code == 422
    client.post(page, new)
    boat = Need.objects.get(role="Operator perahu")
    assert client.post(f"/kejadian/kebutuhan/{boat.pk}/hapus/", {"reason": ""}).status_code == 422
    client.post(f"/kejadian/kebutuhan/{boat.pk}/hapus/", {"reason": "Perahu ditarik"})
    boat.refresh_from_db()
    assert boat.is_cancelled


def test_a_ratio_is_changed_into_a_new_version_by_who_plans_everywhere() -> None:
    template, client = a_template(), signed_in(a_coordinator())
    role = template.roles.get(role="Pengungsian")
    page = f"/templat-kebutuhan/{template.pk}/?peran={role.pk}"
    typed = {
        "times": 1, "per": 40, "basis": "displaced", "shifts": 3, "minimum_percent": 80, "tier": 2,
        "source": "SK Kepala BPBD", "reason": "",
    }  # fmt: skip
    answer = client.post(page, typed)
    assert answer.status_code == 422
    assert 'value="40"' in answer.content.decode()
    answer = client.post(page, typed | {"reason": "Rapat evaluasi"})
    assert "1 orang per 40 pengungsi × 3 shift" in words(client.get(answer.headers["Location"]))
    auditor = signed_in(a_user(Role.AUDITOR))
    assert "Ubah rasio" not in words(auditor.get(page))
    assert auditor.post(page, typed).status_code == 403


def test_who_only_looks_gets_no_buttons_that_change() -> None:
    incident = an_incident()
    a_need(incident, a_city())
    a_figure(incident, a_city(), "houses", 3)
    auditor = signed_in(a_user(Role.AUDITOR))
    for path in ("", "angka/", "kebutuhan/", "status/"):
        page = auditor.get(f"/kejadian/{incident.pk}/{path}").content.decode()
        for door in ("/catat/", "/baru/", "/templat/", "/tutup/", "/koreksi/", "perpanjang"):
            assert door not in page, f"{path or 'papan'} shows {door} to an auditor"


def _more_incidents(count: int) -> None:
    for n in range(count):
        a_status(an_incident(name=f"Banjir {n}"))


def _more_of_one(incident: Incident, start: int, count: int) -> None:
    for n in range(start, start + count):
        area = a_place(f"18.71.{n:02}", f"Kecamatan {n}")
        a_figure(incident, area, "houses", 10 + n)
        a_figure(incident, area, "houses", 20 + n, source="Lain", is_used=False)
        a_need(incident, area)


def test_the_list_costs_the_same_for_two_incidents_and_for_twenty() -> None:
    client = signed_in(a_coordinator())
    _more_incidents(2)
    few = cost(client, "/kejadian/")
    _more_incidents(18)
    assert cost(client, "/kejadian/") == few <= 15


@pytest.mark.parametrize("page", ["angka/", "kebutuhan/", "kebutuhan/templat/", "status/"])
def test_pages_cost_the_same_for_two_areas_and_for_twenty(page: str) -> None:
    cache.clear()
    client, incident = signed_in(a_coordinator()), an_incident()
    a_template()
    _more_of_one(incident, 10, 2)
    few = cost(client, f"/kejadian/{incident.pk}/{page}")
    _more_of_one(incident, 20, 18)
    assert cost(client, f"/kejadian/{incident.pk}/{page}") == few <= 15
