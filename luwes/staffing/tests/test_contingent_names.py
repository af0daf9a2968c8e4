"""Names of people from outside: on one list only, and no register of civil servants."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.secrets import fingerprint
from luwes.organisation.tests.builders import a_user
from luwes.staffing import contingent_rules as rules
from luwes.staffing.actions import contingent_names as names
from luwes.staffing.actions import contingents
from luwes.staffing.contingent_rules import Body, Name
from luwes.staffing.models import Contingent, ContingentMember
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.outside import a_contingent, a_draft, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def why(refused: Any) -> str:
    return str(refused.value)


def test_nobody_is_on_two_lists_on_one_day(flood: Flood) -> None:
    one = a_contingent(flood, body=Body.ARMY, name="Kodim 0421")
    other = flood.a_need("Dapur umum", desired=5)
    two = a_contingent(flood, need=other, body=Body.ARMY, name="Kodim 0410")
    names.list_names(
        now=flood.now, contingent=one, names=[Name("Serda Budi", "3198 0123")], by=flood.coordinator
    )
    with pytest.raises(Refused) as refused:
        names.list_names(
            now=flood.now,
            contingent=two,
            names=[Name("Budi S.", "31980123"), Name("Andi")],
            by=flood.coordinator,
        )
    assert "Budi S. tercatat di TNI, Kodim 0421" in why(refused)
    assert not two.members.exists()
    contingents.cancel(contingent=one, reason="x", now=flood.now, by=flood.coordinator)
    names.list_names(
        now=flood.now, contingent=two, names=[Name("Budi S.", "31980123")], by=flood.coordinator
    )


def test_days_are_not_moved_onto_another_list(flood: Flood) -> None:
    one = a_contingent(flood, name="Relawan A", period=days(flood, 0, 1))
    two = a_contingent(flood, name="Relawan B", period=days(flood, 3, 4))
    for row in (one, two):
        names.list_names(
            now=flood.now, contingent=row, names=[Name("Budi", "77")], by=flood.coordinator
        )
    with pytest.raises(Refused, match="Relawan B"):
        contingents.change(
            contingent=one, draft=a_draft(flood, name="Relawan A", period=days(flood, 0, 3)),
            now=flood.now, by=flood.coordinator,
        )  # fmt: skip
    contingents.change(
        contingent=one, draft=a_draft(flood, name="Relawan A", period=days(flood, 0, 2)),
        now=flood.now, by=flood.coordinator,
    )  # fmt: skip
    assert one.members.get().period == days(flood, 0, 2)


def test_the_database_itself_refuses_two_places(flood: Flood) -> None:
    one, two = a_contingent(flood, name="A"), a_contingent(flood, name="B")

    def listed(row: Contingent, **values: Any) -> None:
        ContingentMember.objects.create(
            contingent=row, name="Budi", mark="m", period=row.period, **values
        )

    listed(one)
    with pytest.raises(IntegrityError), transaction.atomic():
        listed(two)
    listed(two, binds=False)


def test_a_civil_servant_is_planned_and_not_counted_as_outside(flood: Flood) -> None:
    row = a_contingent(flood)
    person = flood.a_person("Dewi Anggraini")
    person.nik_hash = fingerprint("1871015505900001")
    person.save()
    with pytest.raises(Refused) as refused:
        names.list_names(
            now=flood.now, contingent=row, by=flood.coordinator,
            names=[Name("Dewi", person.nip), Name("D. Anggraini", "1871 0155 0590 0001"), Name("Eko", "5")],
        )  # fmt: skip
    assert why(refused).count("milik pegawai ASN") == 2
    assert "Eko" not in why(refused)


def test_the_list_is_no_register_of_civil_servants(
    flood: Flood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "SERVANTS_A_DAY", 2)
    row, people = a_contingent(flood, heads=9), [flood.a_person() for _ in range(3)]
    logged = Entry.objects.filter(deed="staffing.outside_civil_servants")

    def listed(*numbers: str, now: Any = None) -> str:
        with pytest.raises(Refused) as refused:
            names.list_names(
                contingent=row, names=[Name(f"Orang {number[-3:]}", number) for number in numbers],
                now=now or flood.now, by=flood.coordinator,
            )  # fmt: skip
        return why(refused)

    told = listed(*(person.nip for person in people))
    assert told.count("milik pegawai ASN; tugaskan") == 2
    assert "1 nomor lain dalam daftar ini juga milik pegawai ASN" in told
    assert logged.get().details["people"] == 3
    assert people[0].nip not in str(logged.get().details)
    for number in (people[0].nip, "187101550590000123"):  # right or wrong: no longer told
        assert "Terlalu banyak nomor pegawai ASN" in listed(number)
    assert logged.count() == 1
    names.list_names(contingent=row, names=[Name("Eko", "5")], now=flood.now, by=flood.coordinator)
    later = flood.now + timedelta(days=1, minutes=1)
    assert "milik pegawai ASN; tugaskan" in listed(people[0].nip, now=later)


def test_another_post_is_not_told_where_somebody_is_listed(flood: Flood) -> None:
    one = a_contingent(flood, body=Body.ARMY, name="Kodim 0421")
    other = flood.a_need("Dapur umum", desired=5)
    two = a_contingent(flood, need=other, body=Body.ARMY, name="Kodim 0410")
    names.list_names(contingent=one, names=[Name("Budi", "3198")], now=flood.now, by=flood.coordinator)  # fmt: skip
    stranger = a_user(Role.POST_OFFICER, scope_kind="need", scope_id=other.pk)
    with pytest.raises(Refused) as refused:
        names.list_names(contingent=two, names=[Name("B. S.", "3198")], now=flood.now, by=stranger)
    assert why(refused) == "B. S. tercatat di rombongan lain pada hari-hari itu."


def test_the_log_speaks_indonesian_whoever_presses(flood: Flood) -> None:
    with override("en"):
        row = a_contingent(flood, body=Body.VOLUNTEERS, name="Siaga")
        names.list_names(contingent=row, names=[Name("Andi")], now=flood.now, by=flood.coordinator)
    told = Entry.objects.filter(deed__startswith="staffing.outside_").order_by("pk")
    assert [entry.details["outside"] for entry in told] == ["Relawan atau organisasi, Siaga"] * 2


def test_more_names_than_heads_are_refused(flood: Flood) -> None:
    row = a_contingent(flood, heads=1)
    with pytest.raises(Refused, match="2 nama"):
        names.list_names(
            now=flood.now, contingent=row, names=[Name("A"), Name("B")], by=flood.coordinator
        )
    with pytest.raises(Refused, match="Belum ada nama"):
        names.list_names(now=flood.now, contingent=row, names=[], by=flood.coordinator)
