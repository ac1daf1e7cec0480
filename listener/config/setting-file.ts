import { fileErrorReason } from '../../lib/file-error.ts';
import { decodeText } from '../../lib/text.ts';
import type { SettingName } from './config.ts';
import { type RawValue, settingError } from './errors.ts';
import type { Resolution } from './resolution.ts';

/** Reads a file that a setting names. Throws ConfigError if that fails. */
export function readSettingFile(
  name: SettingName,
  file: string,
  rawValue: RawValue,
  { machine }: Resolution,
): Buffer {
  try {
    return Buffer.from(machine.files.read(file));
  } catch (error) {
    throw settingError(name, rawValue, `cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}

/** Reads a text file that a setting names. Throws ConfigError if that fails. */
export function readSettingText(
  name: SettingName,
  file: string,
  rawValue: RawValue,
  resolution: Resolution,
): string {
  const bytes = readSettingFile(name, file, rawValue, resolution);
  try {
    return decodeText(bytes, file);
  } catch (error) {
    throw settingError(name, rawValue, `cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}
