import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

export const inBox = new URL('../../src/GptPrompting.TinyGpt/tiny-gpt/', import.meta.url);
export const expected = new URL('../GptPrompting.Tests/Expected/', import.meta.url);

export const readJson = url => JSON.parse(readFileSync(url, 'utf8'));
export const tokenizerOf = json => new Tokenizer(json, { clean_up_tokenization_spaces: false });

/** A tokenizer.json for GPT-2's vocab.json and merges.txt. */
export function gpt2Json(folder) {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0', truncation: null, padding: null, normalizer: null,
    added_tokens: [{ id: 50256, content: '<|endoftext|>', single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }],
    pre_tokenizer: byteLevel, post_processor: byteLevel, decoder: byteLevel,
    model: {
      type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: '', end_of_word_suffix: '', fuse_unk: false,
      vocab: readJson(new URL('vocab.json', folder)),
      merges: readFileSync(new URL('merges.txt', folder), 'utf8').split('\n').filter(line => line && !line.startsWith('#version')),
    },
  };
}
