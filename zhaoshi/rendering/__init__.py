"""From a page and the templates to bytes: the Jinja environment and the digests of what a template is made of."""
