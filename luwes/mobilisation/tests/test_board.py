"""The situation board: figures that add up, what is open, 304 when nothing changed, constant cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.mobilisation import situation
from luwes.mobilisation.models import Incident
from luwes.mobilisation.situation.needs import filling
from luwes.mobilisation.tests.builders import (
    BEGAN,
    NOW,
    a_city,
    a_coordinator,
    a_figure,
    a_need,
    a_place,
    a_plan,
    a_status,
    an_assignment,
    an_incident,
)
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.staffing.models import Need, PlanApproval, PlanShort
from luwes.staffing.queries import Asked
from luwes.staffing.rules import Heads

pytestmark = pytest.mark.django_db


def a_flood() -> Incident:
    """Four nurses wanted in Rajabasa: one there, one on the way, one silent, one lacking."""
    incident = an_incident(areas=[a_place("18.71.10", "Rajabasa")])
    a_status(incident)
    a_figure(incident, a_place("18.71.10", "Rajabasa"), "houses", 1095)
    a_figure(incident, a_place("18.71.12", "Sukabumi", point=False), "houses", 237)
    need, plan = a_need(incident, a_place("18.71.10", "Rajabasa"), desired=4), a_plan(incident)
    an_assignment(need, plan, state="active", is_present=True)
    far = a_unit(agency=plan.agency, area=a_place("18.72", "Kota Metro", level="regency"))
    an_assignment(need, plan, state="accepted", unit=far)
    an_assignment(need, plan, state="ordered")
    return incident


def queries_of(client: Client, path: str) -> int:
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as log:
        assert client.get(path).status_code == 200
    return len(log)


def test_the_bars_add_up_to_the_headline() -> None:
    found = situation.of(a_flood(), NOW)
    role = found.filling.roles[0]
    assert (role.heads.here, role.heads.coming, role.heads.asked, role.heads.short) == (1, 1, 1, 1)
    assert (found.filling.filled, found.filling.short, found.filling.total.desired) == (3, 1, 4)
    assert (found.day_number, found.days) == (1, 14)


def test_too_many_at_one_place_do_not_hide_a_lack_at_another() -> None:
    needs = [Asked(1, 1, "Perawat", 1), Asked(2, 1, "Perawat", 2)]
    found = filling(needs, {1: Heads(2, here=5), 2: Heads(3, here=1)})
    assert found.short == 2
    assert (found.at[1].short, found.at[2].short) == (0, 2)


def test_places_without_a_point_are_listed_and_people_on_the_way_named() -> None:
    found = situation.of(a_flood(), NOW).map
    assert [place.area.name for place in found.unplaced] == ["Sukabumi"]
    assert [(way.name, way.people) for way in found.ways] == [("Kota Metro", 1)]
    names = [bubble["name"] for bubble in found.data["bubbles"]]
    assert names == ["Rajabasa"]
    assert found.data["bubbles"][0]["lack"] == 1
    assert found.data["ways"][0]["name"] == "Kota Metro"


def test_what_is_open_says_why_who_and_until_when() -> None:
    incident = a_flood()
    a_status(incident, decree="", authority="Wali Kota")
    approver = a_user(
        Role.APPROVER, scope_kind="agency", scope_id=incident.agency_id, name="Hendra Wijaya"
    )
    plan = a_plan(
        incident, number=2, state="submitted", submitted_at=BEGAN, solved_at=BEGAN, decide_by=NOW
    )
    PlanApproval.objects.create(plan=plan, agency=incident.agency, people=3)
    need = Need.objects.get(owner_id=incident.pk)
    PlanShort.objects.create(
        plan=plan, need=need, level="desired", short=1, reason={"kind": "presence"}
    )
    found = situation.of(incident, NOW).open
    assert (found[0].who, found[0].until) == (str(approver), NOW)
    assert "menunggu keputusan untuk 3 orang" in found[0].what
    assert found[1].what == "1 kurang: Perawat"
    assert "minimum unitnya" in found[1].how
    assert [matter.who for matter in found[2:]] == ["Koordinator", "Wali Kota"]


def _why_lacking(incident: Incident) -> str:
    found = situation.of(incident, NOW).open
    return next(matter.how for matter in found if matter.what.endswith("kurang: Perawat"))


def test_heads_that_a_submitted_plan_brings_wait_for_its_decision() -> None:
    incident = a_flood()
    need = Need.objects.get(owner_id=incident.pk)
    plan = a_plan(incident, number=2, state="submitted", submitted_at=BEGAN, solved_at=BEGAN)
    for level, kind in (("minimum", "tiers"), ("desired", "tiers")):
        PlanShort.objects.create(plan=plan, need=need, level=level, short=1, reason={"kind": kind})
    assert _why_lacking(incident) == "Yang lain mengisi kebutuhan yang sama atau lebih mendesak"
    for brought, words in (
        (1, "Menunggu keputusan rencana 2"),
        (2, "2 orang: menunggu keputusan rencana 2; selebihnya: yang lain mengisi"),
    ):
        plan.result = {"by_need": {str(need.pk): [brought, 2]}}
        plan.save()
        Need.objects.filter(pk=need.pk).update(desired=3 + (1 if brought == 1 else 4))
        assert _why_lacking(incident).startswith(words)
    plan.state = "approved"
    plan.save()
    Need.objects.filter(pk=need.pk).update(desired=5)
    assert _why_lacking(incident) == "Surat tugas rencana 2 sedang diterbitkan"


def test_the_course_runs_from_the_start_to_what_comes_next() -> None:
    incident = a_flood()
    a_plan(incident, number=2, state="approved", submitted_at=BEGAN, approved_at=BEGAN)
    found = situation.of(incident, NOW).events
    assert found[0].text == "Banjir mulai"
    assert [event.text for event in found if event.kind == "gold"] == ["Rencana 2 disetujui"]
    assert found[-1].kind == "next"
    assert "berakhir" in found[-1].text


def test_the_board_shows_the_finding_and_the_sources() -> None:
    client = signed_in(a_coordinator())
    page = client.get(f"/kejadian/{a_flood().pk}/").content.decode()
    assert "3 dari 4 kebutuhan terisi, 1 perawat masih kurang" in page
    assert "1 hadir, 1 di jalan, 1 belum menjawab" in page
    assert "Belum ada titik petanya:" in page
    assert "Sukabumi 237 rumah" in page


def test_nothing_new_is_304_within_2_kb() -> None:
    client, incident = signed_in(a_coordinator()), a_flood()
    first = client.get(f"/kejadian/{incident.pk}/isi/")
    assert first.status_code == 200
    assert first.headers["ETag"].replace('"', "&quot;") in first.content.decode().replace("\\", "")
    again = client.get(
        f"/kejadian/{incident.pk}/isi/", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    sent = b"\r\n".join([again.serialize_headers(), again.content])
    cookies = again.cookies.output().encode()
    assert len(sent) + len(cookies) <= 2048
    assert not again.content


def test_the_page_itself_holds_the_tag_of_what_it_shows() -> None:
    client, incident = signed_in(a_coordinator()), a_flood()
    page = client.get(f"/kejadian/{incident.pk}/").content.decode()
    tag = client.get(f"/kejadian/{incident.pk}/isi/").headers["ETag"].strip('"')
    assert tag in page


def test_a_check_in_is_seen_at_once() -> None:
    client, incident = signed_in(a_coordinator()), a_flood()
    before = client.get(f"/kejadian/{incident.pk}/isi/").headers["ETag"]
    assignment = Need.objects.get(owner_id=incident.pk).assignments.get(state="accepted")
    assignment.state, assignment.is_present = "active", True
    assignment.save()
    after = client.get(f"/kejadian/{incident.pk}/isi/", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "2 hadir, 0 di jalan" in after.content.decode()


def test_the_wall_is_the_same_board_marked_for_a_wall() -> None:
    client, incident = signed_in(a_coordinator()), a_flood()
    assert "data-wall" in client.get(f"/kejadian/{incident.pk}/?dinding=1").content.decode()
    assert "data-wall" not in client.get(f"/kejadian/{incident.pk}/").content.decode()


def test_a_closed_incident_asks_no_more() -> None:
    incident = an_incident(closed_at=NOW)
    page = signed_in(a_coordinator()).get(f"/kejadian/{incident.pk}/").content.decode()
    assert "every 30s" not in page


def test_the_board_costs_the_same_whatever_its_size() -> None:
    client, incident = signed_in(a_coordinator()), a_flood()
    agency = an_agency()
    a_user(Role.APPROVER, scope_kind="agency", scope_id=agency.pk)
    plan = a_plan(incident, number=2, state="submitted", solved_at=BEGAN, decide_by=NOW)
    PlanApproval.objects.create(plan=plan, agency=agency, people=1)
    page, part = f"/kejadian/{incident.pk}/", f"/kejadian/{incident.pk}/isi/"
    few = queries_of(client, page), queries_of(client, part)
    for n in range(12):
        area = a_place(f"18.71.{30 + n}", f"Kecamatan {n}")
        a_figure(incident, area, "houses", n)
        need = a_need(incident, area, role=f"Peran {n}")
        unit = a_unit(agency=agency, area=a_place(f"18.{50 + n}", f"Kab {n}", level="regency"))
        an_assignment(need, plan, unit=unit)
        a_status(incident, authority=f"Bupati {n}")
    assert (queries_of(client, page), queries_of(client, part)) == few
    assert few[0] <= 15


def test_the_city_itself_is_a_post_and_not_a_bubble_over_its_districts() -> None:
    incident = a_flood()
    a_need(incident, a_city(), role="Logistik", desired=2)
    bubbles = {b["name"]: b for b in situation.of(incident, NOW).map.data["bubbles"]}
    assert bubbles["Kota Bandar Lampung"]["kind"] == "post"
    assert "size" not in bubbles["Kota Bandar Lampung"]
