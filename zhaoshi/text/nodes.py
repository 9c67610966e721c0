"""What a YAML document is made of: values that stay text, each with its place."""

import msgspec

from zhaoshi.problems import Location


class Scalar(msgspec.Struct, frozen=True):
    """A single value, untyped."""

    text: str
    at: Location
    is_quoted: bool = False
    """Written in quotation marks or as a block."""


class Sequence(msgspec.Struct, frozen=True):
    """A list."""

    items: "tuple[Node, ...]"
    at: Location


class Mapping(msgspec.Struct, frozen=True):
    """Keys and values in the order written; no key stands twice."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    at: Location


Node = Scalar | Sequence | Mapping
