"""What a measurement is."""

from typing import Any, NamedTuple


class Measurement(NamedTuple):
    """One library's answer of a machine to a question.

    id: its own, or the file's name and line. command: such as "matmul" or "run attention". question: its options by
    name, as text or plain numbers. measured: by name the value in the coherent unit, and that unit. library: what
    ran. source: a key of ``sources.yaml``, or words. note: what to know. score: whether estimates are held to it.
    """

    id: str
    command: str
    question: dict[str, Any]
    measured: dict[str, tuple[float, str]]
    library: str = ""
    source: str = ""
    note: str = ""
    score: bool = True
