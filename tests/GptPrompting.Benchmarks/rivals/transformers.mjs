// transformers.js on a folder as Optimum exports it.
import { resolve, dirname, basename } from 'node:path';
import { AutoModelForCausalLM, Tensor, env } from '@huggingface/transformers';
import { serve, startLaps } from './server.mjs';

await serve(async (folder, threads) => {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(resolve(folder));
  const model = await AutoModelForCausalLM.from_pretrained(basename(folder), {
    dtype: 'fp32',
    device: 'cpu',
    subfolder: '',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  return async (promptIds, count) => {
    const ids = [];
    const lap = startLaps();
    let first;
    // The prompt is put first, then every new token.
    const streamer = {
      put: value => {
        if (!streamer.hasPrompt) { streamer.hasPrompt = true; return; }
        first ??= lap();
        ids.push(Number(value[0].at(-1)));
      },
      end: () => {},
    };
    const shape = [1, promptIds.length];
    const inputs = new Tensor('int64', BigInt64Array.from(promptIds, BigInt), shape);
    const attention_mask = new Tensor('int64', new BigInt64Array(promptIds.length).fill(1n), shape);
    await model.generate({ inputs, attention_mask, max_new_tokens: count, do_sample: false, streamer });
    return { Ids: ids, First: first, Rest: lap() };
  };
});
