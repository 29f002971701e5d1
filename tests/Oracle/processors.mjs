// Writes processors.jsonl.gz: what the logits processors of transformers.js give. 300 random rows of logits, each with the probabilities
// after the processors of random options, and greedy texts of 7 models, 60 prompts and options each.
//
// It has repetition_penalty, no_repeat_ngram_size, min_length, min_new_tokens, bad_words_ids, suppress_tokens and temperature, and puts
// them in order by itself. Its top_p does nothing, it has neither min_p nor typical_p, and its beam search keeps one beam: samplers.py
// and beams.py have those from others. A bias of -100 stands for a banned token, min_tokens for tokens of the output.
// `margin` is the smallest distance between the best and the second best token on the way; texts with less than 1e-3 are left out.
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { AutoModelForCausalLM, AutoTokenizer, GenerationConfig, LogitsProcessor, Tensor } from '@huggingface/transformers';
import { logSoftmax, marginOf, model, tokenizer } from './model.mjs';
import { generator } from './strings.mjs';
import { expected } from './tokenizer.mjs';

const { below, pick, repeat } = generator(20_261_129);
const often = () => below(10) < 4;
const int64 = ids => new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]);

function randomOptions(vocabulary, ends, mostTokens) {
  const options = { ends };
  if (often()) options.repetition_penalty = pick([0.8, 1.3, 2]);
  if (often()) options.no_repeat_ngram_size = pick([1, 2, 3]);
  if (often()) options.min_tokens = pick([1, mostTokens]);
  if (often()) options.logit_bias = Object.fromEntries(repeat(() => [below(vocabulary), -100], 1, 3));
  return options;
}

/** The same options by transformers' names; two of them have two names each. */
function configOf(options, promptLength) {
  const config = { eos_token_id: options.ends, repetition_penalty: options.repetition_penalty ?? 1 };
  if (options.no_repeat_ngram_size) config.no_repeat_ngram_size = options.no_repeat_ngram_size;
  if (options.min_tokens && below(2)) config.min_new_tokens = options.min_tokens;
  else if (options.min_tokens) config.min_length = promptLength + options.min_tokens;
  const banned = Object.keys(options.logit_bias ?? {}).map(Number);
  if (banned.length && below(2)) config.bad_words_ids = banned.map(id => [id]);
  else if (banned.length) config.suppress_tokens = banned;
  return config;
}

function rowCase() {
  const vocabulary = pick([12, 30, 120]);
  const ends = pick([[vocabulary - 1], [vocabulary - 1, 0]]);
  const options = { ...randomOptions(vocabulary, ends, 20), temperature: pick([0.3, 0.7, 1, 1.7]) };
  // Multiples of 2^-10 are exact in 32-bit floats.
  const logits = Array.from({ length: vocabulary }, () => (below(8192) - 4096) / 1024);
  const prompt = repeat(() => below(vocabulary), 1, 9);
  const output = repeat(() => below(vocabulary), 0, 6);
  const { temperature } = options;
  const config = Object.assign(new GenerationConfig({}), configOf(options, prompt.length), { temperature, do_sample: true });
  const processors = model._get_logits_processor(config, prompt.length);
  const scores = processors([[...prompt, ...output].map(BigInt)], new Tensor('float32', Float32Array.from(logits), [1, vocabulary]));
  const probabilities = {};
  logSoftmax(Float64Array.from(scores.data)).forEach((value, id) => {
    if (value > -Infinity) probabilities[id] = Number(Math.exp(value).toPrecision(7));
  });
  // Where the n-grams ban every token there is nothing to compare.
  return Object.values(probabilities).some(Number.isNaN) ? rowCase() : { options, logits, prompt, output, probabilities };
}

/** Tells how near the second best token comes. */
class Margins extends LogitsProcessor {
  least = Infinity;

  _call(ids, logits) {
    this.least = Math.min(this.least, marginOf(logits.data));
    return logits;
  }
}

async function generate(causal, ids, config, count) {
  const margins = new Margins();
  const inputs = { input_ids: int64(ids), attention_mask: int64(ids.map(() => 1)) };
  const output = await causal.generate({ ...inputs, ...config, max_new_tokens: count, do_sample: false, logits_processor: [margins] });
  return { ids: output.tolist()[0].map(Number).slice(ids.length), margin: margins.least };
}

const openings = ['Once upon a time', 'English: the black dog\nFrench:', '# python: add two numbers\n', 'Question: What is the capital of France?\nAnswer:',
  'Input: cat\nOutput: cats\nInput: dog\nOutput:', 'The quick brown fox', 'def ', 'User: Hello!\nAssistant:', 'a', 'Lily and Tom', '1 2 3 4 5'];

const words = [...openings.join(' ').split(' ').filter(word => word), 'and', 'the', 'was'];

async function textCases(name, causal, tokens, longest, count) {
  const cases = [];
  for (let i = 0; i < 60; i++) {
    const prompt = (i < openings.length ? openings[i] : repeat(() => pick(words), 1, 6).join(' ')).slice(0, longest);
    const ids = tokens.encode(prompt);
    // Besides its own end one of the first tokens that the model would write, so that the least number of tokens has something to forbid.
    const free = await generate(causal, ids, { eos_token_id: [] }, count);
    const ends = [...new Set([causal.config.eos_token_id, free.ids[below(6)]])];
    const options = { ...randomOptions(causal.config.vocab_size, ends, count - 8), max_tokens: count };
    const config = configOf(options, ids.length);
    const text = await generate(causal, ids, config, count);
    if (text.margin >= 1e-3) cases.push({ model: name, options, prompt, ...text });
  }
  return cases;
}

const lines = Array.from({ length: 300 }, rowCase);
lines.push(...await textCases('tiny-gpt', model, tokenizer, Infinity, 40));
const folder = new URL('../SmallModels/', import.meta.url);
for (const name of ['gpt2-optimum', 'gpt2-transformersjs', 'gptneo-optimum', 'gptj-optimum', 'gptneox-optimum', 'llama-optimum']) {
  const path = new URL(name, folder).pathname;
  const small = await AutoModelForCausalLM.from_pretrained(path, { dtype: 'fp32', device: 'cpu', ...(name.endsWith('js') ? {} : { subfolder: '' }) });
  lines.push(...await textCases(name, small, await AutoTokenizer.from_pretrained(path), 40, 24));
}
const data = gzipSync(lines.map(line => JSON.stringify(line) + '\n').join(''), { level: 9 });
writeFileSync(new URL('processors.jsonl.gz', expected), data);
for (const name of new Set(lines.map(line => line.model))) console.log(name ?? 'rows', lines.filter(line => line.model === name).length);
console.log(`processors.jsonl.gz: ${data.length} bytes`);
