"""Templates for specs of one's own, one for each kind; and the schema that lets an editor check them."""

import json
import os
from typing import Any

from ..errors import SlipstickError, UsageError
from ..units.data import data_folder
from ..units.writing import write_new
from ..words import did_you_mean, quoted
from .kinds import KINDS
from .patterns import pattern
from .schema import FACTS, HEAD, NAME, SOURCE, Each, Many, Sides, Text, Value

WORDS = {"type": ["string", "number"]}  # an editor reads 2024 as a number


def template(kind: str) -> str:
    """The template of a kind. Raises UsageError, with the nearest, for an unknown one."""
    if kind not in KINDS:
        raise UsageError(f"unknown kind {quoted(kind)}: {did_you_mean(kind, KINDS)}")
    with open(os.path.join(data_folder(), "templates", f"{kind}.yaml"), encoding="utf-8") as file:
        return file.read()


def new(kind: str, path: str) -> None:
    """Write the template of a kind to a new file.

    Raises UsageError for an unknown kind or a name that is no spec's, SlipstickError for a file that is there
    already or cannot be written.
    """
    text = template(kind)
    if not path.endswith((".yaml", ".yml")):
        raise UsageError(f"{path}: a spec's file ends in .yaml, such as {os.path.basename(path) or kind}.yaml")
    stem = os.path.splitext(os.path.basename(path))[0]
    try:
        write_new(path, text.replace(f"name: My {kind}\n", f"name: {json.dumps(stem)}\n").encode())
    except FileExistsError:
        raise SlipstickError(f"{path} is there already: nothing was written") from None
    except OSError as error:
        raise SlipstickError(f"{path} cannot be written: {error.strerror}") from None


def schema() -> dict[str, Any]:
    """The JSON Schema of a spec file, made from the rules that ``slipstick check`` holds it to."""
    one = [{"type": "string"}, {**_rule(SOURCE), "required": ["title", "seen"]}]
    source = {"anyOf": [*one, {"type": "array", "items": {"anyOf": one}, "minItems": 1}]}
    keys = {key: _rule(rule) for key, rule in {**HEAD, **FACTS}.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "slipstick spec",
        "type": "object",
        "properties": {**keys, "sources": {"type": "object", "additionalProperties": source}},
        "required": ["name"],
        "if": {"not": {"required": ["extends"]}},  # so that what is missing is never told to be extends
        "then": {"required": ["kind", "sources"]},
        "additionalProperties": False,
    }


def _rule(rule: Any) -> dict[str, Any]:
    """The schema of a value, a mapping or a list by its rule."""
    if isinstance(rule, dict):
        keys = {key: _rule(item) for key, item in rule.items()}
        return {"type": "object", "properties": keys, "additionalProperties": False}
    if isinstance(rule, Each):
        if rule.keys:
            return _rule(dict.fromkeys(rule.keys, rule.item))
        return {"type": "object", "patternProperties": {f"^{NAME}$": _rule(rule.item)}, "additionalProperties": False}
    if isinstance(rule, Many):
        return {"type": "array", "items": _rule(rule.item)}
    if isinstance(rule, Sides):
        return {"type": "array", "items": {**_rule(rule.item), "minimum": 1, "multipleOf": 1}, "minItems": 1}
    return _text(rule) if isinstance(rule, Text) else _value(rule)


def _text(rule: Text) -> dict[str, Any]:
    if rule.choices:
        return {"enum": list(rule.choices)}
    pattern = rule.pattern.removeprefix("(?s)").replace(".{", "[\\s\\S]{" if "(?s)" in rule.pattern else ".{")
    return {**WORDS, "pattern": f"^(?:{pattern})$", "description": rule.expected}


def _value(rule: Value) -> dict[str, Any]:
    """The schema of a quantity; a number alone, which YAML takes for one, is right for what is counted only."""
    told = " or ".join(f"{dim.name}, such as '1 {dim.unit}'".removesuffix(", such as '1 '") for dim in rule.dims)
    words = WORDS if all(dim.counted for dim in rule.dims) else {"type": "string"}
    return {**words, "pattern": pattern(rule.dims), "description": told or "a number with its unit"}
