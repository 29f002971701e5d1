// Tokenizers of every style, trained here: small ones whose settings are those of the model families they are named after.
import { readFileSync } from 'node:fs';
import { readModel } from './piece-model.mjs';
import { bytePairs, count } from './train.mjs';
import { strings } from './strings.mjs';

export const alphabet = (() => {
  const visible = b => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, b) => String.fromCodePoint(visible(b) ? b : next++));
})();

const special = (id, content, flags = {}) =>
  ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...flags });
const sequence = (kind, ...items) => ({ type: 'Sequence', [kind]: items });
const split = (Regex, behavior = 'Isolated', invert = false) => ({ type: 'Split', pattern: { Regex }, behavior, invert });
const replace = (String, content) => ({ type: 'Replace', pattern: { String }, content });
const byteLevel = (flags = {}) => ({ type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true, ...flags });
const metaspace = (prepend_scheme, split = true) => ({ type: 'Metaspace', replacement: '▁', prepend_scheme, split });
const strip = { type: 'Strip', content: ' ', start: 1, stop: 0 };
const fallback = { type: 'ByteFallback' };
const fuse = { type: 'Fuse' };
const around = (before, after, ids) => ({
  type: 'TemplateProcessing', pair: [],
  single: [...before.map(id => ({ SpecialToken: { id, type_id: 0 } })), { Sequence: { id: 'A', type_id: 0 } },
    ...after.map(id => ({ SpecialToken: { id, type_id: 0 } }))],
  special_tokens: Object.fromEntries(Object.entries(ids).map(([id, number]) => [id, { id, ids: [number], tokens: [id] }])),
});
const bpe = (vocab, merges, flags = {}) => ({
  type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: false,
  byte_fallback: false, ignore_merges: false, vocab, merges, ...flags,
});
const file = parts => ({
  version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null,
  decoder: null, ...parts,
});
const numbered = tokens => Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));

const gpt2Words = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const llama3 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const qwen2 = llama3.replace('{1,3}', '');
const o200k = "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
  + "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
  + "\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const cl100k = "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+";
const deepseek = [
  split('\\p{N}{1,3}'), split('[一-龥\\u3040-ゟ゠-ヿ]+'),
  split("[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
];

const wellFormed = text => text.toWellFormed();
const bytesOf = word => [...new TextEncoder().encode(word)].map(b => alphabet[b]);

/** All styles by name; data is the folder of shared texts that they are trained on. */
export function styles(data) {
  const lines = [
    ...readFileSync(new URL('nq_open.dev.jsonl', data), 'utf8').split('\n').slice(0, 1500).filter(Boolean).map(line => JSON.parse(line).question),
    ...readFileSync(new URL('gsm8k.test.jsonl', data), 'utf8').split('\n').slice(0, 300).filter(Boolean).map(line => JSON.parse(line).question),
    ...[...strings(4000, 99)].map(wellFormed),
  ];
  return { ...byteLevelStyles(lines), ...sentencePieceStyles(lines), ...wordStyles(lines), ...unigramStyles() };
}

function byteLevelStyles(lines) {
  const words = lines.flatMap(line => line.match(gpt2Words) ?? []);
  const merges = bytePairs(count(words, bytesOf), 1200);
  const tokens = [...alphabet, ...merges.map(merge => merge.join(''))];
  const vocab = numbered(tokens);
  const n = tokens.length;
  const plain = byteLevel({ use_regex: false });
  const names = ['<|begin_of_text|>', '<|end_of_text|>', '<|im_start|>', '<|im_end|>'];
  const added_tokens = names.map((name, i) => special(n + i, name));
  const bos = { type: 'Sequence', processors: [byteLevel({ trim_offsets: false }), around([names[0]], [], { [names[0]]: n })] };
  const of = (pre_tokenizer, parts = {}, flags = {}) => file({
    added_tokens, pre_tokenizer, decoder: byteLevel(), post_processor: byteLevel(),
    model: bpe(vocab, merges.map(merge => merge.join(' ')), flags), ...parts,
  });
  return {
    gpt2: of(byteLevel()),
    'gpt2-prefix-space': of(byteLevel({ add_prefix_space: true })),
    llama3: of(sequence('pretokenizers', split(llama3), plain), { post_processor: bos }, { ignore_merges: true }),
    qwen2: of(sequence('pretokenizers', split(qwen2), plain), { normalizer: { type: 'NFC' } }, { merges }),
    o200k: of(sequence('pretokenizers', split(o200k), plain)),
    cl100k: of(sequence('pretokenizers', split(cl100k), plain)),
    'gpt4-removed': of(sequence('pretokenizers', split(llama3, 'Removed', true), plain)),
    deepseek: of(sequence('pretokenizers', ...deepseek, plain)),
    starcoder: of(sequence('pretokenizers', { type: 'Digits', individual_digits: true }, byteLevel())),
    'merged-with-next': of(sequence('pretokenizers', split('\\s', 'MergedWithNext'), plain)),
    'merged-with-previous': of(sequence('pretokenizers', split('\\w+', 'MergedWithPrevious', true), plain)),
    contiguous: of(sequence('pretokenizers', split('[\\s\\d]', 'Contiguous'), { type: 'Punctuation', behavior: 'Contiguous' }, plain)),
    roberta: of(byteLevel(), {
      post_processor: { type: 'RobertaProcessing', sep: [names[1], n + 1], cls: [names[0], n], trim_offsets: true, add_prefix_space: false },
      added_tokens: [...added_tokens.slice(0, 3), special(n + 3, names[3], { lstrip: true })],
    }),
  };
}

function sentencePieceStyles(lines) {
  const words = lines.flatMap(line => ('▁' + line.replaceAll(' ', '▁')).match(/▁+[^▁]*|[^▁]+/gu) ?? []);
  const characters = [...new Set(words.join(''))].sort().filter(c => c.codePointAt(0) < 0x2600 && (c.codePointAt(0) < 0x530 || c === '▁'));
  const known = new Set(characters);
  const merges = bytePairs(count(words.filter(word => [...word].every(c => known.has(c))), word => [...word]), 1000);
  const bytes = Array.from({ length: 256 }, (_, b) => `<0x${b.toString(16).toUpperCase().padStart(2, '0')}>`);
  const tokens = ['<unk>', '<s>', '</s>', ...bytes, ...merges.map(merge => merge.join('')), ...characters];
  const vocab = numbered(tokens);
  const added_tokens = ['<unk>', '<s>', '</s>'].map((name, id) => special(id, name));
  const written = merges.map(merge => merge.join(' '));
  const flags = { unk_token: '<unk>', fuse_unk: true, byte_fallback: true };
  const withoutBytes = numbered(tokens.filter(token => !bytes.includes(token)));
  const of = parts => file({
    added_tokens, post_processor: around(['<s>'], [], { '<s>': 1 }), model: bpe(vocab, written, flags), ...parts,
  });
  return {
    llama2: of({
      normalizer: sequence('normalizers', { type: 'Prepend', prepend: '▁' }, replace(' ', '▁')),
      decoder: sequence('decoders', replace('▁', ' '), fallback, fuse, strip),
    }),
    gemma: of({
      normalizer: replace(' ', '▁'),
      pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false },
      decoder: sequence('decoders', replace('▁', ' '), fallback, fuse),
    }),
    mistral: of({
      pre_tokenizer: metaspace('first', false),
      decoder: sequence('decoders', replace('▁', ' '), fallback, fuse, strip),
      added_tokens: [...added_tokens, special(tokens.length, '[INST]'), special(tokens.length + 1, 'world', { special: false, normalized: true, single_word: true })],
    }),
    'metaspace-always': of({ pre_tokenizer: metaspace('always'), decoder: metaspace('always') }),
    'metaspace-first': of({ pre_tokenizer: metaspace('first'), decoder: sequence('decoders', fallback, metaspace('first')) }),
    'metaspace-never': of({ pre_tokenizer: metaspace('never'), decoder: sequence('decoders', fallback, metaspace('never')) }),
    'metaspace-old': of({
      pre_tokenizer: { type: 'Metaspace', replacement: '▁', add_prefix_space: true },
      decoder: { type: 'Metaspace', replacement: '▁', add_prefix_space: true },
      model: bpe(withoutBytes, written, { unk_token: '<unk>', fuse_unk: false }),
    }),
    'fused-unknown': of({
      normalizer: sequence('normalizers', { type: 'NFKC' }, { type: 'Strip', strip_left: true, strip_right: true },
        { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }, replace(' ', '▁')),
      decoder: sequence('decoders', replace('▁', ' '), fuse),
      model: bpe(withoutBytes, written, { unk_token: '<unk>', fuse_unk: true }),
    }),
    'ignored-merges': of({
      pre_tokenizer: metaspace('always'), decoder: metaspace('always'),
      model: bpe(withoutBytes, written.slice(0, 300), { unk_token: '<unk>', fuse_unk: true, ignore_merges: true }),
    }),
  };
}

function unigramStyles() {
  const model = name => readModel(new URL(`../GptPrompting.Tests/Expected/piece.${name}.model`, import.meta.url));
  const { pieces, charsmap } = model('unigram');
  const precompiled = { type: 'Precompiled', precompiled_charsmap: charsmap };
  const of = (vocab, parts, flags = {}) => file({
    added_tokens: ['<unk>', '<s>', '</s>'].map((name, id) => special(id, name)), decoder: metaspace('always'),
    post_processor: around([], ['</s>'], { '</s>': 2 }), model: { type: 'Unigram', unk_id: 0, vocab, byte_fallback: false, ...flags }, ...parts,
  });
  return {
    t5: of(pieces, { normalizer: precompiled, pre_tokenizer: sequence('pretokenizers', { type: 'WhitespaceSplit' }, metaspace('always')) }),
    'unigram-precompiled': of(pieces, {
      normalizer: sequence('normalizers', precompiled, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }), pre_tokenizer: metaspace('first', false),
    }),
    'unigram-bytes': of(model('unigram-bytes').pieces, {
      pre_tokenizer: metaspace('always'), decoder: sequence('decoders', fallback, metaspace('always')),
    }, { byte_fallback: true }),
  };
}

function wordStyles(lines) {
  const words = lines.flatMap(line => line.toLowerCase().match(/[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{N}\p{M}]/gu) ?? []);
  const suffixed = word => [...word].map((c, i, all) => i === all.length - 1 ? c + '</w>' : c);
  const counts = count(words.filter(word => /^[\u0021-\u052f]*$/.test(word)), suffixed);
  const merges = bytePairs(counts, 900);
  const symbols = [...new Set([...counts.keys()].flatMap(key => key.split('\0')))].sort();
  const gpt1 = ['<unk>', ...symbols, ...merges.map(merge => merge.join(''))];

  const pieces = word => [...word].map((c, i) => i === 0 ? c : '##' + c);
  const pieceCounts = count(words.filter(word => /^[\u0021-\u052f\u4e00-\u9fff]*$/.test(word)), pieces);
  const pieceMerges = bytePairs(pieceCounts, 900, (left, right) => left + right.slice(2));
  const characters = [...new Set([...pieceCounts.keys()].flatMap(key => key.split('\0')))].sort();
  const names = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const bert = numbered([...names, ...characters, ...pieceMerges.map(([left, right]) => left + right.slice(2))]);
  const wordPiece = (flags = {}) => ({ type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: bert, ...flags });
  const normalizer = (flags = {}) => ({ type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true, ...flags });
  const bertFile = parts => file({
    added_tokens: names.map((name, id) => special(id, name)), normalizer: normalizer(), pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: around(['[CLS]'], ['[SEP]'], { '[CLS]': 2, '[SEP]': 3 }),
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true }, model: wordPiece(), ...parts,
  });
  return {
    gpt1: file({
      added_tokens: [special(0, '<unk>')], normalizer: normalizer(), pre_tokenizer: { type: 'BertPreTokenizer' },
      decoder: { type: 'BPEDecoder', suffix: '</w>' },
      model: bpe(numbered(gpt1), merges.map(merge => merge.join(' ')), { unk_token: '<unk>', end_of_word_suffix: '</w>' }),
    }),
    bert: bertFile(),
    'bert-cased': bertFile({
      normalizer: normalizer({ lowercase: false, strip_accents: false }),
      post_processor: { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] },
      added_tokens: names.map((name, id) => special(id, name, { lstrip: name === '[MASK]' })),
    }),
    'bert-words': bertFile({
      normalizer: sequence('normalizers', { type: 'NFKD' }, normalizer({ clean_text: false, handle_chinese_chars: false })),
      pre_tokenizer: sequence('pretokenizers', { type: 'WhitespaceSplit' }, { type: 'Digits', individual_digits: true }, { type: 'Punctuation', behavior: 'Isolated' }),
      model: wordPiece({ max_input_chars_per_word: 12 }),
    }),
  };
}
