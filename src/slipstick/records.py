"""Classes of named fields that cost nothing to import: those of Python write and compile code for each of their own."""

from collections import _tuplegetter as getter  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

__all__ = ["Fields", "Record"]


@dataclass_transform(eq_default=False)
def _brief(value: Any) -> str:
    """A value as its maker writes it; of an array how many elements it has, in a mapping and in a tuple too."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_brief(item)}' for key, item in value.items())}}}"
    if type(value) is tuple:
        return f"({', '.join(map(_brief, value))}{',' * (len(value) == 1)})"
    return f"<array of {value.size}>" if getattr(value, "ndim", 0) and hasattr(value, "size") else repr(value)


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
        return f"{type(self).__name__}({', '.join(f'{name}={_brief(getattr(self, name))}' for name in self.fields)})"

    def but(self, **changes: Any) -> Self:
        """Another one with some fields changed."""
        return type(self)(**{**{name: getattr(self, name) for name in self.fields}, **changes})


class _Fielded(type):
    """Makes the fields of a :class:`Fields` of its annotations."""

    _fields: tuple[str, ...]
    _usual: dict[str, Any]  # values of those that may be left out
    _ends: dict[int, tuple[Any, ...]]  # of these values, by how many are given by place

    def __new__(cls, name: str, bases: tuple[type, ...], inside: dict[str, Any]) -> Any:
        fields = tuple(inside.get("__annotations__", ()))
        usual = {field: inside[field] for field in fields if field in inside}
        ends = [tuple(usual.values())[place:] for place in range(len(usual) + 1)]
        inside |= {"_fields": fields, "_usual": usual, "_ends": {len(fields) - len(end): end for end in ends}}
        inside |= {"__match_args__": fields, "__slots__": ()}
        inside.update((field, getter(place, "")) for place, field in enumerate(fields))
        return type.__new__(cls, name, bases, inside)

    def _given(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """The value of every field."""
        usual, rest = cls._usual, cls._fields[len(values) :]
        found = [named.pop(name) if name in named else usual[name] for name in rest if name in named or name in usual]
        if named or len(values) + len(found) != len(cls._fields):
            raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}, each once")
        return (*values, *found)


class _Fields(tuple, metaclass=_Fielded):  # type: ignore[type-arg]
    """What a class of tuples with named fields derives from, as from ``typing.NamedTuple``; made ten times sooner.

    Raises TypeError for a field that is missing, unknown or given twice.
    """

    def __new__(cls, *values: Any, **named: Any) -> Any:
        end = None if named else cls._ends.get(len(values))
        return tuple.__new__(cls, cls._given(values, named) if end is None else values + end)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (*self,)

    def __repr__(self) -> str:
        told = [f"{name}={_brief(value)}" for name, value in zip(type(self)._fields, self, strict=True)]
        return f"{type(self).__name__}({', '.join(told)})"

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(type(self)._fields, self, strict=True))

    def _replace(self, **changes: Any) -> Any:
        found = tuple.__new__(type(self), map(changes.pop, type(self)._fields, self))
        if changes:
            raise TypeError(f"{type(self).__name__} has no {next(iter(changes))}")
        return found


if TYPE_CHECKING:
    from typing import NamedTuple as Fields
else:
    Fields = _Fields
