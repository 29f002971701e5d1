// Writes style.NAME.jsonl.gz for every tokenizer of styles.mjs: first the tokenizer.json, then for each of the first texts of
// tokens.tiny-gpt.jsonl.gz [ids, ids with special tokens, their text, their text without special tokens].
// The last three are null where they are what the one before is, the third where it is the text.
// A line is null where the text has a character that is newer than the tables (of 2016) by which the original knows punctuation and
// marks: newer tables call it so.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { strings } from './strings.mjs';
import { styles } from './styles.mjs';
import { expected, idsOf, isNewer, textOf, tokenizerOf } from './tokenizer.mjs';

const texts = [...strings(2_500, 20_240_611)].map(text => text.toWellFormed());
const otherThan = (before, value) => JSON.stringify(before) === JSON.stringify(value) ? null : value;

for (const [name, json] of Object.entries(styles(pathToFileURL(process.argv[2] + '/')))) {
  const tokenizer = tokenizerOf(json);
  const lines = [JSON.stringify(json)];
  const isWords = /^(gpt1|bert)/.test(name);
  for (const text of texts) {
    if (isWords && [...text].some(isNewer)) {
      lines.push('null');
      continue;
    }
    const ids = await idsOf(tokenizer, text);
    const special = await idsOf(tokenizer, text, true);
    const decoded = await textOf(tokenizer, special);
    lines.push(JSON.stringify([ids, otherThan(ids, special), otherThan(text, decoded), otherThan(decoded, await textOf(tokenizer, special, true))]));
  }
  const data = gzipSync(lines.join('\n') + '\n', { level: 9 });
  writeFileSync(new URL(`style.${name}.jsonl.gz`, expected), data);
  console.log(`style.${name}.jsonl.gz: ${data.length} bytes`);
}
