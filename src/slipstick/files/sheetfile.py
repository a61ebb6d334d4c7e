"""What a sheet's file says: its title, its columns, and its rows as expressions over specs and formulas.

.. code-block:: yaml

    title: My machine
    rows:
      - section: Memory
      - One cycle: 1 cycle / 5 GHz
      - {what: "1 GB from memory", value: "1 GB / ryzen-9-7950x.memory.DDR5.bandwidth"}
"""

from typing import Any

from ..errors import SpecError
from ..words import did_you_mean, quoted
from .yamltree import Branch

HEAD = {"title", "about", "label", "value", "columns", "human", "bars", "on", "parts", "exact", "rows", "notes"}
# what a row is, by the key that says so, and what else it may say
ROWS: dict[str, set[str]] = {
    "section": {"only"},
    "number": {"what", "only"},
    "numbers": {"only"},
    "series": {"only"},
    "levels": {"only"},
    "each": {"only", "key"},
    "value": {"what", "only", "note", "source"},
}
FORMS = ("on", "general")
EXPECTED = "a row is 'label: expression', or says section, number, numbers, series, levels, each or what and value"
Definition = dict[str, Any]


def definition(path: str, root: Branch) -> Definition:
    """The definition in a file's tree, in one shape. Raises SpecError with every problem, each with file and line."""
    problems: list[str] = []

    def problem(line: int, text: str) -> None:
        problems.append(f"{path}:{line}: {text}")

    entries = root.value if isinstance(root.value, dict) else {}
    if not entries:
        problem(root.line, "expected 'key: value' lines: a sheet has a title and rows")
    for key in set(entries) - HEAD:
        problem(entries[key].line, f"unknown key {quoted(key)}: {did_you_mean(key, sorted(HEAD))}")
    for key in sorted({"title", "rows"} - set(entries)) if entries else []:
        problem(1, f"{key} is missing: every sheet has it")
    texts = sorted((HEAD - {"columns", "rows", "notes"}) & set(entries))
    made: Definition = {key: _text(entries[key], problem) for key in texts}
    made["columns"] = _columns(entries.get("columns"), made.pop("value", "value"), problem)
    for key in ("human", "bars"):
        if key in made and made[key] not in made["columns"]:
            problem(entries[key].line, f"{key}: {did_you_mean(made[key], made['columns'])}")
    made["notes"] = _list(entries.get("notes"), problem)
    made["rows"] = _rows(entries.get("rows"), made["columns"], problem)
    if problems:
        raise SpecError(problems)
    return made


def _text(branch: Branch, problem: Any) -> str:
    if isinstance(branch.value, str):
        return " ".join(branch.value.split())
    problem(branch.line, "expected one line of text, not a list or mapping")
    return ""


def _list(branch: Branch | None, problem: Any) -> list[str]:
    if branch is None:
        return []
    if isinstance(branch.value, list):
        return [_text(item, problem) for item in branch.value]
    return [_text(branch, problem)]


def _columns(branch: Branch | None, only: str, problem: Any) -> dict[str, str]:
    if branch is None:
        return {only: "{value}"}
    if isinstance(branch.value, dict):
        return {key: _text(child, problem) for key, child in branch.value.items()}
    problem(branch.line, "columns: expected lines such as 'peak: \"{part}.peak.bf16\"'")
    return {"value": "{value}"}


def _rows(branch: Branch | None, columns: dict[str, str], problem: Any) -> list[dict[str, Any]]:
    if branch is None:
        return []
    if not isinstance(branch.value, list):
        problem(branch.line, "rows: expected a list, each item starting with a dash")
        return []
    return [row for item in branch.value if (row := _row(item, columns, problem))]


def _row(branch: Branch, columns: dict[str, str], problem: Any) -> dict[str, Any] | None:
    if not isinstance(branch.value, dict) or not branch.value:
        problem(branch.line, f"this is no row: {EXPECTED}")
        return None
    kind = next((key for key in ROWS if key in branch.value), "")
    if not kind and len(branch.value) == 1:
        [(label, child)] = branch.value.items()
        return {"kind": "value", "line": branch.line, "what": label, "value": _text(child, problem)}
    fields = {key: _field(key, child, problem) for key, child in branch.value.items()}
    if not kind and "what" in fields:  # every column's own expression has its name
        kind = "value"
    if not kind:
        problem(branch.line, f"this is no row: {EXPECTED}")
        return None
    free = kind in ("each", "value")  # may name further fields for the columns to use
    for key in set(branch.value) - {kind} - ROWS[kind] if not free else ():
        problem(branch.line, f"unknown key {quoted(key)}: {did_you_mean(key, sorted({kind} | ROWS[kind]))}")
    if fields.get("only", "on") not in FORMS:
        problem(branch.line, f"only = {quoted(fields['only'])}: {did_you_mean(str(fields['only']), FORMS)}")
    return {"kind": kind, "line": branch.line, **fields}


def _field(key: str, branch: Branch, problem: Any) -> Any:
    return _list(branch, problem) if key in ("each", "numbers") else _text(branch, problem)
