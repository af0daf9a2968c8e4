"""Every plan keeps its proof; anybody who has the files can check it, here or without Luwes."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.organisation.tests.builders import a_user
from luwes.staffing import freezing
from luwes.staffing.actions import answers, plans
from luwes.staffing.models import Plan, PlanInputs
from luwes.staffing.tests.scene import NOW, TODAY, Scene, a_scene
from luwes_planner import check, read, read_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    made = a_scene()
    made.people(made.unit(), 5)
    made.need(minimum=2)
    return made


def run(command: str, *arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def enter(client: Client, user: User) -> Client:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


# ── kept ─────────────────────────────────────────────────────────────


def test_the_proof_kept_is_of_the_inputs_kept_and_holds(scene: Scene) -> None:
    plan = scene.solved()
    kept = freezing.proof_of(plan)
    assert kept is not None
    assert kept.instance.sha256() == plan.inputs_hash
    assert check(kept.instance, kept) == []
    assert kept.optimal
    lines = plan.lines.values_list("employee_id", "need_id")
    assert kept.assignments() == {str(person): str(need) for person, need in lines}


def test_what_becomes_of_an_issued_plan_does_not_touch_its_proof(scene: Scene) -> None:
    plan = scene.issued()
    before = PlanInputs.objects.values("data", "proof").get(plan=plan)
    row = plan.assignments.order_by("pk").first()
    assert row is not None
    answers.decline(assignment=row, reason="Sakit", now=NOW, by=row.employee.user)
    more = answers.refill(plan=plan, now=NOW, by=scene.coordinator)
    plans.solve(plan_id=more.pk, now=NOW, on=TODAY)
    assert PlanInputs.objects.values("data", "proof").get(plan=plan) == before
    assert freezing.proof_of(Plan.objects.get(pk=more.pk)) is not None


# ── the download ─────────────────────────────────────────────────────


def test_the_page_offers_what_a_stranger_can_check(
    scene: Scene, client: Client, tmp_path: Path
) -> None:
    plan = scene.issued()
    enter(client, scene.coordinator)
    page = client.get(reverse("staffing:plan", args=[plan.pk])).content.decode()
    url = reverse("staffing:proof", args=[plan.pk])
    assert url in page
    assert f"{plan.inputs_hash[:12]}…" in page
    answer = client.get(url)
    assert answer["Content-Type"] == "application/zip"
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)
    everything = "".join(p.read_text() for p in tmp_path.rglob("*") if p.is_file())
    assert plan.inputs_hash in (tmp_path / "BACA.txt").read_text()
    for line in plan.lines.select_related("employee"):
        assert line.employee.name not in everything
        assert line.employee.nip not in everything
    asked = [sys.executable, "-m", "luwes_planner", "check", ".", "hasil"]
    environment = {"PYTHONPATH": str(Path(__file__).parents[3]), "PATH": ""}
    done = subprocess.run(asked, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("verified: 2 heads")


def test_the_download_is_for_those_who_may_see_the_plan(scene: Scene, client: Client) -> None:
    plan = scene.solved()
    assert enter(client, a_user()).get(reverse("staffing:proof", args=[plan.pk])).status_code == 403


def test_a_plan_of_before_proofs_were_kept_offers_none(scene: Scene, client: Client) -> None:
    plan = scene.solved()
    PlanInputs.objects.update(proof=None)
    del plan.result["proof"]
    plan.save()
    enter(client, scene.coordinator)
    url = reverse("staffing:proof", args=[plan.pk])
    assert url not in client.get(reverse("staffing:plan", args=[plan.pk])).content.decode()
    assert client.get(url).status_code == 404


# ── commands ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("parquet", [False, True])
def test_an_exported_plan_is_checked_by_command(
    scene: Scene, tmp_path: Path, parquet: bool
) -> None:
    plan, extra = scene.solved(), ["--parquet"] if parquet else []
    code, said, _ = run("plan_export", plan.pk, tmp_path, "--with-plan", *extra)
    assert (code, said.strip()) == (0, plan.inputs_hash)
    assert (tmp_path / ("people.parquet" if parquet else "people.csv")).exists()
    code, said, _ = run("plan_check", tmp_path, tmp_path / "hasil")
    assert (code, said.splitlines()[0][:17]) == (0, "verified: 2 heads")


def test_exported_inputs_are_solved_to_the_same_plan_and_a_changed_one_is_found_out(
    scene: Scene, tmp_path: Path
) -> None:
    plan = scene.solved()
    source, target = tmp_path / "in", tmp_path / "out"
    assert run("plan_export", plan.pk, source)[0] == 0
    assert not (source / "hasil").exists()
    code, said, told = run("plan_solve", source, "--out", target, "--seed", plan.number)
    assert (code, said) == (0, "")
    assert set(json.loads(told)) == {"read_s", "solve_s", "write_s", "peak_mb"}
    found = read_plan(read(source), target)
    kept = freezing.proof_of(plan)
    assert kept is not None
    assert found.assignments() == kept.assignments()
    assert found.method == plan.method
    rows = (target / "plan.csv").read_text().splitlines()
    (target / "plan.csv").write_text("\n".join(rows[:-1]) + "\n")
    code, said, _ = run("plan_check", source, target)
    assert code == 1
    assert "unfilled: " in said


def test_a_refused_input_is_told_with_every_fault_and_nothing_is_written(
    scene: Scene, tmp_path: Path
) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    run("plan_export", scene.solved().pk, source)
    (source / "keep.csv").write_text("person,need\nx,y\n")
    code, said, told = run("plan_solve", source, "--out", target)
    assert (code, said) == (2, "")
    assert {line.split(":")[0] for line in told.splitlines()} == {
        "keep, row 2, column person",
        "keep, row 2, column need",
    }
    assert not target.exists()
    assert run("plan_check", source, target)[0] == 2


def test_the_progress_of_solving_is_told_when_asked(scene: Scene, tmp_path: Path) -> None:
    run("plan_export", scene.solved().pk, tmp_path)
    _, _, told = run("plan_solve", tmp_path, "--out", tmp_path, "--verbose", "--seconds", "5")
    assert told.splitlines()[0] == "classes 0%"
    assert "done 100%" in told


def test_a_draft_is_exported_as_it_would_be_solved_today(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luwes.core.clock.today", lambda: TODAY)
    draft = scene.drafted()
    with pytest.raises(CommandError, match="Pakai --draft"):
        call_command("plan_export", str(draft.pk), str(tmp_path))
    code, said, _ = run("plan_export", draft.pk, tmp_path, "--draft")
    assert code == 0
    plans.solve(plan_id=draft.pk, now=NOW, on=TODAY)
    draft.refresh_from_db()
    assert said.strip() == draft.inputs_hash
    assert read(tmp_path).sha256() == draft.inputs_hash


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--with-plan"], "tidak menyimpan bukti"), (["--draft"], "bukan rancangan lagi")],
)
def test_what_was_not_kept_is_not_exported(
    scene: Scene, tmp_path: Path, arguments: list[str], words: str
) -> None:
    plan = scene.submitted()
    PlanInputs.objects.update(proof=None)
    with pytest.raises(CommandError, match=words):
        call_command("plan_export", str(plan.pk), str(tmp_path), *arguments)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_plan_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Tidak ada rencana 999"):
        call_command("plan_export", "999", str(tmp_path))


def test_nothing_is_exported_beside_other_files(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "keep.parquet").write_text("mine")
    with pytest.raises(CommandError, match="tidak kosong"):
        call_command("plan_export", str(scene.solved().pk), str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["keep.parquet"]


def test_an_output_that_is_no_folder_is_told(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(CommandError, match="out"):
        call_command("plan_export", str(scene.solved().pk), str(tmp_path / "out"))
    assert (tmp_path / "out").read_text() == "mine"
