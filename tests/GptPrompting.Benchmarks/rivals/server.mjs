// What Systems/SystemServer.cs does, for systems that are called from JavaScript.
import { createInterface } from 'node:readline';

const say = reply => process.stdout.write(`@reply ${JSON.stringify(reply)}\n`);

// A clock that is read lap by lap: seconds on the wall, and of all threads of the process.
export function startLaps() {
  let [wall, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const [wallNow, used] = [performance.now(), process.cpuUsage(cpu)];
    const lap = { Seconds: (wallNow - wall) / 1e3, CpuSeconds: (used.user + used.system) / 1e6 };
    [wall, cpu] = [wallNow, process.cpuUsage()];
    return lap;
  };
}

// load(folder, threads) gives generate(promptIds, count), which gives { Ids, First, Rest }.
export async function serve(load) {
  const [folder, threads] = process.argv.slice(2);
  const lap = startLaps();
  let generate;
  try {
    generate = await load(folder, Number(threads));
    say({ Whole: lap() });
  } catch (error) {
    say({ Error: String(error?.message ?? error) });
    return;
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (request.Do === 'exit') break;
    try {
      if (request.Do !== 'generate') throw new Error(`There is no request '${request.Do}'.`);
      say({ Generated: await generate(request.Prompts[0], request.Count) });
    } catch (error) {
      say({ Error: String(error?.message ?? error) });
    }
  }
  process.exit(0);
}
