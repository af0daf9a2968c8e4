"""A citizen's report from the first word typed to the thanks, and the officer's day with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luwes.core import clock
from luwes.organisation.tests.builders import a_unit
from luwes.services.models import Case, FormDraft
from luwes.services.rules.satisfaction import Element
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    a_place,
    a_service,
    a_skill,
    a_subject,
    an_officer,
    looks_after,
)
from luwes.services.tests.test_documents import a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day(tmp_path: Any, settings: Any) -> None:
    clock.set_to(NOW)
    settings.MEDIA_ROOT = tmp_path


def photo(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_picture(), "image/jpeg")


def test_a_hole_in_the_road_is_mended_and_the_citizen_says_so() -> None:
    skill, subject = a_skill(), a_subject()
    village = a_place("18.71.17.1003", "Way Kandis")
    office = a_unit("Dinas PU Kota")
    looks_after(subject, office, village)
    service = a_service(office, kind=CaseKind.REPORT, subject=subject, skills={skill: 2})
    an_officer(office)  # who has not learnt it
    officer = an_officer(office, (skill, 2), name="Desi Permata")

    citizen = Client()
    begun = citizen.post(reverse("services:begin", args=[service.slug]), follow=True)
    page = begun.redirect_chain[-1][0]
    told = {"j_uraian": "Lubang sedalam mata kaki", "j_wilayah_text": "Way Kandis", "j_letak": "Gang Mawar", "j_foto": photo("lubang.jpg")}  # fmt: skip
    assert citizen.post(page, told).status_code == 302
    assert citizen.post(page.replace("/1/", "/2/"), {"j_nama": "Siti", "j_hp": "081200000001"}).status_code == 302  # fmt: skip
    check = reverse("services:fill_check", args=[page.split("/")[2]])
    assert "Dinas PU Kota" in citizen.get(check).content.decode()
    assert citizen.post(check, {"consent": "on"}).status_code == 302
    case, secret = Case.objects.get(), FormDraft.objects.get().secret
    assert (case.officer, case.unit) == (officer, office)

    desk = Client()
    desk.force_login(officer.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    here = reverse("services:case", args=[case.pk])
    assert case.number in desk.get(reverse("services:desk")).content.decode()
    assert "Lubang sedalam mata kaki" in desk.get(here).content.decode()

    def press(deed: str, **more: Any) -> None:
        seen = Case.objects.get().entries.order_by("-pk")[0].pk
        answer = desk.post(here, {"deed": deed, "seen": seen, **more})
        assert answer.headers.get("Location") == here

    def of_citizen(name: str) -> str:
        return reverse(f"services:{name}", kwargs={"number": case.number, "secret": secret})

    press("ask", text="Di depan rumah nomor berapa?")
    clock.set_to(NOW + timedelta(minutes=30))
    assert citizen.post(of_citizen("say"), {"text": "Di depan nomor 7."}).status_code == 302
    press("step", text="Ditambal besok pagi.")
    press("close", text="Sudah ditambal.", files=photo("sesudah.jpg"))
    shown = citizen.get(of_citizen("case_public")).content.decode()
    assert "Sudah ditambal." in shown
    assert "Desi Permata" in shown
    for name, values in (
        ("confirm", {}), ("rate", {e.value: "4" for e in Element}), ("thank", {"words": "Cepat sekali"}),
    ):  # fmt: skip
        assert citizen.post(of_citizen(name), values).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.satisfaction.time) == ("confirmed", 4)
    assert case.worked_minutes is not None
    assert "Cepat sekali" in desk.get(here).content.decode()
