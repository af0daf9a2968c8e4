"""A programme's money: planned, committed, realised; what was wrong taken back."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from luwes.audit.models import Entry
from luwes.collaboration.actions import money as actions
from luwes.collaboration.actions.money import EntryDraft
from luwes.collaboration.models import BudgetEntry, BudgetSource
from luwes.collaboration.queries import money as queries
from luwes.collaboration.rules.money import Line, rupiah
from luwes.collaboration.rules.states import EntryKind, SourceKind
from luwes.collaboration.tests.team_scene import NOW, TODAY, Cooperation
from luwes.core.errors import Refused
from luwes.core.tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3.500.000.000", 3_500_000_000), ("Rp 3500000000", 3_500_000_000), ("Rp3.500,00", 3500),
        (" 0 ", 0), ("3,5 miliar", None), ("3.5", None), ("3,500,000", None), ("-5", None),
        ("12.50", None), ("1e9", None), ("=1+1", None), ("", None), ("٣", None),
        ("9" * 30, None), ("3.500.000,50", None),
    ],
)  # fmt: skip
def test_rupiah_are_read_as_people_here_write_them(text: str, amount: int | None) -> None:
    assert rupiah(text) == amount


def record(
    source: BudgetSource, scene: Cooperation, amount: int, kind: EntryKind = EntryKind.REALISED,
    key: uuid.UUID | None = None, on: date = TODAY, document: str = "SP2D 7",
) -> BudgetEntry:  # fmt: skip
    draft = EntryDraft(kind, amount, on, document)
    return actions.record(
        source=source, draft=draft, key=key or uuid.uuid4(), now=NOW, on=TODAY, by=scene.lead
    )


def test_sums_are_exact_to_the_rupiah() -> None:
    scene = Cooperation()
    source = scene.source(9_007_199_254_740_993 // 100)
    record(source, scene, 90_071_992_547_409, EntryKind.COMMITTED)
    record(source, scene, 1)
    record(source, scene, 2)
    (year,) = queries.budget(scene.programme).years
    assert year.line == Line(90_071_992_547_409, 90_071_992_547_409, 3)


def test_what_is_beyond_the_plan_and_paid_unfounded_is_recorded_and_told() -> None:
    scene = Cooperation()
    source = scene.source(1000)
    record(source, scene, 1500)
    line = queries.budget(scene.programme).line
    assert (line.over, line.unfounded, line.left) == (500, 1500, 0)


def test_what_one_source_overspent_is_not_taken_from_anothers_rest() -> None:
    scene = Cooperation()
    record(scene.source(1000), scene, 1500)
    scene.source(2000, words="Lapis pondasi", kind=SourceKind.IN_KIND, partner=scene.joined)
    assert queries.budget(scene.programme).left == 2000


def test_a_wrong_entry_is_taken_back_once_and_both_stay() -> None:
    scene = Cooperation()
    source = scene.source()
    wrong = record(source, scene, 7_000)
    given = {"entry": wrong, "now": NOW, "on": TODAY, "by": scene.lead}
    with pytest.raises(Refused, match="mengapa"):
        actions.take_back(reason=" ", key=uuid.uuid4(), **given)  # type: ignore[arg-type]
    back = actions.take_back(reason="Salah kontrak", key=uuid.uuid4(), **given)  # type: ignore[arg-type]
    assert (back.amount, back.document) == (-7_000, wrong.document)
    assert queries.budget(scene.programme).line.realised == 0
    with pytest.raises(Refused, match="sudah ditarik"):
        actions.take_back(reason="Lagi", key=uuid.uuid4(), **given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="catatan baru"):
        actions.take_back(reason="Balik", key=uuid.uuid4(), **{**given, "entry": back})  # type: ignore[arg-type]
    assert source.entries.count() == 2
    assert Entry.objects.filter(deed="collaboration.money_taken_back").count() == 1


def test_all_that_is_wrong_with_an_entry_is_told_at_once() -> None:
    scene = Cooperation()
    source = scene.source()
    with pytest.raises(Refused) as refused:
        record(source, scene, 0, on=TODAY + timedelta(days=1), document=" ")
    assert {p.field for p in refused.value.problems} == {"amount", "on", "document"}
    with pytest.raises(Refused, match="setahun"):
        record(source, scene, 5, on=date(2020, 1, 1))


def test_money_of_a_partner_names_one_of_the_programme_and_no_other_money_does() -> None:
    scene = Cooperation()
    with pytest.raises(Refused, match="mitranya"):
        scene.source(kind=SourceKind.PARTNER)
    with pytest.raises(Refused, match="mitranya"):
        scene.source(partner=scene.joined)
    elsewhere = Cooperation.__new__(Cooperation)
    elsewhere.__dict__ |= scene.__dict__
    elsewhere.programme = type(scene.programme).objects.create(
        **{f.attname: getattr(scene.programme, f.attname) for f in scene.programme._meta.concrete_fields if not f.primary_key}
        | {"slug": "lain"}
    )  # fmt: skip
    with pytest.raises(Refused, match="tidak ikut"):
        elsewhere.source(kind=SourceKind.PARTNER, partner=scene.joined)
    with pytest.raises(Refused, match="Tahunnya"):
        scene.source(year=1999)


def test_a_source_is_stated_once_and_changed_with_a_reason() -> None:
    scene = Cooperation()
    source = scene.source(10)
    with pytest.raises(Refused, match="sudah ada"):
        scene.source(10)
    given = {"source": source, "words": "Lapis aspal", "on": TODAY, "by": scene.lead}
    with pytest.raises(Refused, match="alasannya"):
        actions.change_source(planned=20, reason="", **given)  # type: ignore[arg-type]
    actions.change_source(planned=20, reason="APBD perubahan", **given)  # type: ignore[arg-type]
    assert queries.budget(scene.programme).line.planned == 20


def test_a_partner_and_a_stranger_record_nothing() -> None:
    scene = Cooperation()
    source = scene.source()
    for by in (scene.representative(), scene.near.head, scene.own.decider):
        with pytest.raises(PermissionDenied):
            actions.record(
                source=source, draft=EntryDraft(EntryKind.REALISED, 5, TODAY, "K"),
                key=uuid.uuid4(), now=NOW, on=TODAY, by=by,
            )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_double_press_records_once() -> None:
    scene, key = Cooperation(), uuid.uuid4()
    source = scene.source()
    assert at_once(*[lambda: record(source, scene, 5, key=key)] * 2) == ["", ""]
    assert BudgetEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_take_back_at_once_and_one_does() -> None:
    scene = Cooperation()
    wrong = record(scene.source(), scene, 5)
    said = at_once(*[
        lambda: actions.take_back(
            entry=BudgetEntry.objects.select_related("source__programme__unit").get(pk=wrong.pk),
            reason="Salah", key=uuid.uuid4(), now=NOW, on=TODAY, by=scene.lead,
        )
    ] * 2)  # fmt: skip
    assert sorted(bool(words) for words in said) == [False, True]
    assert queries.budget(scene.programme).line.realised == 0
