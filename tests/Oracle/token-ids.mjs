// Writes tokens.tiny-gpt.jsonl.gz and, where GPT-2's vocabulary is given, tokens.gpt2.jsonl.gz.
// Each line is [text, ids] for the in-box tokenizer and [ids] for GPT-2, whose lines belong to the same texts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { strings } from './strings.mjs';
import { expected, gpt2Json, idsOf, inBox, readJson, tokenizerOf } from './tokenizer.mjs';

const texts = [...strings(7_000, 20_240_611)].map(text => text.toWellFormed());
const encodeAll = async tokenizer => {
  const ids = [];
  for (const text of texts) ids.push(await idsOf(tokenizer, text));
  return ids;
};
const write = (name, lines) => {
  const data = gzipSync(lines.map(line => JSON.stringify(line)).join('\n') + '\n', { level: 9 });
  writeFileSync(new URL(name, expected), data);
  console.log(`${name}: ${lines.length} lines, ${data.length} bytes`);
};

mkdirSync(expected, { recursive: true });
const tiny = await encodeAll(tokenizerOf(readJson(new URL('tokenizer.json', inBox))));
write('tokens.tiny-gpt.jsonl.gz', texts.map((text, i) => [text, tiny[i]]));

if (process.argv[2]) {
  write('tokens.gpt2.jsonl.gz', await encodeAll(tokenizerOf(gpt2Json(pathToFileURL(process.argv[2] + '/')))));
}
