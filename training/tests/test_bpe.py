import unittest

from training import bpe, folder
from training.errors import TrainingError
from training.tests.runs import IN_BOX


class BpeTests(unittest.TestCase):
    def test_pieces_are_gpt2s(self):
        # As the Rust tokenizer splits it: U+001C is no white space there, ² a number, ª a letter.
        pieces = bpe.pieces_pattern().findall("I'll pay  12²ª €\n\n\u001c don't")
        self.assertEqual(["I", "'ll", " pay", " ", " 12²", "ª", " €", "\n", "\n", "\u001c", " don", "'t"], pieces)

    def test_ids_of_the_model_in_the_box(self):
        tokenizer = folder.read_tokenizer(IN_BOX)
        # From `gptprompt score --continuation " Paris" --json`.
        self.assertEqual([376, 288, 268], tokenizer.encode(" Paris"))

    def test_any_text_comes_back(self):
        tokenizer = folder.read_tokenizer(IN_BOX)
        text = "né\u00a0à 東京\t<|endoftext|> \U0001f600\r\n x"
        self.assertEqual(text, tokenizer.decode(tokenizer.encode(text)))

    def test_merges_are_the_most_frequent_pairs(self):
        # By hand: pieces that come once do not count, so " ab" and " abc" twice each; of equals the later in order.
        merges = bpe.train(["ab ab ab abc abc"], 257 + 2)
        self.assertEqual([("Ġ", "a"), ("Ġa", "b")], merges)

    def test_no_merge_joins_digits_or_lines(self):
        merges = bpe.train(["12 12 12\n\n\n\n\n\n12\n\n\n\n\n\n12 xx xx\nxx\nxx"], 257 + 1)
        self.assertEqual([("x", "x")], merges)

    def test_too_little_text_is_an_error(self):
        with self.assertRaisesRegex(TrainingError, "give 1 merges; 743 were asked for"):
            bpe.train(["aa\naa\naa"], 1000)

    def test_a_piece_has_the_mark_of_its_beginning(self):
        tokenizer = bpe.Tokenizer([("a", "b")])
        ids, marks = tokenizer.encode_segments([("ab", False), (" ab", True)])
        self.assertEqual([False, True, True], marks)
        self.assertEqual(tokenizer.encode("ab ab"), ids)


if __name__ == "__main__":
    unittest.main()
