"""Documents become sequences of one length, with a loss weight for each token."""

from collections import deque

import numpy as np


class Batch:
    """ids and weights [sequence, token + 1]: token i + 1 is predicted from those up to i, and weighs weights[i + 1]."""

    def __init__(self, sequences, context_length, end_of_text):
        # What stays empty is end of text without weight: documents of their own, that nothing sees.
        self.ids = np.full((sequences, context_length + 1), end_of_text, np.int64)
        self.weights = np.zeros((sequences, context_length + 1), np.float32)

    def put(self, row, at, ids, weights):
        """Writes what there is room for; returns the place after it."""
        room = self.ids.shape[1] - at
        end = at + min(room, len(ids))
        self.ids[row, at:end] = ids[:room]
        self.weights[row, at:end] = weights[:room]
        return end


def fill(documents, sequences, context_length, end_of_text, longest_rest=160):
    """A batch without gaps from an endless iterator of (ids, weights).

    A document that does not fit is cut where less than `longest_rest` is left or it begins the sequence; else it waits
    to begin a later one, so that long documents come as often as they are drawn."""
    batch, waiting = Batch(sequences, context_length, end_of_text), deque()
    for row in range(sequences):
        at = 0
        while at <= context_length:
            ids, weights = waiting.popleft() if waiting and at == 0 else next(documents)
            room = context_length + 1 - at
            if len(ids) > room > longest_rest and at > 0:
                waiting.append((ids, weights))
                continue
            at = batch.put(row, at, ids, weights)
    return batch


def joined(a, b):
    """One batch of the sequences of two."""
    a.ids, a.weights = np.concatenate([a.ids, b.ids]), np.concatenate([a.weights, b.weights])
    return a


def stack(documents, context_length, end_of_text):
    """A batch of as few sequences as first-fit finds; no document is cut."""
    rows = []
    for document in documents:
        length = len(document[0])
        if length > context_length + 1:
            raise ValueError(f"A document of {length} tokens; a sequence takes {context_length + 1}.")
        row = next((r for r in rows if sum(len(ids) for ids, _ in r) + length <= context_length + 1), None)
        if row is None:
            rows.append([document])
        else:
            row.append(document)
    # Not longer than its fullest sequence: short examples need no passes over a context of nothing.
    longest = max(sum(len(ids) for ids, _ in row) for row in rows)
    batch = Batch(len(rows), longest - 1, end_of_text)
    for i, row in enumerate(rows):
        at = 0
        for ids, weights in row:
            at = batch.put(i, at, ids, weights)
    return batch
