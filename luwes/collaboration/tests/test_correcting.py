"""What was wrong in a programme is mended where others can read that it was: values, names, words."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.collaboration import public
from luwes.collaboration.actions import indicators, places, voices
from luwes.collaboration.models import Indicator, IndicatorValue, Programme, ProgrammePlace
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.tests.builders import NOW, TODAY, Scene
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.tests.racing import at_once
from luwes.organisation.tests.builders import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def url(name: str, *args: object) -> str:
    return reverse(f"collaboration:{name}", args=args)


def measured(scene: Scene, programme: Programme, value: str = "2") -> IndicatorValue:
    return indicators.measure(
        indicator=programme.indicators.get(), day=TODAY, value=Decimal(value), words="", on=TODAY,
        now=NOW, by=scene.lead,
    )  # fmt: skip


def correct(scene: Scene, wrong: IndicatorValue, value: str | None, reason: str = "Salah ketik"):  # type: ignore[no-untyped-def]  # fmt: skip
    return indicators.correct(
        wrong=wrong, value=None if value is None else Decimal(value), reason=reason, on=TODAY,
        now=NOW, by=scene.lead,
    )  # fmt: skip


# ── values ───────────────────────────────────────────────────────────


def test_a_corrected_value_counts_and_the_wrong_one_is_still_read(scene: Scene) -> None:
    programme, *_ = scene.running()
    correct(scene, measured(scene, programme), "1.5")
    (shown,) = queries.indicators(programme, TODAY)
    assert [value.value for value in shown.values] == [Decimal("1.5")]
    assert [(value.value, value.wrong_because) for value in shown.wrong] == [(2, "Salah ketik")]
    observed = public.as_json(programme, NOW)["projects"][0]["metrics"][0]["observations"]
    assert observed == [{"date": TODAY.isoformat(), "value": 1.5}]
    entry = Entry.objects.get(deed="collaboration.indicator_corrected")
    assert (entry.reason, entry.details["old_value"]) == ("Salah ketik", "2.0000")
    assert "Salah ketik" in str(signed_in(scene.lead).get(url("programme", programme.pk)).content)


def test_a_value_of_the_wrong_day_goes_and_the_day_may_be_measured_again(scene: Scene) -> None:
    programme, *_ = scene.running()
    assert correct(scene, measured(scene, programme), None) is None
    assert queries.indicators(programme, TODAY)[0].latest is None
    measured(scene, programme, "1")
    assert queries.indicators(programme, TODAY)[0].latest.value == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "reason", "words"), [("1", " ", "alasannya"), ("2", "Salah", "sama")]
)
def test_nothing_is_corrected_without_a_reason_or_a_change(
    scene: Scene, value: str, reason: str, words: str
) -> None:
    programme, *_ = scene.running()
    with pytest.raises(Refused, match=words):
        correct(scene, measured(scene, programme), value, reason)


def test_a_value_is_corrected_once_and_by_who_leads(scene: Scene) -> None:
    programme, *_ = scene.running()
    wrong = measured(scene, programme)
    for by in (scene.rep, a_user()):
        with pytest.raises(PermissionDenied):
            indicators.correct(wrong=wrong, value=None, reason="x", on=TODAY, now=NOW, by=by)
    correct(scene, wrong, "1")
    with pytest.raises(Refused, match="sudah dikoreksi"):
        correct(scene, IndicatorValue.objects.get(pk=wrong.pk), "3")


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_counts(scene: Scene) -> None:
    programme, *_ = scene.running()
    wrong = measured(scene, programme)

    def press(value: str) -> None:
        correct(scene, IndicatorValue.objects.get(pk=wrong.pk), value)

    said = at_once(lambda: press("3"), lambda: press("4"))
    assert sorted(said) == ["", "Nilai ini sudah dikoreksi."]
    assert IndicatorValue.objects.filter(wrong_because="").count() == 1


def test_values_are_corrected_on_their_page(scene: Scene) -> None:
    programme, *_ = scene.running()
    wrong = measured(scene, programme)
    client = signed_in(scene.lead)
    page = url("correct_value", wrong.pk)
    assert 'value="2"' in client.get(page).content.decode()
    assert client.post(page, {"value": "1,5", "reason": ""}).status_code == 422
    assert client.post(page, {"value": "1,5", "reason": "Salah ketik"}).status_code == 302
    assert client.post(page, {"value": "1,5", "reason": "Salah ketik"}).status_code == 422
    assert signed_in(scene.rep).get(page).status_code == 403
    assert signed_in(a_user()).get(page).status_code == 404


# ── indicators ───────────────────────────────────────────────────────


def test_an_indicator_that_measured_nothing_is_changed_whole_with_a_reason_once_it_runs(scene: Scene) -> None:  # fmt: skip
    programme, *_ = scene.running()
    row = programme.indicators.get()
    client = signed_in(scene.lead)
    page = url("change_indicator", row.pk)
    values = {"name": "Jalan baik", "unit_name": "km", "baseline": "0", "target": "3", "source": "Dinas", "reason": ""}  # fmt: skip
    assert "alasannya" in client.post(page, values).content.decode()
    assert client.post(page, values | {"reason": "Ruas bertambah"}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.target) == ("Jalan baik", 3)
    entry = Entry.objects.get(deed="collaboration.indicator_changed")
    assert (entry.reason, entry.details["old_name"]) == ("Ruas bertambah", "Jalan mantap")


def test_what_was_measured_by_keeps_its_target_and_may_be_renamed(scene: Scene) -> None:
    programme, *_ = scene.running()
    row = programme.indicators.get()
    measured(scene, programme)
    lowered = indicators.Measure("Jalan", "km", Decimal(0), Decimal(1), "Dinas")
    with pytest.raises(Refused, match="tetap"):
        indicators.change(indicator=row, measure=lowered, reason="x", on=TODAY, by=scene.lead)
    page = url("change_indicator", row.pk)
    values = {"name": "Jalan baik", "unit_name": "m", "baseline": "5", "target": "9", "source": "Survei", "reason": "Istilah"}  # fmt: skip
    assert signed_in(scene.lead).post(page, values).status_code == 302
    row = Indicator.objects.get(pk=row.pk)
    assert (row.name, row.unit_name, row.target) == ("Jalan baik", "km", Decimal("2.5"))
    with pytest.raises(Refused, match="sudah diukur"):
        indicators.remove(indicator=row, reason="x", on=TODAY, by=scene.lead)


def test_the_last_indicator_of_a_running_programme_stays(scene: Scene) -> None:
    programme, *_ = scene.running()
    row = programme.indicators.get()
    remove = {"deed": "remove", "removal-reason": "Tidak terpakai"}
    client = signed_in(scene.lead)
    assert client.post(url("change_indicator", row.pk), remove).status_code == 422
    indicators.add(
        programme=programme, on=TODAY, by=scene.lead,
        measure=indicators.Measure("Jembatan", "buah", Decimal(0), Decimal(2), "Dinas"),
    )  # fmt: skip
    assert client.post(url("change_indicator", row.pk), {"deed": "remove"}).status_code == 422
    assert client.post(url("change_indicator", row.pk), remove).status_code == 302
    assert [row.name for row in programme.indicators.all()] == ["Jembatan"]


def test_a_draft_is_corrected_without_a_reason(scene: Scene) -> None:
    programme = scene.programme()
    draft = indicators.Measure("Jalan", "km", Decimal(0), Decimal(2), "Dinas")
    row = indicators.add(programme=programme, measure=draft, on=TODAY, by=scene.lead)
    indicators.remove(indicator=row, reason="", on=TODAY, by=scene.lead)
    assert not programme.indicators.exists()


# ── places ───────────────────────────────────────────────────────────


def test_a_place_that_is_used_is_renamed_and_stays_where_it_is(scene: Scene) -> None:
    scene.agency.area = scene.area
    scene.agency.save()
    programme, *_ = scene.running()
    row = programme.places.get()
    elsewhere = places.Spot("Tajab", scene.area, -5.5, 105.0)
    with pytest.raises(Refused, match="tetap"):
        places.change(place=row, spot=elsewhere, reason="x", on=TODAY, by=scene.lead)
    client, page = signed_in(scene.lead), url("change_place", row.pk)
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "Tajab km 1", "reason": ""}).status_code == 422
    assert client.post(page, {"name": "Tajab km 1", "reason": "Papan km"}).status_code == 302
    row = ProgrammePlace.objects.get()
    assert (row.name, row.lat) == ("Tajab km 1", -5.0)
    assert client.post(page, {"deed": "remove", "removal-reason": "x"}).status_code == 422


def test_a_place_where_nothing_is_may_go(scene: Scene) -> None:
    programme, *_ = scene.running()
    spot = places.Spot("Adijaya", scene.area, None, None)
    row = places.add(programme=programme, spot=spot, on=TODAY, by=scene.lead)
    moved = places.Spot("Adijaya", scene.area, -5.2, 105.2)
    places.change(place=row, spot=moved, reason="Titik diketahui", on=TODAY, by=scene.lead)
    with pytest.raises(Refused, match="alasannya"):
        places.remove(place=row, reason="", on=TODAY, by=scene.lead)
    places.remove(place=row, reason="Salah program", on=TODAY, by=scene.lead)
    assert programme.places.count() == 1
    assert Entry.objects.filter(deed="collaboration.place_removed", reason="Salah program").exists()


# ── words of residents ───────────────────────────────────────────────


def test_words_that_were_let_through_are_hidden_again_with_a_reason(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base)
    voices.say(claim=claim, is_so=False, words="Pak Rekaan lalai", device="x", now=NOW)
    voice = claim.voices.get()
    client, look = signed_in(scene.lead), url("look_at_voice", voice.pk)
    client.post(look, {"deed": "show"})
    read = url("programme_voices", programme.pk) + "?lihat=dibaca"
    assert "Pak Rekaan" in client.get(read).content.decode()
    assert "?lihat=dibaca" in client.get(url("programme", programme.pk)).content.decode()
    assert client.post(look, {"deed": "hide", "reason": ""}).status_code == 422
    answer = client.post(look, {"deed": "hide", "reason": "Menyebut orang"})
    assert answer.headers["Location"] == read
    client.post(look, {"deed": "hide", "reason": "Menyebut orang"})
    voice.refresh_from_db()
    assert (voice.is_shown, voice.hidden_because) == (False, "Menyebut orang")
    assert Entry.objects.filter(deed="collaboration.voice_hidden", reason="Menyebut orang").count() == 1  # fmt: skip
    assert not queries.milestones(programme, NOW)[0].words
    assert signed_in(scene.rep).post(look, {"deed": "show"}).status_code == 403


def test_words_are_hidden_also_after_the_programme_is_over(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base)
    voices.say(claim=claim, is_so=True, words="Bagus", device="x", now=NOW)
    look = {"voice": claim.voices.get(), "on": TODAY, "now": NOW, "by": scene.lead}
    voices.look(is_shown=True, reason="", **look)
    Programme.objects.filter(pk=programme.pk).update(state="stopped", closed_at=NOW)
    voices.look(is_shown=False, reason="Tidak tentang pekerjaan", **look)
    assert not claim.voices.get().is_shown
