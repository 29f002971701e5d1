// Writes documents.json: log-probabilities of every token of a text by the rolling windows of lm-evaluation-harness (lm_eval/utils.py,
// get_rolling_token_windows and make_disjoint_window), from transformers.js's float32 logits by a log-softmax in float64. Each window
// is one forward pass without a cache. A stride below the length is that function's context_len = length - stride + 1.
import { writeFileSync } from 'node:fs';
import { logSoftmax, logitsOf, tokenizer } from './model.mjs';
import { expected } from './tokenizer.mjs';

const prefix = tokenizer.encode('<|endoftext|>')[0];

function* windows(tokens, length, stride) {
  const first = tokens.slice(0, length);
  yield [[prefix, ...first.slice(0, -1)], first];
  for (let done = first.length; done < tokens.length;) {
    const end = Math.min(done + stride, tokens.length);
    yield [tokens.slice(end - length - 1, end - 1), tokens.slice(done, end)];
    done = end;
  }
}

async function score(text, length, stride) {
  const tokens = tokenizer.encode(text);
  const logProbabilities = [];
  let count = 0;
  for (const [read, targets] of windows(tokens, length, stride)) {
    const rows = (await logitsOf(read)).slice(-targets.length).map(logSoftmax);
    logProbabilities.push(...rows.map((row, i) => row[targets[i]]));
    count++;
  }
  const sum = logProbabilities.reduce((a, b) => a + b);
  const bytes = new TextEncoder().encode(text).length;
  const words = text.split(/\s+/u).length;
  return {
    text, length, stride, windows: count, logLikelihood: sum, bytes, words,
    wordPerplexity: Math.exp(-sum / words), bytePerplexity: Math.exp(-sum / bytes), bitsPerByte: -sum / bytes / Math.LN2,
    logProbabilities: logProbabilities.map(value => Number(value.toFixed(6))),
  };
}

const who = ['The girl', 'A small dog', 'Her brother', 'The old man', 'Tom', 'The black cat'];
const did = ['ran to the park', 'found a red ball', 'was happy', 'sat under the tree', 'looked for the cat', 'said "Hello!"'];
const also = ['and laughed.', 'because it was sunny.', 'at 7 in the morning.', 'with a friend.', '— très bien!', 'and went home.'];
const story = (count) => Array.from({ length: count }, (_, i) =>
  `${who[(i * i) % 6]} ${did[(i * 5 + 1 + (i >> 2)) % 6]} ${also[(i * 7 + (i >> 3)) % 6]}${i % 9 === 8 ? '\n\n' : ' '}`).join('');

const cases = [
  [story(1).trim(), 512, 512], [story(12), 64, 64], [story(12), 64, 16], [story(9), 40, 1], [story(110), 512, 512],
  [story(110), 512, 128], [`def add(a, b):\n    return a + b\n\n${story(5)}日本語 👩‍👩‍👧‍👦 и русский`, 32, 32],
];
const lines = [];
for (const item of cases) lines.push(JSON.stringify(await score(...item)));
writeFileSync(new URL('documents.json', expected), `[\n${lines.join(',\n')}\n]\n`);
for (const line of lines) {
  const { windows, logProbabilities, bitsPerByte } = JSON.parse(line);
  console.log(windows, logProbabilities.length, bitsPerByte);
}
