"""From the tasks of a post to the establishment that follows them."""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation import actions, queries
from luwes.organisation.models import (
    Establishment,
    OrgUnit,
    Position,
    WorkloadAnalysis,
)
from luwes.organisation.queries import workload
from luwes.organisation.queries.tree import Focus
from luwes.organisation.rules.workload import AnalysisState
from luwes.organisation.tests.builders import a_position, a_title, a_unit, a_user, an_agency

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
YEAR, NEW_YEAR = 2027, date(2027, 1, 1)


def a_head(unit: OrgUnit, name: str = "Kepala unit") -> User:
    return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name=name)


def an_analyst(unit: OrgUnit, name: str = "Analis") -> User:
    return a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=unit.agency_id, name=name)


def an_analysis(
    position: Position, by: User, *, volume: int = 250, norm: int = 600, year: int = YEAR
) -> WorkloadAnalysis:
    """One task; 250 × 600 minutes are two people."""
    analysis = actions.begin_analysis(position=position, year=year, by=by)
    a_task(analysis, by, volume=volume, norm=norm)
    return analysis


def a_task(analysis: WorkloadAnalysis, by: User, task: str = "Menyusun laporan", volume: int = 250,
           norm: int = 600) -> None:  # fmt: skip
    actions.put_task(
        analysis=analysis, task=task, output="laporan", volume=Decimal(volume),
        norm_minutes=Decimal(norm), evidence="agenda surat", by=by,
    )  # fmt: skip


def said(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return " / ".join(p.message for p in refusal.value.problems)


@pytest.fixture
def unit(db: None) -> OrgUnit:
    return a_unit("Bidang Pelayanan")


@pytest.fixture
def post(unit: OrgUnit) -> Position:
    return a_position(unit=unit, title=a_title("Pengelola Data"), headcount=1)


def signed(unit: OrgUnit, *positions: Position, by: User, heads: int = 2) -> list[WorkloadAnalysis]:
    found = []
    for position in positions:
        analysis = an_analysis(position, by)
        actions.set_headcount(analysis=analysis, headcount=heads, reason="", by=by)
        found.append(analysis)
    actions.sign_unit(unit=unit, year=YEAR, now=NOW, by=by)
    for analysis in found:
        analysis.refresh_from_db()
    return found


def test_need_follows_from_the_tasks_and_the_minutes_in_force(
    unit: OrgUnit, post: Position
) -> None:
    head = a_head(unit)
    analysis = an_analysis(post, head, volume=100, norm=1000)
    assert (analysis.load, analysis.raw_need) == (100_000, Decimal("1.3333"))
    assert (analysis.effective_minutes, analysis.minutes_source) == (75_000, "PermenPANRB 1/2020")
    actions.set_working_time(
        minutes=72_000, source="Peraturan gubernur", first_day=date(2026, 6, 1), by=a_user(Role.ADMINISTRATOR)
    )  # fmt: skip
    a_task(analysis, head, "Arsip", 0, 5)
    assert (analysis.raw_need, analysis.minutes_source) == (Decimal("1.3889"), "Peraturan gubernur")
    earlier = an_analysis(post, head, volume=100, norm=1000, year=2026)
    assert earlier.raw_need == Decimal("1.3333")  # on 1 January 2026 the law's figure held


def test_another_figure_than_plain_rounding_needs_a_reason(unit: OrgUnit, post: Position) -> None:
    head = a_head(unit)
    analysis = an_analysis(post, head, volume=100, norm=1000)
    with pytest.raises(Refused) as refusal:
        actions.set_headcount(analysis=analysis, headcount=2, reason=" ", by=head)
    assert "Pembulatan biasa memberi 1" in said(refusal)
    actions.set_headcount(analysis=analysis, headcount=2, reason="Dua loket", by=head)
    assert (analysis.headcount, analysis.rounding_reason) == (2, "Dua loket")
    a_task(analysis, head, "Tugas baru", 100, 1000)
    analysis.refresh_from_db()
    assert (analysis.headcount, analysis.rounding_reason) == (None, "")  # it was for another need


def test_a_signed_checked_analysis_becomes_the_establishment_of_the_first_of_january(
    unit: OrgUnit, post: Position
) -> None:
    head, analyst = a_head(unit), an_analyst(unit)
    (analysis,) = signed(unit, post, by=head)
    assert (analysis.state, analysis.signed_by) == (AnalysisState.SIGNED, head)
    assert actions.check_unit(unit=unit, year=YEAR, now=NOW, by=analyst) == 1
    assert [e.headcount for e in queries.establishments(post.pk)] == [1]  # not yet in force
    actions.put_in_force(unit=unit, year=YEAR, decree="Kepgub 12/2026", by=analyst)
    rows = [(e.headcount, e.period.start, e.basis) for e in queries.establishments(post.pk)]
    assert rows[0] == (2, NEW_YEAR, "ABK 2027, Kepgub 12/2026")
    assert rows[1][0] == 1
    assert Establishment.objects.get(headcount=1).period.end == NEW_YEAR
    analysis.refresh_from_db()
    assert analysis.state == AnalysisState.IN_FORCE
    deeds = list(Entry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds[-3:] == [
        "organisation.workload_checked", "organisation.establishment_set",
        "organisation.workload_in_force",
    ]  # fmt: skip


def test_the_head_signs_for_all_below_and_for_nobody_else(unit: OrgUnit, post: Position) -> None:
    below = a_unit("Seksi", parent=unit)
    elsewhere = a_unit("Bidang lain", agency=unit.agency)
    head, other = a_head(unit), a_head(elsewhere)
    inner, outer = a_position(unit=below), a_position(unit=elsewhere)
    theirs = an_analysis(outer, other)
    signed(unit, post, inner, by=head)
    assert WorkloadAnalysis.objects.filter(state="signed").count() == 2
    theirs.refresh_from_db()
    assert theirs.state == AnalysisState.DRAFTED
    for deed in (
        lambda: actions.sign_unit(unit=elsewhere, year=YEAR, now=NOW, by=head),
        lambda: a_task(theirs, head, "Menyusup"),
        lambda: actions.check_unit(unit=unit, year=YEAR, now=NOW, by=head),
        lambda: actions.put_in_force(unit=unit, year=YEAR, decree="SK", by=head),
        lambda: actions.sign_unit(unit=unit, year=YEAR, now=NOW, by=an_analyst(unit)),
        lambda: actions.set_working_time(minutes=72_000, source="x", first_day=NEW_YEAR, by=an_analyst(unit)),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            deed()


def test_nothing_is_signed_while_one_post_is_unfinished(unit: OrgUnit, post: Position) -> None:
    head = a_head(unit)
    ready = an_analysis(post, head)
    actions.set_headcount(analysis=ready, headcount=2, reason="", by=head)
    actions.begin_analysis(
        position=a_position(unit=unit, title=a_title("Arsiparis")), year=YEAR, by=head
    )
    with pytest.raises(Refused) as refusal:
        actions.sign_unit(unit=unit, year=YEAR, now=NOW, by=head)
    assert said(refusal) == (
        "Belum ada uraian tugas: Arsiparis / Kebutuhan bulat belum ditetapkan: Arsiparis"
    )
    ready.refresh_from_db()
    assert ready.state == AnalysisState.DRAFTED


def test_what_is_signed_stays_until_it_is_sent_back(unit: OrgUnit, post: Position) -> None:
    head, analyst = a_head(unit), an_analyst(unit)
    (analysis,) = signed(unit, post, by=head)
    task = analysis.tasks.get()
    for deed in (
        lambda: a_task(analysis, head, "Tambahan"),
        lambda: actions.remove_task(task=task, by=head),
        lambda: actions.set_headcount(analysis=analysis, headcount=9, reason="x", by=head),
    ):
        with pytest.raises(Refused, match="sudah ditandatangani"):
            deed()
    with pytest.raises(Refused, match="perlu diperbaiki"):
        actions.send_back(analysis=analysis, reason=" ", by=analyst)
    actions.send_back(analysis=analysis, reason="Volume tanpa bukti", by=analyst)
    assert (analysis.state, analysis.signed_by_id, analysis.headcount) == ("returned", None, 2)
    a_task(analysis, head, "Tambahan", 0, 5)
    actions.sign_unit(unit=unit, year=YEAR, now=NOW, by=head)
    analysis.refresh_from_db()
    assert (analysis.state, analysis.returned_why) == (AnalysisState.SIGNED, "")


def test_who_signed_does_not_check(unit: OrgUnit, post: Position) -> None:
    both = an_analyst(unit)
    Grant.objects.create(
        user=both, role=Role.UNIT_HEAD.value, scope_kind="unit", scope_id=str(unit.pk),
        period=Period(date(2000, 1, 1)),
    )  # fmt: skip
    (analysis,) = signed(unit, post, by=both)
    with pytest.raises(Refused, match="orang lain yang memeriksa: Pengelola Data"):
        actions.check_unit(unit=unit, year=YEAR, now=NOW, by=both)
    with pytest.raises(IntegrityError, match="analysis_checked_by_another"), transaction.atomic():
        WorkloadAnalysis.objects.filter(pk=analysis.pk).update(
            state="checked", checked_by=both, checked_at=NOW
        )


def test_a_post_that_ends_before_january_has_no_analysis(unit: OrgUnit) -> None:
    gone = a_position(unit=unit, period=Period(date(2020, 1, 1), date(2026, 12, 31)))
    with pytest.raises(Refused, match="tidak berlaku pada 1 Januari 2027"):
        actions.begin_analysis(position=gone, year=YEAR, by=a_head(unit))


def test_bad_tasks_are_refused_with_every_reason(unit: OrgUnit, post: Position) -> None:
    head = a_head(unit)
    analysis = an_analysis(post, head)
    with pytest.raises(Refused) as refusal:
        actions.put_task(
            analysis=analysis, task="MENYUSUN laporan!", output="", volume=Decimal(-1),
            norm_minutes=Decimal(0), evidence="", by=head,
        )  # fmt: skip
    assert [p.field for p in refusal.value.problems] == ["task", "volume", "norm_minutes"]
    with pytest.raises(Refused, match=r"10\.000 orang"):
        a_task(analysis, head, "Salah satuan", 10**7, 10**5)


def test_putting_in_force_is_all_or_nothing(unit: OrgUnit, post: Position) -> None:
    head, analyst = a_head(unit), an_analyst(unit)
    other = a_position(unit=unit, title=a_title("Arsiparis"), headcount=1)
    signed(unit, post, other, by=head)
    actions.check_unit(unit=unit, year=YEAR, now=NOW, by=analyst)
    with pytest.raises(Refused, match="Sebutkan keputusan"):
        actions.put_in_force(unit=unit, year=YEAR, decree=" ", by=analyst)
    Position.objects.filter(pk=other.pk).update(period=Period(date(2000, 1, 1), NEW_YEAR))
    actions.put_in_force(
        unit=unit, year=YEAR, decree="SK 1", by=analyst
    )  # a closed post is left out
    assert [e.headcount for e in queries.establishments(other.pk)] == [1]
    assert queries.establishments(post.pk)[0].headcount == 2


def test_progress_counts_posts_by_where_they_stand(unit: OrgUnit, post: Position) -> None:
    head = a_head(unit)
    below = a_unit("Seksi", parent=unit)
    inner = a_position(unit=below)
    a_position(unit=unit)
    signed(unit, post, by=head)
    an_analysis(inner, head)
    found = workload.progress([unit.pk, below.pk], YEAR)
    assert (found[unit.pk].posts, found[unit.pk].signed, found[unit.pk].missing) == (2, 1, 1)
    assert (found[below.pk].drafted, found[below.pk].raw_need) == (1, Decimal("2.0000"))
    shape = queries.shape_of(unit.pk, NEW_YEAR)
    whole = workload.total(Focus(unit.agency, shape), YEAR)
    assert (whole.posts, whole.analysed, whole.headcount) == (3, 2, 2)


@pytest.mark.django_db(transaction=True)
def test_a_task_written_while_the_head_signs_is_either_signed_or_refused() -> None:
    unit = a_unit(agency=an_agency())
    head = a_head(unit)
    position = a_position(unit=unit)
    analysis = an_analysis(position, head)
    actions.set_headcount(analysis=analysis, headcount=2, reason="", by=head)
    outcome: list[str] = []

    def sign() -> None:
        try:
            actions.sign_unit(unit=unit, year=YEAR, now=NOW, by=head)
            outcome.append("signed")
        except Refused:
            outcome.append("unsigned")
        finally:
            connection.close()

    def write(number: int) -> None:
        try:
            mine = WorkloadAnalysis.objects.select_related("position__unit").get(pk=analysis.pk)
            a_task(mine, head, f"Tugas {number}")
            outcome.append("written")
        except Refused:
            outcome.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=sign),
        *(threading.Thread(target=write, args=(n,)) for n in range(4)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    analysis.refresh_from_db()
    tasks = 1 + outcome.count("written")
    assert analysis.tasks.count() == tasks
    assert analysis.load == 150_000 * tasks
    if "signed" in outcome:  # then nothing came after the signature, nor before it
        assert (outcome.count("written"), analysis.headcount) == (0, 2)
    assert len(outcome) == 5


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_put_one_establishment_in_force() -> None:
    unit = a_unit(agency=an_agency())
    position = a_position(unit=unit, headcount=1)
    signed(unit, position, by=a_head(unit))
    analyst = an_analyst(unit)
    actions.check_unit(unit=unit, year=YEAR, now=NOW, by=analyst)
    outcome: list[str] = []

    def press() -> None:
        try:
            actions.put_in_force(unit=unit, year=YEAR, decree="SK", by=analyst)
            outcome.append("done")
        except Refused:
            outcome.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["done", "refused", "refused", "refused"]
    assert [e.headcount for e in queries.establishments(position.pk)] == [2, 1]
