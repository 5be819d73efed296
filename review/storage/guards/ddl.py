"""A guard as the statements that put it into a database."""

from __future__ import annotations

from review.storage.guards.guard import Guard


def ddl(guard: Guard, *, dialect: str) -> tuple[str, ...]:
    """Return the statements that put a guard into a database of this dialect."""
    return _sqlite(guard) if dialect == "sqlite" else _postgresql(guard)


def _sqlite(guard: Guard) -> tuple[str, ...]:
    condition = guard.condition.replace("{differs}", "IS NOT")
    taken = f"EXISTS (SELECT 1 FROM {guard.table} o WHERE o.rowid = NEW.rowid)"  # noqa: S608  # a name
    condition = condition.replace("{row_taken}", taken)
    condition = condition.replace("{row_moved}", "NEW.rowid <> OLD.rowid")
    trigger = (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.moment.upper()} ON {guard.table}"
        f" WHEN {condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    )
    return (trigger,)


def _postgresql(guard: Guard) -> tuple[str, ...]:
    condition = guard.condition.replace("{differs}", "IS DISTINCT FROM")
    for hidden in ("{row_taken}", "{row_moved}"):
        condition = condition.replace(hidden, "1 = 0")  # no rows can be named but by their keys
    result = "OLD" if guard.moment == "delete" else "NEW"
    function = (
        f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN"
        f" IF {condition} THEN RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'XS001'; END IF;"
        f" RETURN {result}; END $guard$"
    )
    trigger = (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.moment.upper()} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
    )
    if guard.moment != "delete":
        return (function, trigger)
    whole = (
        f"CREATE TRIGGER {guard.name}_whole BEFORE TRUNCATE ON {guard.table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {guard.name}()"
    )
    return (function, trigger, whole)
