import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { type LogDisk, systemDisk } from '../log-disk.ts';

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes with the test. */
export function scratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-log-'));
  made.push(folder);
  return folder;
}

/** Every line of a log, oldest file first. */
export function allLines(file: string): string[] {
  const name = path.basename(file);
  const age = (entry: string): number => Number(entry.slice(name.length + 1) || 0);
  const files = readdirSync(path.dirname(file)).filter(
    (entry) => entry === name || entry.startsWith(`${name}.`),
  );
  return files
    .sort((one, other) => age(other) - age(one))
    .flatMap((entry) =>
      readFileSync(path.join(path.dirname(file), entry), 'utf8')
        .split('\n')
        .slice(0, -1),
    );
}

/** The real disk, but what `refuse` throws for comes true. */
export function faultyDisk(refuse: (operation: keyof LogDisk | 'write', file: string) => void): LogDisk {
  return {
    ...systemDisk,
    open: async (file) => {
      refuse('open', file);
      const log = await systemDisk.open(file);
      const write = async (bytes: Uint8Array): Promise<number> => {
        refuse('write', file);
        return log.write(bytes);
      };
      return { ...log, write };
    },
    rename: async (from, to) => {
      refuse('rename', from);
      return systemDisk.rename(from, to);
    },
    appendSync: (file, bytes) => {
      refuse('appendSync', file);
      systemDisk.appendSync(file, bytes);
    },
  };
}

export function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: said the disk`), { code });
}
