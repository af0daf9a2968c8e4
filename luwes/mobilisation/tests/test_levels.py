"""The lead goes to another government: who may, what stays, who is told."""

import pytest
from django.core.exceptions import PermissionDenied

from luwes.accounts.models import User
from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.mobilisation import access, actions
from luwes.mobilisation.models import Incident
from luwes.mobilisation.rules import Level
from luwes.mobilisation.tests.builders import (
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
from luwes.notifications.models import Message
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import an_agency

pytestmark = pytest.mark.django_db


def a_province() -> Agency:
    agency = an_agency("Pemerintah Provinsi Lampung")
    agency.kind, agency.area = "province", a_place("18", "Lampung", level="province")
    agency.save()
    return agency


def a_citys(name: str = "Pemerintah Kota Bandar Lampung") -> Agency:
    agency = an_agency(name)
    agency.kind, agency.area = "city", a_city()
    agency.save()
    return agency


def handed(incident: Incident, agency: Agency, by: User, level: Level = Level.PROVINCE) -> None:
    actions.hand_over(
        incident=incident, level=level, agency=agency, decree="360/1/2025",
        reason="Kota kekurangan tenaga.", by=by,
    )  # fmt: skip
    incident.refresh_from_db()


def test_everything_stays_when_the_lead_goes_up_and_who_led_goes_on_helping() -> None:
    city, province = a_citys(), a_province()
    incident = an_incident(agency=city)
    a_status(incident)
    a_figure(incident, a_city(), "houses", 9022)
    need = a_need(incident, a_city())
    an_assignment(need, a_plan(incident))
    mayor, governor = a_coordinator(city), a_coordinator(province)
    handed(incident, province, mayor)
    assert (incident.agency, incident.level) == (province, "province")
    assert set(incident.agencies.all()) == {city, province}
    assert incident.figures.count() == incident.statuses.count() == 1
    assert need.assignments.count() == 1
    assert access.manages(governor, incident)
    assert access.plans_for(governor, incident)
    assert access.can_view(mayor, incident.pk)
    assert not access.can_manage(mayor, incident.pk)
    with pytest.raises(PermissionDenied):
        actions.close(incident=incident, reason="selesai", now=NOW, by=mayor)


def test_a_hand_over_stands_in_the_log_of_both_governments() -> None:
    city, province = a_citys(), a_province()
    incident = an_incident(agency=city)
    handed(incident, province, a_coordinator(city))
    entries = Entry.objects.filter(deed="mobilisation.handed_up").order_by("chain")
    assert {entry.chain for entry in entries} == {str(city.pk), str(province.pk)}
    assert {entry.reason for entry in entries} == {"Kota kekurangan tenaga."}


def test_every_government_concerned_is_told_save_who_did_it() -> None:
    city, province, neighbour = a_citys(), a_province(), an_agency("Kabupaten Pesawaran")
    incident = an_incident(agency=city)
    incident.agencies.add(neighbour)
    by, *others = (a_coordinator(agency) for agency in (city, province, neighbour))
    a_coordinator(an_agency("Kabupaten lain"))
    handed(incident, province, by)
    told = Message.objects.filter(kind="mobilisation.handed_over")
    assert set(told.values_list("user", flat=True)) == {user.pk for user in others}
    assert told.first().subject.endswith("dipimpin Pemerintah Provinsi Lampung")  # type: ignore[union-attr]


def test_a_province_that_helps_may_take_the_lead_and_a_neighbour_may_not() -> None:
    city, province, neighbour = a_citys(), a_province(), a_citys("Kabupaten lain")
    incident = an_incident(agency=city)
    incident.agencies.add(neighbour, province)
    with pytest.raises(PermissionDenied):
        handed(incident, neighbour, a_coordinator(neighbour), Level.REGENCY)
    handed(incident, province, a_coordinator(province))
    assert incident.agency == province


def test_the_lead_goes_down_again() -> None:
    city, province = a_citys(), a_province()
    incident = an_incident(agency=province, level="province")
    handed(incident, city, a_coordinator(province), Level.REGENCY)
    assert (incident.agency, incident.level) == (city, "regency")
    assert Entry.objects.filter(deed="mobilisation.handed_down").count() == 2


def test_a_closed_incident_changes_hands_no_more() -> None:
    incident = an_incident(agency=a_citys(), closed_at=NOW)
    with pytest.raises(Refused, match="sudah ditutup"):
        handed(incident, a_province(), a_coordinator())


def test_the_page_proposes_the_province_and_hands_over() -> None:
    city, province = a_citys(), a_province()
    incident = an_incident(agency=city)
    client = signed_in(a_coordinator(city))
    page = f"/kejadian/{incident.pk}/tingkat/"
    assert client.get(page).context["form"].initial == {"level": "province", "agency": province}
    wrong = client.post(page, {"level": "province", "agency": city.pk, "reason": ""})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"reason"}
    answer = client.post(page, {"level": "province", "agency": province.pk, "reason": "kurang"})
    assert answer.url == f"/kejadian/{incident.pk}/"  # type: ignore[attr-defined]
    assert "Provinsi" in client.get(f"/kejadian/{incident.pk}/status/").content.decode()
    assert client.get(page).status_code == 403
