"""From a manuscript to a notice: what its lines are, what they state, and the proof that no word of theirs is lost."""
