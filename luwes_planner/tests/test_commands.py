"""``python -m luwes_planner``: exit codes, files, and the same bytes every time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from luwes_planner import (
    check,
    from_columns,
    read,
    read_plan,
    solve,
    write_instance,
    write_plan,
)
from luwes_planner.__main__ import main
from luwes_planner.tests.instances import random_columns, random_instance, tables


def a_folder(root: Path, seed: int = 3) -> Path:
    write_instance(random_instance(seed), root)
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "timing.json"}


def test_solve_writes_the_plan_and_check_verifies_it(tmp_path: Path) -> None:
    source, target = a_folder(tmp_path / "in"), tmp_path / "out"
    assert main(["solve", str(source), "--out", str(target)]) == 0
    assert set(contents(target)) == {
        "plan.csv", "unfilled.csv", "units_after.csv", "proof.csv", "shadow_prices.csv", "summary.json",
    }  # fmt: skip
    assert main(["check", str(source), str(target)]) == 0
    instance = read(source)
    assert read_plan(instance, target) == solve(instance)
    summary = json.loads((target / "summary.json").read_text())
    assert summary["cost"]["total"] == solve(instance).cost.total
    assert summary["optimal"] is True
    assert summary["gap"] == 0


def test_the_same_input_gives_the_same_bytes_in_any_process_and_row_order(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "in", 7)
    shuffled = tmp_path / "shuffled"
    shuffled.mkdir()
    for path in source.iterdir():
        lines = path.read_text().splitlines()
        if path.suffix == ".csv":
            lines = [lines[0], *reversed(lines[1:])]
        (shuffled / path.name).write_text("\n".join(lines) + "\n")
    runs = []
    for number, folder in enumerate((source, shuffled)):
        target = tmp_path / f"out{number}"
        environment = {**os.environ, "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-m", "luwes_planner", "solve", folder, "--out", target]
        root = Path(__file__).parents[2]
        done = subprocess.run(command, env=environment, cwd=root, capture_output=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout == b""
        runs.append(contents(target))
    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("plan.csv", "p", "q"),
        ("summary.json", '"optimal": true', '"optimal": "yes"'),
        ("summary.json", '"gap": 0', '"gap": 1'),
    ],
)
def test_check_refuses_what_it_cannot_read_or_does_not_hold(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    source, target = a_folder(tmp_path / "in"), tmp_path / "out"
    main(["solve", str(source), "--out", str(target)])
    spoilt = (target / file).read_text().replace(old, new)
    (target / file).write_text(spoilt)
    assert main(["check", str(source), str(target)]) in (1, 2)


def test_check_tells_not_verified_from_unreadable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = a_folder(tmp_path / "in"), tmp_path / "out"
    main(["solve", str(source), "--out", str(target)])
    plan = (target / "plan.csv").read_text().splitlines()
    (target / "plan.csv").write_text("\n".join([*plan, plan[-1]]) + "\n")
    capsys.readouterr()
    assert main(["check", str(source), str(target)]) == 1
    assert "twice" in capsys.readouterr().out
    (target / "plan.csv").unlink()
    assert main(["check", str(source), str(target)]) == 2
    assert "plan: found no such file" in capsys.readouterr().err


def test_a_refused_input_leaves_the_output_untouched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = a_folder(tmp_path / "in"), tmp_path / "out"
    target.mkdir()
    (target / "plan.csv").write_text("mine")
    (source / "keep.csv").write_text("person,need\nx,y\n")
    assert main(["solve", str(source), "--out", str(target)]) == 2
    assert (target / "plan.csv").read_text() == "mine"
    assert [p.name for p in target.iterdir()] == ["plan.csv"]
    assert "keep, row 2, column person: found 'x'" in capsys.readouterr().err


def test_a_pin_that_cannot_be_is_refused_with_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = tables(
        units=[{"unit": "u"}],
        people=[{"person": "p", "unit": "u", "state": "away"}],
        needs=[{"need": "n"}],
        rules=[{"person": "p", "need": "n", "rule": "pin"}],
    )
    write_instance(from_columns(**columns), tmp_path / "in")
    assert main(["solve", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 2
    assert "rules, row 2" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_output_may_lie_in_the_input_and_parquet_gives_parquet(tmp_path: Path) -> None:
    write_instance(random_instance(5), tmp_path, parquet=True)
    assert main(["solve", str(tmp_path), "--out", str(tmp_path)]) == 0
    assert (tmp_path / "plan.parquet").exists()
    assert not (tmp_path / "plan.csv").exists()
    assert main(["check", str(tmp_path), str(tmp_path)]) == 0


def test_a_plan_written_is_read_back_the_same(tmp_path: Path) -> None:
    for seed in range(5):
        instance = random_instance(seed)
        plan = solve(instance)
        write_plan(plan, tmp_path / str(seed))
        again = read_plan(instance, tmp_path / str(seed))
        assert again == plan
        assert check(instance, again) == []


def test_a_group_that_nobody_has_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = random_columns(3)
    del columns["rules"]
    columns["needs"]["groups"] = ["penyelam" for _ in columns["needs"]["groups"]]
    write_instance(from_columns(**columns), tmp_path)
    assert main(["solve", str(tmp_path), "--out", str(tmp_path)]) == 0
    assert "warning: group 'penyelam'" in capsys.readouterr().err


def test_the_stages_are_told_when_asked_and_a_time_limit_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_instance(random_instance(4, crossing=True), tmp_path)
    asked = ["solve", str(tmp_path), "--out", str(tmp_path), "--verbose", "--seconds", "0"]
    assert main(asked) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "classes 0%"
    assert told[-2] == "done 100%"
    assert main(["check", str(tmp_path), str(tmp_path)]) == 0


@pytest.mark.parametrize("seconds", ["-1", "soon", "inf", "nan"])
def test_what_is_no_number_of_seconds_is_refused(
    tmp_path: Path, seconds: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["solve", str(tmp_path), "--out", str(tmp_path), f"--seconds={seconds}"])
    assert end.value.code == 2
    assert "is no number of seconds" in capsys.readouterr().err


def test_an_output_that_is_no_folder_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = a_folder(tmp_path / "in"), tmp_path / "out"
    target.write_text("mine")
    assert main(["solve", str(source), "--out", str(target)]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert target.read_text() == "mine"


def test_memory_beyond_measure_is_told_before_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = a_folder(tmp_path / "in")
    assert main(["solve", str(source), "--out", str(tmp_path / "out")]) == 0
    assert "memory" not in capsys.readouterr().err
    monkeypatch.setattr("luwes_planner.commands.MUCH_MB", 99)
    assert main(["solve", str(source), "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().err.startswith("this will take about 0 GB of memory")


def test_a_plan_in_the_other_form_does_not_stay_beside_the_new_one(tmp_path: Path) -> None:
    source, target = a_folder(tmp_path / "in"), tmp_path / "out"
    write_plan(solve(read(source)), target, parquet=True)
    assert main(["solve", str(source), "--out", str(target)]) == 0
    assert not list(target.glob("*.parquet"))
    assert main(["check", str(source), str(target)]) == 0
