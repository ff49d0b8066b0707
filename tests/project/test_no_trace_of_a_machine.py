"""What a clone must not carry: paths of somebody's machine, addresses of registries, secrets."""

import re

import pytest

from tests.project.project_files import text, tracked

PATHS = re.compile(r"(?<![\w.>/-])/(?:work|root|farm|tmp|home/\w+|Users/\w+)/")
REGISTRIES = re.compile(r"https?://[^\s\"']+/(?:simple|packages)/|pypi\." + r"org|registry\.npmjs|files\.pythonhosted")
NPM_ADDRESS = re.compile(r'"resolved"\s*:')
TOKENS = re.compile(r"xox[bp]-\d{9,}-|xapp-\d-[A-Z0-9]{9,}-|BEGIN (?:RSA |EC )?PRIVATE KEY")
PICTURES = (".png", ".woff2", ".ico", ".jpg", ".pdf")
READABLE = [name for name in tracked() if not name.endswith(PICTURES)]
THIS = "tests/project/test_no_trace_of_a_machine.py"


@pytest.mark.parametrize("pattern", [PATHS, REGISTRIES, TOKENS], ids=["paths", "registries", "tokens"])
def test_no_file_names_a_machine_a_registry_or_a_secret(pattern: re.Pattern[str]) -> None:
    found = [(name, hit.group()) for name in READABLE if name != THIS if (hit := pattern.search(text(name)))]
    assert found == []


def test_locks_of_npm_name_no_registry() -> None:
    locks = [name for name in tracked() if name.endswith("package-lock.json")]
    assert len(locks) == 2
    assert [name for name in locks if NPM_ADDRESS.search(text(name))] == []


@pytest.mark.parametrize("name", ["locks/run.txt", "locks/demo.txt", "locks/dev.txt"])
def test_python_locks_name_versions_and_hashes_and_no_address(name: str) -> None:
    requirements = re.split(r"\n(?=\S)", text(name).strip())
    assert len(requirements) > 30
    for requirement in requirements:
        assert re.match(r"[a-z0-9.-]+==[\w.+]+( ; [^\\]+)? \\\n", requirement), requirement[:80]
        assert "--hash=sha256:" in requirement, requirement[:80]
    assert "://" not in text(name)
    assert "--index" not in text(name)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (PATHS, 'open("/ro' + 'ot/x")'),
        (PATHS, "see /wo" + "rk/shared"),
        (REGISTRIES, "https://mirror.example/simple/"),
        (TOKENS, "xoxb-1234567890" + "-abc"),
    ],
)
def test_each_pattern_would_find_what_it_is_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
