"""Generators of training documents, each driven by one source of randomness, and what they keep for the held-out samples."""
