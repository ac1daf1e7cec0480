import path from 'node:path';
import { z } from 'zod';
import { errnoOf } from '../../lib/file-error.ts';
import { oneLine, tryParseJson } from '../../lib/text.ts';
import { powershell, powershellText } from '../platform/powershell.ts';
import type { RunTool } from '../platform/run-tool.ts';
import { AutostartError, WINDOWS_SYSTEM_SID } from './autostart.ts';
import { ADMINISTRATORS_SID, accountId, isSid, ownSid } from './windows-accounts.ts';

/**
 * The machine-wide home on Windows, from which SYSTEM takes what it runs. Every user may create folders in ProgramData, so
 * a folder that somebody else made is refused, and a new one appears there with its owner and rights.
 */

/** What is at a path; a link or a junction is `other`. */
export type HomeDisk = {
  readonly kindOf: (file: string) => 'absent' | 'folder' | 'other';
  /** Creates it; fails if it exists. */
  readonly makeFolder: (folder: string) => void;
  readonly rename: (from: string, to: string) => void;
  /** Removes an empty folder. */
  readonly removeFolder: (folder: string) => void;
  readonly isEmpty: (folder: string) => boolean;
};

export interface SharedHome {
  readonly folder: string;
  /** Who may use the listener: read the home and give orders, but not write what SYSTEM runs. */
  readonly reader: string;
  /** SID or name of the account that the listener runs as. */
  readonly runAs: string;
  /** A folder that only administrators may write in, on the same drive: %ProgramFiles%. */
  readonly stagingFolder: string;
}

interface Dependencies {
  readonly run: RunTool;
  readonly disk: HomeDisk;
}

/**
 * Creates the home, or closes an existing one to everybody but SYSTEM, administrators and these two accounts.
 *
 * @throws AutostartError
 */
export async function prepareSharedHome(home: SharedHome, dependencies: Dependencies): Promise<void> {
  const { folder } = home;
  const { run, disk } = dependencies;
  try {
    const grants = await grantsOf(home, run);
    switch (disk.kindOf(folder)) {
      case 'absent':
        return await createHome(home, grants, dependencies);
      case 'folder':
        return await closeHome(home, grants, dependencies);
      case 'other':
        throw new AutostartError(
          `${folder} is a link or a file and no folder: find out who made it, and remove it.`,
        );
    }
  } catch (error) {
    if (error instanceof AutostartError) throw error;
    throw new AutostartError(
      `${folder} could not be closed to other users: ${oneLine(error)}. Try as an administrator.`,
    );
  }
}

async function grantsOf({ reader, runAs }: SharedHome, run: RunTool): Promise<readonly string[]> {
  const [user, runner] = [await accountId(reader, run), await accountId(runAs, run)];
  const rights = new Map([
    [user, 'RX'],
    // It keeps its state there.
    [runner, 'M'],
    [WINDOWS_SYSTEM_SID, 'F'],
    [ADMINISTRATORS_SID, 'F'],
  ]);
  return [...rights].map(([account, right]) => `${isSid(account) ? '*' : ''}${account}:(OI)(CI)${right}`);
}

/** Sets owner and rights of a folder, and no others. Its entries inherit the rights. */
async function setAccess(folder: string, grants: readonly string[], run: RunTool): Promise<void> {
  await run('icacls.exe', [folder, '/setowner', `*${ADMINISTRATORS_SID}`, '/L', '/Q']);
  // `/grant:r` replaces entries of the same accounts only.
  await run('icacls.exe', [folder, '/reset', '/L', '/Q']);
  await run('icacls.exe', [
    folder,
    '/inheritance:r',
    ...grants.flatMap((grant) => ['/grant:r', grant]),
    '/Q',
  ]);
}

async function createHome(
  { folder, stagingFolder }: SharedHome,
  grants: readonly string[],
  { run, disk }: Dependencies,
): Promise<void> {
  const staged = path.win32.join(stagingFolder, `HAL Listener home ${process.pid}`);
  disk.makeFolder(staged);
  try {
    await setAccess(staged, grants, run);
    disk.rename(staged, folder);
    return;
  } catch (error) {
    disk.removeFolder(staged);
    if (errnoOf(error) !== 'EXDEV') throw error;
  }
  // ProgramData is on another drive. Until the rights are set others can put something in, which is seen afterwards.
  disk.makeFolder(folder);
  await setAccess(folder, grants, run);
  if (!disk.isEmpty(folder)) {
    throw new AutostartError(`Somebody put something into ${folder}: look at it, remove it, and try again.`);
  }
}

async function closeHome(
  home: SharedHome,
  grants: readonly string[],
  { run, disk }: Dependencies,
): Promise<void> {
  const { folder } = home;
  const trusted = [
    WINDOWS_SYSTEM_SID,
    ADMINISTRATORS_SID,
    await ownSid(run),
    await accountId(home.runAs, run),
  ];
  const isForeign = ({ Owner }: FoundEntry): boolean => !trusted.includes(Owner);
  const [made] = await entriesOf(folder, 'itself', run);
  if (made === undefined) throw unknownMaker(folder, 'PowerShell says nothing');
  if (made.Link || isForeign(made)) {
    throw new AutostartError(
      `${folder} was made by somebody who is no administrator (${made.Owner}). Look at what is in it, remove it, and try again.`,
    );
  }
  // From here on nobody else can put anything there.
  await setAccess(folder, grants, run);
  if (disk.isEmpty(folder)) return;
  const entries = await entriesOf(folder, 'below', run);
  const foreign = entries.filter((entry) => entry.Link || isForeign(entry));
  if (foreign.length > 0) {
    const names = foreign.slice(0, 5).map(({ Path, Owner, Link }) => `${Path} (${Link ? 'a link' : Owner})`);
    throw new AutostartError(
      `${folder} contains what somebody else put there: ${names.join(', ')}${foreign.length > 5 ? ' and more' : ''}. Look at it, remove it, and try again.`,
    );
  }
  const below = path.win32.join(folder, '*');
  await run('icacls.exe', [below, '/setowner', `*${ADMINISTRATORS_SID}`, '/T', '/L', '/Q']);
  await run('icacls.exe', [below, '/reset', '/T', '/L', '/Q']);
}

const ENTRY = z.object({ Path: z.string(), Owner: z.string(), Link: z.boolean() });
type FoundEntry = z.infer<typeof ENTRY>;

/** The owners of a folder itself, or of everything below it. @throws AutostartError if they cannot be read */
async function entriesOf(
  folder: string,
  which: 'itself' | 'below',
  run: RunTool,
): Promise<readonly FoundEntry[]> {
  const items =
    which === 'itself' ? 'Get-Item -LiteralPath $f -Force' : 'Get-ChildItem -LiteralPath $f -Recurse -Force';
  const owner = '(Get-Acl -LiteralPath $_.FullName).GetOwner([Security.Principal.SecurityIdentifier]).Value';
  const link = '[bool]($_.Attributes -band [IO.FileAttributes]::ReparsePoint)';
  const entry = `[pscustomobject]@{Path=$_.FullName;Owner=${owner};Link=${link}}`;
  const script = `$f=${powershellText(folder)};${items}|ForEach-Object{${entry}|ConvertTo-Json -Compress}`;
  const output = await powershell(run, script).catch((error: unknown) => {
    throw unknownMaker(folder, oneLine(error));
  });
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const { data } = ENTRY.safeParse(tryParseJson(line));
    if (data === undefined) throw unknownMaker(folder, `PowerShell said ${line.slice(0, 200)}`);
    return data;
  });
}

function unknownMaker(folder: string, reason: string): AutostartError {
  return new AutostartError(
    `It could not be found out who made ${folder}: ${reason}. Look at what is in it, remove it or rename it, and try again.`,
  );
}
