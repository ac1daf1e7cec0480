import { expect, it } from 'vitest';
import { type RunTool, ToolError } from '../platform/run-tool.ts';
import { prepareSharedHome } from './shared-home.ts';

const HOME = 'C:\\ProgramData\\HAL Listener';
const ME = 'S-1-5-21-1-2-3-1001';
const ANNA = 'S-1-5-21-9-8-7-2002';

interface Entry {
  readonly owner: string;
  readonly isLink?: boolean;
}

/** A Windows with entries of the home by their path; the tools' words are those we send, unproven on Windows. */
function machine(entries: Readonly<Record<string, Entry>> = {}) {
  const all = new Map(Object.entries(entries));
  const ran: string[] = [];
  const limits = { canRename: true };
  const run: RunTool = async (program, args) => {
    const line = [program, ...args].join(' ');
    if (program === 'whoami.exe') return `"halbox\\müller","${ME}"\r\n`;
    if (program === 'icacls.exe') {
      ran.push(args.join(' '));
      return '';
    }
    if (line.includes('NTAccount')) {
      const name = decoded(line);
      return JSON.stringify({ Sid: name === 'HAL\\anna' ? ANNA : name === 'müller' ? ME : null });
    }
    const below = line.includes('Get-ChildItem');
    return [...all]
      .filter(([path]) => (below ? path.startsWith(`${HOME}\\`) : path === HOME))
      .map(([Path, { owner, isLink = false }]) => JSON.stringify({ Path, Owner: owner, Link: isLink }))
      .join('\r\n');
  };
  const disk = {
    kindOf: (file: string) => {
      const found = all.get(file);
      return found === undefined ? 'absent' : found.isLink === true ? 'other' : 'folder';
    },
    makeFolder: (folder: string) => void all.set(folder, { owner: ME }),
    rename: (from: string, to: string) => {
      if (!limits.canRename) throw Object.assign(new Error('EXDEV'), { code: 'EXDEV' });
      ran.push(`rename ${from} ${to}`);
      all.delete(from);
    },
    removeFolder: (folder: string) => void all.delete(folder),
    isEmpty: (folder: string) => ![...all.keys()].some((path) => path.startsWith(`${folder}\\`)),
  } as const;
  const prepare = (
    change: { readonly reader?: string; readonly runAs?: string; readonly run?: RunTool } = {},
  ) =>
    prepareSharedHome(
      {
        folder: HOME,
        reader: change.reader ?? 'HAL\\anna',
        runAs: change.runAs ?? 'SYSTEM',
        stagingFolder: 'C:\\Program Files',
      },
      { run: change.run ?? run, disk },
    );
  return { all, ran, run, prepare, limits };
}

/** The text in a script. */
function decoded(script: string): string {
  const [, base64 = ''] = /FromBase64String\('([^']*)'\)/.exec(script) ?? [];
  return Buffer.from(base64, 'base64').toString('utf16le');
}

const SYSTEM_AND_ADMINISTRATORS = '/grant:r *S-1-5-18:(OI)(CI)F /grant:r *S-1-5-32-544:(OI)(CI)F';

it('makes it where only administrators write, and moves it to its place with owner and rights', async () => {
  const { ran, prepare, all } = machine();
  await prepare();
  const staged = `C:\\Program Files\\HAL Listener home ${process.pid}`;
  expect(ran).toEqual([
    `${staged} /setowner *S-1-5-32-544 /L /Q`,
    `${staged} /reset /L /Q`,
    // Who uses the listener reads and gives orders; only SYSTEM and administrators write what SYSTEM runs.
    `${staged} /inheritance:r /grant:r *${ANNA}:(OI)(CI)RX ${SYSTEM_AND_ADMINISTRATORS} /Q`,
    `rename ${staged} ${HOME}`,
  ]);
  expect(all.size).toBe(0);
});

it('lets the account that it runs as write its state', async () => {
  const { ran, prepare } = machine();
  await prepare({ reader: 'müller', runAs: 'NT AUTHORITY\\LocalService' });
  expect(ran[2]).toContain(`*${ME}:(OI)(CI)RX /grant:r *S-1-5-19:(OI)(CI)M ${SYSTEM_AND_ADMINISTRATORS}`);
  const same = machine();
  await same.prepare({ reader: ANNA, runAs: ANNA });
  expect(same.ran[2]).toContain(`/inheritance:r /grant:r *${ANNA}:(OI)(CI)M /grant:r *S-1-5-18`);
});

it('closes an existing home of ours with everything in it', async () => {
  const { ran, prepare } = machine({
    [HOME]: { owner: 'S-1-5-32-544' },
    [`${HOME}\\run`]: { owner: 'S-1-5-18' },
    [`${HOME}\\config.json`]: { owner: ME },
  });
  await prepare();
  expect(ran.slice(3)).toEqual([`${HOME}\\* /setowner *S-1-5-32-544 /T /L /Q`, `${HOME}\\* /reset /T /L /Q`]);
});

it.each([
  ['a folder of another user', { [HOME]: { owner: ANNA } }, /made by somebody who is no administrator/, 0],
  ['a link', { [HOME]: { owner: ANNA, isLink: true } }, /is a link or a file/, 0],
  [
    'a file that another user put there',
    { [HOME]: { owner: 'S-1-5-18' }, [`${HOME}\\config.json`]: { owner: ANNA } },
    /config\.json \(S-1-5-21-9-8-7-2002\)/,
    3,
  ],
  [
    'a link to another place',
    { [HOME]: { owner: 'S-1-5-18' }, [`${HOME}\\run`]: { owner: ME, isLink: true } },
    /run \(a link\)/,
    3,
  ],
])('refuses %s, and changes nothing of it', async (_what, entries, message, changes) => {
  const { ran, prepare } = machine(entries);
  await expect(prepare()).rejects.toThrow(message);
  // At most the folder of an administrator is closed.
  expect(ran).toHaveLength(changes);
});

it('refuses an existing home where it cannot be told who made it', async () => {
  const here = machine({ [HOME]: { owner: 'S-1-5-18' } });
  const without: RunTool = async (program, args) => {
    if (program === 'powershell.exe') throw new ToolError('powershell.exe: it could not be run: ENOENT');
    return here.run(program, args);
  };
  await expect(here.prepare({ reader: ANNA, run: without })).rejects.toThrow(
    /could not be found out who made .*ENOENT/,
  );
  const silent: RunTool = async (program, args) =>
    program === 'powershell.exe' ? '' : here.run(program, args);
  await expect(here.prepare({ reader: ANNA, run: silent })).rejects.toThrow('PowerShell says nothing');
  const strange: RunTool = async (program, args) =>
    program === 'powershell.exe' ? 'Cannot invoke method in this language mode' : here.run(program, args);
  await expect(here.prepare({ reader: ANNA, run: strange })).rejects.toThrow('PowerShell said Cannot invoke');
});

it('leaves nothing behind where the rights cannot be set', async () => {
  const here = machine();
  const denied: RunTool = async (program, args) => {
    if (program === 'icacls.exe') throw new ToolError('icacls.exe: Zugriff verweigert (exit code 5)', 5);
    return here.run(program, args);
  };
  await expect(here.prepare({ run: denied })).rejects.toThrow(/Zugriff verweigert .*Try as an administrator/);
  expect(here.all.size).toBe(0);
});

it('makes it in its place where that is on another drive', async () => {
  const here = machine();
  here.limits.canRename = false;
  await here.prepare();
  expect([...here.all.keys()]).toEqual([HOME]);
  expect(here.ran.at(-1)).toMatch(/^C:\\ProgramData\\HAL Listener \/inheritance:r/);
});

it('says where there is no such account', async () => {
  await expect(machine().prepare({ reader: 'ana' })).rejects.toThrow('knows no account ana');
});
