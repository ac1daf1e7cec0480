import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { SHIPPED, stopServersOnExit } from '../server-process.ts';
import { attack } from './attack.ts';

/**
 * `npm run attack [-- --seed 7 --frames 1000000 --requests 300000 --packets 200000]`: fuzzes the shipped file on
 * loopback. Prints counts, and memory before and after; exit code 1 on a crash, a hang, a leak or an internal detail.
 */
function numberOf(name: string, given: string): number {
  if (/^\d{1,10}$/.test(given)) return Number(given);
  throw new Error(`--${name} ${given} is not a whole number`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      frames: { type: 'string', default: '1000000' },
      requests: { type: 'string', default: '300000' },
      packets: { type: 'string', default: '200000' },
      questions: { type: 'string', default: '200' },
    },
  });
  const seed = numberOf('seed', values.seed);
  console.log(`attack: seed ${seed} (the same again: npm run attack -- --seed ${seed})`);
  const from = performance.now();
  const { outcomes, memory, problems } = await attack({
    program: SHIPPED,
    seed,
    frames: numberOf('frames', values.frames),
    requests: numberOf('requests', values.requests),
    packets: numberOf('packets', values.packets),
    questions: numberOf('questions', values.questions),
    waitsForStableMemory: true,
    note: (text) => console.error(`attack: ${text}`),
  });
  for (const { kind, sent, answers, closed } of outcomes) {
    console.log(`${kind.padEnd(40)} ${sent} sent, ${answers} answers, ${closed} connections closed`);
  }
  const mb = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;
  if (memory !== undefined) console.log(`memory: ${mb(memory.before)} before, ${mb(memory.after)} after`);
  console.log(
    `${((performance.now() - from) / 1_000).toFixed(0)} s, Node ${process.version}, ${process.platform}`,
  );
  for (const problem of problems) console.log(`FAILED: ${problem}`);
  if (problems.length === 0) console.log('No problems found.');
  return problems.length === 0;
}

stopServersOnExit();
main().then(
  (held) => process.exit(held ? 0 : 1),
  (error: unknown) => {
    console.error(`attack: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
