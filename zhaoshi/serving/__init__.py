"""The live preview: the site on this machine, built again on each save; problems appear on the last good page."""

from zhaoshi.serving.preview import serve

__all__ = ["serve"]
