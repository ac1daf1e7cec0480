import { describe, expect, it } from 'vitest';
import { registeredAccountDir } from './account-register.ts';
import { loadConfig } from './load.ts';
import { type FakeMachine, fakeMachine, fileError } from './testing/machine.ts';

/** A record as ScarletDME 2.6-6 writes it into a group. */
function entry(id: string, data: string): Buffer {
  const size = Math.ceil((8 + id.length + data.length) / 4) * 4;
  const bytes = Buffer.alloc(size);
  bytes.writeUInt16LE(size, 0);
  bytes.writeUInt8(id.length, 3);
  bytes.writeUInt32LE(data.length, 4);
  bytes.write(id + data, 8, 'latin1');
  return bytes;
}

/** The primary subfile: a header, then one group with records. */
function register(...entries: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.alloc(1_024 + 8), ...entries, Buffer.alloc(100)]);
}

const TWO = register(
  entry('HALQ', '/qm/halq'),
  entry('QMSYS', '/usr/qmsys'),
  entry('HAL', '/qm/hal\u00fethe family'),
);
const FOLDERS = { '/qm/hal/VOC': 'read-only', '/qm/halq/VOC': 'read-only' } as const;
const QM: FakeMachine = { files: { '/usr/qmsys/ACCOUNTS/~0': TWO }, folders: FOLDERS };

const folderOf = (from: FakeMachine, account = 'HAL', program?: string) =>
  registeredAccountDir(fakeMachine(from), { account, program });

describe('the folder of an account', () => {
  it('is what QM’s register says, in the primary file or its overflow', () => {
    expect(folderOf(QM)).toBe('/qm/hal');
    expect(folderOf(QM, 'HALQ')).toBe('/qm/halq');
    expect(folderOf({ ...QM, files: { '/usr/qmsys/ACCOUNTS/%1': TWO } })).toBe('/qm/hal');
  });

  it('is looked for above QM’s program, and where QM’s configuration says', () => {
    const files = { '/srv/qm/ACCOUNTS/~0': TWO };
    expect(folderOf({ ...QM, files })).toBeUndefined();
    expect(folderOf({ ...QM, files }, 'HAL', '/srv/qm/bin/qm')).toBe('/qm/hal');
    expect(folderOf({ ...QM, files: { ...files, '/etc/scarlet.conf': '[qm]\nQMSYS=/srv/qm\n' } })).toBe(
      '/qm/hal',
    );
    const windows: FakeMachine = {
      platform: 'win32',
      files: { 'C:\\qmsys\\ACCOUNTS\\~0': register(entry('HAL', 'D:\\hal')) },
      folders: { 'D:\\hal\\VOC': 'read-only' },
    };
    expect(folderOf(windows)).toBe('D:\\hal');
  });

  it('is not guessed: no account, no VOC in it, two folders, a file that is not to be understood', () => {
    expect(folderOf(QM, 'HA')).toBeUndefined();
    expect(folderOf(QM, 'NOPE')).toBeUndefined();
    expect(folderOf({ ...QM, folders: {} })).toBeUndefined();
    const twice = register(entry('HAL', '/qm/hal'), entry('HAL', '/qm/halq'));
    expect(folderOf({ ...QM, files: { '/usr/qmsys/ACCOUNTS/~0': twice } })).toBeUndefined();
    for (const damaged of [
      Buffer.from('HAL'),
      Buffer.concat([Buffer.alloc(8), Buffer.from('HAL/qm/hal')]),
      TWO.subarray(0, TWO.indexOf('/qm/hal\u00fe', 0, 'latin1') + 3),
      register(entry('HAL', 'qm/hal')),
      register(entry('HAL', '/qm/hal\0')),
    ]) {
      expect(folderOf({ ...QM, files: { '/usr/qmsys/ACCOUNTS/~0': damaged } })).toBeUndefined();
    }
    expect(folderOf({ ...QM, files: { '/usr/qmsys/ACCOUNTS/~0': fileError('EACCES') } })).toBeUndefined();
  });
});

describe('QMCONFIG', () => {
  const files = { ...QM.files, '/qm/hal/QMCONFIG': 'WEBSOCKET.PORT = 8799\n' };
  const load = (env: Record<string, string>, changes: Partial<FakeMachine> = {}) => {
    const { config, warnings } = loadConfig({
      flags: {},
      machine: fakeMachine({ ...QM, files, env, ...changes }),
    });
    return { port: config.port, dir: config.accountDir, warnings };
  };
  const warnings = [expect.stringMatching(/^QMCONFIG was not read: the folder of account .* --account-dir/)];

  it.each([
    { QM_BIN: '/usr/qmsys/bin/qm' },
    { QM_DRIVER: 'command' },
    { QM_HOST: '127.0.0.1' },
    { QM_HOST: 'localhost' },
  ])('is read where the account is, without naming its folder: %o', (env) => {
    expect(load(env)).toEqual({ port: 8_799, dir: '/qm/hal', warnings: [] });
  });

  it('is not looked for elsewhere, which is said with the way to name it', () => {
    expect(load({ QM_DRIVER: 'pipe' }, { files: {} })).toEqual({
      port: 8_768,
      dir: undefined,
      warnings: warnings,
    });
    expect(load({ QM_DRIVER: 'pipe', QM_ACCOUNT: 'OTHER' })).toMatchObject({
      dir: undefined,
      warnings: warnings,
    });
    // The register of this machine is not that of another one.
    expect(load({ QM_HOST: 'qmserver' })).toEqual({ port: 8_768, dir: undefined, warnings: warnings });
  });

  it('is read in the folder that was named, or in none', () => {
    const folders = { ...FOLDERS, '/elsewhere': 'read-only' } as const;
    const named = load({ QM_DRIVER: 'pipe', QM_ACCOUNT_DIR: '/elsewhere' }, { folders });
    expect(named).toEqual({ port: 8_768, dir: '/elsewhere', warnings: [] });
    expect(load({ QM_DRIVER: 'pipe', QM_ACCOUNT_DIR: 'none' })).toEqual({
      port: 8_768,
      dir: undefined,
      warnings: [],
    });
    expect(load({})).toEqual({ port: 8_768, dir: undefined, warnings: [] });
  });

  it('may itself say how QM is reached', () => {
    const own = { ...QM.files, '/qm/hal/QMCONFIG': 'QM.DRIVER = command\n' };
    const machine = fakeMachine({ ...QM, files: own, env: { QM_BIN: '/usr/qmsys/bin/qm' } });
    expect(loadConfig({ flags: {}, machine }).config.driver).toBe('command');
  });
});
