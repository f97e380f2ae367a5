"""From claims to the weight of every trajectory, and back from a probability to a sentence."""
