import { environmentValue, type Machine, pathsOf } from './machine.ts';

/** What of the configuration says where a local QM keeps its register of accounts. */
export interface RegisteredAccount {
  readonly account: string;
  /** QM's program, as /usr/qmsys/bin/qm; undefined where it was not named. */
  readonly program: string | undefined;
}

/** Subfiles of a dynamic file of QM: groups and their overflow. Their names begin with % in QM before 2.6-6. */
const SUBFILES = ['~0', '~1', '%0', '%1'];
/** Longer than any path. */
const MAX_RECORD_BYTES = 4_096;
const RECORD_HEADER_BYTES = 8;
/** Its record is in a group of its own, which an entry of the register is too short for. */
const BIG_RECORD = 0x01;
const FIELD_MARK = 0xfe;

/**
 * The folder of a QM account, from QM's own register (the file ACCOUNTS of QMSYS), without a session or a seat; undefined
 * where there is no register on this machine, it does not name the account, or it is not clear which folder it means.
 */
export function registeredAccountDir(
  outside: Machine,
  { account, program }: RegisteredAccount,
): string | undefined {
  const { join } = pathsOf(outside.platform);
  for (const system of systemFolders(outside, program)) {
    const register = join(system, 'ACCOUNTS');
    const named = SUBFILES.flatMap((name) =>
      entriesOf(readOrNothing(outside, join(register, name)), account),
    );
    // A group keeps the bytes of what was deleted: a folder that is an account has a VOC.
    const folders = [...new Set(named)].filter((folder) => isAccountDir(outside, folder));
    if (folders.length > 0) return folders.length === 1 ? folders[0] : undefined;
  }
  return undefined;
}

/** Where QMSYS may be: above QM's program, where QM's own configuration says, and where its installers put it. */
function systemFolders(outside: Machine, program: string | undefined): readonly string[] {
  const { dirname } = pathsOf(outside.platform);
  const windows = outside.platform === 'win32';
  const usual = windows ? ['C:\\qmsys'] : ['/usr/qmsys', '/usr/local/qmsys', '/opt/qmsys'];
  const configs = windows ? ['C:\\qmsys\\qmconfig'] : ['/etc/scarlet.conf', '/etc/qmconfig'];
  const named = [environmentValue(outside, 'SCARLET_CONFIG') ?? '', ...configs].flatMap((file) => {
    const text = file === '' ? '' : (readOrNothing(outside, file)?.toString('latin1') ?? '');
    return /^[ \t]*QMSYS[ \t]*=(.*)$/im.exec(text)?.[1]?.trim() || [];
  });
  return [...new Set([...(program === undefined ? [] : [dirname(dirname(program))]), ...named, ...usual])];
}

/**
 * Paths that the records of an id begin with. A record is: its length to the next (2 bytes), flags, length of the id,
 * length of the data (4 bytes), id, data; integers with the lowest byte first (ScarletDME 2.6-6, looked at).
 */
function entriesOf(subfile: Buffer | undefined, account: string): readonly string[] {
  const id = Buffer.from(account, 'latin1');
  if (subfile === undefined || id.length === 0) return [];
  const found: string[] = [];
  for (let at = subfile.indexOf(id); at >= 0; at = subfile.indexOf(id, at + 1)) {
    const start = at - RECORD_HEADER_BYTES;
    if (start < 0 || subfile.readUInt8(start + 3) !== id.length) continue;
    const length = subfile.readUInt32LE(start + 4);
    const data = at + id.length;
    const fits = length <= MAX_RECORD_BYTES && data + length <= subfile.length;
    const whole = subfile.readUInt16LE(start) >= RECORD_HEADER_BYTES + id.length + length;
    if (!fits || !whole || (subfile.readUInt8(start + 2) & BIG_RECORD) !== 0) continue;
    const record = subfile.subarray(data, data + length);
    const end = record.indexOf(FIELD_MARK);
    found.push(record.subarray(0, end < 0 ? record.length : end).toString('utf8'));
  }
  return found;
}

function isAccountDir(outside: Machine, folder: string): boolean {
  const { isAbsolute, join } = pathsOf(outside.platform);
  return isAbsolute(folder) && !folder.includes('\0') && outside.files.isDirectory(join(folder, 'VOC'));
}

function readOrNothing(outside: Machine, file: string): Buffer | undefined {
  try {
    return Buffer.from(outside.files.read(file));
  } catch {
    // Not there, or not for this user to read: the account's folder is not known then.
    return undefined;
  }
}
