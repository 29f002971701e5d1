import unittest

from training import packing

END = 0


def document(token, length):
    return [token] * length, [1.0] * length


class PackingTests(unittest.TestCase):
    def test_a_document_that_does_not_fit_begins_the_next_sequence(self):
        documents = iter([document(1, 6), document(2, 9), document(3, 4), document(4, 1)])
        batch = packing.fill(documents, 2, 9, END, longest_rest=2)
        self.assertEqual([[1] * 6 + [3] * 4, [2] * 9 + [4]], batch.ids.tolist())

    def test_a_document_is_cut_where_little_is_left_or_it_begins_the_sequence(self):
        documents = iter([document(1, 8), document(2, 5), document(3, 12)])
        batch = packing.fill(documents, 2, 9, END, longest_rest=2)
        self.assertEqual([[1] * 8 + [2] * 2, [3] * 10], batch.ids.tolist())
        self.assertTrue((batch.weights == 1).all())

    def test_long_documents_come_as_often_as_they_are_drawn(self):
        def drawn():
            while True:
                yield document(1, 20)
                yield document(2, 90)

        batch = packing.fill(drawn(), 40, 99, END, longest_rest=30)
        tokens = (batch.ids == 2).sum() / (batch.ids > 0).sum()
        self.assertGreater(tokens, 0.75)


if __name__ == "__main__":
    unittest.main()
