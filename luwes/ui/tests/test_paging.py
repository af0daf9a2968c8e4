from django.test import RequestFactory

from luwes.ui import paging


def take(total: int):
    return lambda first, end: list(range(total))[first:end]


def test_a_short_list_is_counted() -> None:
    page = paging.stretch(take(120), 3)
    assert (page.first, page.last, page.total, page.is_floor) == (101, 120, 120, False)
    assert not page.has_next


def test_a_long_list_is_counted_up_to_a_limit() -> None:
    page = paging.stretch(take(5000), 1)
    assert (page.first, page.last, page.total, page.is_floor) == (1, 50, 500, True)
    assert page.has_next


def test_far_pages_follow_on_without_gap() -> None:
    pages = [paging.stretch(take(1010), number) for number in range(1, 22)]
    assert [row for page in pages for row in page.rows] == list(range(1010))
    assert [page.has_next for page in pages][-2:] == [True, False]


def test_a_page_beyond_the_end_is_empty() -> None:
    page = paging.stretch(take(3), 7)
    assert (list(page.rows), page.has_next, page.first, page.last) == ([], False, 0, 0)


def test_the_page_is_read_from_the_address_and_nonsense_is_the_first() -> None:
    for text, number in (("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("99999999999", 1), ("", 1)):
        assert paging.asked(RequestFactory().get("/", {"hal": text})) == number
