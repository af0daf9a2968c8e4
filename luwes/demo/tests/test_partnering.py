"""Half a year with partners: what the demonstration's accounts find."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.collaboration.models import (
    Agreement,
    BudgetEntry,
    Claim,
    Milestone,
    Programme,
    ResidentVoice,
)
from luwes.core import clock
from luwes.demo import flood, loading, partnering
from luwes.letters.models import Letter

pytestmark = pytest.mark.django_db
ROAD = "berkibar-jalan-tajab-adijaya"


@pytest.fixture(autouse=True)
def that_day(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    clock.set_to(flood.DECLARED)


def test_half_a_year_with_partners(tmp_path: Path) -> None:
    now, on = flood.DECLARED, flood.DECLARED.astimezone(flood.WIB).date()
    world = loading.load(count=250, folder=tmp_path, now=now, on=on)
    told = partnering.load(world, now, on)
    assert clock.now().date() == on
    assert told == {"partners": 2, "agreements": 4, "claims": 12}
    assert Agreement.objects.filter(state="signed", letter__isnull=False).count() == 3
    assert Letter.objects.filter(about_kind="collaboration.agreement").count() == 3
    assert Agreement.objects.get(state="reviewed").renews is not None
    road = Programme.objects.get(slug=ROAD)
    assert road.milestones.count() == 8
    assert Milestone.objects.get(programme=road, title="Fondasi km 0–1,2").verified == 100
    states = list(Claim.objects.filter(milestone__programme=road).values_list("state", flat=True))
    assert (states.count("waiting"), states.count("not_so"), states.count("verified")) == (2, 1, 7)
    assert BudgetEntry.objects.filter(amount__lt=0).count() == 1
    assert ResidentVoice.objects.filter(is_shown=True).exists()
    _pages_open(road)


def _pages_open(road: Programme) -> None:
    public = Client().get(reverse("collaboration:public", args=[road.slug])).content.decode()
    assert "PT Rekaan Sakti Manis" in public
    for username, names in (
        ("program", ("programme", "money", "team")), ("tkksd", ("programme", "money")),
        ("mitra", ("programme", "money")),
    ):  # fmt: skip
        client = Client()
        user = User.objects.get(username=username, is_demo=True)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        assert client.get("/").status_code == 200
        for name in names:
            page = client.get(reverse(f"collaboration:{name}", args=[road.pk]))
            assert page.status_code == 200, (username, name)
