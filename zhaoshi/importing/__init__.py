"""From the files that offices have, text, Word and Excel, to the sources of a notice."""
