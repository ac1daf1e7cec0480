import path from 'node:path';
import { CONFIG_FORM } from '../../contract/settings.ts';
import type { SettingName } from '../../listener/config/config.ts';
import { FORM_KEY } from '../../listener/config/config-file.ts';
import { isSettingName, SETTINGS } from '../../listener/config/settings.ts';
import type { SealedContent } from './sealed-content.ts';
import { SECRET_FILE_SETTINGS } from './sealed-content.ts';

/** Where files go that a setting names and that are nowhere on this machine; in the home. */
const KEY_FOLDER = 'keys';

const PATH_SETTINGS = [
  ...SECRET_FILE_SETTINGS,
  'accountDir',
  'logDir',
  'qmProgram',
  'backupFolder',
] as const satisfies readonly SettingName[];

export interface RestoredConfigInput {
  /** config.json of the backup, without what was withheld. */
  readonly saved: Readonly<Record<string, unknown>>;
  /** config.json of this home; its secrets stay where the backup has none. */
  readonly current: Readonly<Record<string, unknown>>;
  /** The secrets of the backup; undefined if they are not restored. */
  readonly secrets: SealedContent | undefined;
  /** Names of what the backup's config.json had and does not show. */
  readonly withheld: readonly string[];
  /** Of the machine of the backup. */
  readonly from: { readonly home: string; readonly platform: string };
  /** Of this machine. */
  readonly home: string;
  readonly exists: (file: string) => boolean;
}

export interface RestoredConfig {
  readonly settings: Readonly<Record<string, unknown>>;
  /** Files to write, relative to the home. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** What is left to do, one sentence each. */
  readonly notes: readonly string[];
}

/** config.json for this machine: paths in the old home become paths in this one, and secrets are kept or put back. */
export function restoredConfig(input: RestoredConfigInput): RestoredConfig {
  const { saved, current, secrets, withheld, home, exists } = input;
  const settings: Record<string, unknown> = { ...saved, ...secrets?.settings };
  const files = new Map<string, Buffer>();
  const notes: string[] = [];
  if (secrets === undefined) {
    const isKept = (name: string): boolean => isSettingName(name) && SETTINGS[name].secret === true;
    for (const [name, value] of Object.entries(current)) if (isKept(name)) settings[name] = value;
    const missing = withheld.filter((name) => !(name in settings));
    if (missing.length > 0)
      notes.push(
        `Not restored: ${missing.join(', ')}. The secrets of a backup need --with-secrets, or set them again with "hal-listener config set"`,
      );
  }
  for (const name of PATH_SETTINGS) {
    const before = settings[name];
    if (typeof before !== 'string' || before === '' || before === 'none') continue;
    const moved = movedPath(before, input);
    settings[name] = moved;
    const sealed = secrets?.files.find(({ setting }) => setting === name);
    const isInHome = moved !== before || isBelow(home, moved);
    if (sealed !== undefined && (isInHome || !exists(moved))) {
      const target = isInHome
        ? path.relative(home, path.resolve(home, moved))
        : path.join(KEY_FOLDER, `${name}-${baseName(before)}`);
      files.set(target.split(path.sep).join('/'), Buffer.from(sealed.content, 'base64'));
      settings[name] = path.join(home, target);
    } else if (path.isAbsolute(moved) ? !exists(moved) : moved === before && isForeign(before)) {
      notes.push(
        `${name} is ${before}, which is not on this machine: hal-listener config set ${name} PATH, or config unset ${name}`,
      );
    }
  }
  return { settings: { [FORM_KEY]: CONFIG_FORM.current, ...withoutForm(settings) }, files, notes };
}

function withoutForm({ [FORM_KEY]: _, ...settings }: Readonly<Record<string, unknown>>): object {
  return settings;
}

/** A path in the old home as one in this home; any other is unchanged. */
function movedPath(file: string, { from, home }: RestoredConfigInput): string {
  const paths = from.platform === 'win32' ? path.win32 : path.posix;
  if (!paths.isAbsolute(file) || !paths.isAbsolute(from.home)) return file;
  const relative = paths.relative(from.home, file);
  if (relative === '' || relative.startsWith('..') || paths.isAbsolute(relative)) return file;
  return path.join(home, ...relative.split(/[\\/]/));
}

function isBelow(home: string, file: string): boolean {
  const relative = path.relative(home, path.resolve(home, file));
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** Whether it is an absolute path of another system. */
function isForeign(file: string): boolean {
  return path.win32.isAbsolute(file) || path.posix.isAbsolute(file);
}

function baseName(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? '').replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '') || 'file';
}
