import { spawnSync } from 'node:child_process';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { execute, program } from './main.ts';
import { recordedTerminal } from './testing/terminal.ts';

async function page(): Promise<string> {
  const terminal = recordedTerminal();
  expect(await execute(terminal, ['man'])).toBe(0);
  return terminal.output();
}

const has = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0;

/** The page as displayed, without the hyphens of broken words. */
async function read(): Promise<{ readonly text: string; readonly errors: string }> {
  const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-cbou', '-rLL=100n'], {
    input: await page(),
    encoding: 'utf8',
  });
  return { text: stdout.replace(/\s+/g, ' '), errors: stderr };
}

describe.skipIf(!has('groff'))('the manual page in groff', () => {
  it('is understood without a warning', async () => {
    expect((await read()).errors).toBe('');
  });

  it('has every command, flag and example of the help', async () => {
    const { text } = await read();
    const all = (command: Command): readonly Command[] => [
      command,
      ...command.commands.filter((subcommand) => subcommand.name() !== 'from-qm').flatMap(all),
    ];
    for (const command of all(await program(recordedTerminal()))) {
      expect(text.toLowerCase()).toContain(command.description().toLowerCase().split(' ')[0]);
      for (const { long } of command.options) expect(text).toContain(long);
    }
    for (const part of [
      'NAME hal-listener - The HAL WebSocket listener',
      'hal-listener autostart install [options] <kind>',
      'hal-listener query "What medications am I taking?"',
      '"LAST_NAME": {"field": 1, "heading": "Last name", "format": "16L"}',
      String.raw`--grep '/ms=\d{4,}/'`,
      'Exit codes: 0 running, 3 not running',
      '78 bad configuration',
      '--port <port> TCP port for HAL clients',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('from-qm');
  });
});

describe.skipIf(!has('man'))('the manual page in man', () => {
  it('is shown', async () => {
    const { stdout, status } = spawnSync('man', ['-l', '-'], {
      input: await page(),
      encoding: 'utf8',
      env: { ...process.env, MANPAGER: 'cat' },
    });
    expect(status).toBe(0);
    expect(stdout).toContain('HAL-LISTENER(1)');
  });
});
