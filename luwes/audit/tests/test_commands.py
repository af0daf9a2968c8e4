from io import StringIO

import pytest
from django.core.management import call_command

from luwes.audit import actions, queries
from luwes.audit.models import Entry
from luwes.audit.tests.builders import a_user, guard_lifted


def verify() -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_log", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


@pytest.mark.django_db
def test_verify_log_passes_and_names_what_is_not_yet_sealed() -> None:
    user = a_user()
    actions.record(user, "plan.approved", user)
    call_command("seal_log", stdout=StringIO())
    waiting = actions.record(user, "plan.returned", user)
    code, said = verify()
    assert code == 0
    assert "1 catatan diperiksa dalam 1 rantai, 0 kesalahan, 1 belum disegel." in said
    assert f"belum disegel: {waiting.pk} " in said
    assert "plan.returned Hendra" in said
    assert queries.unsealed() == 1  # verifying seals nothing


@pytest.mark.django_db
def test_verify_log_fails_after_a_row_is_altered_in_the_database() -> None:
    user = a_user()
    for _ in range(2):
        actions.record(user, "plan.approved", user, chain="12")
    actions.seal()
    with guard_lifted():
        Entry.objects.filter(number=1).update(by_name="Orang lain")
    code, said = verify()
    assert code == 1
    assert "SALAH rantai 12 nomor 1: isinya berubah setelah disegel" in said
