// Writes completions.json: greedy continuations of 20 prompts by transformers.js, up to 64 tokens, up to the end-of-text token.
// `margin` is the smallest distance between the best and the second best logit on the way: 0 would be a tie.
import { writeFileSync } from 'node:fs';
import { logitsOf, marginOf, model, tokenizer } from './model.mjs';
import { expected } from './tokenizer.mjs';

const prompts = [
  `Classify the sentiment of the text as Positive or Negative.
Input: This movie is amazing!
Output: Positive
Input: Terrible experience, would not recommend.
Output: Negative
Input: I absolutely love this product!
Output:`,
  'Classify the sentiment of the text as Positive or Negative.\nInput: The waiter was rude and the soup was cold.\nOutput:',
  'Input: cat\nOutput: cats\nInput: dog\nOutput: dogs\nInput: table\nOutput:',
  'Input: pelo\nOutput: zug\nInput: mira\nOutput: tok\nInput: sanu\nOutput: vek\nInput: mira\nOutput:',
  'Answer the question based on the context.\n\nContext: Maria lives in Lisbon. She has a black cat named Otto.\n\nQuestion: Where does Maria live?\nAnswer:',
  'Question: What is the capital of France?\nAnswer:',
  '# python: add two numbers\n',
  '// javascript: check if a number is even\n',
  '// c# code for: reverse a string\n\n',
  'def ',
  'English: The blue milk is here.\nFrench:',
  'English: I am thirsty.\nSpanish:',
  'User: Where is my order 74562?\nAssistant:',
  'Once upon a time',
  'Lily and Tom went to the park. They saw a big dog.',
  'The quick brown fox',
  'Ünïcödé: 日本語 и русский 👩‍👩‍👧‍👦',
  '   \n\n\t  ',
  '1 2 3 4 5 6 7 8',
  'a',
];

const lines = [];
for (const prompt of prompts) {
  const inputs = tokenizer(prompt);
  const output = (await model.generate({ ...inputs, max_new_tokens: 64, do_sample: false })).tolist()[0].map(Number);
  const start = inputs.input_ids.dims[1];
  const rows = (await logitsOf(output)).slice(start - 1, -1);
  const ids = output.slice(start);
  const uncached = rows.every((row, i) => row[ids[i]] === Math.max(...row));
  if (!uncached) throw new Error(`without the cache another token is best after ${JSON.stringify(prompt)}`);
  lines.push(JSON.stringify({ prompt, ids, margin: Math.min(...rows.map(marginOf)) }));
}

writeFileSync(new URL('completions.json', expected), `[\n${lines.join(',\n')}\n]\n`);
for (const line of lines) console.log(JSON.parse(line).ids.length, JSON.parse(line).margin, JSON.stringify(tokenizer.decode(JSON.parse(line).ids)).slice(0, 90));
