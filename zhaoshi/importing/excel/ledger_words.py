"""Records of the ledger as the words that stand for them in `ledger.yaml`."""

from datetime import date
from typing import Any

from msgspec import Struct, structs

from zhaoshi.model.fields import fields_of
from zhaoshi.model.readers import Reference
from zhaoshi.model.status import VERDICT_WORDS, Claim, Verdict
from zhaoshi.text.yaml_text import Value


def name(kind: Any, field: str, chinese: bool) -> str:
    """Return the name under which a field of a record class is written."""
    return next(known.chinese[0] if chinese else field for known in fields_of(kind) if known.name == field)


def field_named(kind: Any, written: str) -> str:
    """Return the field that an editor calls by either of its names."""
    return next(field.name for field in fields_of(kind) if written in (field.name, *field.chinese))


def _class(value: Any) -> Any:
    return type(value)


def is_record(value: Any) -> bool:
    """Tell whether a value is written as fields of its own."""
    return isinstance(value, Struct) and bool(fields_of(_class(value)))


def said(record: Any) -> dict[str, Any]:
    """Return the fields of a record that say something, in the order of its class."""
    defaults = {field.name: field.default for field in structs.fields(record)}
    return {
        field.name: getattr(record, field.name)
        for field in fields_of(_class(record))
        if getattr(record, field.name) != defaults[field.name]
    }


def words(value: Any, *, chinese: bool = False) -> Value:
    """Return a value as it is written."""
    match value:
        case str() if not isinstance(value, Verdict):
            return value
        case date():
            return value.isoformat()
        case Claim():
            return value.written
        case Verdict():
            return next(word for word, verdict in VERDICT_WORDS.items() if verdict is value)
        case Reference():
            return value.name
        case tuple():
            return [words(element, chinese=chinese) for element in value]
    return {name(type(value), field, chinese): words(part, chinese=chinese) for field, part in said(value).items()}
