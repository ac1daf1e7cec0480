import { expect, it } from 'vitest';
import { colored, mark, paintState, plain, showsColors, withoutMarks } from './colors.ts';
import { formatListing } from './list.ts';
import { ProgramOutput } from './program-output.ts';
import { columns } from './terminal.ts';

const ESCAPE = '\u001b';

function streams(colors?: { readonly out: boolean; readonly err: boolean }) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text;
    },
    on: () => undefined,
  });
  const output = new ProgramOutput({ stdout: stream('out'), stderr: stream('err') }, 'hal-listener', colors);
  return { output, written };
}

it.each([
  ['running', 32],
  ['draining', 33],
  ['hung', 31],
  ['failed', 31],
  ['stopped', 2],
])('colours the state %s', (state, code) => {
  const shown = colored(paintState(mark, state), true);
  expect(shown).toBe(`${ESCAPE}[${code}m${state}${ESCAPE}[${code === 2 ? 22 : 39}m`);
  expect(colored(paintState(mark, state), false)).toBe(state);
  expect(paintState(plain, state)).toBe(state);
});

it('does not colour other texts', () => {
  expect(paintState(mark, 'constructor')).toBe('constructor');
});

it('replaces marks with colours, and escapes other control characters', () => {
  const { output, written } = streams({ out: true, err: false });
  const text = `${paintState(mark, 'running', 'RUNNING')} ${ESCAPE}[31mfrom outside\n`;
  output.out(text);
  output.err(text);
  expect(written.out).toBe(`${ESCAPE}[32mRUNNING${ESCAPE}[39m \\u001b[31mfrom outside\n`);
  expect(written.err).toBe('RUNNING \\u001b[31mfrom outside\n');
});

it('keeps columns as wide as they are shown', () => {
  const rows = (paint: typeof plain) =>
    columns([
      ['STATE', 'UP'],
      [paintState(paint, 'running'), '1 s'],
    ]);
  expect(withoutMarks(rows(mark))).toBe(rows(plain));
});

it('colours the states of a list', () => {
  const registration = { userNo: 1, pid: 2, ports: [3], origin: 'cli', account: 'HAL', version: '1' };
  const listeners = [{ registration, condition: 'hangs', why: 'no answer' }] as never;
  const text = formatListing({ listeners, unknown: [], port: 3, foreignOwner: undefined }, undefined, mark);
  expect(colored(text, true)).toContain(`${ESCAPE}[31mhung${ESCAPE}[39m`);
});

it.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: false }, {}, false],
  [{}, {}, false],
  [{ isTTY: true }, { TERM: 'dumb' }, false],
  [{ isTTY: true }, { NO_COLOR: '1' }, false],
  // https://no-color.org: an empty string does not count.
  [{ isTTY: true }, { NO_COLOR: '' }, true],
  [{ isTTY: false }, { FORCE_COLOR: '1' }, true],
  [{ isTTY: false }, { FORCE_COLOR: '' }, true],
  [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
  [{ isTTY: true }, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
])('of %j with %j shows colours: %s', (stream, env, shows) => {
  expect(showsColors(stream, env)).toBe(shows);
});
