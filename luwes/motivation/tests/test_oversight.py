"""Sums for auditors: what they count, of whom they are, and what the page costs."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.motivation.models import Award, LoadSignal, MedalRecord, RatingObjection, Thanks
from luwes.motivation.queries import oversight
from luwes.motivation.rules import medals
from luwes.motivation.rules.rating import Rating
from luwes.motivation.tests.goal_scene import DECEMBER, NOW, Scene
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 31)
ADDRESS = "motivation:oversight"


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def auditor(scene: Scene) -> User:
    return a_user(Role.AUDITOR, scope_kind="agency", scope_id=scene.agency.pk, name="Inspektur Rekaan")  # fmt: skip


def figures(scene: Scene, key: str, on: date = ON) -> dict[str, int]:
    [section] = [s for s in oversight.of_year(scene.agency.pk, 2026, on) if s.key == key]
    return {one.label: one.number for one in section.sums}


def late(scene: Scene, key: str, on: date) -> set[str]:
    [section] = [s for s in oversight.of_year(scene.agency.pk, 2026, on) if s.key == key]
    return {one.label for one in section.sums if one.is_late}


def test_plans_are_counted_by_state_and_who_has_none(scene: Scene) -> None:
    people = [scene.somebody(), scene.somebody(), scene.somebody()]
    scene.draft(people[0])
    scene.agreed(people[1])
    found = figures(scene, "sasaran")
    assert (found["Disusun"], found["Disepakati"], found["Menunggu pejabat penilai"]) == (1, 1, 0)
    # three heads, `person`, who only drafts, and the last one
    assert found["Pegawai aktif tanpa sasaran yang diusulkan"] == 6


def test_ratings_by_class_are_final_ones_and_the_running_stand_apart(scene: Scene) -> None:
    scene.final(scene.rated(work=Rating.ABOVE, behaviour=Rating.ABOVE))
    scene.rated(scene.agreed(scene.somebody()))
    found = figures(scene, "predikat")
    assert (found["Sangat Baik"], found["Baik"], found["Dinilai, belum tetap"]) == (1, 0, 1)


def test_objections_stand_by_their_clocks(scene: Scene) -> None:
    row = scene.objected()
    assert figures(scene, "keberatan", row.due)["Menunggu, dalam batas waktu"] == 1
    after = row.due + timedelta(days=1)
    assert figures(scene, "keberatan", after)["Menunggu, lewat batas waktu"] == 1
    assert late(scene, "keberatan", after) == {"Menunggu, lewat batas waktu"}
    RatingObjection.objects.update(state="upheld", decided_at=DECEMBER + timedelta(days=90))
    found = figures(scene, "keberatan", after)
    assert (found["Penilaian dikuatkan"], found["Diputus setelah batas waktu"]) == (1, 1)
    assert found["Menunggu, lewat batas waktu"] == 0


def test_medals_thanks_and_signals_of_the_year(scene: Scene) -> None:
    other, by = scene.somebody(), scene.analyst
    for state, day in (("proposed", None), ("received", date(2026, 8, 17))):
        MedalRecord.objects.create(
            employee=scene.person, medal=medals.of_years(10), state=state, received_on=day,
            proposed_on=date(2026, 2, 1) if day is None else None, decree="1/2026" if day else "",
            at=NOW, by=by,
        )  # fmt: skip
    for report in ("", "waiting", "hidden", "left"):
        Thanks.objects.create(giver=other, receiver=scene.person, words="Terima kasih", on=date(2026, 3, 1), at=NOW, report=report)  # fmt: skip
    for key, level, state, due in (
        ("week", "danger", "open", date(2026, 5, 1)), ("nights", "warn", "answered", date(2026, 5, 1)),
        ("rest", "notice", "open", None),
    ):  # fmt: skip
        LoadSignal.objects.create(
            employee=scene.person, unit=scene.division, key=key, level=level, state=state,
            figure=Decimal(60), since=date(2026, 4, 20), due_on=due,
        )  # fmt: skip
    found = figures(scene, "tanda-jasa")
    title = "Satyalancana Karya Satya X Tahun"
    assert (found[f"{title}: diusulkan"], found[f"{title}: diterima"]) == (1, 1)
    found = figures(scene, "terima-kasih")
    assert found == {
        "Ucapan": 4, "Dilaporkan, menunggu keputusan": 1, "Dilaporkan, disembunyikan": 1,
        "Dilaporkan, dibiarkan": 1,
    }  # fmt: skip
    found = figures(scene, "beban")
    assert (found["Isyarat yang perlu jawaban"], found["Belum dijawab"]) == (2, 1)
    assert found["Belum dijawab, lewat batas waktu"] == 1


def an_award(scene: Scene, name: str, **values: object) -> Award:
    given = {"state": "decided", "decided_at": NOW, "decided_by": scene.approver} | values
    return Award.objects.create(
        agency=scene.agency, name=name, purpose="Teladan", how_many=1, made_at=NOW,
        made_by=scene.analyst, nominations=scene.agreed(scene.somebody()).period, **given,
    )  # fmt: skip


def test_the_page_tells_departures_with_their_reasons_and_names_nobody(
    scene: Scene, auditor: User
) -> None:
    scene.final(scene.rated())
    an_award(scene, "Pegawai Teladan", departs_because="Nilai keduanya sama.")
    an_award(scene, "Belum dibuka", state="draft", decided_at=None)
    page = signed_in(auditor).get(reverse(ADDRESS)).content.decode()
    assert "Pegawai Teladan" in page
    assert "Nilai keduanya sama." in page
    assert "Belum dibuka" not in page
    assert scene.person.name not in page


def test_the_file_says_what_the_page_says(scene: Scene, auditor: User) -> None:
    scene.agreed()
    an_award(scene, "Pegawai Teladan", departs_because="Nilai keduanya sama.")
    answer = signed_in(auditor).get(reverse("motivation:oversight_xlsx"))
    data = io.BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined, arg-type]
    rows = CalamineWorkbook.from_filelike(data).get_sheet_by_index(0).to_python()
    assert ["Sasaran kinerja", "Disepakati", 2] in [row[:3] for row in rows]
    assert ["Penghargaan", "Pegawai Teladan", 0, "Diputuskan. Nilai keduanya sama."] in rows


def test_another_government_is_neither_counted_nor_opened(scene: Scene, auditor: User) -> None:
    far = an_agency("Pemerintah Kabupaten Rekaan")
    a_unit(agency=far)
    an_employee(agency=far)
    before = figures(scene, "sasaran")
    assert signed_in(auditor).get(reverse(ADDRESS), {"pemerintah": far.pk}).status_code == 404
    assert before == figures(scene, "sasaran")
    everywhere = signed_in(a_user(Role.AUDITOR))
    assert everywhere.get(reverse(ADDRESS), {"pemerintah": far.pk}).status_code == 200
    for odd in ("x", "9" * 30, "\x00x"):
        assert everywhere.get(reverse(ADDRESS), {"pemerintah": odd}).status_code == 404
        assert everywhere.get(reverse(ADDRESS), {"tahun": odd}).status_code == 200


def test_who_reads_no_ratings_still_reads_none(scene: Scene, auditor: User) -> None:
    row = scene.rated()
    client = signed_in(auditor)
    assert client.get(reverse("motivation:evaluation", args=[row.pk])).status_code == 404
    assert client.get(reverse("motivation:plan", args=[row.plan_id])).status_code == 404
    assert signed_in(scene.analyst).get(reverse(ADDRESS)).status_code == 403


def test_the_page_costs_the_same_for_one_and_for_many(scene: Scene, auditor: User) -> None:
    client = signed_in(auditor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            assert client.get(reverse(ADDRESS)).status_code == 200
        return len(log)

    def fill(n: int) -> None:
        for i in range(n):
            an_award(scene, f"Penghargaan Rekaan {i}")

    fill(1)
    cost()  # what is looked up once for all pages
    one = cost()
    fill(6)
    assert cost() == one
