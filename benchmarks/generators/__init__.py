"""Other generators: how each is installed, given the same sources, and run."""
