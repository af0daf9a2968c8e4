"""Who asked for a minimum hears what was said to it: once, with the reason of a return."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.core.periods import Period
from luwes.notifications.models import Attempt, Message
from luwes.organisation.models import MinimumProposal, OrgUnit
from luwes.organisation.tests.builders import a_group, a_proposal, a_unit, a_user
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> OrgUnit:
    return a_unit("RSUD Rekaan")


@pytest.fixture
def head(unit: OrgUnit) -> User:
    return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name="drg. Melati")


def analyst() -> Client:
    client = Client()
    client.force_login(a_user(Role.STAFFING_ANALYST), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def press(proposal: MinimumProposal, deed: str, times: int = 2, **typed: str) -> None:
    client = analyst()
    answers = [client.post(f"/minimum/usulan/{proposal.pk}/{deed}/", typed) for _n in range(times)]
    assert [answer.status_code for answer in answers] == [302, *[422] * (times - 1)]


def test_an_accepted_proposal_is_told_once(unit: OrgUnit, head: User) -> None:
    press(a_proposal(unit, 3, by=head), "terima")
    message = Message.objects.get()
    assert (message.user, message.recipient_name) == (head, "drg. Melati")
    assert message.subject == "Usulan minimum hadir RSUD Rekaan (semua pegawai) diterima"
    assert message.body.startswith("Minimum 3 orang berlaku")
    assert message.link == f"/organisasi/{unit.pk}/minimum/"


def test_a_returned_proposal_is_told_with_its_reason(unit: OrgUnit, head: User) -> None:
    group = a_group("perawat", "Perawat")
    press(a_proposal(unit, 9, by=head, group=group), "kembalikan", reason="Hanya ada 8 perawat")
    message = Message.objects.get()
    assert message.subject == "Usulan minimum hadir RSUD Rekaan (Perawat) dikembalikan"
    assert message.body == "Alasannya: Hanya ada 8 perawat. Aturan lama tetap berlaku."


def test_an_end_that_is_accepted_speaks_of_the_end(unit: OrgUnit, head: User) -> None:
    today = clock.today()
    press(a_proposal(unit, None, by=head, period=Period(today + timedelta(days=3))), "terima")
    assert Message.objects.get().body.startswith("Aturannya berakhir")


def test_it_goes_by_the_channels_of_the_own_file(unit: OrgUnit, head: User) -> None:
    an_employee(user=head, agency=unit.agency, email="melati@contoh.invalid", channels=["email"])
    press(a_proposal(unit, 3, by=head), "terima")
    assert set(Attempt.objects.values_list("channel", flat=True)) == {"app", "email"}


def test_a_refused_return_tells_nobody(unit: OrgUnit, head: User) -> None:
    proposal = a_proposal(unit, 3, by=head)
    assert analyst().post(f"/minimum/usulan/{proposal.pk}/kembalikan/", {"reason": " "}).status_code == 422  # fmt: skip
    assert not Message.objects.exists()
