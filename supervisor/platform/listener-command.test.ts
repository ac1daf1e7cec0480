import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstPrograms, homeOfArguments, isListenerCommand, MAX_PROGRAMS } from './listener-command.ts';

it.each([
  [['/usr/bin/node', '/usr/lib/hal/hal-listener.cjs', 'run', '--port', '9000'], true],
  [['node', '--max-old-space-size=200', 'dist/hal-listener-program.cjs', 'run'], true],
  [['/opt/hal/hal-listener', 'run'], true],
  [['C:\\Program Files\\HAL Listener\\hal-listener.exe', 'run'], true],
  [['/opt/hal/hal-listener', 'watch'], false],
  [['/opt/hal/hal-listener', '--home', 'run'], false],
  [['tail', '-f', '/var/log/hal-listener'], false],
  [['vi', 'hal-listener.cjs.bak', 'run'], false],
  [[...Array.from({ length: 20 }, () => 'x'), 'hal-listener', 'run'], false],
  [[], false],
])('recognizes a listener by its command line: %j', (args, is) => {
  expect(isListenerCommand(args)).toBe(is);
});

it.each([
  [['x', 'run', '--home=/srv/hal'], '/srv/hal'],
  [['x', 'run', '--home', '/srv/hal'], '/srv/hal'],
  [['x', 'run', '--', '--home=/srv/hal'], undefined],
  [['x', 'run', '--home'], undefined],
  [['x', 'run'], undefined],
])('reads the home of %j', (args, home) => {
  expect(homeOfArguments(args)).toBe(home);
});

it('takes any arguments', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (args) => {
      isListenerCommand(args);
      const home = homeOfArguments(args);
      expect(home === undefined || args.some((arg) => arg.includes(home))).toBe(true);
    }),
  );
});

it('says that there are more than it shows', () => {
  const programs = Array.from({ length: MAX_PROGRAMS + 1 }, (_, pid) => ({
    pid,
    name: 'node',
    args: [],
    homes: [],
  }));
  expect(firstPrograms(programs.slice(1))).toEqual({ programs: programs.slice(1) });
  const { programs: shown, incomplete } = firstPrograms(programs);
  expect(shown).toHaveLength(MAX_PROGRAMS);
  expect(incomplete).toMatch(/More than 100/);
});
