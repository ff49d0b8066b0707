"""`cobro setup`: the guide that asks what an installation needs, checks each answer, and writes the .env."""
