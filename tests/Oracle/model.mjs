import { AutoModelForCausalLM, AutoTokenizer, Tensor, env } from '@huggingface/transformers';
import { fileURLToPath } from 'node:url';
import { inBox } from './tokenizer.mjs';

env.allowRemoteModels = false;
env.localModelPath = fileURLToPath(new URL('..', inBox));

export const tokenizer = await AutoTokenizer.from_pretrained('tiny-gpt');
export const model = await AutoModelForCausalLM.from_pretrained('tiny-gpt', { dtype: 'fp16', subfolder: '', device: 'cpu' });

/** One forward pass without a cache: an array of float64 rows, one per token, row i for token i + 1. */
export async function logitsOf(ids) {
  const tensor = (value) => new Tensor('int64', BigInt64Array.from(ids, value), [1, ids.length]);
  const { logits } = await model({ input_ids: tensor(id => BigInt(id)), attention_mask: tensor(() => 1n) });
  const width = logits.dims[2];
  return ids.map((_, row) => Float64Array.from(logits.data.subarray(row * width, (row + 1) * width)));
}

/** How far the best logit is above the second best. */
export function marginOf(row) {
  const [first, second] = [...row].sort((a, b) => b - a);
  return first - second;
}

export function logSoftmax(row) {
  const highest = Math.max(...row);
  const normalizer = highest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
  return row.map(logit => logit - normalizer);
}
