import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { corpusMutation, type MutantResult, type Piece } from './corpus-mutation.ts';
import { sourceFiles } from './rooms.ts';

/**
 * `npm run test:mutation -- [--sample N] [ROOM...]`: changes the code of the pure rooms, one mutant at a time, and counts
 * how many mutants the room's own unit tests detect. Each room runs with its own tests only. With `--sample 10`, only the
 * mutants of every tenth piece of a room are made: all of listener/query take days.
 *
 * The mutants of listener/query are tested by the recorded answers of the corpus first, in seconds each, and those that are
 * left by its unit tests.
 */

/** Tested by the corpus, before its unit tests. */
const QUERY = 'listener/query';

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

function isDetected(status: Results[number]['status'] | undefined): boolean {
  return status === 'Killed' || status === 'Timeout';
}

/** Percentage of detected mutants among those that run; Stryker's mutation score. */
function score(results: Results): number {
  const detected = results.filter(({ status }) => isDetected(status)).length;
  const valid =
    detected + results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').length;
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

/** As Stryker takes it: the first line is 1. */
function rangeOf({ file, from, to }: Piece): string {
  return `${file}:${from}-${to}`;
}

/** The room's mutants in some files or ranges of files, by its unit tests. */
function runUnitTests(room: string, mutate: readonly string[]): Promise<Results> {
  // The tests that build/mutation.vitest.ts includes; Stryker's processes inherit it.
  process.env.MUTATION_ROOM = room;
  const name = room.replaceAll('/', '-');
  return new Stryker({
    configFile: 'build/stryker.config.json',
    mutate: [...mutate],
    jsonReporter: { fileName: `node_modules/.cache/mutation/${name}.json` },
    htmlReporter: { fileName: `node_modules/.cache/mutation/${name}.html` },
  }).runMutationTest();
}

/** @returns a line with the score */
async function runRoom(room: string, every: number | undefined): Promise<string> {
  const mutate = every === undefined ? filesOf(room) : sampleOf(filesOf(room), every).map(rangeOf);
  const results = await runUnitTests(room, mutate);
  return `${room}: ${results.length} mutants, score ${score(results).toFixed(1)} %`;
}

/** By the corpus, and then by the unit tests what it leaves; prints what neither detects. @returns a line with the score */
async function runQuery(every: number): Promise<string> {
  const results = await corpusMutation(sampleOf(filesOf(QUERY), every), (line) => console.log(line));
  const reached = results.filter(({ status }) => status !== 'static');
  const isLeft = ({ status }: MutantResult): boolean => status === 'survived' || status === 'unreached';
  const left = reached.filter(isLeft);
  const byUnitTests = left.length === 0 ? [] : await runUnitTests(QUERY, left.map(placeOf));
  const statusOf = (mutant: MutantResult) => byUnitTests.find((other) => isSame(mutant, other))?.status;
  const undetected = left.filter((mutant) => !isDetected(statusOf(mutant)));
  for (const mutant of undetected) {
    const text = mutant.replacement.replace(/\s+/g, ' ').slice(0, 120);
    console.log(`${mutant.status} ${placeOf(mutant)} ${mutant.mutatorName}: ${text} (${statusOf(mutant)})`);
  }
  const detected = reached.length - undetected.length;
  const share = reached.length === 0 ? 100 : (100 * detected) / reached.length;
  return `${QUERY}: ${reached.length} mutants, ${reached.length - left.length} detected by the corpus, ${detected} with its unit tests, score ${share.toFixed(1)} %`;
}

/** As Stryker takes it: the first line is 1, the first column 0. */
function placeOf({ file, location: { start, end } }: MutantResult): string {
  return `${file}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
}

/** Stryker's results count lines and columns from 1. */
function isSame(mutant: MutantResult, other: Results[number]): boolean {
  const { start, end } = mutant.location;
  const fromOne = ({ line, column }: typeof start) => ({ line: line + 1, column: column + 1 });
  return (
    path.resolve(other.fileName) === path.resolve(mutant.file) &&
    other.replacement === mutant.replacement &&
    other.mutatorName === mutant.mutatorName &&
    isDeepStrictEqual(other.location, { start: fromOne(start), end: fromOne(end) })
  );
}

async function run(rooms: readonly string[], every: number | undefined): Promise<void> {
  const unknown = rooms.find((room) => !(room in PURE));
  if (unknown !== undefined)
    throw new Error(`There is no pure room ${unknown}. Rooms: ${Object.keys(PURE).join(', ')}`);
  const chosen = rooms.length === 0 ? Object.keys(PURE) : rooms;
  const lines: string[] = [];
  for (const room of chosen)
    lines.push(room === QUERY ? await runQuery(every ?? 1) : await runRoom(room, every));
  console.log(lines.join('\n'));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' } },
});
const every = values.sample === undefined ? undefined : Number(values.sample);
if (every !== undefined && !(Number.isInteger(every) && every > 0))
  throw new Error(`--sample takes a whole number from 1 on, not ${values.sample}`);
await run(positionals, every);
