"""What the source of the program must not contain, and how large its parts may be."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "institution"
MODULES = sorted(PACKAGE.rglob("*.py"))
FEATURES = (
    "accounts",
    "cases",
    "logs",
    "plans",
    "incidents",
    "trends",
    "flags",
    "handover",
    "timeline",
    "drafts",
    "offline",
    "demo",
    "reports",
    "fostercare",
    "voice",
)
PARTS = {"__init__", "models", "services", "forms", "views", "cli"}
NEVER = (
    ".add(",
    ".add_all(",
    ".get(",
    ".merge(",
    ".commit(",
    ".bulk_",
    ".begin(",
)
LONGEST_FILE, LONGEST_FUNCTION = 200, 40
OTHERS_HOSTS = re.compile(r"https?://(?!127\.0\.0\.1|localhost|\{)[\w.-]*\.\w+")


def feature_modules() -> list[Path]:
    return [path for path in MODULES if path.relative_to(PACKAGE).parts[0] in FEATURES]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_feature_goes_around_the_trail_or_the_scope():
    """Raw SQL, objects by key, unlogged writes and commits are for the guard and the trail."""
    for path in feature_modules():
        source = path.read_text()
        calls = re.findall(r"\bsession((?:\.\w+)\()", source)
        assert [call for call in calls if call.startswith(NEVER)] == [], name(path)
        raw = re.search(r"(?<![\w.])text\(\s*[f\"']", source) and "sqlalchemy" in source
        assert not raw, name(path)
        assert not re.search(r"from sqlalchemy import[^)]*\btext\b", source), name(path)
        assert ".engine" not in source or path.parent.name == "demo", name(path)
        assert "exec_driver_sql" not in source, name(path)


def test_only_the_guard_commands_and_the_demo_commit():
    commits = {
        name(p) for p in MODULES if re.search(r"\b(session|writing)\.commit\(", p.read_text())
    }
    guard = {f"institution/web/guard/{one}.py" for one in ("again", "keeping")}
    assert commits == guard | {"institution/web/commands.py"}


def test_the_mark_of_the_scope_is_set_where_the_policy_is_asked():
    """`execution_options(scope=...)` beside a condition that does not come from the scope lies."""
    for path in feature_modules():
        source = path.read_text()
        if "(scope=" in source and "scope" not in path.parts:
            assert re.search(r"scope\.(within|child_ids|children|about)\(", source), name(path)


def test_no_module_and_no_function_is_too_long():
    for path in MODULES:
        source = path.read_text()
        assert source.count("\n") <= LONGEST_FILE, name(path)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno
                assert lines < LONGEST_FUNCTION, f"{name(path)}: {node.name}"


OWN = {
    "cases": {"scope"},
    "accounts": {"signing_in", "passwords"},
    "trends": {"charts"},
    "reports": {"pdf"},
}


@pytest.mark.parametrize("folder", FEATURES)
def test_a_feature_has_the_files_it_may_have(folder):
    found = {p.stem for p in (PACKAGE / folder).glob("*.py")}
    found |= {p.parent.name for p in (PACKAGE / folder).glob("*/__init__.py")}
    own = OWN.get(folder, set())
    if folder != "demo":
        assert found <= PARTS | own


def test_only_the_settings_read_the_environment():
    readers = {name(p) for p in MODULES if re.search(r"os\.environ|getenv", p.read_text())}
    assert readers == {"institution/config.py"}


def test_no_module_waits_for_later():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    assert [name(path) for path in MODULES if marks.search(path.read_text())] == []


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a checkout")
    return [ROOT / path for path in listed.stdout.split("\0") if path]


def readable(path: Path) -> str:
    try:
        return path.read_text()
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return ""


def test_no_file_names_a_machine_or_a_registry():
    here = "/" + "work/", "/" + "root/", "/" + "home/"
    hosts = "pypi." + "org", "files.python" + "hosted", "registry." + "npmjs"
    found = {
        (name(path), word)
        for path in tracked()
        for word in (*here, *hosts)
        if word in readable(path)
    }
    assert found == set()


def test_no_file_of_the_program_fetches_from_outside():
    places = (PACKAGE, ROOT / "templates", ROOT / "static")
    found = {
        (name(path), hit)
        for place in places
        for path in place.rglob("*")
        if path.is_file() and path.suffix in {".py", ".html", ".js", ".css"}
        for hit in OTHERS_HOSTS.findall(readable(path))
        if "www.w3.org" not in hit
    }
    assert found == set()


def test_no_secret_and_no_database_is_tracked():
    bad = {".sqlite", ".db", ".key", ".pem"}
    assert [name(p) for p in tracked() if p.suffix in bad or p.name == "key"] == []
