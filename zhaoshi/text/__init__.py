"""What is known about text alone: encodings, YAML, Markdown, official numerals, measures, dates."""
