"""Pages of the catalogue: what citizens read without an account, what officers write."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.models import Session
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.organisation.tests.builders import a_user
from luwes.services.actions import reference
from luwes.services.models import Service, ServiceVersion
from luwes.services.rules.components import Component
from luwes.services.tests.builders import a_service
from luwes.services.tests.test_catalogue import a_manager, closed
from luwes.services.tests.test_catalogue_search import a_province_with_a_city, load

pytestmark = pytest.mark.django_db


def read(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    return unescape(answer.content.decode())


def test_the_best_answer_stands_on_the_page_and_asks_where_one_lives() -> None:
    a_province_with_a_city()
    load()
    page = read("/layanan/?q=pindah+rumah")
    assert "Surat keterangan pindah" in page
    assert "Di mana Anda tinggal?" in page
    assert "Pemerintah Kabupaten Lampung Selatan" in page
    assert "Di mana Anda tinggal?" not in read("/layanan/?q=pindah+rumah&tempat=18.71")
    assert "Anda tidak perlu tahu" in read("/layanan/?q=jalan+bolong")


def test_dirty_addresses_are_answered() -> None:
    a_province_with_a_city()
    load()
    for query in ("", "q=%00", "q=%27%25", "q=" + "x" * 1000, "tempat=%00", "tempat=99", "tema=%00&urut=x", "q=yang+di", "tema=bencana", "urut=abjad", "tempat=18.71", "q=<script>"):  # fmt: skip
        assert "<script>alert" not in read(f"/layanan/?{query}")
    read("/layanan/tidak-ada/", status=404)
    read("/layanan/tidak-ada/kertas/", status=404)


def test_reading_writes_no_session_and_sets_no_cookie() -> None:
    a_service()
    client = Client()
    answer = client.get("/layanan/?q=surat")
    assert not answer.cookies
    assert not Session.objects.exists()
    assert client.get("/layanan/?q=surat", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_queries_do_not_grow_with_services() -> None:
    a_province_with_a_city()
    load()

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            read(path)
        return len(asked)

    paths = ["/layanan/", "/layanan/?q=surat", "/layanan/?urut=abjad"]
    paths.append(f"/layanan/{Service.objects.order_by('pk')[0].slug}/")
    before = [cost(path) for path in paths]
    for n in range(20):
        a_service(name=f"Surat {n}")
    assert [cost(path) for path in paths] == before
    assert max(before) <= 11, before


def test_a_service_tells_everything_before_any_form() -> None:
    a_province_with_a_city()
    load()
    service = Service.objects.get(slug="surat-keterangan-pindah-kota-bandar-lampung")
    page = read(f"/layanan/{service.slug}/")
    for words in ("Dijanjikan paling lama 1 hari kerja", "Gratis", "Permendagri 108/2019", "Belum cukup permohonan", "Layanan yang sama di daerah lain"):  # fmt: skip
        assert words in page
    assert all(
        line in page for line in reference.OFFERS[4].components[Component.PROCEDURE].split("\n")
    )
    for minutes in (100, 200, 450, 450, 900):
        closed(service, minutes)
    # the cases of the builders are of February 2025; the page reads today's clock
    Service.objects.filter(pk=service.pk).update(is_open=False)
    page = read(f"/layanan/{service.slug}/")
    assert "sedang tidak menerima permohonan" in page
    assert "Formulir kertas" not in page


def test_on_paper_there_is_the_way_back() -> None:
    service = a_service()
    page = read(f"/layanan/{service.slug}/kertas/")
    assert f"/layanan/{service.slug}/" in page
    assert "data:image/svg+xml" in page


def form_of(page: str) -> dict[str, str]:
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    return {"revision": revision[1]}


def test_an_officer_writes_looks_and_publishes() -> None:
    service = a_service(name="Surat pindah")
    client = signed_in(a_manager(service))
    home = f"/kelola-layanan/{service.pk}/"
    assert "Surat pindah" in client.get("/kelola-layanan/").content.decode()
    typed = {
        "name": "Surat pindah baru", "summary": "Ringkas <b>", "audience": "Warga",
        "to_bring": "KTP\nKK", "promised": "2", "measure": "hours", "fee": "25000", "words": "",
        **{f"text_{c.value}": f"Isi {c.value}" for c in Component}, "revision": "0",
    }  # fmt: skip
    answer = client.post(home, typed, follow=True)
    page = unescape(answer.content.decode())
    assert "Begini warga melihatnya" in page
    assert "paling lama 2 jam kerja" in page
    assert "Rp 25.000" in page
    assert "Surat pindah baru" not in read(f"/layanan/{service.slug}/")
    client.post(f"{home}terbitkan/", form_of(answer.content.decode()))
    page = read(f"/layanan/{service.slug}/")
    assert "Surat pindah baru" in page
    version = service.versions.get(state="published")
    assert (version.promised_minutes, version.fee, version.number) == (120, 25000, 2)
    assert client.get(f"{home}versi/1/").status_code == 200
    assert client.get(f"{home}versi/9/").status_code == 404
    assert client.get(f"{home}pratinjau/").status_code == 302


def test_what_a_second_editor_typed_is_not_lost() -> None:
    service = a_service()
    client = signed_in(a_manager(service))
    home = f"/kelola-layanan/{service.pk}/"
    first = {"name": "Satu", "measure": "days", "revision": "0"}
    assert client.post(home, first).status_code == 302
    answer = client.post(home, {**first, "name": "Dua", "audience": "Yang saya ketik"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Orang lain mengubahnya" in page
    assert "Yang saya ketik" in page
    assert client.post(home, {**first, "name": "Dua", **form_of(page)}).status_code == 302
    assert ServiceVersion.objects.get(service=service, state="draft").name == "Dua"


def test_a_draft_with_gaps_says_which_and_dirty_figures_are_refused() -> None:
    service = a_service()
    client = signed_in(a_manager(service))
    home = f"/kelola-layanan/{service.pk}/"
    answer = client.post(home, {"name": "Satu", "measure": "days", "revision": "0"}, follow=True)
    page = unescape(answer.content.decode())
    assert "Komponen “Biaya” masih kosong." in page
    assert "Terbitkan</button>" not in page
    for wrong in ({"name": ""}, {"promised": "-1"}, {"fee": "banyak"}, {"measure": "years"}):
        typed = {"name": "Satu", "measure": "days", "revision": "1", **wrong}
        assert client.post(home, typed).status_code == 422, wrong
    client.post(f"{home}terbitkan/", {"revision": "1"})
    client.post(f"{home}terbitkan/", {"revision": "x"})
    assert service.versions.get(state="published").number == 1


def test_settings_and_a_new_service() -> None:
    service = a_service()
    user = a_manager(service)
    client = signed_in(user)
    home = f"/kelola-layanan/{service.pk}/"
    unit = {"unit": str(service.unit_id), "unit_text": "", "unit_searched": ""}
    assert client.post(f"{home}atur/", {**unit, "revision": "1"}).status_code == 302
    service.refresh_from_db()
    assert not service.is_open
    assert (
        client.post(f"{home}atur/", {**unit, "revision": "1", "is_open": "on"}).status_code == 422
    )
    answer = client.post("/kelola-layanan/baru/", {**unit, "name": "Baru", "kind": "request"})
    made = Service.objects.latest("pk")
    assert answer["Location"] == f"/kelola-layanan/{made.pk}/"
    assert client.get(answer["Location"]).status_code == 200
    assert client.post("/kelola-layanan/baru/", {"name": "", "kind": "x"}).status_code == 422
    read(f"/layanan/{made.slug}/", status=404)


def test_others_are_kept_out() -> None:
    service = a_service()
    for user in (a_user(Role.SERVICE_OFFICER), a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=0)):  # fmt: skip
        client = signed_in(user)
        for path in ("", "pratinjau/", "versi/1/"):
            assert client.get(f"/kelola-layanan/{service.pk}/{path}").status_code in {403, 404}
        for path in ("", "atur/", "terbitkan/", "buang/"):
            assert client.post(f"/kelola-layanan/{service.pk}/{path}").status_code in {403, 404}


def test_a_service_that_is_open_is_filed_also_without_a_form_of_its_own() -> None:
    service = a_service(name="Surat pindah")
    button = f'href="/layanan/{service.slug}/isi/"'
    assert button in read(f"/layanan/{service.slug}/")
    assert button in read("/layanan/?q=surat+pindah")
    Service.objects.filter(pk=service.pk).update(is_open=False)
    assert button not in read(f"/layanan/{service.slug}/")
