"""The teacher of the lexical toxicity head: an encoder whose probabilities the small head learns from."""
