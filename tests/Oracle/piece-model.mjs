// Reads a SentencePiece model: { pieces: [[text, score], ...], charsmap: base64 }.
import { readFileSync } from 'node:fs';

export function readModel(url) {
  const pieces = [];
  let charsmap = '';
  for (const [field, value] of fields(readFileSync(url))) {
    if (field === 1) {
      const piece = Object.fromEntries(fields(value));
      pieces.push([piece[1].toString('utf8'), piece[2]?.readFloatLE(0) ?? 0]);
    } else if (field === 3) {
      charsmap = Object.fromEntries(fields(value))[2]?.toString('base64') ?? '';
    }
  }
  return { pieces, charsmap };
}

// Protobuf's wire format: varints, and fields of 4, 8 or counted bytes.
function* fields(buffer) {
  for (let at = 0; at < buffer.length;) {
    const varint = () => {
      let value = 0;
      for (let shift = 1; ; shift *= 128) {
        const byte = buffer[at++];
        value += (byte & 127) * shift;
        if (byte < 128) return value;
      }
    };
    const tag = varint();
    const kind = tag % 8;
    const number = kind === 0 ? varint() : null;
    const length = kind === 0 ? 0 : kind === 1 ? 8 : kind === 5 ? 4 : varint();
    yield [Math.floor(tag / 8), number ?? buffer.subarray(at, at + length)];
    at += length;
  }
}
