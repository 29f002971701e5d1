// 10,000 strings of every kind, from a fixed seed.
export function* strings(count, seed) {
  const random = generator(seed);
  const kinds = Object.values(makers(random));
  for (let i = 0; i < count; i++) yield kinds[i % kinds.length]();
}

// mulberry32
export function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = n => Math.floor(next() * n);
  const pick = list => list[below(list.length)];
  const repeat = (make, least, most) => Array.from({ length: least + below(most - least + 1) }, make);
  return { below, pick, repeat };
}

const words = `the quick brown fox jumps over lazy dog Classify sentiment of text as Positive or Negative Input Output
  Once upon a time there was little girl named Lily she loved to play outside in park with her friend Tom I'm you're he'll
  we've it's don't can't wouldn't they'd O'Neil 'tis rock'n'roll A'S B'Re C'LL IT'S naïve café Straße Ångström œuvre señor
  ΑΒΓ αβγ привет мир שלום العالم हिन्दी ไทย 日本語 中文字符 한국어 ქართული 안녕`.split(/\s+/);
const code = `def add(a, b):\n    return a + b\n|public static int Main(string[] args)\n{\n\treturn 0;\n}|for (let i = 0; i < n; i++) {|
  x = {'a': [1, 2, 3], "b": None}|SELECT * FROM t WHERE id >= 42;|#include <stdio.h>|=> () => {}|a?.b ?? c|/* x */ // y|<div class="k">&amp;</div>|
  $\{x\}|f"{name!r:>10}"|0xFF + 1e-9 - .5|!==|\\n\\t\\\\|@Override|#region|-- --|\`\`\`js\n\`\`\``.split('|');
const emoji = ['👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇨🇭', '1️⃣', '❤️', '😀', '🧑🏿‍🚀', '\u200d', '\ufe0f', '🫠', '🀄'];
const spaces = [' ', '  ', '    ', '\t', '\n', '\r\n', '\r', '\u00a0', '\u3000', '\u2028', '\u2029', '\u0085', '\ufeff', '\u1680', '\u200b', '\v', '\f'];
const numbers = ['0', '7', '42', '2024', '3.14', '1,000,000', '½', '²', 'Ⅷ', '٣٤', '९', '𝟘𝟙', '一二', '㉛', '𒐀', '10⁶'];
const special = ['<|endoftext|>', '<|endoftext', '<|endoftext|', '|endoftext|>', '<|', '|>', '<|ENDOFTEXT|>'];

function makers({ below, pick, repeat }) {
  const scalar = (from, to) => {
    for (;;) {
      const point = from + below(to - from);
      if (point < 0xd800 || point > 0xdfff) return String.fromCodePoint(point);
    }
  };
  const sentence = () => repeat(() => pick(words), 1, 12).join(pick([' ', ' ', ' ', '  ', ', ', '. ', '-', '\n']));
  const bytes = () => new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(repeat(() => below(256), 1, 24)));
  return {
    sentence,
    ascii: () => repeat(() => scalar(0x20, 0x7f), 1, 40).join(''),
    code: () => repeat(() => pick(code), 1, 3).join(pick(['\n', '\n    ', ' ', '\t'])),
    latin: () => repeat(() => scalar(0x00, 0x250), 1, 20).join(''),
    bmp: () => repeat(() => scalar(0x250, 0x10000), 1, 12).join(pick(['', '', ' '])),
    anyPlane: () => repeat(() => scalar(0, 0x110000), 1, 8).join(pick(['', ' '])),
    smp: () => repeat(() => scalar(0x10000, 0x20000), 1, 10).join(pick(['', '', ' '])),
    emoji: () => repeat(() => pick([...emoji, ' ', 'a']), 1, 10).join(''),
    combining: () => repeat(() => pick(['e', 'o', 'A', 'क', 'ก', ' ', '1', '.']) + repeat(() => scalar(0x300, 0x370), 0, 3).join(''), 1, 10).join(''),
    control: () => repeat(() => pick([scalar(0, 0x20), scalar(0x7f, 0xa0), 'x', ' ', '.']), 1, 16).join(''),
    space: () => repeat(() => pick([...spaces, ...spaces, 'a', '1', '.', "'s"]), 1, 14).join(''),
    longSpace: () => pick(['', 'a', '.']) + pick([' ', '\n', '\t', ' \n']).repeat(1 + below(60)) + pick(['', 'b', '1', '!']),
    digits: () => repeat(() => pick(numbers), 1, 8).join(pick(['', ' ', '.', '-', 'e'])),
    quote: () => repeat(() => pick(["'", "''", "'s", "'S", "'re", "'ll", "'d", "'ſ", '’s', ' ', 'a', '1', '"']), 1, 14).join(''),
    special: () => repeat(() => pick([...special, ...special, ' ', '\n', 'a', ...words.slice(0, 5)]), 1, 8).join(''),
    bytes,
    repeated: () => pick(['a', 'ab', 'the', '=', '-', '的', '😀', 'é', 'e\u0301', '00', '()']).repeat(1 + below(60)),
    mixed: () => repeat(() => pick([sentence, bytes, () => pick(emoji), () => pick(code), () => pick(numbers)])(), 1, 4).join(pick(['', ' ', '\n'])),
  };
}
