import { expect, it } from 'vitest';
import { COMMANDS, equalCommands, withCommandName } from './commands.ts';

it('names the equal commands, the shell first', () => {
  expect(equalCommands('start')).toEqual(['hal-listener start', 'PHANTOM WEBSOCKET.LISTENER']);
  expect(equalCommands('restart')).toEqual(['hal-listener restart']);
});

it('fills values in, and leaves a gap that has none', () => {
  expect(equalCommands('kill', 10_001)).toEqual(['hal-listener kill 10001', 'KILL.PHANTOM 10001']);
  expect(equalCommands('disconnect')).toEqual(['hal-listener disconnect <number>']);
});

it('has every label once: two buttons of one name could not be told apart', () => {
  const labels = Object.values(COMMANDS).map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});

it('names the command that works, without quotes in quotes', () => {
  const text =
    'No QM ("hal-listener account probe" finds one). Run hal-listener start, or "hal-listener 0.1.0".';
  expect(withCommandName(text, 'npx hal-listener')).toBe(
    'No QM ("npx hal-listener account probe" finds one). Run npx hal-listener start, or "hal-listener 0.1.0".',
  );
  expect(withCommandName(text, '"/opt/a b/hal-listener"')).toBe(
    'No QM ("/opt/a b/hal-listener" account probe finds one). Run "/opt/a b/hal-listener" start, or "hal-listener 0.1.0".',
  );
});
