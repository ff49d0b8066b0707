"""What is posted: cards, replies, notes, one drawing a module, each with the SAMPLES that the gallery shows."""
