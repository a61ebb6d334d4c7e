"""Classes of named fields that cost nothing to import: ``dataclasses`` writes and compiles code for each of its own."""

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(eq_default=False)
class Record:
    """What a class with annotations derives from: each is a field, given by place or by name.

    A field with a value in the class may be left out. Two records are equal if they are the same one.
    Raises TypeError for a field that is missing, unknown or given twice.

    >>> class Point(Record):
    ...     x: float
    ...     y: float = 0.0
    >>> Point(1.0).but(y=2.0).y
    2.0
    """

    fields: ClassVar[tuple[str, ...]] = ()
    _needed: ClassVar[int] = 0  # so many, given by place, are enough

    def __init_subclass__(cls) -> None:
        cls.fields = tuple(dict.fromkeys([*cls.fields, *cls.__annotations__]))
        cls._needed = max((place for place, name in enumerate(cls.fields, 1) if not hasattr(cls, name)), default=0)

    def __init__(self, *values: Any, **named: Any) -> None:
        given = self.__dict__
        given.update(zip(self.fields, values, strict=False), **named)
        if len(given) < len(values) + len(named):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self.fields)}, each once")
        if named or len(given) < self._needed:
            self._check(given)
        self.__post_init__()

    def _check(self, given: dict[str, Any]) -> None:
        missing = [name for name in self.fields if name not in given and not hasattr(type(self), name)]
        unknown = [name for name in given if name not in self.fields]
        if missing or unknown:
            wrong = f"needs {missing[0]}" if missing else f"has no {unknown[0]}"
            raise TypeError(f"{type(self).__name__} {wrong}: its fields are {', '.join(self.fields)}")

    def __post_init__(self) -> None:
        """Hold the fields to each other."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.fields)})"

    def but(self, **changes: Any) -> Self:
        """Another one with some fields changed."""
        return type(self)(**{**{name: getattr(self, name) for name in self.fields}, **changes})
