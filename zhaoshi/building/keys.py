"""What a page is made from, as bytes: its digest is the page's key, and any process can make the page from it."""

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import msgspec
from msgspec import structs

from zhaoshi.building.record import Matter
from zhaoshi.building.sealed import digest_of
from zhaoshi.model.site import LinkStyle, SiteSettings
from zhaoshi.pages.frame import Surroundings
from zhaoshi.pages.page import Page

_SHARED = (Surroundings, SiteSettings)
"""Inputs that many pages share; they are encoded and digested once."""

_Decoder = msgspec.msgpack.Decoder[Any]
_values = msgspec.msgpack.Decoder(list[msgspec.Raw])


class Keys:
    """Takes pages of one site apart."""

    def __init__(self, language: str, links: LinkStyle, shared: Iterable[object] = ()) -> None:
        """Prepare; `shared` are the inputs that many pages share."""
        self._site = digest_of(language, links)
        self._known: dict[int, tuple[object, str]] = {}
        self._names: dict[type, str] = {}
        self.shared: dict[str, bytes] = {}
        """What many pages share, encoded, by digest."""
        for value in shared:
            self._value(value)

    def matter(self, page: Page) -> Matter:
        """Return what a page is made from."""
        inputs = page.inputs
        kind = type(inputs)
        name = self._names.setdefault(kind, f"{kind.__module__}.{kind.__qualname__}")
        values = [self._value(getattr(inputs, name)) for name in kind.__struct_fields__]
        return Matter(name, page.route, page.part, page.template, page.notices, msgspec.msgpack.encode(values))

    def key(self, matter: Matter) -> str:
        """Return the key of a page: it is rendered again where this changes."""
        return digest_of(self._site, matter)

    def _value(self, value: object) -> object:
        if not isinstance(value, _SHARED):
            return value
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = value, digest_of(value)  # held, so that no other takes its id
            self.shared[known[1]] = msgspec.msgpack.encode(value)
        return known[1]


def renamed(matter: Matter, old: str, new: str) -> Matter:
    """Put one notice in place of another; both are named by digests of equal length."""
    return structs.replace(
        matter,
        notices=tuple(new if digest == old else digest for digest in matter.notices),
        values=matter.values.replace(old.encode(), new.encode()),
    )


class Pages:
    """Puts pages together again that were taken apart."""

    def __init__(self) -> None:
        self._known: dict[str, object] = {}

    def page(self, matter: Matter, shared: Mapping[str, bytes]) -> Page:
        """Return the page; `shared` is what many pages share, encoded, by digest."""
        kind, decoders = _kind(matter.kind)
        values = zip(decoders.items(), _values.decode(matter.values), strict=True)
        return Page(
            route=matter.route,
            part=matter.part,
            make=sys.modules[kind.__module__].make,
            template=matter.template,
            inputs=kind(**{name: self._value(decoder, value, shared) for (name, decoder), value in values}),
            notices=matter.notices,
        )

    def _value(self, decoder: _Decoder, value: msgspec.Raw, shared: Mapping[str, bytes]) -> object:
        if decoder.type not in _SHARED:
            return decoder.decode(value)
        digest = msgspec.msgpack.decode(value, type=str)
        if digest not in self._known:
            self._known[digest] = decoder.decode(shared[digest])
        return self._known[digest]


@cache
def _kind(name: str) -> tuple[type[msgspec.Struct], dict[str, _Decoder]]:
    """Return a type of inputs, and what decodes each of its fields."""
    module, _, class_ = name.rpartition(".")
    kind = getattr(import_module(module), class_)
    return kind, {field.name: msgspec.msgpack.Decoder(field.type) for field in structs.fields(kind)}
