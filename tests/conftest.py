"""What holds for every test."""

import signal

from hypothesis import settings

# A shell that runs the tests in the background has them ignore Ctrl-C, and with them every program that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test depends on the clock, also not on how long one example takes on a busy machine.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
