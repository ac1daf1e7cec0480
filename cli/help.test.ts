import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { notes, wrapLines } from './help.ts';
import { execute, program } from './main.ts';
import { type RecordedTerminal, recordedTerminal } from './testing/terminal.ts';

const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
const pathOf = (command: Command): readonly string[] =>
  command.parent === null ? [] : [...pathOf(command.parent), command.name()];
// `from-qm` is run by QM programs, not by users.
const PATHS = all(await program(recordedTerminal()))
  .map(pathOf)
  .filter(([verb]) => verb !== 'from-qm');

async function help(path: readonly string[], terminal: RecordedTerminal): Promise<string> {
  expect(await execute(terminal, [...path, '--help'])).toBe(0);
  return terminal.output();
}

const collapseSpaces = (text: string): string => text.split(/\s+/).join(' ');

describe.each(PATHS.map((path) => [path.join(' '), path] as const))(
  'hal-listener %s --help',
  (_name, path) => {
    it('fits into 80 columns and breaks no word', async () => {
      const wide = await help(path, { ...recordedTerminal(), width: 10_000 });
      const terminal = recordedTerminal();
      const text = await help(path, terminal);
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect(collapseSpaces(text)).toBe(collapseSpaces(wide));
    });

    it('fits where the command has a longer name', async () => {
      const name = 'node node_modules/hal-listener/dist/hal-listener.cjs';
      const format = (text: string) => text.replaceAll(/hal-listener(?= [a-z])/g, name);
      const text = await help(path, { ...recordedTerminal(), format });
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    });

    // `from-qm` is run by QM programs, not by users.
    it.skipIf(path[0] === 'from-qm')('describes every argument and flag', async () => {
      const command = path.reduce<Command | undefined>(
        (parent, name) => parent?.commands.find((subcommand) => subcommand.name() === name),
        await program(recordedTerminal()),
      );
      expect(command?.description()).not.toBe('');
      for (const { description, flags } of command?.options ?? [])
        expect([flags, description]).not.toContain('');
    });
  },
);

it('lets paragraphs flow and keeps indented lines', () => {
  expect(notes('\nOne\ntwo.\n\nExamples:\n  a\n  b\n')).toBe('\nOne two.\n\nExamples:\n  a\n  b\n');
  expect(wrapLines('one two three four five six seven eight nine ten', 40)).toBe(
    'one two three four five six seven eight\nnine ten',
  );
  expect(wrapLines(`  run   ${'word '.repeat(12)}`.trimEnd(), 40)).toBe(
    `  run   ${'word '.repeat(6).trim()}\n        ${'word '.repeat(6).trim()}`,
  );
  expect(wrapLines('  hal-listener query "What is it?"   what somebody asks', 40)).toBe(
    '  hal-listener query "What is it?"\n      what somebody asks',
  );
  // A word that is longer than the line is not broken.
  expect(wrapLines('x'.repeat(60), 40)).toBe('x'.repeat(60));
});

it.each([
  [['start', '--prot', '9000'], /unknown option '--prot'[\s\S]*--port/],
  [['start', '--port'], /option '--port <.*>' argument missing/],
  [['strat'], /unknown command 'strat'[\s\S]*start/],
  [['disconnect'], /missing required argument 'id'/],
  [['stop', '1', '2'], /too many arguments for 'stop'/],
  [['autostart', 'instal'], /unknown command 'instal'[\s\S]*install/],
  [['account', 'users', '--jsn'], /unknown option '--jsn'[\s\S]*--json/],
  [['logs', '--file', 'evnets'], /Allowed choices are events, gateway/],
])('says what is wrong with %j, and what to do', async (args, message) => {
  const terminal = recordedTerminal();
  expect(await execute(terminal, args)).toBe(2);
  expect(terminal.errors()).toMatch(message);
  expect(terminal.errors()).toMatch(/Run "hal-listener[\w -]* --help" to see what it takes\./);
});
