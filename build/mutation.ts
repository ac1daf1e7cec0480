import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { corpusMutation, type Piece } from './corpus-mutation.ts';
import { sourceFiles } from './rooms.ts';

/**
 * `npm run test:mutation -- [--sample N] [ROOM...]`: changes the code of the pure rooms, one mutant at a time, and counts
 * how many mutants the room's own unit tests detect. Each room runs with its own tests only. With `--sample 10`, only the
 * mutants of every tenth piece of a room are made: all of listener/query take days.
 *
 * `npm run test:mutation -- --corpus [--sample N]`: the same of listener/query, by the recorded answers of the corpus
 * alone, which takes seconds for each mutant.
 */

/** Rooms with their pure files, which open no socket and start no process; `all` of them, or some by name. */
const PURE: Readonly<Record<string, 'all' | readonly string[]>> = {
  'listener/protocol': 'all',
  'listener/query': 'all',
  'listener/config': 'all',
  'listener/log': ['log-line.ts'],
  contract: ['log-line.ts'],
  'supervisor/lifecycle': [
    'monitor.ts',
    'restart-guard.ts',
    'restart-policy.ts',
    'shutdown-escalation.ts',
    'start-failure.ts',
    'start-plan.ts',
  ],
};

function filesOf(room: string): readonly string[] {
  const pure = PURE[room] ?? [];
  return sourceFiles([room]).filter((file) => pure === 'all' || pure.includes(file.slice(room.length + 1)));
}

type Results = Awaited<ReturnType<Stryker['runMutationTest']>>;

/** Percentage of detected mutants among those that run; Stryker's mutation score. */
function score(results: Results): number {
  const count = (...statuses: readonly string[]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  const valid = detected + count('Survived', 'NoCoverage');
  return valid === 0 ? 100 : (100 * detected) / valid;
}

/** Lines in a piece of a sample. */
const PIECE_LINES = 4;

/** Every nth piece of some files. A mutant that crosses a border is left out. */
function sampleOf(files: readonly string[], every: number): readonly Piece[] {
  const pieces = files.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n').length;
    return Array.from({ length: Math.ceil(lines / PIECE_LINES) }, (_, piece) => {
      const from = piece * PIECE_LINES + 1;
      return { file, from, to: Math.min(lines, from + PIECE_LINES - 1) };
    });
  });
  return pieces.filter((_, index) => index % every === 0);
}

/** By the corpus alone, with a line for each mutant that it does not detect. */
async function runCorpus(every: number): Promise<void> {
  const room = 'listener/query';
  const results = await corpusMutation(sampleOf(filesOf(room), every), (line) => console.log(line));
  const tested = results.filter(({ status }) => status !== 'static');
  const left = tested.filter(({ status }) => status === 'survived' || status === 'unreached');
  for (const { file, line, mutatorName, replacement, status } of left) {
    console.log(
      `${status} ${file}:${line} ${mutatorName}: ${replacement.replace(/\s+/g, ' ').slice(0, 120)}`,
    );
  }
  const timeouts = tested.filter(({ status }) => status === 'timeout').length;
  const detected = tested.length - left.length;
  const share = tested.length === 0 ? 100 : (100 * detected) / tested.length;
  console.log(
    `${room} by the corpus: ${tested.length} mutants, ${detected} detected (${timeouts} by their time), score ${share.toFixed(1)} %`,
  );
}

/** As Stryker takes it. */
function rangeOf({ file, from, to }: Piece): string {
  return `${file}:${from}-${to}`;
}

async function run(rooms: readonly string[], every: number | undefined): Promise<void> {
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
      mutate: [...(every === undefined ? filesOf(room) : sampleOf(filesOf(room), every).map(rangeOf))],
      jsonReporter: { fileName: `node_modules/.cache/mutation/${name}.json` },
      htmlReporter: { fileName: `node_modules/.cache/mutation/${name}.html` },
    }).runMutationTest();
    lines.push(`${room}: ${results.length} mutants, score ${score(results).toFixed(1)} %`);
  }
  console.log(lines.join('\n'));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, corpus: { type: 'boolean', default: false } },
});
const every = values.sample === undefined ? undefined : Number(values.sample);
if (every !== undefined && !(Number.isInteger(every) && every > 0))
  throw new Error(`--sample takes a whole number from 1 on, not ${values.sample}`);
await (values.corpus ? runCorpus(every ?? 1) : run(positionals, every));
