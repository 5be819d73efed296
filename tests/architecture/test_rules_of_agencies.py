"""No service takes the shipped rules for those of an agency."""

from __future__ import annotations

import ast

from tests.architecture.source import modules, tree

MAY_ASK = {"review/services/agency_rules.py", "review/services/rulesets.py"}
"""They join an agency's own rules to the shipped ones."""


def test_only_who_joins_rules_asks_for_the_shipped_ones():
    """Elsewhere an agency's own words would silently not be looked for."""
    asking = {
        path.as_posix()
        for path in modules("review/services", "review/web", "review/records")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "ruleset"
        if isinstance(node.value, ast.Attribute | ast.Name)
        if (node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id) == "means"
    }

    assert asking == MAY_ASK
