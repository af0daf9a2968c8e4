"""What is offered is written in drafts and put in force; how long it really took is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.services import performance, searching
from luwes.services.actions import catalogue as actions
from luwes.services.actions.catalogue import Description, Terms
from luwes.services.models import Case, Service, Theme
from luwes.services.rules.components import Component
from luwes.services.rules.spoken import Spoken, spoken
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import NOW, TODAY, a_service, a_skill, a_subject, filed

pytestmark = pytest.mark.django_db
WHOLE = Description(
    name="Surat domisili", summary="Surat tempat tinggal.", audience="Warga", to_bring="KTP",
    words="keterangan tinggal", promised_minutes=450,
    components={c.value: "Isi." for c in Component},
)  # fmt: skip


def a_manager(service: Service) -> User:
    return a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=service.unit_id)


def write(service: Service, by: User, text: Description = WHOLE, revision: int = 0) -> None:
    actions.write(service=service, text=text, revision=revision, now=NOW, on=TODAY, by=by)


def publish(service: Service, by: User, revision: int = 1) -> None:
    actions.publish(service=service, revision=revision, now=NOW, on=TODAY, by=by)


def test_a_draft_is_seen_by_nobody_until_it_is_published_and_the_old_one_stays() -> None:
    service = a_service(name="Surat lama")
    by = a_manager(service)
    write(service, by)
    assert searching.find("domisili").hits == []
    publish(service, by)
    assert [hit.version.name for hit in searching.find("domisili").hits] == ["Surat domisili"]
    assert list(service.versions.order_by("number").values_list("name", "state")) == [
        ("Surat lama", "retired"), ("Surat domisili", "published"),
    ]  # fmt: skip
    publish(service, by)
    assert Entry.objects.filter(deed="services.service_published").count() == 1


def test_what_is_missing_is_told_at_once_and_keeps_it_from_the_public() -> None:
    service = a_service()
    by = a_manager(service)
    gaps = {**WHOLE.components, "product": " ", "staff": ""}
    write(service, by, replace(WHOLE, summary="", promised_minutes=0, components=gaps))
    with pytest.raises(Refused) as refused:
        publish(service, by)
    fields = [p.field for p in refused.value.problems]
    assert fields == ["summary", "promised", "text_product", "text_staff"]


def test_two_editors_do_not_overwrite_each_other() -> None:
    service = a_service()
    one, two = a_manager(service), a_manager(service)
    write(service, one)
    for revision in (0, 7, -1):
        with pytest.raises(Refused, match="Orang lain mengubahnya"):
            write(service, two, replace(WHOLE, name="Lain"), revision=revision)
    write(service, two, replace(WHOLE, name="Lain"), revision=1)
    with pytest.raises(Refused, match="Orang lain mengubahnya"):
        publish(service, one, revision=1)
    with pytest.raises(Refused, match="Orang lain mengubahnya"):
        actions.discard(service=service, revision=1, on=TODAY, by=one)
    publish(service, one, revision=2)
    assert service.versions.get(state="published").name == "Lain"


def test_settings_count_at_once_and_are_guarded_alike() -> None:
    service = a_service(kind=CaseKind.REPORT)
    by, skill = a_manager(service), a_skill()
    theme = Theme.objects.create(kind="life", code="x", name="Menikah")
    terms = Terms(service.unit, a_subject(), [theme], {skill: 3}, is_open=False)
    actions.run(service=service, terms=terms, revision=1, on=TODAY, by=by)
    assert list(service.skills.values_list("competency", "level")) == [(skill.pk, 3)]
    assert [hit.version.service for hit in searching.find("menikah").hits] == [service]
    with pytest.raises(Refused, match="sedang tidak menerima"):
        filed(Service.objects.get(pk=service.pk))
    with pytest.raises(Refused, match="Orang lain mengubahnya"):
        actions.run(service=service, terms=terms, revision=1, on=TODAY, by=by)


def test_one_service_a_subject_and_government() -> None:
    subject = a_subject()
    service = a_service(kind=CaseKind.REPORT, subject=subject)
    with pytest.raises(Refused, match="sudah mempunyai layanan"):
        actions.offer(
            name="Jalan lagi", kind=CaseKind.REPORT, terms=Terms(service.unit, subject), now=NOW,
            on=TODAY, by=a_manager(service),
        )  # fmt: skip


def test_a_new_one_has_an_address_of_its_own() -> None:
    unit = a_unit("Dinas Sosial")
    by = a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=unit.pk)
    slugs = [
        actions.offer(name=name, kind=CaseKind.REQUEST, terms=Terms(unit), now=NOW, on=TODAY, by=by).slug
        for name in ("Santunan", "Santunan", "漢字 !", "x" * 120)
    ]  # fmt: skip
    assert len(set(slugs)) == 4
    assert slugs[:2] == ["santunan-kota-bandar-lampung", "santunan-kota-bandar-lampung-2"]
    assert all(slugs)


def test_a_stranger_changes_nothing() -> None:
    service = a_service()
    there = a_service(a_unit("Lain"))
    stranger = a_manager(there)
    terms = Terms(service.unit)
    with pytest.raises(PermissionDenied):
        write(service, stranger)
    with pytest.raises(PermissionDenied):
        publish(service, stranger)
    with pytest.raises(PermissionDenied):
        actions.discard(service=service, revision=0, on=TODAY, by=stranger)
    for one in (service, there):  # nor gives away or takes what is another's
        with pytest.raises(PermissionDenied):
            actions.run(service=one, terms=terms, revision=1, on=TODAY, by=stranger)


def test_the_first_description_cannot_be_thrown_away_a_later_one_can() -> None:
    service = a_service()
    by = a_manager(service)
    write(service, by)
    actions.discard(service=service, revision=1, on=TODAY, by=by)
    assert service.versions.count() == 1
    service.versions.update(state="draft")
    with pytest.raises(Refused, match="pertama"):
        actions.discard(service=service, revision=1, on=TODAY, by=by)


def closed(service: Service, minutes: int, days_ago: int = 1) -> None:
    case = filed(service).case
    Case.objects.filter(pk=case.pk).update(
        state="closed", closed_at=NOW - timedelta(days=days_ago), worked_minutes=minutes
    )


def test_the_time_taken_is_of_the_last_ninety_days_and_of_five_cases_at_least() -> None:
    service = a_service()
    for minutes in (450, 900, 1350, 100):
        closed(service, minutes)
    closed(service, 9_000, days_ago=91)
    assert performance.taken([service.pk], NOW) == {}
    closed(service, 3_000)
    found = performance.taken([service.pk], NOW)[service.pk]
    assert (found.count, found.middle, found.most) == (5, 900, 1350)
    closed(service, 501)
    found = performance.taken([service.pk], NOW)[service.pk]
    assert (found.count, found.middle, found.most) == (6, 700, 1350)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, Spoken(1, True)), (1, Spoken(1, False)), (120, Spoken(2, False)), (449, Spoken(1, True)),
        (450, Spoken(1, True)), (480, Spoken(8, False)), (900, Spoken(2, True)), (901, Spoken(3, True)),
    ],
)  # fmt: skip
def test_time_is_rounded_up(minutes: int, said: Spoken) -> None:
    assert spoken(minutes) == said
