"""Which words, templates and sentences are kept for the held-out samples."""

import zlib

TRAIN, TEST = "train", "test"


def held_out(key, every=8):
    """One in `every` is; decided by itself alone, so that lists can grow."""
    return zlib.crc32(key.encode()) % every == 0


def part(items, split, every=8):
    """The split's part of a list; all of it where nothing is left."""
    return [item for item in items if held_out(item, every) == (split == TEST)] or list(items)
