"""A partner of a programme under a renewed agreement, and out of it before anything was done."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from luwes.audit.models import Entry
from luwes.collaboration.actions import taking_part
from luwes.collaboration.models import Agreement, ProgrammePartner
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.tests.builders import NOW, TIME, TODAY, Scene, a_partner, an_agreement
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_unit, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    clock.set_to(NOW)
    return Scene()


def lapsed(scene: Scene) -> ProgrammePartner:
    """A programme under way whose agreement was over yesterday."""
    programme, _base, _asphalt = scene.running()
    Agreement.objects.filter(pk=scene.agreement.pk).update(period=Period(date(2026, 1, 1), TODAY))
    return programme.partners.get()


def test_a_renewed_agreement_carries_the_programme_on(scene: Scene) -> None:
    joined = lapsed(scene)
    base = joined.programme.milestones.get(title="Fondasi")
    with pytest.raises(Refused, match="tidak berlaku"):
        scene.claimed(base, 40)
    new = an_agreement(scene.unit, scene.partner, renews=scene.agreement, title="Perpanjangan")
    assert list(queries.movable(joined, TODAY)) == [new]
    taking_part.move(joined=joined, agreement=new, on=TODAY, by=scene.lead)
    assert scene.claimed(base, 40).percent == 40
    entry = Entry.objects.get(deed="collaboration.partner_moved")
    assert entry.details["new_agreement"] == new.pk
    with pytest.raises(Refused, match="sudah ikut"):
        taking_part.move(joined=joined, agreement=new, on=TODAY, by=scene.lead)


def test_only_an_agreement_of_both_that_carries_work_today(scene: Scene) -> None:
    joined = lapsed(scene)
    other = a_partner(scene.agency, "CV Lain Sekali")
    later = Period(TODAY + timedelta(days=1), TIME.end)
    for row in (
        an_agreement(scene.unit, other),
        an_agreement(a_unit(agency=an_agency("Pemerintah Kota Rekaan")), scene.partner),
        an_agreement(scene.unit, scene.partner, kind="understanding"),
        an_agreement(scene.unit, scene.partner, state="agreed"),
        an_agreement(scene.unit, scene.partner, period=later),
    ):
        with pytest.raises(Refused):
            taking_part.move(joined=joined, agreement=row, on=TODAY, by=scene.lead)
    with pytest.raises(PermissionDenied):
        taking_part.move(joined=joined, agreement=scene.agreement, on=TODAY, by=scene.rep)
    assert not queries.movable(joined, TODAY).exists()


def test_whoever_has_done_nothing_yet_may_be_taken_out(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    other = a_partner(scene.agency, "CV Lain Sekali")
    idle = scene.joined(programme, an_agreement(scene.unit, other))
    busy = programme.partners.get(partner=scene.partner)
    with pytest.raises(Refused, match="tonggak"):
        taking_part.take_out(joined=busy, reason="Keliru.", on=TODAY, by=scene.lead)
    with pytest.raises(Refused) as refused:
        taking_part.take_out(joined=idle, reason=" ", on=TODAY, by=scene.lead)
    assert {problem.field for problem in refused.value.problems} == {"reason"}
    with pytest.raises(PermissionDenied):
        taking_part.take_out(joined=idle, reason="Keliru.", on=TODAY, by=scene.rep)
    taking_part.take_out(joined=idle, reason="Salah pilih.", on=TODAY, by=scene.lead)
    assert list(programme.partners.all()) == [busy]
    assert Entry.objects.get(deed="collaboration.partner_left").reason == "Salah pilih."


def test_the_last_partner_of_a_running_programme_stays(scene: Scene) -> None:
    programme, base, asphalt = scene.running()
    asphalt.waits_for.clear()
    base.delete()
    with pytest.raises(Refused, match="satu-satunya"):
        taking_part.take_out(joined=programme.partners.get(), reason="x", on=TODAY, by=scene.lead)


def test_the_page_moves_and_takes_out(scene: Scene) -> None:
    joined = lapsed(scene)
    new = an_agreement(scene.unit, scene.partner, title="Perpanjangan")
    client, stranger = Client(), Client()
    client.force_login(scene.lead, backend=settings.AUTHENTICATION_BACKENDS[-1])
    stranger.force_login(scene.rep, backend=settings.AUTHENTICATION_BACKENDS[-1])
    where = reverse("collaboration:taking_part", args=[joined.pk])
    programme = reverse("collaboration:programme", args=[joined.programme_id])
    assert where in client.get(programme).content.decode()
    assert where not in stranger.get(programme).content.decode()
    assert stranger.get(where).status_code == 403
    assert client.post(where, {"deed": "move"}).status_code == 422
    page = client.get(where).content.decode()
    assert "Perpanjangan" in page
    assert f"Dimasukkan 2 Maret 2026 oleh {scene.lead}." in page
    assert client.post(where, {"deed": "move", "agreement": new.pk}).status_code == 302
    joined.refresh_from_db()
    assert joined.agreement == new
    answer = client.post(where, {"deed": "take_out", "reason": "Keliru."})
    assert answer.status_code == 422
    assert "punya tonggak" in answer.content.decode()
