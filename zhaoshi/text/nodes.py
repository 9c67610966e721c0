"""What a YAML document is made of: values that stay text, each with its place."""

import msgspec

from zhaoshi.problems import Location

Span = tuple[int, int]
"""Offsets in the text that was parsed."""

NO_SPAN: Span = (0, 0)
"""Where nobody asked for spans."""


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """A single value, untyped."""

    text: str
    at: Location
    is_quoted: bool = False
    """Written in quotation marks or as a block."""
    span: Span = NO_SPAN


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """A list."""

    items: "tuple[Node, ...]"
    at: Location
    span: Span = NO_SPAN
    """As in `Mapping.span`."""
    in_brackets: bool = False
    """Written between brackets, not by indentation; told where spans are."""


class Mapping(msgspec.Struct, frozen=True, gc=False):
    """Keys and values in the order written; no key stands twice."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    at: Location
    span: Span = NO_SPAN
    """Its first character and the one behind its last; what is written by indentation ends with its last value."""
    in_brackets: bool = False
    """Written between brackets, not by indentation; told where spans are."""


Node = Scalar | Sequence | Mapping
