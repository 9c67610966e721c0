"""What the site is about: notices, ledgers, units, rounds, replies; validated, frozen, complete at birth."""
