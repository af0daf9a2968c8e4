"""Pages of programmes: who sees what, the public page and its data, voices of residents."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.tests.builders import signed_in
from luwes.collaboration import programme_panels as panels
from luwes.collaboration.actions import voices
from luwes.collaboration.models import (
    BudgetEntry,
    BudgetSource,
    Claim,
    Milestone,
    Programme,
    ResidentVoice,
)
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.tests.builders import NOW, TODAY, Scene, a_jpeg
from luwes.collaboration.tests.crowded import crowd
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.organisation.tests.builders import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def url(name: str, *args: object) -> str:
    return reverse(f"collaboration:{name}", args=args)


def test_a_programme_is_written_by_its_pages(scene: Scene) -> None:
    client = signed_in(scene.lead)
    scene.agency.area = scene.area
    scene.agency.save()
    values = {
        "unit": str(scene.unit.pk), "unit_text": "", "unit_searched": "", "name": "Jalan Tajab",
        "goal": "Mantap", "basis": "Kepgub", "first_day": "2026-03-02", "last_day": "2026-12-31",
        "area": str(scene.area.pk), "is_public": "on",
    }  # fmt: skip
    answer = client.post(url("new_programme"), values)
    assert answer.status_code == 302, answer.content.decode()
    programme = Programme.objects.get()
    assert (programme.slug, programme.state) == ("jalan-tajab", "drafted")
    indicator = {"name": "Jalan mantap", "unit_name": "km", "baseline": "0", "target": "2,5", "source": "Dinas"}  # fmt: skip
    assert client.post(url("add_indicator", programme.pk), indicator).status_code == 302
    agreement = {"agreement": scene.agreement.pk, "brings": "Fondasi"}
    assert client.post(url("join_programme", programme.pk), agreement).status_code == 302
    place = {"name": "Km 0", "area": str(scene.area.pk), "lat": "-5,1", "lon": ""}
    assert client.post(url("add_programme_place", programme.pk), place).status_code == 422
    place["lon"] = "105,2"
    assert client.post(url("add_programme_place", programme.pk), place).status_code == 302
    for title, doer in (("Fondasi", programme.partners.get().pk), ("Aspal", "government")):
        values = {"title": title, "evidence": "Terlihat", "doer": doer, "due": "2026-06-30", "weight": "1"}  # fmt: skip
        assert client.post(url("add_milestone", programme.pk), values).status_code == 302
    client.post(url("start_programme", programme.pk))
    programme.refresh_from_db()
    assert programme.state == "running"
    value = {"day": "2026-03-02", "value": "1,2"}
    row = programme.indicators.get()
    assert client.post(url("measure_indicator", row.pk), value).status_code == 302
    assert client.post(url("measure_indicator", row.pk), value).status_code == 422
    page = client.get(url("programme", programme.pk)).content.decode()
    assert "Dari 0 menjadi 1,2 km" in page


def test_a_representative_claims_and_an_officer_verifies_by_their_pages(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    partner = signed_in(scene.rep)
    assert "Klaim kemajuan" in partner.get(url("milestone", base.pk)).content.decode()
    told = {"percent": "120", "words": "Padat", "taken_on": "2026-03-02", "photos": _photo()}
    answer = partner.post(url("claim", base.pk), told)
    assert answer.status_code == 422
    assert "1 sampai 100" in answer.content.decode()
    answer = partner.post(url("claim", base.pk), told | {"percent": "80", "photos": _photo()})
    assert answer.status_code == 302
    claim = Claim.objects.get()
    assert partner.get(url("verify_claim", claim.pk)).status_code == 403
    officer = signed_in(scene.lead)
    assert [w.title for w in panels.to_verify(scene.lead, NOW)] == ["Periksa klaim: Fondasi"]
    assert panels.to_verify(scene.rep, NOW) == []
    told = {"percent": "50", "words": "Separuh", "taken_on": "2026-03-02"}
    answer = officer.post(url("verify_claim", claim.pk), told | {"photos": _photo()})
    assert answer.headers["Location"].endswith(f"/tanpa-benturan/?klaim={claim.pk}")
    said = officer.post(answer.headers["Location"])
    assert said.headers["Location"] == url("verify_claim", claim.pk)
    answer = officer.post(url("verify_claim", claim.pk), told | {"photos": _photo()})
    assert answer.status_code == 302
    page = partner.get(url("milestone", base.pk)).content.decode()
    assert "Tidak sesuai" in page
    photo = claim.photos.get(by_verifier=True)
    assert partner.get(url("programme_photo", photo.pk)).status_code == 200
    assert signed_in(a_user()).get(url("programme_photo", photo.pk)).status_code == 404


def _photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.jpg", a_jpeg(on="2026:03:02 08:00:00"), "image/jpeg")


def test_the_first_page_of_a_partner_tells_what_waits(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    lone = scene.milestone(programme, "Marka")
    scene.claimed(lone, 30)
    assert [w.title for w in panels.to_verify(scene.rep, NOW)] == ["Periksa klaim: Marka"]
    assert panels.to_verify(scene.lead, NOW) == []
    page = signed_in(scene.rep).get(reverse("home")).content.decode()
    assert url("programmes") in page


def test_programmes_are_found_by_those_whom_they_concern(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    find = panels.searcher().find
    address = url("programme", programme.pk)
    for user in (scene.lead, scene.rep):
        assert [hit.url for hit in find(user, "adijaya tajab", TODAY, 5)] == [address]
    assert find(a_user(), "tajab", TODAY, 5) == []


def test_a_partner_sees_no_draft_and_no_other_programme(scene: Scene) -> None:
    draft = scene.programme()
    scene.joined(draft)
    other = scene.programme("Program lain")
    Programme.objects.filter(pk=other.pk).update(state="running")
    client = signed_in(scene.rep)
    for row in (draft, other):
        assert client.get(url("programme", row.pk)).status_code == 404
    assert "Program lain" not in client.get(url("programmes")).content.decode()
    assert signed_in(a_user()).get(url("programmes")).status_code == 403


def test_pages_cost_the_same_for_one_and_for_many(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    scene.verified(scene.claimed(base, 40))
    client, pages = signed_in(scene.lead), [url("programmes"), url("programme", programme.pk)]
    shown = Client()
    for page in pages:
        client.get(page)
    before = [cost(client, page) for page in pages] + [cost(shown, url("public", programme.slug))]
    partner = base.partner
    for n in range(12):
        row = scene.milestone(programme, f"Bagian {n}", partner, waits_for=[])
        claim = scene.claimed(row, 50)
        if n % 2:
            scene.verified(claim)
        scene.programme(f"Program {n}")
    after = [cost(client, page) for page in pages] + [cost(shown, url("public", programme.slug))]
    assert after == before


def test_a_crowded_programme_costs_no_more_than_fifteen_queries(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    page, shown = url("programme", programme.pk), url("public", programme.slug)
    crowd(scene, programme, milestones=40, claims=10, voices=5, photos=2)
    for client, address in ((signed_in(scene.lead), page), (signed_in(scene.rep), page), (Client(), shown)):  # fmt: skip
        client.get(address)
        assert cost(client, address) <= 15
        told = client.get(address).content.decode()
        assert told.count('loading="lazy"') == queries.MOST_PHOTOS
        assert [told.count(f"“Kata {n}”") for n in range(3)] == [0, 40, 40]
        assert told.count("3 dari 5 warga melihatnya sesuai") == 40
        assert told.count("Menunggu terverifikasi: Ruas") == 39


# ── for everybody ────────────────────────────────────────────────────


def test_the_public_page_shows_both_sides_and_no_photo_that_nobody_checked(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    page = Client().get(url("public", programme.slug)).content.decode()
    assert "80 %" in page
    photo = claim.photos.get()
    assert Client().get(url("public_programme_photo", photo.pk)).status_code == 404
    scene.verified(claim, 60)
    answer = Client().get(url("public", programme.slug))
    assert "melihat 60 % dari 80 %" in answer.content.decode()
    assert "Set-Cookie" not in answer.headers
    assert scene.rep.name not in answer.content.decode()
    assert Client().get(url("public_programme_photo", photo.pk)).status_code == 200


def test_after_a_week_the_public_sees_that_nobody_looked(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    scene.claimed(base, 80, now=NOW - timedelta(days=9))
    page = Client().get(url("public", programme.slug)).content.decode()
    assert "Belum diperiksa 9 hari" in page


@pytest.mark.parametrize("name", ["public", "public_programme_json", "public_programme_csv"])
def test_drafts_and_closed_doors_show_nothing(scene: Scene, name: str) -> None:
    draft = scene.programme()
    assert Client().get(url(name, draft.slug)).status_code == 404
    Programme.objects.filter(pk=draft.pk).update(state="running", is_public=False)
    assert Client().get(url(name, draft.slug)).status_code == 404


def test_money_stands_by_source_and_adds_up(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    for kind, partner, planned in (("province", None, 10_000_000_000), ("partner", base.partner, 3_500_000_000)):  # fmt: skip
        row = BudgetSource.objects.create(
            programme=programme,
            kind=kind,
            partner=partner,
            year=2026,
            words="Jalan",
            planned=planned,
        )
        BudgetEntry.objects.create(
            source=row, kind="realised", amount=1_000_000_001, on=TODAY, document="SP2D",
            key=f"00000000-0000-0000-0000-{row.pk:012}", at=NOW, by=scene.lead,
        )  # fmt: skip
    page = Client().get(url("public", programme.slug)).content.decode()
    assert "Rp 2.000.000.002 terealisasi dari Rp 13.500.000.000" in page
    told = json.loads(Client().get(url("public_programme_json", programme.slug)).content)
    budget = told["projects"][0]["budget"]
    assert budget["amount"] == {"amount": 13_500_000_000, "currency": "IDR"}
    assert [row["realised"] for row in budget["luwes_sources"]] == [1_000_000_001] * 2


def test_open_data_tells_claimed_and_verified(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    Milestone.objects.filter(pk=base.pk).update(title="=HYPERLINK(1)")
    scene.verified(scene.claimed(base))
    told = json.loads(Client().get(url("public_programme_json", programme.slug)).content)
    first, second = told["projects"][0]["milestones"]
    assert (first["status"], first["luwes_claimed"], first["luwes_verified"]) == ("met", 100, 100)
    assert (second["status"], second["luwes_doneBy"]) == ("scheduled", scene.agency.name)
    text = Client().get(url("public_programme_csv", programme.slug)).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][4:6] == ["100", "100"]


# ── residents ────────────────────────────────────────────────────────


def said(client: Client, programme: Programme, claim: Claim, is_so: str = "yes", words: str = "") -> str:  # fmt: skip
    address = url("voice", programme.slug, claim.pk)
    client.get(address)
    return client.post(address, {"is_so": is_so, "words": words}).content.decode()


def test_a_device_speaks_once_and_its_words_wait_for_an_officer(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    resident = Client()
    assert "Terima kasih" in said(resident, programme, claim, "no", "Masih berlubang")
    assert "sudah masuk" in said(resident, programme, claim)
    voice = ResidentVoice.objects.get()
    shown = Client().get(url("public", programme.slug)).content.decode()
    assert "Masih berlubang" not in shown
    assert [w.url for w in panels.words(scene.lead, NOW)] == [url("programme_voices", programme.pk)]
    officer = signed_in(scene.lead)
    assert "Masih berlubang" in officer.get(url("programme_voices", programme.pk)).content.decode()
    look = url("look_at_voice", voice.pk)
    assert officer.post(look, {"deed": "hide"}).status_code == 422
    assert officer.post(look, {"deed": "show"}).status_code == 302
    assert "Masih berlubang" in Client().get(url("public", programme.slug)).content.decode()
    assert officer.post(look, {"deed": "hide", "reason": "Menyebut nama"}).status_code == 302
    assert "Masih berlubang" not in Client().get(url("public", programme.slug)).content.decode()
    assert signed_in(scene.rep).post(look, {"deed": "show"}).status_code == 403


def test_a_share_is_shown_from_five_voices_on(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    for n in range(4):
        said(Client(), programme, claim, "yes" if n else "no")
    page = Client().get(url("public", programme.slug)).content.decode()
    assert "warga melihatnya sesuai" not in page
    said(Client(), programme, claim)
    assert "4 dari 5 warga" in Client().get(url("public", programme.slug)).content.decode()


def test_without_a_cookie_nothing_is_counted(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    answer = Client().post(url("voice", programme.slug, claim.pk), {"is_so": "yes"})
    assert answer.status_code == 422
    assert not ResidentVoice.objects.exists()


def test_an_address_that_speaks_too_often_is_slowed(scene: Scene, settings) -> None:  # type: ignore[no-untyped-def]
    settings.LUWES_FILINGS_PER_HOUR = 2
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    answers = [said(Client(), programme, claim) for _n in range(3)]
    assert ["Terima kasih" in answer for answer in answers] == [True, True, False]
    assert ResidentVoice.objects.count() == 2


def test_residents_judge_only_where_they_may(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    Milestone.objects.filter(pk=base.pk).update(residents=False)
    assert Client().get(url("voice", programme.slug, claim.pk)).status_code == 404
    claim.refresh_from_db()
    with pytest.raises(Refused, match="tidak dinilai"):
        voices.say(claim=claim, is_so=True, words="", device="x", now=NOW)


def test_nonsense_is_refused_politely(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    resident = Client()
    assert "Pilih salah satu" in said(resident, programme, claim, "perhaps")
    assert "<b>" not in said(resident, programme, claim, "yes", "<b>" * 101)
    assert not ResidentVoice.objects.exists()
    assert Client().get("/p/program/tidak-ada/").status_code == 404
    assert Client().get(url("voice", programme.slug, 999_999)).status_code == 404
