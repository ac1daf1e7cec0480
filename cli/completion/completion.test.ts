import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { execute, program } from '../main.ts';
import { recordedTerminal } from '../testing/terminal.ts';
import { completedCommands, flagsWithValue } from './completed-commands.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hal-completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(path.join(folder, 'a-table.json'), '{}');

async function scriptFor(shell: string): Promise<string> {
  const terminal = recordedTerminal();
  expect(await execute(terminal, ['completion', shell])).toBe(0);
  const file = path.join(folder, shell);
  writeFileSync(file, terminal.output());
  return file;
}

function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

/** The typed command line with its last word unfinished, and some or all of the offered completions. */
const CASES: readonly (readonly [typed: readonly string[], offered: readonly string[]])[] = [
  [['sta'], ['start', 'status']],
  [['account', 'us'], ['users']],
  [
    ['autostart', ''],
    ['install', 'remove', 'status'],
  ],
  [['start', '--por'], ['--port']],
  [
    ['logs', '--file', ''],
    ['events', 'gateway'],
  ],
  [['logs', '--file', 'g'], ['gateway']],
  [['start', '--driver', 'qm'], ['qmclient']],
  [['completion', 'z'], ['zsh']],
  [['autostart', 'install', 'log'], ['login']],
  // A value with the name of a command is still a value.
  [
    ['--home', 'start', 'account', 'lo'],
    ['load', 'locks'],
  ],
  [['config', '--home', 'account', 'uns'], ['unset']],
  [['intents', 'check', 'a-t'], ['a-table.json']],
  [['list', '--home', 'a-t'], ['a-table.json']],
  [['query', '--timeout', ''], []],
  [['frob', '--no-such'], []],
];

describe.skipIf(!has('bash'))('bash', () => {
  async function offered(typed: readonly string[]): Promise<readonly string[]> {
    const file = await scriptFor('bash');
    const harness = `source "$0"; COMP_WORDS=(hal-listener "$@"); COMP_CWORD=$#; _hal_listener; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync('bash', ['--norc', '-c', harness, file, ...typed], {
      cwd: folder,
      encoding: 'utf8',
    });
    return out.split('\n').filter((line) => line !== '');
  }

  it.each(CASES)('completes %j', async (typed, expected) => {
    expect([...(await offered(typed))].sort()).toEqual([...expected].sort());
  });

  it('completes a value after an equals sign, which bash treats as a separate word', async () => {
    expect(await offered(['logs', '--file', '=', 'e'])).toEqual(['events']);
    expect(await offered(['logs', '--file', '='])).toEqual(['events', 'gateway']);
    expect(await offered(['logs', '--file', '=', 'events', '--fol'])).toEqual(['--follow']);
  });

  it('knows every command and every flag', async () => {
    for (const { path: typed, commands, options } of completedCommands(await program(recordedTerminal()))) {
      const args = typed === '' ? [] : typed.split(' ');
      const names = commands.map(({ name }) => name);
      if (names.length > 0) expect(await offered([...args, ''])).toEqual(names);
      expect(await offered([...args, '-'])).toEqual(options.flatMap(({ flags }) => flags));
    }
  });

  it('is registered for the program', async () => {
    const file = await scriptFor('bash');
    const out = execFileSync('bash', ['--norc', '-c', 'source "$0"; complete -p hal-listener', file]);
    expect(String(out)).toContain('-F _hal_listener hal-listener');
  });
});

describe.skipIf(!has('zsh'))('zsh (skipped where it is not installed)', () => {
  /** Stand-ins for the called functions of zsh's completion system, which print what they would offer. */
  const SYSTEM = `
compadd() { shift; print -l -- "$@" }
_files() { print -l -- *(N) }
_message() { }
_describe() { [[ $1 == -o ]] && shift; local one; for one in "\${(@P)2}"; do print -r -- "\${one%%:*}"; done }
`;

  it.each(CASES)('completes %j', async (typed, expected) => {
    const file = await scriptFor('zsh');
    const harness = `${SYSTEM} source "$0"; words=(hal-listener "$@"); CURRENT=$#words; _hal_listener`;
    const out = execFileSync('zsh', ['-f', '-c', harness, file, ...typed], { cwd: folder, encoding: 'utf8' });
    const current = typed.at(-1) ?? '';
    // The completion system itself drops completions that do not begin with the typed word.
    const offered = out.split('\n').filter((line) => line !== '' && line.startsWith(current));
    expect(offered.sort()).toEqual([...expected].filter((offer) => offer.startsWith(current)).sort());
  });

  it('is no error for zsh, sourced or without its completion system', async () => {
    const file = await scriptFor('zsh');
    const ran = spawnSync(
      'zsh',
      ['-f', '-c', 'autoload -Uz compinit; compinit -D; source "$0"; print $_comps[hal-listener]', file],
      {
        encoding: 'utf8',
      },
    );
    expect(ran.stderr).toBe('');
    expect(ran.stdout.trim()).toBe('_hal_listener');
  });
});

const powershell = ['pwsh', 'powershell'].find(has);

describe.skipIf(powershell === undefined)('PowerShell (skipped where it is not installed)', () => {
  it.each(CASES.filter(([typed]) => !typed.some((arg) => arg.startsWith('a-t'))))(
    'completes %j',
    async (typed, expected) => {
      const file = await scriptFor('powershell');
      const line = ['hal-listener', ...typed].join(' ');
      const command = `. ([scriptblock]::Create((Get-Content -Raw '${file}'))); (TabExpansion2 '${line}' ${line.length}).CompletionMatches | ForEach-Object CompletionText`;
      const out = execFileSync(powershell ?? '', ['-NoProfile', '-Command', command], { encoding: 'utf8' });
      for (const offer of expected) expect(out.split(/\r?\n/)).toContain(offer);
    },
  );
});

it('finds no flag that takes a value in one command and none in another', async () => {
  const commands = completedCommands(await program(recordedTerminal()));
  const valued = new Set(flagsWithValue(commands));
  const without = commands.flatMap(({ options }) =>
    options.flatMap(({ flags, value }) => (value.kind === 'none' ? flags : [])),
  );
  expect(without.filter((flag) => valued.has(flag))).toEqual([]);
});

it('quotes descriptions for PowerShell, whose braces close', async () => {
  const terminal = recordedTerminal();
  await execute(terminal, ['completion', 'powershell']);
  const script = terminal.output();
  const bare = script.replace(/'(?:[^']|'')*'/g, '').replace(/"[^"]*"/g, '');
  for (const [open, close] of ['{}', '()'].map((pair) => [...pair])) {
    expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
  }
  expect(bare).not.toContain("'");
  expect(script).toContain("Name = '--max-connections'");
});

it('refuses another shell with those it knows', async () => {
  const terminal = recordedTerminal();
  expect(await execute(terminal, ['completion', 'fish'])).toBe(2);
  expect(terminal.errors()).toContain('Allowed choices are bash, zsh, powershell');
});
