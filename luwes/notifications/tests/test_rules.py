from datetime import timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from luwes.notifications import rules
from luwes.notifications.rules import Channel, Delivery, Tried
from luwes.notifications.tests.builders import NOW

GATEWAY, EMAIL = Channel.GATEWAY, Channel.EMAIL


def test_reports_in_any_order_end_at_the_same_state() -> None:
    for order in permutations([Delivery.SENT, Delivery.DELIVERED, Delivery.READ]):
        state = Delivery.WAITING
        for report in order:
            state = rules.reported(state, report)
        assert state is Delivery.READ


REPORTS = [Delivery.SENT, Delivery.DELIVERED, Delivery.READ, Delivery.FAILED]


@given(st.sampled_from(Delivery), st.sampled_from(REPORTS))
def test_a_report_heard_twice_counts_once(current: Delivery, report: Delivery) -> None:
    once = rules.reported(current, report)
    assert rules.reported(once, report) is once


def test_a_failure_after_an_arrival_is_an_echo_but_an_arrival_after_a_failure_is_news() -> None:
    assert rules.reported(Delivery.DELIVERED, Delivery.FAILED) is Delivery.DELIVERED
    assert rules.reported(Delivery.FAILED, Delivery.DELIVERED) is Delivery.DELIVERED


def test_the_next_channel_waits_for_the_receipt_and_then_goes() -> None:
    tried = [Tried(GATEWAY, Delivery.SENT, NOW), Tried(EMAIL, Delivery.WAITING, NOW)]
    assert rules.next_channel(tried, now=NOW + timedelta(minutes=14)) is None
    assert rules.next_channel(tried, now=NOW + timedelta(minutes=15)) == 1


def test_a_failed_channel_gives_way_at_once_and_an_arrival_ends_the_search() -> None:
    waiting = Tried(EMAIL, Delivery.WAITING, NOW)
    assert rules.next_channel([Tried(GATEWAY, Delivery.FAILED, NOW), waiting], now=NOW) == 1
    assert rules.next_channel([Tried(GATEWAY, Delivery.DELIVERED, NOW), waiting], now=NOW) is None
    assert rules.next_channel([Tried(EMAIL, Delivery.SENT, NOW), waiting], now=NOW) is None


def test_pauses_grow_and_end() -> None:
    pauses = [rules.pause(n) for n in (1, 2, 3)]
    assert pauses == sorted(pauses, key=lambda p: p or timedelta(0))
    assert rules.pause(4) is None


def test_lying_in_the_app_says_less_than_any_channel_outside_until_it_is_read() -> None:
    app = Tried(Channel.APP, Delivery.DELIVERED, NOW)
    for state in (Delivery.WAITING, Delivery.FAILED, Delivery.SENT):
        assert rules.furthest([app, Tried(EMAIL, state, NOW)]).channel is EMAIL
    read = Tried(Channel.APP, Delivery.READ, NOW)
    assert rules.furthest([read, Tried(EMAIL, Delivery.SENT, NOW)]) == read
    assert rules.furthest([app]) == app
