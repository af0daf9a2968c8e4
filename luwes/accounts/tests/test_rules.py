import pytest

from luwes.accounts import rules
from luwes.accounts.rules import EVERYWHERE, Held, Right, Role


def test_a_right_reaches_as_far_as_the_grants_that_carry_it() -> None:
    held = [
        Held(Role.UNIT_HEAD, "unit", "3"),
        Held(Role.UNIT_HEAD, "unit", "4"),
        Held(Role.AUDITOR, EVERYWHERE, ""),
    ]
    assert rules.reach(held, Right.OBJECT) == rules.Reach(False, {"unit": frozenset({"3", "4"})})
    assert rules.reach(held, Right.VIEW_LOG).everywhere
    assert not rules.reach(held, Right.MANAGE_ACCOUNTS)


@pytest.mark.parametrize("role", Role)
def test_only_who_orders_or_gives_accounts_needs_a_second_factor(role: Role) -> None:
    needs = rules.needs_second_factor([Held(role, EVERYWHERE, "")])
    assert needs == (role in {Role.ADMINISTRATOR, Role.APPROVER})


def test_a_scope_must_be_of_a_known_kind_and_named() -> None:
    known = {EVERYWHERE, "unit"}
    assert rules.scope_problems("unit", "3", known) == []
    assert rules.scope_problems(EVERYWHERE, "", known) == []
    fields = [
        rules.scope_problems(*asked, known)[0].field
        for asked in (("x", "3"), ("unit", ""), (EVERYWHERE, "3"))
    ]
    assert fields == ["scope_kind", "scope_id", "scope_id"]
