// Writes flags.jsonl.gz: [name, tokenizer.json, [[text, ids, ids with special tokens], ...]] for small tokenizers made by hand.
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { strings } from './strings.mjs';
import { expected, idsOf, tokenizerOf } from './tokenizer.mjs';

const alphabet = (() => {
  const visible = b => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, b) => String.fromCodePoint(visible(b) ? b : next++));
})();
const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
const plainBytes = { ...byteLevel, use_regex: false };
const token = (id, content, flags = {}) =>
  ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...flags });
const split = (Regex, behavior = 'Isolated', invert = false) => ({ type: 'Split', pattern: { Regex }, behavior, invert });
const sequence = (...pretokenizers) => ({ type: 'Sequence', pretokenizers });
const template = (...single) => ({
  type: 'TemplateProcessing', pair: [],
  single: single.map(id => id === 'A' ? { Sequence: { id, type_id: 0 } } : { SpecialToken: { id, type_id: 0 } }),
  special_tokens: { '<s>': { id: '<s>', ids: [272], tokens: ['<s>'] }, '</s>': { id: '</s>', ids: [273], tokens: ['</s>'] } },
});

function json({ vocab: moreTokens, pairs, model, ...parts } = {}) {
  const merges = ['h e', 'l l', 'he ll', 'hell o', 'Ġ hello', 'Ġ w', 'o r', 'a a', 'aa a', 'aa aa', '1 2', 'Ġ Ġ', 'Ã ©', '0 0', "' s", 'Ċ Ċ'];
  const vocab = Object.fromEntries([...alphabet, ...merges.map(merge => merge.replace(' ', ''))].map((text, id) => [text, id]));
  return {
    version: '1.0', truncation: null, padding: null,
    added_tokens: [], normalizer: null, pre_tokenizer: byteLevel, post_processor: byteLevel, decoder: byteLevel,
    ...parts,
    model: { type: 'BPE', vocab: { ...vocab, ...moreTokens }, merges: pairs ? merges.map(merge => merge.split(' ')) : merges, ...model },
  };
}

const s = token(272, '<s>');
const e = token(273, '</s>');
const llama3 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const tokenizers = {
  plain: json(),
  'merges as pairs': json({ pairs: true }),
  'added token': json({ added_tokens: [s, e] }),
  'added token, not special': json({ added_tokens: [token(272, '<s>', { special: false }), e] }),
  lstrip: json({ added_tokens: [token(272, '<s>', { lstrip: true }), e] }),
  rstrip: json({ added_tokens: [token(272, '<s>', { rstrip: true }), e] }),
  'single word': json({ added_tokens: [token(272, 'w<s>', { single_word: true }), token(273, 'hel', { single_word: true, special: false })] }),
  'lstrip and rstrip': json({ added_tokens: [token(272, '<s>', { lstrip: true, rstrip: true }), token(273, '</s>', { lstrip: true })] }),
  'longest token': json({ added_tokens: [token(272, '<s>'), token(273, '<s><s>'), token(259, 'hello'), token(258, 'hell')] }),
  'normalized token': json({ normalizer: { type: 'NFC' }, added_tokens: [token(272, 'e\u0301', { normalized: true }), token(273, 'o\u0301')] }),
  NFC: json({ normalizer: { type: 'NFC' } }),
  'NFKC in a sequence': json({ normalizer: { type: 'Sequence', normalizers: [{ type: 'NFD' }, { type: 'NFKC' }] } }),
  'prefix space': json({ pre_tokenizer: { ...byteLevel, add_prefix_space: true }, added_tokens: [s] }),
  'no pattern': json({ pre_tokenizer: plainBytes }),
  'no pattern, prefix space': json({ pre_tokenizer: { ...plainBytes, add_prefix_space: true } }),
  'digits': json({ pre_tokenizer: sequence({ type: 'Digits', individual_digits: false }, byteLevel) }),
  'individual digits': json({ pre_tokenizer: sequence({ type: 'Digits', individual_digits: true }, byteLevel) }),
  'Llama-3 split': json({ pre_tokenizer: sequence(split(llama3), plainBytes) }),
  'Qwen2 split': json({ pre_tokenizer: sequence(split(llama3.replace('{1,3}', '')), plainBytes), normalizer: { type: 'NFC' } }),
  'split, kept matches only': json({ pre_tokenizer: sequence(split(llama3, 'Removed', true), plainBytes) }),
  'split, removed spaces': json({ pre_tokenizer: sequence(split('\\s+', 'Removed'), byteLevel) }),
  'split by text': json({ pre_tokenizer: sequence({ type: 'Split', pattern: { String: '.' }, behavior: 'Isolated', invert: false }, plainBytes) }),
  'ignored merges': json({ model: { ignore_merges: true }, vocab: { 'Ġworld': 300, 'ðŁĺĢ': 301, 'hel': 302 } }),
  'template': json({ added_tokens: [s, e], post_processor: template('<s>', 'A', '</s>') }),
  'template in a sequence': json({ added_tokens: [s, e], post_processor: { type: 'Sequence', processors: [byteLevel, template('<s>', '<s>', 'A')] } }),
};

const written = [
  '', ' ', 'hello', ' hello world', 'hello<s>world', '  <s>  hello  </s> \n', '<s><s><s>', '<s</s><s>>', 'a <s>\t</s> b', 'helloo hell hel',
  'hel hello xhel hel. ²hel', 'w<s> aw<s> ⓐw<s>é', 'x<s> \u00a0\ufeff y', 'x \u0085<s>\u0085 y', 'e\u0301o\u0301 é ó', 'aaaaaaaaaaaaa', 'aaa aaaa aaaaa', '1212 12345 00000 a1b22', "it's IT'S 's'S", '...a.b', '\n\n\n\n \n\n', '😀 😀😀 𝔸𝟙a1',
  'ﬁ ½ Ⅷ ｱ', '\ufffe e\u0301 \uffff', '가나 가',
];
const texts = [...written, ...[...strings(80, 7)].map(text => text.slice(0, 60).toWellFormed())];
const lines = [];
for (const [name, config] of Object.entries(tokenizers)) {
  const tokenizer = tokenizerOf(config);
  const samples = [];
  for (const text of texts) samples.push([text, await idsOf(tokenizer, text), await idsOf(tokenizer, text, true)]);
  lines.push(JSON.stringify([name, config, samples]));
}
const data = gzipSync(lines.join('\n') + '\n', { level: 9 });
writeFileSync(new URL('flags.jsonl.gz', expected), data);
console.log(`flags.jsonl.gz: ${lines.length} tokenizers, ${data.length} bytes`);
