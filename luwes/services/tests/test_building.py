"""Officers make a form without code: step by step, tried out, published as a new version."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.services.actions import filling
from luwes.services.actions import forms as actions
from luwes.services.models import FormDraft, FormVersion, Service
from luwes.services.queries import forms as queries
from luwes.services.rules import asking
from luwes.services.rules.asking import Condition, Definition, Kind, Page, Question
from luwes.services.tests.builders import NOW, TODAY, a_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day(settings: Any) -> None:
    clock.set_to(NOW)


@pytest.fixture
def service() -> Service:
    return a_service()


@pytest.fixture
def manager(service: Service) -> User:
    return a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=service.unit_id)


@pytest.fixture
def desk(manager: User) -> Client:
    client = Client()
    client.force_login(manager, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def at(name: str, service: Service, *args: object) -> str:
    return reverse(f"services:{name}", args=[service.pk, *args])


def press(desk: Client, service: Service, deed: str, revision: int | None = None) -> Any:
    draft = queries.being_drafted(service)
    seen = draft.revision if draft and revision is None else revision
    return desk.post(at("form_change", service), {"deed": deed, "revision": seen or ""}, follow=True)  # fmt: skip


def definition(service: Service) -> Definition:
    draft = queries.being_drafted(service)
    assert draft
    return asking.read(draft.definition)


def write(desk: Client, url: str, **values: Any) -> Any:
    """Fills in a page of the builder as it stands there."""
    revision = re.search(r'name="revision" value="(\d+)"', desk.get(url).content.decode())
    assert revision
    return desk.post(url, values | {"revision": revision[1]})


def keys(service: Service) -> list[list[str]]:
    return [[q.key for q in page.questions] for page in definition(service).pages]


def test_a_form_is_made_step_by_step_and_published(desk: Client, service: Service) -> None:
    press(desk, service, "begin")
    for place in (1, 0):
        press(desk, service, f"page_drop:{place}")
    assert write(desk, at("form_page_new", service), title="Di mana?", hint="").status_code == 302
    new = at("form_question_new", service, 0)
    write(desk, f"{new}?jenis=one", label="Seberapa parah?", hint="", required="on", options="Ringan\nTidak dapat dilewati\nRingan")  # fmt: skip
    write(desk, f"{new}?arti=hp", label="Nomor HP", hint="Contoh: 0812 3456 7890")
    write(desk, f"{new}?jenis=number", label="Berapa lebar?", hint="", least="1", most="500", unit="cm", when=["seberapa_parah:tidak_dapat_dilewati"])  # fmt: skip
    assert keys(service) == [["seberapa_parah", "hp", "berapa_lebar"]]
    asked = definition(service).by_key
    assert asked["berapa_lebar"].when == Condition("seberapa_parah", ("tidak_dapat_dilewati",))
    assert len(asked["seberapa_parah"].options) == 2
    assert (asked["hp"].kind, asked["hp"].required) == (Kind.PHONE, False)
    write(desk, at("form_words", service), purpose="Menambal.", consent="Saya setuju.", keep_days=365)  # fmt: skip
    assert "Formulir versi 1 berlaku" in press(desk, service, "publish").content.decode()
    form = FormVersion.objects.get()
    assert (form.state, form.keep_days, form.purpose) == ("published", 365, "Menambal.")
    deeds = list(Entry.objects.filter(deed__startswith="services.form").order_by("pk").values_list("deed", flat=True))  # fmt: skip
    assert deeds[0] == "services.form_begun"
    assert deeds[-1] == "services.form_published"
    assert deeds.count("services.form_changed") == 7


def test_questions_and_pages_move_and_go(desk: Client, service: Service) -> None:
    press(desk, service, "begin")
    assert keys(service) == [["uraian", "foto"], ["nama", "hp", "surel", "rahasia"]]
    press(desk, service, "down:0:uraian")
    press(desk, service, "down:0:uraian")  # onto the next page
    assert keys(service) == [["foto"], ["uraian", "nama", "hp", "surel", "rahasia"]]
    press(desk, service, "up:1:uraian")
    assert keys(service)[0] == ["foto", "uraian"]
    press(desk, service, "up:0:foto")  # nothing above
    press(desk, service, "page_down:1")  # nothing below
    press(desk, service, "drop:1:surel")
    press(desk, service, "page_up:1")
    assert keys(service) == [["nama", "hp", "rahasia"], ["foto", "uraian"]]


def test_what_is_changed_keeps_its_key_and_shows_what_was_there(
    desk: Client, service: Service
) -> None:
    press(desk, service, "begin")
    url = at("form_question", service, 1, "hp")
    assert 'value="Nomor HP"' in desk.get(url).content.decode()
    write(desk, url, label="Nomor WhatsApp", hint="", required="on")
    hp = definition(service).by_key["hp"]
    assert (hp.label, hp.required) == ("Nomor WhatsApp", True)


def test_two_who_edit_do_not_run_over_each_other(desk: Client, service: Service) -> None:
    press(desk, service, "begin")
    draft = queries.being_drafted(service)
    assert draft
    press(desk, service, "drop:0:foto", draft.revision)
    told = press(desk, service, "drop:1:nama", draft.revision).content.decode()
    assert "baru saja diubah orang lain" in told
    assert "nama" in keys(service)[1]
    url = at("form_page", service, 0)
    answer = desk.post(url, {"title": "Lain", "hint": "", "revision": draft.revision})
    assert answer.status_code == 422
    assert f'value="{draft.revision}"' in answer.content.decode()  # a second press is refused too
    assert definition(service).pages[0].title != "Lain"


def test_what_is_wrong_with_it_is_told_and_it_is_not_published(
    desk: Client, service: Service
) -> None:
    press(desk, service, "begin")
    write(desk, at("form_page_new", service), title="Kosong", hint="")
    write(desk, f"{at('form_question_new', service, 1)}?jenis=one", label="Pilih", hint="", options="Satu")  # fmt: skip
    told = press(desk, service, "publish").content.decode()
    assert "Halaman 3 belum berisi pertanyaan." in told
    assert "tulis 2 sampai 40 pilihan" in told
    assert not FormVersion.objects.filter(state="published").exists()


def test_a_second_version_leaves_the_first_for_who_began_with_it(
    desk: Client, service: Service, manager: User
) -> None:
    press(desk, service, "begin")
    press(desk, service, "publish")
    first = FormVersion.objects.get()
    key = filling.begin(service=service, form=first, now=NOW)
    press(desk, service, "begin")
    press(desk, service, "drop:0:foto")
    press(desk, service, "publish")
    first.refresh_from_db()
    assert first.state == "retired"
    draft = queries.draft_by_key(key)
    assert draft
    assert "foto" in filling.read(draft).asked.definition.by_key
    in_force = queries.in_force(service)
    assert in_force
    assert in_force.number == 2
    with pytest.raises(Refused, match="sudah diberlakukan"):
        actions.change(form=first, revision=first.revision, what="x", to=actions.drop_page(0), on=TODAY, by=manager)  # fmt: skip


def test_beginning_twice_finds_the_same_draft(service: Service, manager: User) -> None:
    first, second = (actions.begin(service=service, now=NOW, on=TODAY, by=manager) for _ in range(2))  # fmt: skip
    assert first == second


def test_it_is_tried_and_thrown_away(desk: Client, service: Service) -> None:
    press(desk, service, "begin")
    answer = press(desk, service, "try")
    assert "UJI COBA" in answer.content.decode()
    assert FormDraft.objects.get().is_test
    press(desk, service, "discard")
    assert not FormVersion.objects.exists()
    assert not FormDraft.objects.exists()


def test_a_meaning_is_had_once_and_words_never_hit_upon_one(desk: Client, service: Service) -> None:
    press(desk, service, "begin")
    new = at("form_question_new", service, 0)
    assert "?arti=hp" not in desk.get(new).content.decode()
    assert "?arti=nik" in desk.get(f"{new}?arti=hp").content.decode()  # asks again
    write(desk, f"{new}?jenis=text", label="NIK", hint="")
    write(desk, f"{new}?jenis=text", label="NIK", hint="")
    write(desk, f"{new}?jenis=text", label="123", hint="")
    assert keys(service)[0][2:] == ["nik_2", "nik_3", "p_123"]


def test_a_condition_names_one_question_that_comes_before(desk: Client, service: Service) -> None:
    press(desk, service, "begin")
    new = at("form_question_new", service, 0)
    for label in ("Satu", "Dua"):
        write(desk, f"{new}?jenis=one", label=label, hint="", options="Ya\nTidak")
    answer = write(desk, f"{new}?jenis=text", label="Tiga", hint="", when=["satu:ya", "dua:ya"])
    assert answer.status_code == 422
    assert "dari satu pertanyaan saja" in answer.content.decode()
    assert "Satu → Ya" not in desk.get(at("form_question", service, 0, "satu")).content.decode()


@pytest.mark.parametrize("deed", ["", "zz", "up", "up:x:nama", "up:99:nama", "drop:99999:x", "page_drop:9", "down:0:zz", "publish", "try"])  # fmt: skip
def test_a_button_that_is_not_there_does_nothing(desk: Client, service: Service, deed: str) -> None:
    answer = desk.post(at("form_change", service), {"deed": deed, "revision": "x"})
    assert answer.status_code in (302, 404)
    assert not FormVersion.objects.exists()
    press(desk, service, "begin")
    before = keys(service)
    assert desk.post(at("form_change", service), {"deed": deed, "revision": "1"}).status_code in (302, 404)  # fmt: skip
    if deed not in {"publish", "page_drop:9"}:
        assert keys(service) == before


def test_another_unit_s_form_is_not_there(service: Service) -> None:
    stranger = a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=a_unit("Dinas Lain").pk)
    client = Client()
    client.force_login(stranger, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for name in ("form", "form_words", "form_page_new", "form_preview"):
        assert client.get(at(name, service)).status_code == 404
    assert client.post(at("form_change", service), {"deed": "begin"}).status_code == 404
    assert not FormVersion.objects.exists()


def test_the_preview_shows_every_kind(desk: Client, service: Service) -> None:
    press(desk, service, "begin")
    draft = queries.being_drafted(service)
    assert draft
    every = tuple(
        Question(f"q_{kind.value}", kind, f"Soal {kind.value}", options=asking.read({"pages": [{"questions": [{"kind": "one", "options": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]}]}]}).pages[0].questions[0].options)
        for kind in Kind
    )  # fmt: skip
    FormVersion.objects.filter(pk=draft.pk).update(definition=asking.stored(Definition((Page("Semua", questions=every),))))  # fmt: skip
    body = desk.get(at("form_preview", service)).content.decode()
    assert all(f"Soal {kind.value}" in body for kind in Kind)


def test_the_form_s_page_costs_the_same_however_much_is_asked(
    desk: Client, service: Service, django_assert_max_num_queries: Any
) -> None:
    press(desk, service, "begin")
    draft = queries.being_drafted(service)
    assert draft
    many = tuple(Question(f"q{n}", Kind.TEXT, f"Soal {n}") for n in range(60))
    FormVersion.objects.filter(pk=draft.pk).update(definition=asking.stored(Definition((Page("Banyak", questions=many),))))  # fmt: skip
    with django_assert_max_num_queries(20):
        desk.get(at("form", service))
