"""Generators of training documents, driven by one source of randomness, and what they keep for the test."""
