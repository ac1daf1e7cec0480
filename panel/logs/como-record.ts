import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** QM's record of a phantom it started: `$COMO`, `PH<user>_<DDMMYY>_<HHMMSS>` (QM's PHANTOM verb). */
const RECORD = /^PH(\d+)_\d{6}_\d{6}$/;

/**
 * The newest `$COMO` record of a user number: numbers are used again, and our phantom is the last that had its.
 *
 * @param accountDir the account's folder
 * @returns undefined where there is none, or the folder cannot be read
 */
export function comoRecord(accountDir: string, userNo: number): string | undefined {
  const folder = path.join(accountDir, '$COMO');
  const ours = listFolder(folder).filter((name) => Number(RECORD.exec(name)?.[1]) === userNo);
  const dated = ours.map((name) => {
    const file = path.join(folder, name);
    return { file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
  });
  return dated.sort((one, other) => other.at - one.at)[0]?.file;
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
