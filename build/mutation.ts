import { Stryker } from '@stryker-mutator/core';

/**
 * `npm run test:mutation -- [ROOM...]`: changes the code of the pure rooms, one mutant at a time, and counts how many
 * mutants the room's own unit tests detect. Each room runs with its own tests only.
 */

/** Rooms with their pure files: no file opens a socket or starts a process. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  'listener/protocol': ['listener/protocol/**/*.ts'],
  'listener/query': ['listener/query/**/*.ts'],
  'listener/config': ['listener/config/**/*.ts'],
  'listener/log': ['listener/log/log-line.ts'],
  contract: ['contract/log-line.ts'],
  'supervisor/lifecycle': [
    'supervisor/lifecycle/{monitor,restart-guard,restart-policy,shutdown-escalation,start-failure,start-plan}.ts',
  ],
};

type Results = Awaited<ReturnType<Stryker['runMutationTest']>>;

/** Percentage of detected mutants among those that run; Stryker's mutation score. */
function score(results: Results): number {
  const count = (...statuses: readonly string[]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  const valid = detected + count('Survived', 'NoCoverage');
  return valid === 0 ? 100 : (100 * detected) / valid;
}

async function run(rooms: readonly string[]): Promise<void> {
  const unknown = rooms.find((room) => !(room in PURE));
  if (unknown !== undefined)
    throw new Error(`There is no pure room ${unknown}. Rooms: ${Object.keys(PURE).join(', ')}`);
  const chosen = rooms.length === 0 ? Object.keys(PURE) : rooms;
  const lines: string[] = [];
  for (const room of chosen) {
    // The tests that build/mutation.vitest.ts includes; Stryker's processes inherit it.
    process.env.MUTATION_ROOM = room;
    const name = room.replaceAll('/', '-');
    const results = await new Stryker({
      configFile: 'build/stryker.config.json',
      mutate: [...(PURE[room] ?? []), '!**/*.test.ts', '!**/testing/**'],
      jsonReporter: { fileName: `node_modules/.cache/mutation/${name}.json` },
      htmlReporter: { fileName: `node_modules/.cache/mutation/${name}.html` },
    }).runMutationTest();
    lines.push(`${room}: ${results.length} mutants, score ${score(results).toFixed(1)} %`);
  }
  console.log(lines.join('\n'));
}

await run(process.argv.slice(2));
