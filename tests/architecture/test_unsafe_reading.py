"""What is read is data: nothing that came from outside is ever run as a program (S53)."""

from __future__ import annotations

import ast

from tests.architecture.source import PRODUCT, modules, tree

REVIVED_IN = {"review/screening/attending.py", "review/screening/handing.py"}
"""The limited child reads what its own parent wrote; what comes back from it is plain data."""
NEVER = {"marshal", "shelve", "yaml", "dill", "jsonpickle", "cloudpickle"}
RUN = {"eval", "exec", "compile", "__import__"}


def calls(module: ast.Module):
    return [one.func for one in ast.walk(module) if isinstance(one, ast.Call)]


def test_objects_are_revived_only_by_the_child_and_of_its_parent():
    reviving = {
        path.as_posix()
        for path in modules(*PRODUCT)
        for called in calls(tree(path))
        if isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "pickle"
        and called.attr != "dumps"
    }

    assert reviving == REVIVED_IN


def test_no_other_way_to_read_objects_is_known():
    known = {
        (path.as_posix(), name.split(".")[0])
        for path in modules(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    }

    assert {one for one in known if one[1] in NEVER} == set()
    assert not {one for one in known if one[1] == "pickle"} - {
        (path, "pickle") for path in (*REVIVED_IN, "review/screening/apart.py")
    }


def test_no_text_is_run():
    running = {
        (path.as_posix(), called.id)
        for path in modules(*PRODUCT)
        for called in calls(tree(path))
        if isinstance(called, ast.Name) and called.id in RUN
    }

    assert running == set()
