// Writes tokens.tiny-gpt.jsonl.gz and, where GPT-2's vocabulary is given, tokens.gpt2.jsonl.gz.
// Each line is [text, ids] for the in-box tokenizer and [ids] for GPT-2, whose lines belong to the same texts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { strings } from './strings.mjs';
import { expected, gpt2Json, inBox, readJson, tokenizerOf } from './tokenizer.mjs';

const texts = [...strings(10_000, 20_240_611)];
const idsOf = (tokenizer, text) => text === '' ? [] : tokenizer.encode(text, { add_special_tokens: false }).ids;
const write = (name, lines) => {
  const data = gzipSync(lines.map(line => JSON.stringify(line)).join('\n') + '\n', { level: 9 });
  writeFileSync(new URL(name, expected), data);
  console.log(`${name}: ${lines.length} lines, ${data.length} bytes`);
};

mkdirSync(expected, { recursive: true });
const tiny = tokenizerOf(readJson(new URL('tokenizer.json', inBox)));
write('tokens.tiny-gpt.jsonl.gz', texts.map(text => [text, idsOf(tiny, text)]));

if (process.argv[2]) {
  const gpt2 = tokenizerOf(gpt2Json(pathToFileURL(process.argv[2] + '/')));
  write('tokens.gpt2.jsonl.gz', texts.map(text => idsOf(gpt2, text)));
}
