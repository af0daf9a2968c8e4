"""Two rows of one partner become one: what hangs on them, who speaks, what was checked."""

from datetime import timedelta
from typing import Any

import pytest

from luwes.collaboration import access
from luwes.collaboration.actions import partners
from luwes.collaboration.models import (
    Agreement,
    Milestone,
    Partner,
    Programme,
    ProgrammePartner,
    Representative,
)
from luwes.collaboration.rules.lapse import in_force
from luwes.collaboration.tests.cooperation import NOW, TODAY, YEAR, Cooperation
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.organisation.tests.builders import an_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Cooperation:
    return Cooperation()


def fields(refused: Any) -> set[str | None]:
    return {problem.field for problem in refused.value.problems}


def merge(here: Cooperation, gone: Partner, kept: Partner) -> None:
    partners.merge(gone=gone, kept=kept, reason="Sama", on=TODAY, now=NOW, by=here.secretary)
    kept.refresh_from_db()


def a_programme(here: Cooperation) -> Programme:
    return Programme.objects.create(
        agency=here.agency, unit=here.unit, slug="rekaan", name="Rekaan", goal="g", basis="b",
        area=an_area(), period=YEAR, made_at=NOW, made_by=here.head,
    )  # fmt: skip


def joined(here: Cooperation, programme: Programme, partner: Partner, row: Agreement) -> ProgrammePartner:  # fmt: skip
    return ProgrammePartner.objects.create(
        programme=programme, partner=partner, agreement=row, brings="x", joined_at=NOW,
        joined_by=here.head,
    )  # fmt: skip


def test_two_rows_of_one_become_one_with_all_that_hangs_on_them(here: Cooperation) -> None:
    gone = here.checked()
    kept = here.propose("Rekaan Jaya Persero", why="belum tahu", address="Jalan Tetap")
    here.speak(gone)
    row = here.signed(gone)
    partners.merge(gone=gone, kept=kept, reason="Sama", on=TODAY, now=NOW, by=here.secretary)
    kept.refresh_from_db()
    assert Agreement.objects.get(pk=row.pk).partner == kept
    assert (kept.tax_number, kept.address) == ("0012345678322000", "Jalan Tetap")
    here.speaker.__dict__.pop("_represented")
    assert access.represented(here.speaker, TODAY) == [kept.pk]
    assert (gone.state, gone.merged_into) == ("merged", kept)
    assert kept.documents.count() == 3
    with pytest.raises(Refused):
        partners.merge(gone=gone, kept=kept, reason="lagi", on=TODAY, now=NOW, by=here.secretary)


def test_merging_frees_nobody_and_never_joins_two_tax_numbers(here: Cooperation) -> None:
    bad = here.checked()
    partners.suspend(partner=bad, reason="Sengketa.", now=NOW, by=here.secretary)
    good = here.checked("CV Lain Sekali", "02.234.567.8-322.000")
    with pytest.raises(Refused) as refused:
        partners.merge(gone=bad, kept=good, reason="Sama", on=TODAY, now=NOW, by=here.secretary)
    assert fields(refused) == {"kept"}
    bare = here.propose("Rekaan Jaya Baru", why="cabang")
    partners.merge(gone=bad, kept=bare, reason="Sama", on=TODAY, now=NOW, by=here.secretary)
    assert (bare.state, bare.state_reason) == ("suspended", "Sengketa.")
    with pytest.raises(Refused):
        partners.merge(gone=bare, kept=bare, reason="x", on=TODAY, now=NOW, by=here.secretary)


def test_where_both_are_in_one_programme_they_are_in_it_once(here: Cooperation) -> None:
    gone = here.checked()
    here.speak(gone)
    row = here.signed(gone)
    kept = here.propose("Rekaan Jaya Dua", why="belum tahu")
    programme = a_programme(here)
    both = [joined(here, programme, partner, row) for partner in (gone, kept)]
    stone = Milestone.objects.create(
        programme=programme, order=1, title="t", evidence="e", side="partner", partner=both[0],
        due=TODAY,
    )  # fmt: skip
    merge(here, gone, kept)
    stone.refresh_from_db()
    assert stone.partner == both[1]
    assert programme.partners.count() == 1


PAST = through(TODAY - timedelta(days=90), TODAY - timedelta(days=1))
SOON, EVER = through(TODAY, TODAY + timedelta(days=9)), Period(TODAY - timedelta(days=30))


@pytest.mark.parametrize(
    ("of_gone", "of_kept", "period", "may_sign"),
    [
        ((EVER, True), (PAST, False), EVER, True),
        ((PAST, True), (SOON, False), SOON, False),
        ((EVER, True), (SOON, False), EVER, True),
        ((SOON, False), (EVER, True), EVER, True),
        ((PAST, True), (PAST, False), PAST, False),
    ],
)
def test_whoever_speaks_for_both_goes_on_speaking(
    here: Cooperation, of_gone: tuple[Period, bool], of_kept: tuple[Period, bool], period: Period, may_sign: bool
) -> None:  # fmt: skip
    gone, kept = here.propose(), here.propose("Rekaan Jaya Dua", why="belum tahu")
    for partner, (time, signs) in ((gone, of_gone), (kept, of_kept)):
        Representative.objects.create(
            partner=partner, user=here.speaker, title="Direktur", period=time, may_sign=signs,
            named_at=NOW, named_by=here.secretary,
        )  # fmt: skip
    merge(here, gone, kept)
    row = Representative.objects.get()
    assert (row.partner, row.period, row.may_sign) == (kept, period, may_sign)


@pytest.mark.parametrize("is_of_gone", [True, False])
def test_in_a_programme_of_both_the_agreement_in_force_goes_on(here: Cooperation, is_of_gone: bool) -> None:  # fmt: skip
    one = here.checked()
    here.speak(one)
    good, over = here.signed(one), here.draft(one)
    other = here.propose("Rekaan Jaya Dua", why="belum tahu")
    programme = a_programme(here)
    joined(here, programme, one, good)
    joined(here, programme, other, over)
    merge(here, one, other) if is_of_gone else merge(here, other, one)
    row = programme.partners.get()
    assert row.agreement == good
    assert in_force(row.agreement, TODAY)


def test_the_checked_one_goes_on_as_it_was_checked_and_the_other_keeps_nothing_private(here: Cooperation) -> None:  # fmt: skip
    gone = here.checked()
    Partner.objects.filter(pk=gone.pk).update(phone="0812", email="a@contoh.id", checked_at=NOW)
    gone.refresh_from_db()
    kept = here.propose("Rekaan Jaya Persero", why="belum tahu", phone="0899")
    merge(here, gone, kept)
    assert (kept.state, kept.checked_by, kept.name) == ("active", here.secretary, "PT Rekaan Jaya")
    assert (kept.phone, kept.email) == ("0899", "a@contoh.id")
    gone.refresh_from_db()
    assert (gone.tax_number, gone.tax_mark, gone.phone, gone.email) == ("", "", "", "")


def test_one_that_was_never_checked_becomes_active_by_no_merging(here: Cooperation) -> None:
    gone, kept = here.propose(), here.propose("Rekaan Jaya Dua", why="belum tahu")
    merge(here, gone, kept)
    assert kept.state == "proposed"
