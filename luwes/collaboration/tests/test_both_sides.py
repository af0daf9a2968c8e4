"""Nobody stands on both sides: of a milestone, of an agreement, of a partner's papers."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.collaboration import access
from luwes.collaboration.actions import claims, milestones, signing
from luwes.collaboration.models import Claim, Milestone
from luwes.collaboration.tests import cooperation
from luwes.collaboration.tests.builders import NOW, TODAY, Scene, pictures
from luwes.collaboration.tests.cooperation import Cooperation
from luwes.core import clock
from luwes.organisation.tests.builders import SINCE, a_unit, a_user, an_agency

pytestmark = pytest.mark.django_db


def test_what_became_the_partners_work_meanwhile_is_not_claimed_by_the_government() -> None:
    scene = Scene()
    programme, base, _asphalt = scene.running()
    draft = scene.milestone_draft("Talud")
    row = milestones.add(programme=programme, draft=draft, on=TODAY, by=scene.lead)
    seen = Milestone.objects.select_related("programme__unit").get(pk=row.pk)
    Milestone.objects.filter(pk=row.pk).update(side="partner", partner=base.partner)
    with pytest.raises(PermissionDenied):
        claims.claim(milestone=seen, percent=100, words="Sudah", pictures=pictures(), on=TODAY, now=NOW, by=scene.lead)  # fmt: skip
    assert not Claim.objects.exists()


def test_whoever_stands_on_both_sides_of_a_milestone_claims_neither() -> None:
    scene = Scene()
    _programme, base, asphalt = scene.running()
    appoint(scene.rep, Role.PROGRAMME_LEAD, "unit", scene.unit.pk)
    both = User.objects.get(pk=scene.rep.pk)
    for row in (base, asphalt):
        milestone = Milestone.objects.select_related("programme__unit").get(pk=row.pk)
        assert not access.can_claim(both, milestone, TODAY)
    assert access.can_claim(scene.rep2, base, TODAY)


def appoint(user: User, role: Role, kind: str, scope: int) -> None:
    Grant.objects.create(
        user=user, role=role.value, scope_kind=kind, scope_id=str(scope), period=SINCE
    )


# ── agreements and papers ────────────────────────────────────────────


@pytest.fixture
def here() -> Cooperation:
    clock.set_to(cooperation.NOW)
    return Cooperation()


def test_whoever_speaks_for_the_partner_acts_for_no_government_with_it(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    row = here.agreed(partner)
    for role in (Role.COOPERATION_OFFICER, Role.APPROVER):
        appoint(here.speaker, role, "agency", here.agency.pk)
    appoint(here.speaker, Role.UNIT_HEAD, "unit", here.unit.pk)
    both, on = User.objects.get(pk=here.speaker.pk), cooperation.TODAY
    assert not access.can_check(both, partner)
    assert not access.can_draft(both, here.unit, on, partner)
    for may in (access.can_review, access.can_sign, access.can_end):
        assert not may(both, row)
    assert not access.is_official_of(both, row, on)
    assert access.side_in(both, row, on) == "partner"
    assert not access.reviewed_by(both).exists()
    other = here.draft(here.checked("CV Lain Sekali", "02.234.567.8-322.000"))
    assert access.can_review(both, other)
    assert list(access.reviewed_by(both)) == [other]


def test_papers_are_read_by_whom_they_concern(here: Cooperation) -> None:
    partner, on = here.checked(), cooperation.TODAY
    far = an_agency("Pemerintah Kabupaten Rekaan")
    strangers = [
        a_user(Role.COOPERATION_OFFICER, scope_kind="agency", scope_id=far.pk),
        a_user(Role.APPROVER, scope_kind="agency", scope_id=far.pk),
        a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=a_unit(agency=far).pk),
        a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=a_unit(agency=here.agency).pk),
    ]
    for user in [*strangers, here.signer]:
        assert not access.can_read_papers(user, partner, on)
    here.draft(partner)
    here.speak(partner)
    for user in (here.secretary, here.signer, here.speaker):
        assert access.can_read_papers(user, partner, on)
    for user in strangers:
        assert not access.can_read_papers(user, partner, on)


def test_the_page_tells_what_is_there_without_the_papers_themselves(here: Cooperation) -> None:
    partner = here.checked()
    reader = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=a_unit(agency=here.agency).pk)
    client = Client()
    client.force_login(reader, backend=settings.AUTHENTICATION_BACKENDS[-1])
    text = client.get(reverse("collaboration:partner", args=[partner.pk])).content.decode()
    assert len(re.findall(r">\s*Ada\s*<", text)) == 3
    assert not re.search(r">\s*Diminta\s*<", text)
    assert "Yang diunggah" not in text
    paper = partner.documents.order_by("pk")[0]
    assert client.get(reverse("collaboration:partner_paper", args=[paper.pk])).status_code == 403


@pytest.mark.parametrize("step", ["send_back", "give_up"])
def test_what_the_partner_signed_is_taken_back_only_by_who_may_sign(here: Cooperation, step: str) -> None:  # fmt: skip
    partner = here.checked()
    here.speak(partner)
    clerk = a_user()
    here.speak(partner, clerk, may_sign=False)
    row = here.agreed(partner)
    assert access.may_take_back(clerk, row, cooperation.TODAY)
    signing.sign_for_partner(
        agreement=row, number="1", revision=row.revision, on=cooperation.TODAY,
        now=cooperation.NOW, by=here.speaker,
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        here.step(step, row, clerk, reason="Keliru.")
    row.refresh_from_db()
    assert row.partner_signed_at
    here.step(step, row, here.speaker, reason="Keliru.")
    assert row.state in {"drafted", "refused"}
