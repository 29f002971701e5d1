// Small tokenizers trained on given words: byte pairs as Sennrich et al. count them, ties by text so that a run can be repeated.

/** Merges of [left, right] for words given as a Map from a list of symbols, joined by U+0000, to its count. */
export function bytePairs(words, count, joined = (left, right) => left + right) {
  let entries = [...words].map(([word, times]) => ({ symbols: word.split('\0'), times }));
  const merges = [];
  while (merges.length < count) {
    const pairs = new Map();
    for (const { symbols, times } of entries) {
      for (let i = 1; i < symbols.length; i++) {
        const key = symbols[i - 1] + '\0' + symbols[i];
        pairs.set(key, (pairs.get(key) ?? 0) + times);
      }
    }
    let best = null;
    for (const [key, times] of pairs) {
      if (best === null || times > best.times || (times === best.times && key < best.key)) best = { key, times };
    }
    if (best === null || best.times < 2) break;
    const [left, right] = best.key.split('\0');
    merges.push([left, right]);
    for (const entry of entries) {
      const merged = [];
      for (const symbol of entry.symbols) {
        if (symbol === right && merged.at(-1) === left && !merged.done) {
          merged[merged.length - 1] = joined(left, right);
          merged.done = left === right;
        } else {
          merged.push(symbol);
          merged.done = false;
        }
      }
      entry.symbols = merged;
    }
    entries = entries.filter(entry => entry.symbols.length > 1);
  }
  return merges;
}

/** How often each word occurs, as bytePairs takes them. */
export function count(words, symbolsOf) {
  const counts = new Map();
  for (const word of words) {
    const key = symbolsOf(word).join('\0');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
