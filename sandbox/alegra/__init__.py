"""A stranger that looks and behaves like Alegra's API, for trying and testing without an account."""

from sandbox.alegra.server import build_alegra

__all__ = ["build_alegra"]
