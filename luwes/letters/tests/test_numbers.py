"""Numbers without gap or twin, by series; the formats behind them."""

from datetime import date

import pytest
from django.db import transaction

from luwes.accounts.rules import Role
from luwes.letters import actions, rules
from luwes.letters.models import Letter, Series
from luwes.letters.tests.builders import DAY, NOW, a_draft, a_letter, a_user


@pytest.mark.django_db
def test_each_series_counts_for_itself() -> None:
    drafts = [a_draft(series=f"1:{unit}:2025", about_id=str(n)) for n, unit in enumerate(["VI.09", "VI.04", "VI.09"])]  # fmt: skip
    made = actions.issue_many(drafts, now=NOW, by=a_user())
    assert [letter.number for letter in made] == [
        "800.1.11.1/1/VI.09/2025", "800.1.11.1/1/VI.04/2025", "800.1.11.1/2/VI.09/2025",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_new_year_begins_at_one() -> None:
    by = a_user()
    a_letter(by)
    new = actions.issue(
        kind="assignment", series_key="1:VI.09:2026", number_format="800.1.11.1/{sequence}/{unit}/{year}",
        day=date(2026, 1, 2), payload=dict(a_draft().payload), about_kind="test", about_id="9",
        variables={"unit": "VI.09"}, now=NOW, by=by,
    )  # fmt: skip
    assert new.number == "800.1.11.1/1/VI.09/2026"


@pytest.mark.django_db
def test_a_rollback_gives_the_number_back() -> None:
    by = a_user()
    a_letter(by)
    with transaction.atomic():
        a_letter(by)
        transaction.set_rollback(True)  # something later goes wrong
    assert a_letter(by).sequence == 2
    assert Series.objects.get().last == 2
    assert Letter.objects.count() == 2


def test_a_format_names_year_month_and_unit() -> None:
    filled = rules.number_format("094/{sequence}/{unit}/{month_roman}/{year}", DAY, {"unit": "BKD"})
    assert rules.number(filled, 17) == "094/17/BKD/II/2025"


@pytest.mark.parametrize("written", ["094/{year}", "{sequence}/{sequence}", "{sequence}/{desk}"])
def test_a_format_that_makes_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="number format"):
        rules.number_format(written, DAY, {})


@pytest.mark.django_db
def test_a_payload_that_is_no_letter_is_refused_before_it_takes_a_number() -> None:
    with pytest.raises(ValueError, match="signatory"):
        actions.issue_many([a_draft(signatory={"name": "Tanpa jabatan"})], now=NOW, by=a_user())
    assert not Series.objects.exists()


@pytest.mark.django_db
def test_a_letter_withdrawn_in_the_new_year_takes_a_number_of_that_year() -> None:
    letter = a_letter()
    by = a_user("pejabat", Role.APPROVER)
    other = actions.withdraw(letter=letter, reason="Keliru", day=date(2026, 1, 5), now=NOW, by=by)
    assert other.number == "800.1.11.1/1/VI.09/2026"
    assert other.series.key == "1:VI.09:2026"
    same = actions.withdraw(letter=a_letter(by), reason="Keliru", day=DAY, now=NOW, by=by)
    assert same.number == "800.1.11.1/3/VI.09/2025"
