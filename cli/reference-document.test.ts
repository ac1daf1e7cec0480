import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { HEALTH } from '../contract/health.ts';
import { HOME_FILES, LOG_FILES } from '../contract/home-files.ts';
import { Derived } from '../listener/config/setting.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from '../listener/config/settings.ts';
import { createMetrics } from '../listener/server/metrics.ts';
import { AUTOSTART_KINDS } from '../supervisor/autostart/kinds.ts';
import { program } from './main.ts';
import { recordedTerminal } from './testing/terminal.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../docs/reference.md'), 'utf8');

/** The cells of every table row of a section, by the first name in its first cell. */
function tableOf(section: string): ReadonlyMap<string, readonly string[]> {
  const rows = sectionOf(section)
    .split('\n')
    .filter((line) => /^\| (?!---)/.test(line))
    .map((line) => line.slice(2, -2).split(' | '));
  return new Map(rows.map((cells) => [plain(cells[0] ?? '').replace(/^\*\*(\w+)\*\*.*/, '$1'), cells]));
}

/** The text under a heading, up to the next heading of its level or above. */
function sectionOf(title: string): string {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.replace(/^#+ /, '') === title && line.startsWith('#'));
  if (start < 0) throw new Error(`docs/reference.md has no section "${title}"`);
  const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => {
    const hashes = /^(#+) /.exec(line)?.[1];
    return hashes !== undefined && hashes.length <= level;
  });
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

function plain(cell: string): string {
  return cell.replaceAll('`', '');
}

/** The numbers in a text, such as `50`, `32768` and `10 MiB`. */
function numbersOf(text: string): readonly string[] {
  return text.replaceAll(/(\d) (?=\d{3}\b)/g, '$1').match(/\d+/g) ?? [];
}

describe('settings', () => {
  const rows = tableOf('Settings');

  it.each(SETTING_NAMES)('%s', (name) => {
    const { env, qmconfig, kind, default: fallback } = SETTINGS[name];
    const [keys, value, , allowed = ''] = (rows.get(name) ?? []).map(plain);
    expect(keys).toBe([`**${name}**`, env, qmconfig].filter((key) => key !== undefined).join('<br>'));
    const written = (kind as { format(value: unknown): string }).format;
    if (fallback instanceof Derived) expect(numbersOf(value ?? '')).toEqual(numbersOf(fallback.description));
    else expect(value).toBe(written(fallback));
    if (kind.placeholder.includes('|')) {
      for (const value of kind.placeholder.split('|')) expect(allowed).toContain(value);
    } else {
      // An error spells out byte units, so only the numbers are compared.
      expect(numbersOf(kind.allowed)).toEqual(expect.arrayContaining([...numbersOf(allowed)]));
    }
  });

  it('has none that the listener does not know', () => {
    const otherVariables = tableOf('Other environment variables');
    const heads = ['setting, variable, QMCONFIG key', 'variable'];
    const known: readonly string[] = [...heads, ...SETTING_NAMES, ...otherVariables.keys()];
    expect([...rows.keys()].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('says which have no flag', () => {
    const without = SETTING_NAMES.filter((name) => flagOf(name) === undefined);
    const [, sentence = ''] = /\n(`\w+`(?:(?:, | and )`\w+`)*) have no flag\./.exec(page) ?? [];
    expect(sentence.match(/\w+(?=`)/g)?.toSorted()).toEqual(without.toSorted());
  });
});

describe('commands', async () => {
  const commands = leavesOf(await program(recordedTerminal()));
  const settingFlags = SETTING_NAMES.map(flagOf);

  it.each(commands.map((command) => [titleOf(command), command] as const))('%s', (title, command) => {
    const text = sectionOf(title);
    for (const { long, hidden } of command.options) {
      const isSetting = settingFlags.includes(long ?? '');
      if (!hidden && !isSetting) expect(text).toContain(long);
    }
  });

  it('has none that the program does not have', () => {
    const titles = [...page.matchAll(/^#### (.*)$/gm)].map(([, title]) => title);
    expect(titles.toSorted()).toEqual(commands.map(titleOf).toSorted());
  });
});

/** The commands that do something themselves, except those that the product itself runs. */
function leavesOf(command: Command): readonly Command[] {
  const self = command.parent === null || isFamily(command) ? [] : [command];
  const subcommands = command
    .createHelp()
    .visibleCommands(command)
    .filter((subcommand) => subcommand.name() !== 'help');
  return [...self, ...subcommands.flatMap(leavesOf)];
}

function isFamily(command: Command): boolean {
  return command.commands.length > 0 && command.name() !== 'config';
}

/** As `` `hal-listener stop [userNo]` ``. */
function titleOf(command: Command): string {
  const argumentTexts = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const names: string[] = [];
  for (let current: Command | null = command; current !== null; current = current.parent)
    names.unshift(current.name());
  return `\`${[...names, ...argumentTexts].join(' ')}\``;
}

it('has every exit code, and no other', () => {
  const rows = [...tableOf('Exit codes').values()].slice(1);
  expect(rows.map(([code, name]) => [Number(code), plain(name ?? '')])).toEqual(
    Object.entries(EXIT).map(([name, code]) => [code, name]),
  );
});

it('has every kind of autostart', () => {
  const kinds = [...tableOf('Autostart kinds').keys()].slice(1);
  expect(kinds.toSorted()).toEqual(Object.keys(AUTOSTART_KINDS).toSorted());
});

it('has every metric of ours with its type and labels', async () => {
  const metrics = createMetrics({
    connections: () => 0,
    pendingSockets: () => 0,
    isDraining: () => false,
    account: () => ({ driver: 'embedded', account: 'HAL', state: 'ready' }),
    certificateEndsAt: () => 0,
    speech: { state: { isUp: true, waiting: 0, utterances: 0, recognized: 0, failed: 0 } },
    store: { status: { state: 'ready' }, counts: { ok: 0, refused: 0, failed: 0 } },
  });
  const types = [...(await metrics.text()).matchAll(/^# TYPE (hal_\w+) (\w+)$/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  );
  const rows = [...tableOf('Metrics').values()].slice(1);
  expect(types.length).toBeGreaterThan(15);
  expect(rows.map(([name, type]) => `${plain(name ?? '')} ${type}`).toSorted()).toEqual(types.toSorted());
  const labels = (await metrics.text()).matchAll(/^(hal_\w+)\{(\w+)="(\w+)"/gm);
  for (const [, name, label, value] of labels) {
    if (label === 'le') continue;
    const row = rows.find(([metric]) => plain(metric ?? '') === name)?.join(' ');
    expect(row).toContain(`\`${label}\``);
    expect(row).toContain(`\`${value}\``);
  }
});

it('names the files of a home and the logs', () => {
  for (const file of [...Object.values(HOME_FILES), ...Object.values(LOG_FILES)]) {
    expect(sectionOf('Files')).toContain(`\`${file}`);
  }
});

describe('JSON', () => {
  const exampleOf = (section: string): unknown =>
    JSON.parse(/```json\n([\s\S]*?)```/.exec(sectionOf(section))?.[1] ?? '');

  it('shows healthz', () => {
    const example = exampleOf('healthz');
    expect(HEALTH.strict().parse(example)).toEqual(example);
  });
});
