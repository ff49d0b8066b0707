"""Frozen dataclasses that are made a good deal quicker than the standard library's.

`dataclasses` writes six functions for each class as text and compiles them. With more than four hundred classes that is
a third of all that importing Cobro takes, so here only `__init__` is compiled and the rest is shared. Type checkers see
the standard decorator; so do `fields`, `replace`, `asdict`, pydantic and `match`, as it makes everything else.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  offered under the same name
else:

    def dataclass(*, frozen: bool) -> Callable[[type[T]], type[T]]:
        """Frozen ones have no `__post_init__`, and no fields with `kw_only` or `init=False`."""
        return _frozen if frozen else dataclasses.dataclass


class NotAsPlain(TypeError):
    def __init__(self, of: type) -> None:
        super().__init__(f"{of.__qualname__} needs the decorator of dataclasses itself")


def _frozen(made: type[T]) -> type[T]:
    made.__doc__ = (
        made.__doc__ or made.__name__
    )  # else the standard library writes the signature down, which takes long
    dataclasses.dataclass(init=False, repr=False, eq=False)(made)
    fields: tuple[Field[Any], ...] = dataclasses.fields(made)  # type: ignore[arg-type]  # it has just become one
    if hasattr(made, "__post_init__") or any(field.kw_only or not field.init for field in fields):
        raise NotAsPlain(made)
    compared = tuple(field.name for field in fields if field.compare)
    _add(made, "__init__", _init(made, fields))
    _add(made, "__setattr__", _no_assignment)
    _add(made, "__delattr__", _no_deletion)
    if "__repr__" not in vars(made):
        _add(made, "__repr__", _repr)
    if "__eq__" not in vars(made):
        _add(made, "__eq__", _eq(compared))
    if vars(made).get("__hash__") is None:
        _add(made, "__hash__", _hash(compared))
    return made


def _add(made: type, name: str, function: Callable[..., Any]) -> None:
    type.__setattr__(made, name, function)


def _init(made: type, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    names: dict[str, Any] = {"_set": object.__setattr__, "_to_be_made": _TO_BE_MADE}
    parameters, lines = ["self"], ["pass"]
    for field in fields:
        name, default, value = field.name, "", field.name
        if field.default is not MISSING:
            names[f"_of_{name}"], default = field.default, f"=_of_{name}"
        elif field.default_factory is not MISSING:
            names[f"_of_{name}"], default = field.default_factory, "=_to_be_made"
            value = f"_of_{name}() if {name} is _to_be_made else {name}"
        parameters.append(f"{name}{default}")
        lines.append(f"_set(self, {name!r}, {value})")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines), names)  # noqa: S102  field names, as dataclasses does
    init: Callable[..., None] = names["__init__"]
    init.__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    init.__qualname__, init.__module__ = f"{made.__qualname__}.__init__", made.__module__
    return init


_TO_BE_MADE = object()


def _no_assignment(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deletion(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _eq(compared: tuple[str, ...]) -> Callable[[object, object], bool]:
    values = _values(compared)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash(compared: tuple[str, ...]) -> Callable[[object], int]:
    values = _values(compared)

    def hashed(self: object) -> int:
        return hash(values(self))

    return hashed


def _values(names: tuple[str, ...]) -> Callable[[object], Any]:
    """One value as it is: nothing is compared but the values of one class."""
    return attrgetter(*names) if names else lambda _: ()
