"""Finding a text inside a column by its trigram index."""

import pytest
from django.db import connection

from luwes.places.models import Area


def an_area(name: str) -> Area:
    return Area.objects.create(code=name[:2], level="province", name=name, name_key=name)


@pytest.mark.django_db
def test_holds_finds_whatever_the_case_and_takes_signs_as_they_are() -> None:
    an_area("Tanjung Karang")
    assert Area.objects.filter(name__holds="jung kaR").exists()
    for text in ("%", "_", "karang%", "\\"):
        assert not Area.objects.filter(name__holds=text).exists()


@pytest.mark.django_db
def test_holds_is_asked_in_a_way_that_trigram_indexes_serve() -> None:
    rows = Area.objects.filter(name_key__holds="karang")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "area_name_trigrams" in rows.explain()
