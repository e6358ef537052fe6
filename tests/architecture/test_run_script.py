"""The one script that starts the demo and checks the code, as far as it can be tried in a test."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
REQUIREMENTS = sum(PROJECT["optional-dependencies"].values(), PROJECT["dependencies"])
PINS = (ROOT / "constraints.txt").read_text().splitlines()


def run(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "run", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("word", ["help", "--help", "-h"])
def test_help_names_every_command_from_any_folder(tmp_path, word):
    done = run(tmp_path, word)
    assert done.returncode == 0
    assert re.findall(r"^  (\w+)  ", done.stdout, re.MULTILINE) == ["demo", "check", "test", "help"]


@pytest.mark.parametrize("arguments", [[], ["tset"], ["check", "quickly"], ["test", "twice"]])
def test_what_it_does_not_know_is_refused_with_the_help(tmp_path, arguments):
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Usage: ./run COMMAND" in done.stderr
    assert all(word in done.stderr for word in arguments[-1:])


@pytest.mark.parametrize("path", ["run", ".ci/run"])
@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_scripts_please_shellcheck(path):
    command = ["shellcheck", "--external-sources", path]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_every_package_that_is_asked_for_is_pinned():
    pinned = {canonicalize_name(Requirement(pin).name) for pin in PINS}
    assert {canonicalize_name(Requirement(text).name) for text in REQUIREMENTS} <= pinned


def test_the_pins_are_versions_and_nothing_else():
    for pin in PINS:
        requirement = Requirement(pin)
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), pin
        assert requirement.url is None
