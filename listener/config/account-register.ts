import { environmentValue, type Machine, pathsOf } from './machine.ts';

/** The settings by which an account is found in the register of a local QM. */
export interface RegisteredAccount {
  readonly account: string;
  /** The qm program, for example /usr/qmsys/bin/qm; undefined if it is not configured. */
  readonly program: string | undefined;
}

/** Subfiles of a dynamic QM file: groups and their overflow. Before QM 2.6-6 their names begin with %. */
const SUBFILES = ['~0', '~1', '%0', '%1'];
/** Longer than any record of the register. */
const MAX_RECORD_BYTES = 4_096;
const RECORD_HEADER_BYTES = 8;
/** Flag of a record stored in a group of its own; entries of the register are too short for that. */
const BIG_RECORD = 0x01;
const FIELD_MARK = 0xfe;

/**
 * Finds the folder of a QM account in QM's own register (the file ACCOUNTS of QMSYS), without a session or a seat.
 * Undefined if this machine has no register, or if it does not name exactly one folder for the account.
 */
export function registeredAccountDir(
  machine: Machine,
  { account, program }: RegisteredAccount,
): string | undefined {
  const { join } = pathsOf(machine.platform);
  for (const system of systemFolders(machine, program)) {
    const register = join(system, 'ACCOUNTS');
    const named = SUBFILES.flatMap((name) =>
      entriesOf(readIfPossible(machine, join(register, name)), account),
    );
    // A group also contains deleted entries. The folder of an existing account has a VOC.
    const folders = [...new Set(named)].filter((folder) => isAccountDir(machine, folder));
    if (folders.length > 0) return folders.length === 1 ? folders[0] : undefined;
  }
  return undefined;
}

/** Where QMSYS may be: above the qm program, as QM's own configuration says, and where its installers put it. */
function systemFolders(machine: Machine, program: string | undefined): readonly string[] {
  const { dirname } = pathsOf(machine.platform);
  const windows = machine.platform === 'win32';
  const usual = windows ? ['C:\\qmsys'] : ['/usr/qmsys', '/usr/local/qmsys', '/opt/qmsys'];
  const configs = windows ? ['C:\\qmsys\\qmconfig'] : ['/etc/scarlet.conf', '/etc/qmconfig'];
  const named = [environmentValue(machine, 'SCARLET_CONFIG') ?? '', ...configs].flatMap((file) => {
    const text = file === '' ? '' : (readIfPossible(machine, file)?.toString('latin1') ?? '');
    return /^[ \t]*QMSYS[ \t]*=(.*)$/im.exec(text)?.[1]?.trim() || [];
  });
  return [...new Set([...(program === undefined ? [] : [dirname(dirname(program))]), ...named, ...usual])];
}

/**
 * The first fields, which are paths, of all records with an id. A record is: offset of the next one (2 bytes), flags,
 * length of the id, length of the data (4 bytes), id, data; integers are little-endian (seen in ScarletDME 2.6-6).
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

function isAccountDir(machine: Machine, folder: string): boolean {
  const { isAbsolute, join } = pathsOf(machine.platform);
  return isAbsolute(folder) && !folder.includes('\0') && machine.files.isDirectory(join(folder, 'VOC'));
}

function readIfPossible(machine: Machine, file: string): Buffer | undefined {
  try {
    return Buffer.from(machine.files.read(file));
  } catch {
    // It is missing, or this user may not read it.
    return undefined;
  }
}
