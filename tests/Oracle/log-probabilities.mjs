// Writes log-probabilities.json: the natural logarithm of the probability of every continuation token for 20 pairs, from
// transformers.js's float32 logits by a log-softmax in float64. Ids: the whole text encoded, cut after as many tokens as the context
// has by itself; white space at the context's end belongs to the continuation (lm-evaluation-harness, api/model.py).
// `next` is the distance to the best token, 0 where the token is the greedy one.
import { writeFileSync } from 'node:fs';
import { logSoftmax, logitsOf, tokenizer } from './model.mjs';
import { expected } from './tokenizer.mjs';

const pairs = [
  ['Classify the sentiment of the text as Positive or Negative.\nInput: I love it!\nOutput:', ' Positive'],
  ['Classify the sentiment of the text as Positive or Negative.\nInput: I love it!\nOutput:', ' Negative'],
  ['Question: What is the capital of France?\nAnswer:', ' Paris'],
  ['Question: What is the capital of France?\nAnswer:', ' Berlin'],
  ['# python: add two numbers\n', 'def add(a, b):\n    return a + b\n'],
  ['# python: add two numbers\n', 'def subtract(x, y):\n    return x - y\n'],
  ['// c# code for: reverse a string\n\n', 'static string Reverse(string s)\n{\n}'],
  ['Once upon a time', ', there was a little girl named Lily.'],
  ['Once upon a time', ' 日本語 👩‍👩‍👧‍👦 и русский'],
  ['The cat sat', ' on the mat.'],
  ['English: I am thirsty.\nFrench:', " J'ai soif."],
  ['English: I am thirsty.\nSpanish:', ' Tengo sed.'],
  ['User: Hello!\nAssistant:', ' Hi there! What can I do for you?'],
  ['Input: cat\nOutput: cats\nInput: dog\nOutput:', ' dogs\n'],
  ['Ünïcödé', ' €¥£'],
  ['1 2 3 4', ' 5 6 7 8 9 10'],
  ['Question: What is the capital of France?\nAnswer: ', 'Paris'],
  ['a', ' b'],
  ['a', ' <|endoftext|>'],
  ['One day, ' + 'the dog ran to the park and the cat ran home. '.repeat(30).trimEnd(), ' The dog was happy.'],
];

const lines = [];
for (const [context, continuation] of pairs) {
  const encode = text => tokenizer.encode(text);
  const ids = encode(context + continuation);
  const start = encode(context.trimEnd()).length;
  const rows = (await logitsOf(ids)).slice(start - 1, -1).map(logSoftmax);
  const continuationIds = ids.slice(start);
  const logProbabilities = rows.map((row, i) => row[continuationIds[i]]);
  const next = rows.map((row, i) => Math.max(...row) - logProbabilities[i]);
  lines.push(JSON.stringify({ context, continuation, ids: continuationIds, logProbabilities, next }));
}

writeFileSync(new URL('log-probabilities.json', expected), `[\n${lines.join(',\n')}\n]\n`);
for (const line of lines) console.log(JSON.parse(line).ids.length, JSON.parse(line).logProbabilities.reduce((a, b) => a + b));
