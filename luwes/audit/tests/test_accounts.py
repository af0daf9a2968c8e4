"""What `accounts` announces lands in the log."""

import pytest

from luwes.accounts import actions as accounts
from luwes.accounts.models import Grant
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.audit.models import Entry
from luwes.audit.tests.builders import LONG, NOW, a_user


@pytest.mark.django_db
def test_grants_given_and_ended_are_in_the_log_with_their_reason() -> None:
    by, user = a_user("kelola", name="Kelola"), a_user("siti", name="Siti")
    Grant.objects.create(user=by, role=Role.ADMINISTRATOR.value, scope_kind=EVERYWHERE, period=LONG)
    grant = accounts.grant(
        user=user, role=Role.APPROVER, scope_kind=EVERYWHERE, scope_id="", period=LONG,
        reason="SK 3", by=by,
    )  # fmt: skip
    # taken back before it ever held: the row goes, the log keeps it
    accounts.end_grant(grant=grant, on=LONG.start, reason="keliru", by=by)
    given, ended = Entry.objects.order_by("pk")
    assert (given.deed, given.reason, given.by) == ("accounts.granted", "SK 3", by)
    assert (ended.deed, ended.reason) == ("accounts.ended", "keliru")
    assert given.details["user"] == "siti"
    assert given.details["role"] == "approver"
    assert not Grant.objects.filter(pk=grant.pk).exists()


@pytest.mark.django_db
def test_changes_of_accounts_name_the_field_and_never_the_value() -> None:
    by = accounts.create_admin(
        username="kelola", name="Kelola", email="", password="padi-menguning-9", now=NOW,
        on=LONG.start,
    )  # fmt: skip
    user = accounts.create_user(
        username="siti", name="Siti", email="", password=None, now=NOW, by=by
    )
    accounts.change_user(user=user, name="Siti", email="siti@contoh.go.id", is_active=True, by=by)
    deeds = list(Entry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds == [
        "accounts.user_added", "accounts.granted", "accounts.user_added", "accounts.user_changed",
    ]  # fmt: skip
    last = Entry.objects.order_by("pk").last()
    assert last is not None
    assert last.details == {"changed": ["email"]}
    assert "contoh" not in str(last.object_label)
