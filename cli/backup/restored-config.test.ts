import { describe, expect, it } from 'vitest';
import { type RestoredConfigInput, restoredConfig } from './restored-config.ts';

const base: RestoredConfigInput = {
  saved: {},
  current: {},
  secrets: undefined,
  withheld: [],
  from: { home: '/var/lib/hal-listener', platform: 'linux' },
  home: '/home/anna/hal',
  exists: () => true,
};

const sealedFile = (setting: 'tlsKey' | 'tlsCert' | 'qmPasswordFile', path: string) =>
  ({ setting, path, content: Buffer.from(`${setting} text`).toString('base64') }) as const;

describe('paths', () => {
  it('in the old home become paths in this one, from either system', () => {
    expect(
      restoredConfig({
        ...base,
        saved: { form: 1, logDir: '/var/lib/hal-listener/logs/x', accountDir: '/var/lib/hal', port: 9 },
      }).settings,
    ).toEqual({ form: 1, logDir: '/home/anna/hal/logs/x', accountDir: '/var/lib/hal', port: 9 });
    const from = { home: 'C:\\ProgramData\\HAL Listener', platform: 'win32' };
    expect(
      restoredConfig({ ...base, from, saved: { logDir: 'c:\\programdata\\hal listener\\logs\\x' } }).settings,
    ).toEqual({ form: 1, logDir: '/home/anna/hal/logs/x' });
  });

  it('that are not on this machine are listed, of another system too', () => {
    const { notes, settings } = restoredConfig({
      ...base,
      exists: () => false,
      saved: { accountDir: 'C:\\qmsys\\hal', qmProgram: '/usr/qmsys/bin/qm', logDir: 'logs' },
    });
    expect(settings.accountDir).toBe('C:\\qmsys\\hal');
    expect(notes.map((note) => note.split(',')[0])).toEqual([
      'accountDir is C:\\qmsys\\hal',
      'qmProgram is /usr/qmsys/bin/qm',
    ]);
    expect(notes[0]).toContain('hal-listener config set accountDir');
  });

  it('outside that climb out of the home are no paths in it', () => {
    const saved = { logDir: '/var/lib/hal-listener/../other' };
    expect(restoredConfig({ ...base, saved }).settings).toEqual({ form: 1, ...saved });
  });
});

describe('secrets', () => {
  it('of this home stay where the backup has none, and what is missing is named', () => {
    const { settings, notes } = restoredConfig({
      ...base,
      saved: { port: 9 },
      current: { token: 'mine', port: 1, unknown: 'x' },
      withheld: ['token', 'qmPassword'],
    });
    expect(settings).toEqual({ form: 1, port: 9, token: 'mine' });
    expect(notes).toEqual([expect.stringMatching(/^Not restored: qmPassword\. .*--with-secrets/)]);
  });

  it('of the backup take the place of those of this home, with what is no setting', () => {
    const { settings, notes } = restoredConfig({
      ...base,
      current: { token: 'mine' },
      secrets: { settings: { token: 'theirs', misspelled: 'x' }, files: [] },
      withheld: ['token', 'misspelled'],
    });
    expect(settings).toEqual({ form: 1, token: 'theirs', misspelled: 'x' });
    expect(notes).toEqual([]);
  });

  it('in files go to their place in the home, to a folder of it, or stay where there is one already', () => {
    const { settings, files } = restoredConfig({
      ...base,
      saved: {
        tlsKey: '/var/lib/hal-listener/tls/key.pem',
        tlsCert: '/etc/ssl/gone/../cert.pem',
        qmPasswordFile: '/etc/hal/password',
      },
      secrets: {
        settings: {},
        files: [
          sealedFile('tlsKey', '/var/lib/hal-listener/tls/key.pem'),
          sealedFile('tlsCert', '/etc/ssl/cert.pem'),
          sealedFile('qmPasswordFile', '/etc/hal/password'),
        ],
      },
      exists: (file) => file === '/etc/hal/password',
    });
    expect(settings).toEqual({
      form: 1,
      tlsKey: '/home/anna/hal/tls/key.pem',
      tlsCert: '/home/anna/hal/keys/tlsCert-cert.pem',
      qmPasswordFile: '/etc/hal/password',
    });
    expect([...files.keys()]).toEqual(['tls/key.pem', 'keys/tlsCert-cert.pem']);
    expect(files.get('tls/key.pem')?.toString()).toBe('tlsKey text');
  });
});
