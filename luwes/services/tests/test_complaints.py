"""Complaints about services: read by who oversees, and by nobody who answers where one complains."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import a_grant, signed_in
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.notifications.models import Message
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.services import access, facts, messages, routing
from luwes.services.actions import ending, giving, warnings
from luwes.services.documents import Checked
from luwes.services.models import Case, FormDraft, Service
from luwes.services.queries import desk, forms
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import NOW, TODAY, a_service, an_officer, filed

pytestmark = pytest.mark.django_db
PHOTO = Checked("bukti.jpg", "jpeg", b"\xff\xd8jpeg")


@pytest.fixture(autouse=True)
def that_day(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    clock.set_to(NOW)


@pytest.fixture
def service() -> Service:
    return a_service(a_unit("Dinas Kependudukan"), name="Surat pindah")


@pytest.fixture
def complaints(service: Service) -> Service:
    unit = a_unit("Inspektorat", agency=service.agency)
    return a_service(unit, kind=CaseKind.COMPLAINT, name="Pengaduan pelayanan")


def a_manager(unit: OrgUnit) -> Employee:
    person = an_employee(agency=unit.agency)
    person.user = a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=unit.pk)
    person.save()
    return person


def complained(client: Client, page: str) -> Case:
    """From the link on a page to the receipt, as a citizen goes."""
    body = client.get(page).content.decode()
    link = body.split("?tentang=")[0].split('"')[-1] + "?tentang=" + body.split("?tentang=")[1].split('"')[0]  # fmt: skip
    begun = client.post(link.replace("&amp;", "&"), follow=True).redirect_chain[-1][0]
    key = begun.split("/")[2]
    form = client.get(begun).context["form"]  # as a browser would send it back
    typed = {field.html_name: field.value() for field in form if isinstance(field.value(), str)}
    client.post(begun, typed | {"j_uraian": "Petugas meminta uang rokok."})
    client.post(reverse("services:fill_check", args=[key]), {"consent": "on"})
    draft = FormDraft.objects.select_related("case").order_by("pk").last()
    assert draft
    assert draft.case
    return draft.case


def test_a_complaint_waits_for_who_oversees_and_the_officers_do_not_see_it(
    client: Client, service: Service, complaints: Service
) -> None:
    officer, manager = an_officer(service.unit), a_manager(service.unit)
    assert officer.user
    assert manager.user
    case = complained(client, reverse("services:service", args=[service.slug]))
    assert (case.kind, case.service, case.unit) == ("complaint", complaints, service.unit)
    assert (case.officer, case.state) == (None, "received")
    assert [t.text for t in forms.answers_of(case) if t.key == "layanan"] == ["Surat pindah"]
    at_desk = signed_in(officer.user)
    assert case.number not in at_desk.get(reverse("services:desk")).content.decode()
    assert at_desk.get(reverse("services:case", args=[case.pk])).status_code == 404
    above = signed_in(manager.user)
    assert above.get(reverse("services:case", args=[case.pk])).status_code == 200
    told = Message.objects.filter(kind="services.unroutable")
    assert [(row.user, "pengaduan menunggu Anda" in row.subject) for row in told] == [(manager.user, True)]  # fmt: skip
    assert warnings.route_waiting(now=NOW, on=TODAY) == 0


def test_before_it_is_sent_it_says_whose_superiors_get_it(
    client: Client, service: Service, complaints: Service
) -> None:
    address = reverse("services:begin", args=[complaints.slug])
    for tail, unit, is_about in (
        (f"?tentang={service.slug}", "Dinas Kependudukan", True), ("", "Inspektorat", False),
    ):  # fmt: skip
        page = client.post(address + tail, follow=True).redirect_chain[-1][0]
        typed = {"j_uraian": "Diminta uang.", "j_layanan": service.slug if is_about else ""}
        client.post(page, typed)
        shown = client.get(reverse("services:fill_check", args=[page.split("/")[2]]))
        assert shown.context["office"] == unit
        assert ("bukan petugas yang diadukan" in shown.content.decode()) == is_about


def test_who_oversees_takes_it_and_ends_it(client: Client, service: Service, complaints: Service) -> None:  # fmt: skip
    officer, manager = an_officer(service.unit), a_manager(service.unit)
    assert manager.user
    case = complained(client, reverse("services:service", args=[service.slug]))
    with pytest.raises(Refused):  # to the officer it cannot be handed
        giving.hand_over(case=case, to=officer, reason="x", now=NOW, on=TODAY, by=manager.user)
    giving.hand_over(case=case, to=manager, reason="Saya periksa", now=NOW, on=TODAY, by=manager.user)  # fmt: skip
    assert list(desk.queue(manager.user, TODAY)) == [case]
    assert access.is_officer(manager.user, case, TODAY)
    assert warnings.release_lost(now=NOW, on=TODAY) == 0
    ending.close(case=case, text="Ditegur.", files=[PHOTO], now=NOW, on=TODAY, by=manager.user)
    assert case.state == "closed"


def test_whoever_has_the_case_that_is_named_does_not_get_the_complaint(
    client: Client, service: Service, complaints: Service
) -> None:
    """A case in the hands of who oversees: the complaint about it is another one's."""
    an_officer(service.unit)
    manager, other = a_manager(service.unit), a_manager(service.unit)
    receipt = filed(service)
    Case.objects.filter(pk=receipt.case.pk).update(officer=manager)
    at = {"number": receipt.case.number, "secret": receipt.secret}
    case = complained(client, reverse("services:case_public", kwargs=at))
    assert case.unit == service.unit
    assert [one.employee for one in routing.candidates(case, NOW, TODAY)] == [other]
    assert waiting_for(case) == [other.user]
    assert manager.user
    assert not access.can_see(manager.user, case, TODAY)
    assert case not in access.seen_cases(manager.user, TODAY)
    messages.warned([facts.Warned(case.pk, 0, True, NOW)], NOW)
    assert not Message.objects.filter(user=manager.user, subject__contains=case.number).exists()
    # Whom it is about does not change with the hands that the case goes to.
    Case.objects.filter(pk=receipt.case.pk).update(officer=other)
    assert not access.can_see(manager.user, case, TODAY)


def test_a_complaint_about_the_only_overseer_is_told_above(
    client: Client, service: Service, complaints: Service
) -> None:
    manager, above = a_manager(service.unit), a_user(Role.SERVICE_MANAGER)
    receipt = filed(service)
    Case.objects.filter(pk=receipt.case.pk).update(officer=manager)
    at = {"number": receipt.case.number, "secret": receipt.secret}
    case = complained(client, reverse("services:case_public", kwargs=at))
    assert waiting_for(case) == [above]
    assert list(access.seen_cases(above, TODAY).filter(kind="complaint")) == [case]


def test_who_oversees_and_answers_in_one_does_not_see_complaints_about_the_own_unit(
    client: Client, service: Service, complaints: Service
) -> None:
    both, above = a_manager(service.unit), a_user(Role.SERVICE_MANAGER)
    assert both.user
    a_grant(both.user, Role.SERVICE_OFFICER, scope_kind="unit", scope_id=str(service.unit_id))
    case = complained(client, reverse("services:service", args=[service.slug]))
    assert case.unit == service.unit
    assert not access.seen_cases(both.user, TODAY).exists()
    assert not access.can_see(both.user, case, TODAY)
    assert list(access.seen_cases(above, TODAY)) == [case]
    assert access.can_see(above, case, TODAY)


def waiting_for(case: Case) -> list[User]:
    rows = Message.objects.filter(kind="services.unroutable", subject__startswith=case.number)
    return [row.user for row in rows.order_by("pk") if row.user]


def one_who_also_answers(unit: OrgUnit, role: Role = Role.SERVICE_MANAGER) -> User:
    user = a_user(role, scope_kind="unit", scope_id=unit.pk)
    a_grant(user, Role.SERVICE_OFFICER, scope_kind="unit", scope_id=str(unit.pk))
    return user


def test_where_the_only_overseer_also_answers_the_nearest_head_above_is_told(
    client: Client, complaints: Service
) -> None:
    """Not those who are further away."""
    office = a_unit("Dinas Kesehatan", agency=complaints.agency)
    clinic = a_unit("Puskesmas", parent=office)
    service = a_service(clinic, name="Surat sehat")
    one_who_also_answers(clinic, Role.UNIT_HEAD)
    chief = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=office.pk)
    a_user(Role.UNIT_HEAD, scope_kind="agency", scope_id=complaints.agency_id)
    a_user(Role.SERVICE_MANAGER)
    case = complained(client, reverse("services:service", args=[service.slug]))
    assert waiting_for(case) == [chief]
    assert signed_in(chief).get(reverse("services:case", args=[case.pk])).status_code == 200


def test_without_a_head_above_who_heads_the_government_is_told(
    client: Client, service: Service, complaints: Service
) -> None:
    both = one_who_also_answers(service.unit)
    mayor = a_user(Role.UNIT_HEAD, scope_kind="agency", scope_id=service.agency_id)
    case = complained(client, reverse("services:service", args=[service.slug]))
    assert waiting_for(case) == [mayor]
    assert access.can_see(mayor, case, TODAY)
    assert not access.can_see(both, case, TODAY)


def test_where_nobody_can_look_at_a_complaint_the_authority_is_told(
    client: Client, service: Service, complaints: Service
) -> None:
    one_who_also_answers(service.unit)
    secretary = a_user(Role.APPROVER, scope_kind="agency", scope_id=service.agency_id)
    case = complained(client, reverse("services:service", args=[service.slug]))
    assert waiting_for(case) == [secretary]
    told = Message.objects.get(user=secretary)
    assert (told.link, "tidak ada yang dapat memeriksa" in told.subject) == ("", True)
    messages.warned([facts.Warned(case.pk, n, True, NOW) for n in (1, 2)], NOW)
    assert waiting_for(case) == [secretary, secretary]


def test_without_an_authority_an_administrator_is_told(
    client: Client, service: Service, complaints: Service
) -> None:
    administrator = a_user(Role.ADMINISTRATOR)
    assert waiting_for(complained(client, reverse("services:service", args=[service.slug]))) == [administrator]  # fmt: skip


def test_whoever_answers_in_the_unit_hears_of_no_late_complaint(
    client: Client, service: Service, complaints: Service
) -> None:
    """Also where another case of the unit, of which they do hear, is late beside it."""
    both, above = one_who_also_answers(service.unit), a_user(Role.SERVICE_MANAGER)
    complaint = complained(client, reverse("services:service", args=[service.slug]))
    plain = filed(service).case
    messages.warned([facts.Warned(one.pk, 0, True, NOW) for one in (plain, complaint)], NOW)
    told = Message.objects.filter(subject__contains="lewat tenggat")
    assert {(row.user, row.link) for row in told} == {
        (both, messages.page_of(plain)), (above, messages.page_of(complaint)),
    }  # fmt: skip


def test_without_a_service_for_complaints_no_page_leads_to_one(client: Client, service: Service) -> None:  # fmt: skip
    assert "Adukan layanan ini" not in client.get(reverse("services:service", args=[service.slug])).content.decode()  # fmt: skip


def test_a_service_of_another_government_cannot_be_named(client: Client, complaints: Service) -> None:  # fmt: skip
    foreign = a_service(a_unit("Dinas Lain"), name="Lain")
    address = reverse("services:begin", args=[complaints.slug])
    page = client.get(address, {"tentang": foreign.slug})
    assert page.context["about"] == ""
    assert client.get(address, {"tentang": "tidak-ada\x00"}).status_code == 200
