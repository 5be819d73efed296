"""What the office reads stands in few places; what belongs to one machine stands nowhere."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import PRODUCT, files, literals, modules, texts

CHINESE = re.compile(r"[\u3400-\u9fff]")
RANGE = "\u3400-\u9fff"
"""In a pattern: any Chinese sign, which is no word."""

SPEAKS_CHINESE = {
    "workflows/": "the other vocabulary: procedures, refusals, how a deadline came about",
    "review/domain/vocabulary.py": "the vocabulary",
    "review/domain/reassessment_words.py": "the part of it that is about looking again",
    "review/domain/errors.py": "the refusals of the domain",
    "review/domain/phrases.py": "the forms of numbers and remarks on a paper",
    "review/domain/findings.py": "the labels of the parts of a file",
    "review/screening/extraction/kinds.py": "what the kinds of files are called",
    "review/screening/extraction/rough.py": "the sign in every mark",
    "review/screening/faults.py": "why a ruleset or a file cannot be used",
    "review/messages.py": "what a person is told",
    "review/settings.py": "faults of the settings, told before anything else can be loaded",
    "review/cli/": "the help of the command line",
    "review/web/api/wording.py": "what the description of the interface says",
}
"""Every module, or package, that may hold a Chinese literal, and why."""

ADDRESSES = re.compile(
    r"(?i)(?:index[-_]url|find[-_]links|trusted[-_]host)\s*[=:\s]\s*[\"']?(?:https?|file):"
    r"|https?://[^\s\"')>\]]*(?:/simple\b|pypi|packages/[0-9a-f]{2}/)"
    r"|resolved\"?\s*[:=]\s*\"https?://"
)
PLACES = re.compile(r"(?<![\w.~-])/(?:work|home/\w+|root|Users/\w+)/[\w.-]+")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|\bNotImplemented(?:Error)?\b")


def speaks_chinese(path: str) -> bool:
    return any(
        path == place or (place.endswith("/") and path.startswith(place))
        for place in SPEAKS_CHINESE
    )


def test_chinese_stands_only_where_it_is_looked_for():
    """A word that the office wants changed is changed in one place."""
    elsewhere = [
        f"{path.as_posix()}:{literal.lineno}"
        for path in modules(*PRODUCT)
        if not speaks_chinese(path.as_posix())
        for literal in literals(path)
        if CHINESE.search(str(literal.value).replace(RANGE, ""))
    ]

    assert elsewhere == []


def found(pattern: re.Pattern[str], *, suffixes: tuple[str, ...] = ()) -> list[str]:
    """Name file and line of what a pattern finds, the tests that hold the patterns aside."""
    return [
        f"{path.as_posix()}:{text.count(chr(10), 0, match.start()) + 1}"
        for path, text in texts()
        if not suffixes or path.suffix in suffixes
        for match in pattern.finditer(text)
        if path.parts[:2] != ("tests", "architecture")
    ]


def test_no_file_names_a_package_index():
    """A lock that names an index cannot be installed where that index is not."""
    assert found(ADDRESSES) == []


def test_no_file_names_a_place_on_one_machine():
    """A clone runs wherever it lies."""
    assert found(PLACES) == []


def test_nothing_is_left_for_later():
    """What is here is small and finished."""
    assert found(UNFINISHED, suffixes=(".py", ".html", ".toml", ".sh")) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (ADDRESSES, "--extra-index-url https://packages.example/simple"),
        (ADDRESSES, 'index-url = "file:///opt/x"'),
        (ADDRESSES, "see https" + "://somewhere.example/simple/click"),
        (PLACES, "open('/" + "work/main/x')"),
        (PLACES, "/" + "home/li/x"),
        (UNFINISHED, "# TODO later"),
    ],
    ids=["option", "setting", "link", "work", "home", "mark"],
)
def test_the_patterns_find_what_they_are_for(pattern, text):
    """A pattern that finds nothing guards nothing."""
    assert pattern.search(text)


def test_the_data_of_this_machine_is_not_part_of_the_project():
    """Database, originals and environments stay where they are made."""
    local = [
        path for path in files() if path.parts[:2] == ("data", "local") or ".venv" in path.parts
    ]

    assert local == []
    assert len(files()) > 50
