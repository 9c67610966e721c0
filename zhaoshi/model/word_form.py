"""The form of a notice in Word: the names of styles by which an import knows what its export has added."""

ADDED = "昭示"
"""Begins the names of the styles for what is added to the signed text; an import leaves their paragraphs out."""

RUN_ON = "run-on measure"
"""Name of the style for what goes on in the paragraph before it; an import joins the two."""
