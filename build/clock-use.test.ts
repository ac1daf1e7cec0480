import { expect, it } from 'vitest';
import { NODE_ROOMS, readSource, sourceFiles } from './rooms.ts';

/** Durations are always measured on the monotonic clock: only `Clock` may read the time. */

const files = sourceFiles(NODE_ROOMS);

/** The lines of a file without comments. */
function code(file: string): readonly string[] {
  const text = readSource(file).replaceAll(/\/\*[\s\S]*?\*\//g, (comment) =>
    comment.replaceAll(/[^\n]/g, ' '),
  );
  return text.split('\n').map((line) => line.replace(/^\s*\/\/.*$/, ''));
}

function found(pattern: RegExp): string[] {
  return files.flatMap((file) =>
    code(file).flatMap((line) => (pattern.test(line) ? [`${file}: ${line.trim()}`] : [])),
  );
}

it('looks at a good part of the source', () => {
  expect(files.length).toBeGreaterThan(250);
});

it('reads the system time in lib/clock.ts only', () => {
  const asked = found(/\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|process\.(?:hrtime|uptime)\b/);
  expect(asked.filter((line) => !line.startsWith('lib/clock.ts: '))).toEqual([]);
});

/** Where a wall time is compared with a stored one, because nothing else survives a process. */
const WALL_TIMES_COMPARED = [
  'lib/clock.ts',
  'lib/processes.ts',
  'listener/speech/kept-audio.ts',
  'supervisor/registry/stale-files.ts',
  'cli/diagnose/checks/alarms.ts',
  'cli/diagnose/checks/backup.ts',
  'cli/diagnose/checks/incidents.ts',
  'cli/diagnose/checks/listener.ts',
  'cli/diagnose/checks/log.ts',
];

it('subtracts and compares no wall time', () => {
  const wall = String.raw`(?:[\w.#]*[cC]lock\.now\(\)|\.wall\b(?!\.))`;
  const sums = found(new RegExp(`${wall}\\s*(?:-|[<>]=?)|(?:\\s-|[<>]=?)\\s*${wall}`));
  expect(sums.filter((line) => !WALL_TIMES_COMPARED.some((file) => line.startsWith(file)))).toEqual([]);
});

it('does not measure waits by counting polls, since one may take long', () => {
  expect(found(/\b(?:waited|elapsed|passed)\s*\+=/)).toEqual([]);
});
