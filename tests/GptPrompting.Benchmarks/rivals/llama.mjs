// llama.cpp on a GGUF file, through node-llama-cpp and its prebuilt library.
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { serve, startLaps } from './server.mjs';

await serve(async (file, threads) => {
  const llama = await getLlama({ gpu: false, build: 'never', maxThreads: threads, logLevel: LlamaLogLevel.error });
  const model = await llama.loadModel({ modelPath: file, gpuLayers: 0 });
  const context = await model.createContext({ contextSize: 1024, batchSize: 1024, threads });
  const sequence = context.getSequence();
  return async (promptIds, count) => {
    await sequence.clearHistory();
    const ids = [];
    const lap = startLaps();
    let first;
    for await (const id of sequence.evaluate(promptIds, { temperature: 0, yieldEogToken: true })) {
      first ??= lap();
      ids.push(id);
      if (ids.length === count) break;
    }
    return { Ids: ids, First: first, Rest: lap() };
  };
});
