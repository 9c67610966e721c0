"""From a notice to a .docx in official layout, by the standard library alone."""

from zhaoshi.exporting.word.document import export_docx

__all__ = ["export_docx"]
