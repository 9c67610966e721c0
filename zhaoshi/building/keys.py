"""What a page is made from, as bytes: its digest is the page's key, and a page can be made again from it."""

import sys
from collections.abc import Mapping

import msgspec
from msgspec import structs

from zhaoshi.building.record import Matter
from zhaoshi.building.sealed import digest_of
from zhaoshi.model.site import LinkStyle, SiteSettings
from zhaoshi.pages import exports, institutions, notice, search_documents
from zhaoshi.pages.frame import Surroundings
from zhaoshi.pages.page import Page

_SHARED = (Surroundings, SiteSettings)
"""Inputs that many pages share; they are encoded and digested once."""

_KINDS = {
    f"{kind.__module__}.{kind.__qualname__}": kind
    for kind in (
        notice.Inputs,
        exports.LedgerInputs,
        exports.RowsInputs,
        institutions.Inputs,
        search_documents.NoticeInputs,
        search_documents.RegisterInputs,
    )
}
"""The inputs of pages that load notices, by name."""


class Keys:
    """Takes pages of one site apart."""

    def __init__(self, language: str, links: LinkStyle) -> None:
        self._site = digest_of(language, links)
        self._known: dict[int, tuple[object, str]] = {}
        self.shared: dict[str, bytes] = {}
        """What many pages share, encoded, by digest."""

    def matter(self, page: Page) -> Matter:
        """Return what a page is made from."""
        inputs = page.inputs
        kind = type(inputs)
        values = [self._value(getattr(inputs, name)) for name in kind.__struct_fields__]
        name = f"{kind.__module__}.{kind.__qualname__}"
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


def page_of(matter: Matter, shared: Mapping[str, bytes]) -> Page:
    """Make the page again that was taken apart; it is one of those that load notices."""
    kind = _KINDS[matter.kind]
    values = msgspec.msgpack.decode(matter.values, type=list[msgspec.Raw])
    inputs = kind(
        **{
            field.name: (
                msgspec.msgpack.decode(shared[msgspec.msgpack.decode(value, type=str)], type=field.type)
                if field.type in _SHARED
                else msgspec.msgpack.decode(value, type=field.type)
            )
            for field, value in zip(structs.fields(kind), values, strict=True)
        }
    )
    return Page(
        route=matter.route,
        part=matter.part,
        make=sys.modules[kind.__module__].make,
        template=matter.template,
        inputs=inputs,
        notices=matter.notices,
    )
