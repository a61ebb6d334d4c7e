"""The JSON Schema of what ``--json`` prints of a question: what a program may rely on."""

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBERS: Schema = {"$ref": "#/$defs/numbers"}
WORDS: Schema = {"$ref": "#/$defs/words"}


def answers_schema() -> Schema:
    """The JSON Schema of an answer, or of the list of them that lists are answered with."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "slipstick answer",
        "description": "Values are in coherent units: s, B, FLOP, and what is made of them.",
        "anyOf": [{"$ref": "#/$defs/estimate"}, {"type": "array", "items": {"$ref": "#/$defs/estimate"}}],
        "$defs": {  # arrays where arrays were asked about; null for what is beyond a number
            "estimate": _estimate(),
            "numbers": {"anyOf": [{"type": ["number", "null"]}, _list(NUMBERS)]},
            "words": {"anyOf": [TEXT, _list(WORDS)]},
        },
    }


def _estimate() -> Schema:
    value = {"value": NUMBERS, "unit": TEXT, "text": TEXT}
    ends = {**value, "low": NUMBERS, "high": NUMBERS}
    cited = {"key": TEXT, "title": TEXT, "publisher": TEXT, "rank": TEXT, "address": TEXT, "seen": TEXT, "note": TEXT}
    step = dict.fromkeys(("formula", "expression", "with_numbers", "text", "source"), TEXT)
    fact = {"value": {"type": ["number", "string"]}, "unit": {"type": ["string", "null"]}, "text": TEXT}
    rules = {
        "question": {"type": "object", "properties": {"command": TEXT}, "required": ["command"]},
        "answer": _keys({"name": TEXT, **ends}),
        "floor": _keys(value),
        "bound_by": WORDS,
        "quantities": _each(_keys(value)),
        "facts": _each(_keys({**fact, "source": TEXT, "also": _list(TEXT)})),
        "steps": _list(_keys({**step, "value": NUMBERS, "unit": TEXT})),
        "levers": _each(NUMBERS),
        "assumptions": _list(TEXT),
        "sources": _list(_keys(cited, needs=["key", "title", "seen"])),
        "calibration": {"type": "object"},
        "answers": _each(_keys({**ends, "floor": NUMBERS})),
        "shares": _each(NUMBERS),
        "picked": _each(WORDS),
        "verdict": TEXT,
    }
    measured = {"type": "object", "properties": {"verdict": TEXT, "causes": _list(TEXT)}}
    return _keys({**rules, "measured": measured}, needs=list(rules))


def _keys(properties: Schema, needs: list[str] | None = None) -> Schema:
    """An object of these keys and no other. needs: those that are always there; all by default."""
    needed = list(properties) if needs is None else needs
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _each(rule: Schema) -> Schema:
    return {"type": "object", "additionalProperties": rule}


def _list(rule: Schema) -> Schema:
    return {"type": "array", "items": rule}
