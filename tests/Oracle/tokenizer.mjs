import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The original in Rust, which models were trained with; its binding for Node is no ES module.
const { Tokenizer, bertNormalizer, punctuationPreTokenizer } = createRequire(import.meta.url)('tokenizers');

export const inBox = new URL('../../src/GptPrompting.TinyGpt/tiny-gpt/', import.meta.url);
export const expected = new URL('../GptPrompting.Tests/Expected/', import.meta.url);

export const readJson = url => JSON.parse(readFileSync(url, 'utf8'));
export const tokenizerOf = json => Tokenizer.fromString(JSON.stringify(json));
export const idsOf = async (tokenizer, text, addSpecialTokens = false) =>
  (await tokenizer.encode(text, null, { addSpecialTokens })).getIds();
export const textOf = (tokenizer, ids, skipSpecialTokens = false) => tokenizer.decode(ids, skipSpecialTokens);

const words = punctuationPreTokenizer('removed');
const accents = bertNormalizer({ cleanText: true, handleChineseChars: false, stripAccents: true, lowercase: false });

/** Whether Node's tables and the original's differ on what kind a character is. */
export function isNewer(character) {
  const text = 'a' + character;
  const isPunctuation = words.preTokenizeString(text)[0][0] !== text;
  const isDropped = accents.normalizeString(text) === 'a';
  return character > '\u0300' && (/\p{P}/u.test(character) !== isPunctuation || /[\p{Mn}\p{Cf}\p{Co}]/u.test(character) !== isDropped);
}

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
