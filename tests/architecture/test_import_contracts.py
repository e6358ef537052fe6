"""Each import contract notices what it forbids: planted in a copy of the package."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANTED = {
    "access.planted": "institution.cases",
    "logs.planted": "institution.plans",
    "stats.planted": "flask",
    "content.planted": "sqlalchemy",
    "cases.services": "flask",
    "cases.models": "institution.web",
    "logs.services": "wtforms",
    "accounts.views": "sqlalchemy",
    "accounts.forms": "sqlalchemy",
}
"""Module of the package: what it must not import."""


def plant(package: Path, name: str, line: str) -> None:
    """Add a line to a module of the package, be it a file, a folder or not there yet."""
    path = package.joinpath(*name.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    with path.open("a") as module:
        module.write(f"\n{line}\n")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copytree(ROOT / "institution", copy / "institution")
    for name, target in PLANTED.items():
        plant(copy / "institution", name, f"import {target}")
    (copy / "institution" / "unlisted").mkdir()
    plant(copy / "institution", "unlisted", "")
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(("name", "target"), PLANTED.items())
def test_the_contracts_notice_a_forbidden_import(report, name, target):
    assert f"institution.{name} -> {target} (l." in report


def test_the_contracts_notice_a_folder_that_has_no_layer(report):
    assert "institution.unlisted" in report


def test_all_four_contracts_are_broken_by_what_was_planted(report):
    assert "Contracts: 0 kept, 4 broken." in report
