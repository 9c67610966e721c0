"""Zhaoshi (昭示): a folder of YAML and Markdown becomes a static public-disclosure site."""

__version__ = "0.1.0"
