import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RestoreJson } from '../../contract/command-json.ts';
import type { DIAGNOSTICS_CALLS } from '../../contract/panel-diagnostics.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { backupVerb } from '../backup.ts';
import { restoreVerb } from '../restore.ts';
import type { Terminal } from '../terminal.ts';
import type { BridgeCalls } from './bridge-calls.ts';
import { PanelCallFailure } from './panel-call-failure.ts';
import { runVerb } from './run-verb.ts';

/** More does not go through one answer; such a backup is saved in a folder. */
const MAX_DOWNLOAD_BYTES = 5 * 1024 * 1024;

type BackupCalls = Pick<BridgeCalls<typeof DIAGNOSTICS_CALLS>, 'backup' | 'restore-check' | 'restore'>;

/** The panel's calls about backups: `hal-listener backup` and `restore`. @param places flags of the panel's command */
export function backupCalls(places: readonly string[], terminal: Terminal): BackupCalls {
  const save = async (target: string, withSessions: boolean): Promise<string> => {
    const args = [...places, ...(withSessions ? ['--with-sessions'] : []), '--', target];
    return (await runVerb((captured) => backupVerb(captured), terminal, args)).out;
  };
  const restore = async (file: string, flags: readonly string[]): Promise<RestoreJson> => {
    const { out } = await runVerb(restoreVerb, terminal, [
      ...places,
      ...flags,
      '--json',
      '--',
      absolute(file),
    ]);
    return JSON.parse(out);
  };
  return {
    backup: async ({ target, withSessions }) => {
      if (target !== undefined) return { message: await save(absolute(target), withSessions) };
      const folder = mkdtempSync(path.join(tmpdir(), 'hal-listener-backup-'));
      try {
        const name = 'hal-listener-backup.zip';
        const file = path.join(folder, name);
        await save(file, withSessions);
        const { size } = statSync(file);
        if (size > MAX_DOWNLOAD_BYTES) {
          throw new PanelCallFailure(
            `The backup has ${Math.ceil(size / 1024 ** 2)} MB, which is too much for a download.`,
            'Name a folder for it instead.',
          );
        }
        const content = readFileSync(file).toString('base64');
        const message = `The backup has ${size} bytes. It holds your records: keep it where only you can read it.`;
        return { message, download: { name, content, message } };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    'restore-check': async ({ file }) => {
      const { createdAt = '', version = '', parts, notes } = await restore(file, ['--check']);
      return { file: absolute(file), createdAt, version, parts, notes };
    },
    restore: async ({ file }) => {
      const { home, kept, notes } = await restore(file, []);
      const before = kept === undefined ? '' : ` What was there before is in ${kept}.`;
      return { message: `Restored ${home} from ${absolute(file)}.${before}`, notes };
    },
  };
}

/** A panel has no folder that a relative path could be of. @throws PanelCallFailure */
function absolute(file: string): string {
  if (path.isAbsolute(file)) return file;
  throw new PanelCallFailure(
    `${file} is not a whole path.`,
    process.platform === 'win32' ? 'Write it as D:\\backups.' : 'Write it as /srv/backups.',
  );
}
