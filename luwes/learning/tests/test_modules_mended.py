"""Another chance for who has used up all tries; numbers too large; a picture whose file is gone."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.learning.actions import modules as actions
from luwes.learning.actions import studying
from luwes.learning.forms.authoring import NumberField
from luwes.learning.models import ModulePicture, Study
from luwes.learning.queries import modules as queries
from luwes.learning.tests.builders import NOW, TODAY, a_learner, a_manager, a_module, a_study
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_unit

pytestmark = pytest.mark.django_db


def used_up(study: Study) -> None:
    now = clock.now() - timedelta(hours=1)
    for number in range(1, study.version.attempts + 1):
        study.attempts.create(
            number=number, seed="s", drawn=[], began_at=now, handed_in_at=now, percent=10, passed=False
        )  # fmt: skip


def test_a_manager_gives_another_chance_once_and_the_person_hears_of_it() -> None:
    module = a_module(attempts=2)
    study = a_study(a_learner(), module, page=3)
    others = a_study(a_learner(), module, page=3)
    used_up(study)
    now = clock.now()
    assert studying.problems_of_test(study, now, TODAY)
    manager = signed_in(a_manager(module.unit))
    page, step = (
        reverse("learning:write", args=[module.pk]),
        reverse("learning:step", args=[module.pk]),
    )
    shown = manager.get(page).content.decode()
    assert "Beri kesempatan lagi" in shown
    assert shown.count("chance:") == 1
    assert manager.post(step, {"deed": f"chance:{others.pk}"}).status_code == 404
    assert manager.post(step, {"deed": f"chance:{study.pk}"}).status_code == 302
    assert manager.post(step, {"deed": f"chance:{study.pk}"}).status_code == 404  # a second press
    study.refresh_from_db()
    assert not studying.problems_of_test(study, now, TODAY)
    assert "Beri kesempatan lagi" not in manager.get(page).content.decode()
    assert Message.objects.get(kind="learning.chance").user == study.employee.user
    assert Entry.objects.filter(deed="learning.chance_given").count() == 1


def test_nobody_gives_it_to_oneself_nor_for_anothers_module() -> None:
    module = a_module(attempts=1)
    study = a_study(a_learner(), module, page=3)
    used_up(study)
    manager = a_manager(module.unit)
    with pytest.raises(PermissionDenied):
        actions.give_chance(study=study, now=NOW, on=TODAY, by=a_manager(a_unit("Lain")))
    study.employee.user = manager
    study.employee.save()
    with pytest.raises(PermissionDenied):
        actions.give_chance(study=study, now=NOW, on=TODAY, by=manager)
    assert queries.used_up(module).count() == 1


def test_tries_count_from_the_last_pass_or_chance() -> None:
    module = a_module(attempts=1)
    study = a_study(a_learner(), module, page=3)
    used_up(study)
    study.passed_at = clock.now()
    study.save()
    assert not queries.used_up(module).exists()


def test_a_number_the_column_cannot_hold_is_refused() -> None:
    field = NumberField()
    assert field.clean("99999999999999") == Decimal(99999999999999)
    for text in ("100000000000000", "-999999999999999"):
        with pytest.raises(forms.ValidationError, match="terlalu besar"):
            field.clean(text)


def test_a_picture_whose_file_is_gone_is_not_found() -> None:
    module = a_module()
    page = module.versions.get().pages.first()
    row = ModulePicture.objects.create(
        page=page, file="modules/hilang.jpg", alt="x", width=1, height=1
    )
    client = signed_in(a_manager(module.unit))
    assert client.get(reverse("learning:picture", args=[row.pk])).status_code == 404
