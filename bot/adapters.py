"""pydantic's adapters, built when they are first used.

A process uses few of them before its first answer, and building all as their modules are imported is a tenth of that.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pydantic

T = TypeVar("T")

if TYPE_CHECKING:
    from pydantic import TypeAdapter as TypeAdapter  # noqa: PLC0414  offered under the same name
else:

    class TypeAdapter(Generic[T]):
        """Has of pydantic's what Cobro uses. Its own `defer_build` is refused for the standard library's dataclasses."""

        def __init__(self, kind: Any) -> None:
            self._kind = kind

        @cached_property
        def _built(self) -> pydantic.TypeAdapter[T]:
            return pydantic.TypeAdapter(self._kind)

        def validate_json(self, text: str | bytes) -> T:
            return self._built.validate_json(text)

        def validate_python(self, value: Any) -> T:
            return self._built.validate_python(value)

        def validate_strings(self, value: Any) -> T:
            return self._built.validate_strings(value)

        def dump_json(self, value: T) -> bytes:
            return self._built.dump_json(value)

        def dump_python(self, value: T, *, mode: str = "python") -> Any:
            return self._built.dump_python(value, mode=mode)
