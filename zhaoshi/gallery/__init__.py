"""The design system on view: every component with its examples, and the tokens that all of them are made of."""
