"""What people write finds the service they mean."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.accounts.rules import Role
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.services import authority, searching
from luwes.services.actions import catalogue, duties, reference
from luwes.services.actions.catalogue import Description
from luwes.services.models import (
    FormVersion,
    Responsibility,
    Service,
    ServiceVersion,
    Subject,
    Synonym,
    Theme,
)
from luwes.services.queries import forms as queries
from luwes.services.reference.forms import SHIPPED
from luwes.services.rules import asking
from luwes.services.rules.answering import cleaned
from luwes.services.rules.asking import Kind
from luwes.services.tests.builders import NOW, TODAY, a_place

pytestmark = pytest.mark.django_db


def a_province_with_a_city() -> tuple[Agency, Agency]:
    found = []
    for code, name, kind in (
        ("18", "Pemerintah Provinsi Lampung", "province"),
        ("18.71", "Pemerintah Kota Bandar Lampung", "city"),
        ("18.01", "Pemerintah Kabupaten Lampung Selatan", "regency"),
    ):
        agency = Agency.objects.create(code=code, name=name, kind=kind, area=a_place(code, name))
        for unit in ("Dinas Pekerjaan Umum", "Sekretariat Daerah", "Dinas Sosial"):
            a_unit(unit, agency=agency)
        found.append(agency)
    return found[0], found[1]


def load() -> reference.Loaded:
    return reference.load(now=NOW, on=TODAY, by=a_user(Role.ADMINISTRATOR))


MEANT = {
    "jalan bolong depan sekolah": "Lapor jalan rusak",
    "aspal di depan rumah sudah ancur": "Lapor jalan rusak",
    "bikin ktp anak": "Akta kelahiran",
    "akte lahir": "Akta kelahiran",
    "pindah rumah": "Surat keterangan pindah",
    "mau pindah ke metro gimana caranya": "Surat keterangan pindah",
    "kartu kuning": "Kartu pencari kerja (AK-1)",
    "cari kerja": "Kartu pencari kerja (AK-1)",
    "bayar pajek motor": "Pajak kendaraan tahunan",
    "BBN": "Pajak kendaraan tahunan",
    "banjir minta bantuan": "Bantuan korban bencana",
    "rumah saya kebanjiran": "Bantuan korban bencana",
    "izin riset skripsi": "Surat keterangan penelitian",
    "minta data anggaran": "Permintaan informasi publik",
    "kelahir": "Akta kelahiran",
    "keterangn penelitan": "Surat keterangan penelitian",
}


def test_the_best_answer_is_what_people_mean() -> None:
    a_province_with_a_city()
    load()
    found = {text: [hit.version.name for hit in searching.find(text).hits[:1]] for text in MEANT}
    assert found == {text: [name] for text, name in MEANT.items()}


def test_what_says_nothing_finds_nothing() -> None:
    a_province_with_a_city()
    load()
    for text in ("", "   ", "saya mau minta tolong", "???", "%", "'", "\x00"):
        answer = searching.find(text)
        assert (answer.hits, answer.is_empty) == ([], True)


def test_nothing_typed_is_too_much() -> None:
    a_province_with_a_city()
    load()
    assert searching.find("x" * 1000).hits == []
    for text in ("jalan " * 300, "jalan' OR 1=1 --", "jalan & | ! ( :* <-> %s {0}", "₩ ② ﷽ jalan", "jalan\x00 \\"):  # fmt: skip
        assert searching.find(text).hits[0].version.name == "Lapor jalan rusak", text


def test_it_takes_two_queries_and_tells_how_many_give_it() -> None:
    a_province_with_a_city()
    load()
    with CaptureQueriesContext(connection) as asked:
        hits = searching.find("pindah rumah").hits
    assert len(asked) == 2
    assert (hits[0].others, hits[0].asks_place) == (1, True)


def test_a_place_narrows_to_its_own_and_the_provinces() -> None:
    province, city = a_province_with_a_city()
    load()
    hit = searching.find("pindah rumah", city).hits[0]
    assert (hit.version.service.agency, hit.others) == (city, 0)
    assert searching.find("pajak", city).hits[0].version.service.agency == province
    road = searching.find("jalan rusak", city).hits[0]
    assert (road.version.service.agency, road.asks_place) == (city, False)


def test_only_what_is_in_force_is_found() -> None:
    a_province_with_a_city()
    load()
    ServiceVersion.objects.filter(name="Akta kelahiran").update(state="retired")
    assert all(hit.version.name != "Akta kelahiran" for hit in searching.find("akte lahir").hits)


def test_loading_again_changes_nothing_and_leaves_alone_what_offices_changed() -> None:
    province, _city = a_province_with_a_city()
    first = load()
    assert first.services == 5 + 2 * 6
    road = Service.objects.get(agency=province, subject__code="jalan")
    by = a_user(Role.SERVICE_MANAGER)
    text = replace(Description.of(road.versions.get()), name="Jalan provinsi")
    catalogue.write(service=road, text=text, revision=0, now=NOW, on=TODAY, by=by)
    catalogue.publish(service=road, revision=1, now=NOW, on=TODAY, by=by)
    kinds = (Service, ServiceVersion, Responsibility, Subject, Theme)
    counts = [kind.objects.count() for kind in kinds]
    again = load()
    assert (again.services, again.responsibilities, again.synonyms) == (0, 0, 0)
    assert [kind.objects.count() for kind in kinds] == counts
    assert road.versions.get(state="published").name == "Jalan provinsi"


def test_every_service_written_out_has_all_fourteen_components() -> None:
    for offer in reference.OFFERS:
        assert len([text for text in offer.components.values() if text.strip()]) == 14, offer.code


def test_three_services_ask_by_a_form_of_their_own_that_could_be_published() -> None:
    _province, city = a_province_with_a_city()
    load()
    forms = FormVersion.objects.select_related("service").filter(service__agency=city)
    assert {form.service.slug.removesuffix("-kota-bandar-lampung") for form in forms} == {
        "surat-keterangan-pindah", "akta-kelahiran", "kartu-pencari-kerja-ak-1",
    }  # fmt: skip
    assert len({(form.purpose, form.consent) for form in forms}) == 3
    for form in forms:
        definition = asking.read(form.definition)
        assert asking.problems(definition) == []
        assert len(form.purpose) <= 300
        assert len(form.consent) <= 500
        assert [q.key for q in definition.questions() if q.kind is Kind.NIK] == ["nik"]
        assert queries.in_force(form.service) == form
    before = FormVersion.objects.count()
    load()
    assert FormVersion.objects.count() == before == 2 * 3


def test_the_form_for_moving_asks_after_the_province_only_of_who_leaves_it() -> None:
    asked = SHIPPED["surat-pindah"].definition
    given = {"yang_pindah": "sebagian", "ke_mana": "luar"}
    shown = cleaned(asked, given).shown
    assert {"provinsi_tujuan", "daerah_tujuan", "kepala_tinggal", "nama_pindah"} <= shown
    assert "tujuan" not in shown
    shown = cleaned(asked, {"yang_pindah": "semua", "ke_mana": "dalam"}).shown
    assert "tujuan" in shown
    assert not {"provinsi_tujuan", "daerah_tujuan", "kepala_tinggal", "nama_pindah"} & shown


def test_the_provinces_roads_are_known_by_their_names() -> None:
    province, city = a_province_with_a_city()
    village = a_place("18.71.01.1001", "Way Dadi")
    load()
    road = Subject.objects.get(code="jalan")
    named = authority.whose(road, village, "Lubang di Jl. Mayjen HM Ryacudu", TODAY)
    other = authority.whose(road, village, "Lubang di Jl. Pramuka", TODAY)
    assert named is not None
    assert other is not None
    assert (named.agency, other.agency) == (province, city)


def test_the_command_says_what_is_new_and_refuses_who_may_not() -> None:
    a_province_with_a_city()
    out = StringIO()
    call_command("load_services", by=a_user(Role.ADMINISTRATOR).username, stdout=out)
    assert "17 layanan" in out.getvalue()
    assert "pelayanan_publik" in out.getvalue()  # no catalogue of competencies yet
    with pytest.raises(CommandError, match="tidak berwenang"):
        call_command("load_services", by=a_user(Role.SERVICE_OFFICER).username, stdout=out)


def test_a_word_that_officers_keep_finds_what_it_means() -> None:
    a_province_with_a_city()
    load()
    by = a_user(Role.SERVICE_MANAGER)
    wanted = [hit.version for hit in searching.find("kartu pencari kerja").hits]
    assert wanted
    assert not searching.find("zubaidah").hits
    for means in ("salah", "kartu pencari kerja"):
        duties.call(word=" Zubaidah ", means=means, by=by)
    assert [hit.version for hit in searching.find("zubaidah").hits][:1] == wanted[:1]
    duties.forget(row=Synonym.objects.get(word="zubaidah"), by=by)
    assert not searching.find("zubaidah").hits
