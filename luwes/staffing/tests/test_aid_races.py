"""Two at once over help from other governments: one is served, the other is told in words."""

import pytest

from luwes.core.tests.racing import at_once
from luwes.staffing import promising
from luwes.staffing.actions import aid
from luwes.staffing.models import AidRequest
from luwes.staffing.tests import aid as floods
from luwes.staffing.tests.builders import NOW, TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_send_at_once_send_one_request() -> None:
    flood = floods.a_flood()
    said = at_once(lambda: floods.asked(flood, 2), lambda: floods.asked(flood, 2))
    assert sorted(bool(words) for words in said) == [False, True]
    assert "masih menunggu jawaban" in "".join(said)
    assert AidRequest.objects.count() == 1


def test_two_who_answer_at_once_give_one_answer() -> None:
    flood = floods.a_flood()
    request = floods.asked(flood)
    one, other = (AidRequest.objects.get(pk=request.pk) for _ in range(2))
    said = at_once(
        lambda: floods.accepted(flood, one),
        lambda: aid.decline(request=other, reason="Penuh", now=NOW, by=flood.there.approver),
    )
    assert sorted(bool(words) for words in said) == [False, True]
    assert "Permintaan ini sudah" in "".join(said)


def test_two_governments_at_once_do_not_promise_the_same_heads() -> None:
    flood = floods.a_flood(wanted=4)
    first = floods.asked(flood, 4)
    second = floods.asked(flood, 4, asked_id=flood.third.agency.pk)
    need = flood.scene.need.pk
    liaison = floods.a_liaison(flood, user=flood.stranger)
    said = at_once(
        lambda: floods.accepted(flood, first, heads=3),
        lambda: aid.accept(
            request=second, granted={need: 3}, liaison=liaison, now=NOW, by=flood.stranger
        ),
    )
    assert sorted(bool(words) for words in said) == [False, True]
    assert "kini kurang 1 orang" in "".join(said)
    assert promising.promised([flood.scene.need], TODAY)[need] == 3


def test_a_withdrawal_and_an_answer_at_once_leave_one_of_them() -> None:
    flood = floods.a_flood()
    request = floods.asked(flood)
    one, other = (AidRequest.objects.get(pk=request.pk) for _ in range(2))
    at_once(
        lambda: floods.accepted(flood, one),
        lambda: aid.withdraw(request=other, reason="Cukup", now=NOW, by=flood.coordinator),
    )
    request.refresh_from_db()
    assert request.state == "withdrawn"  # before the answer or after it: nobody was ordered
    assert not +promising.promised([flood.scene.need], TODAY)
