import { fileErrorReason } from '../../lib/file-error.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { SETTINGS } from '../config/settings.ts';
import { findTlsFault, type TlsPair } from '../config/tls-pair.ts';

/** Reads the pair that the configuration names; undefined where it names none. @throws ConfigError */
export function readTlsPair({ tlsKey, tlsCert }: Pick<Config, 'tlsKey' | 'tlsCert'>): TlsPair | undefined {
  if (tlsKey === undefined || tlsCert === undefined) return undefined;
  const pair = { key: read('tlsKey', tlsKey), cert: read('tlsCert', tlsCert) };
  const fault = findTlsFault(pair);
  if (fault === undefined) return pair;
  throw faulty(fault.of, fault.of === 'tlsKey' ? tlsKey : tlsCert, fault.problem);
}

function read(name: 'tlsKey' | 'tlsCert', file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw faulty(name, file, `cannot be read: ${fileErrorReason(error)}`);
  }
}

function faulty(name: 'tlsKey' | 'tlsCert', file: string, problem: string): ConfigError {
  return new ConfigError(`${SETTINGS[name].env}=${file} ${problem}`);
}
