"""No door breaks on what somebody types into its address."""

from copy import copy

import pytest
from django.test import Client

from tests.guards.doors import ROWS
from tests.guards.test_doors import DOORS, Street, address, client_of, expected, street

__all__ = ["street"]

# What pages read from their addresses.
READ = [
    "pekan", "hal", "klaim", "instansi", "tahun", "unit", "lihat", "siap", "arti", "jenis", "sejak", "calon",
    "hasil", "keadaan", "triwulan", "cari", "q", "semua", "tema", "urut", "tanda", "tempat", "lewat", "kepada",
    "sasaran", "tingkat", "diminta", "kompetensi", "per", "sampai", "dari", "salah", "lanjutan", "bagian",
]  # fmt: skip
# The ends of the calendar, what no text column holds, a number no column holds, digits that are no numbers.
DIRTY = ("0001-01-01", "9999-12-31", "9" * 30, "²", "-1", "\x00a")


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(DOORS))
def test_no_door_breaks_on_a_dirty_address(name: str, street: Street) -> None:
    url = address(DOORS[name], copy(street.world))
    passing = expected(ROWS[name], list(street.sessions)) or {"nobody"}
    # who sees most of it
    who = max(passing, key=lambda visitor: (visitor.endswith("@all"), visitor))
    client = client_of(street.sessions[who])
    for value in DIRTY:
        answer = client.get(url, dict.fromkeys(READ, value))
        assert answer.status_code < 500, value


@pytest.mark.django_db
def test_a_nul_in_a_path_names_nothing_and_behind_it_is_not_read(client: Client) -> None:
    assert client.get("/layanan/%00/").status_code == 404
    assert b'value="jalan"' in client.get("/layanan/?q=jalan%00").content
