"""From a .docx to a manuscript, by the standard library alone."""

from zhaoshi.importing.word.document import read_word

__all__ = ["read_word"]
