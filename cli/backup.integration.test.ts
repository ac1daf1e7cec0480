import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COMMAND_JSON } from '../contract/command-json.ts';
import { sha256, writeBackup } from './backup/testing/archives.ts';
import { Controls, copyProgram } from './testing/controls.ts';

const PASSPHRASE = 'four random words here';
const SECRETS = {
  token: 'the-token-of-the-home',
  qmPassword: 'the-password-of-qm',
  password: 'in-the-file-of-it',
};
/** The embedded account: a file, its dictionary, and a file without records. */
const RECORDS = {
  'DOCTOR/D1': 'Roe\n',
  'DOCTOR/D.2%Sx': 'Müller\n\xfd\xfc',
  'DOCTOR.DIC/@ID': 'D\n0\n\nDOCTOR\n10L\nS\n',
  'DOCTOR.DIC/LAST_NAME': 'D\n1\n\nLast name\n16L\nS\n',
  'EMPTY.DIC/@ID': 'D\n0\n\nEMPTY\n10L\nS\n',
};

interface World {
  readonly here: Controls;
  /** Where the backup goes. */
  readonly folder: string;
  readonly zip: string;
}

/** A home with settings, secrets, a table, events, sessions and records. */
async function world(): Promise<World> {
  const here = await Controls.open();
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { home } = here;
  const passwordFile = path.join(home, 'secret.txt');
  writeFileSync(passwordFile, SECRETS.password);
  const { token, qmPassword } = SECRETS;
  const settings = { logLevel: 'debug', token, qmPassword, assistKeyFile: passwordFile, tokne: token };
  writeFileSync(path.join(home, 'config.json'), JSON.stringify(settings));
  cpSync(
    path.resolve(import.meta.dirname, 'testing/home-0.1.0/intents.json'),
    path.join(home, 'intents.json'),
  );
  cpSync(
    path.resolve(import.meta.dirname, 'testing/home-0.1.0/events.jsonl'),
    path.join(home, 'events.jsonl'),
  );
  cpSync(
    path.resolve(import.meta.dirname, 'testing/home-0.1.0/sessions.json'),
    path.join(home, 'sessions.json'),
  );
  for (const [name, text] of Object.entries(RECORDS)) {
    const file = path.join(home, 'account/HAL', name);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, 'latin1');
  }
  mkdirSync(path.join(home, 'account/HAL/EMPTY'));
  chmodSync(home, 0o700);
  return { here, folder, zip: path.join(folder, 'backup.zip') };
}

const ALL = ['--with-secrets', '--with-sessions'];
const env = { BACKUP_PASSPHRASE: PASSPHRASE };

/** What a restore puts in place, by name, as bytes. */
function contents(home: string): Readonly<Record<string, string>> {
  const isRestored = (name: string): boolean =>
    !/^(run|logs|desired\.copy\.json|before-restore-.*|events\.jsonl|\.restoring|restore\.json.*|control\.key|account\/\.writing|account\/HAL\/\.writing)(\/|$)/.test(
      name,
    );
  const names = existsSync(home) ? readdirSync(home, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter((name) => isRestored(name) && statSync(path.join(home, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [name, sha256(readFileSync(path.join(home, name)))]));
}

function elsewhere(folder: string, name = 'other'): Record<string, string> {
  const home = path.join(folder, name, 'home');
  return { ...env, HAL_LISTENER_HOME: home, LOG_DIR: path.join(home, 'logs') };
}

describe('a backup', () => {
  it('is restored on another machine, secrets and sessions included, with paths of that home', async () => {
    const { here, folder, zip } = await world();
    const saved = await here.run(['backup', zip, ...ALL, '--json'], env);
    expect(saved.code, saved.err).toBe(0);
    const json = COMMAND_JSON.backup.parse(JSON.parse(saved.out));
    expect(json.parts.map(({ part }) => part)).toEqual([
      'configuration',
      'intents',
      'events',
      'sessions',
      'account',
      'secrets',
    ]);
    expect(json.elsewhere.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['port', 'host', 'logDir']),
    );
    expect(json.withheld).toEqual(['token', 'qmPassword', 'tokne']);
    if (process.platform !== 'win32') expect(statSync(zip).mode & 0o777).toBe(0o600);

    const there = elsewhere(folder);
    const restored = await here.run(['restore', zip, '--with-secrets', '--json'], there);
    expect(restored.code, restored.err).toBe(0);
    expect(COMMAND_JSON.restore.parse(JSON.parse(restored.out))).toMatchObject({
      result: 'restored',
      notes: [],
    });
    const home = there.HAL_LISTENER_HOME ?? '';
    const [before, after] = [contents(here.home), contents(home)];
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const differing = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(differing).toEqual(['config.json']);
    expect(JSON.parse(readFileSync(path.join(home, 'config.json'), 'utf8'))).toEqual({
      form: 1,
      logLevel: 'debug',
      token: SECRETS.token,
      qmPassword: SECRETS.qmPassword,
      tokne: SECRETS.token,
      assistKeyFile: path.join(home, 'secret.txt'),
    });
    const listed = await here.run(['account', 'exec', 'LIST DOCTOR LAST_NAME', '--json'], there);
    expect(listed.out).toMatch(/Roe[\s\S]*D\.2\/x|D\.2\/x[\s\S]*Roe/);
    if (process.platform !== 'win32') {
      for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' }))
        expect(statSync(path.join(home, name)).mode & 0o077, name).toBe(0);
    }
    expect(here.read('events.jsonl')).not.toContain('restored');
    expect(readFileSync(path.join(home, 'events.jsonl'), 'utf8')).toMatch(/"kind":"restored"/);
  });

  it('holds no secret that can be read, with and without a passphrase', async () => {
    const { here, zip } = await world();
    for (const more of [[], ALL]) {
      const saved = await here.run(['backup', zip, '--force', ...more], env);
      expect(saved.code, saved.err).toBe(0);
      const packed = readFileSync(zip);
      const unpacked = Object.values(unzipSync(packed)).map((bytes) => Buffer.from(bytes));
      for (const secret of [...Object.values(SECRETS), PASSPHRASE]) {
        const forms = [
          secret,
          ...(['base64', 'hex', 'utf16le'] as const).map((one) => Buffer.from(secret).toString(one)),
        ];
        for (const form of forms)
          for (const bytes of [packed, ...unpacked])
            expect(bytes.includes(form.slice(0, -2)), form).toBe(false);
        expect(saved.out + saved.err).not.toContain(secret);
      }
    }
  });

  it('is refused in words: an empty home, wrong flags, a file that is there, no passphrase', async () => {
    const { here, folder, zip } = await world();
    const refused = async (args: readonly string[], change: Record<string, string> = {}) => {
      const result = await here.run(args, change);
      expect(result.out).toBe('');
      expect(result.err.trim().split('\n').length, result.err).toBeLessThanOrEqual(3);
      return `${result.code} ${result.err}`;
    };
    expect(await refused(['backup', zip], elsewhere(folder))).toMatch(/^1 .*nothing to back up in .*--home/);
    expect(existsSync(zip)).toBe(false);
    expect(await refused(['backup'])).toMatch(/^2 .*missing required argument/);
    expect(await refused(['backup', zip, '--with-secret'])).toMatch(/^2 .*unknown option/);
    expect(await refused(['backup', zip, '--with-secrets'])).toMatch(/^2 .*no terminal.*--passphrase-file/);
    expect(await refused(['backup', zip, '--with-secrets'], { BACKUP_PASSPHRASE: '' })).toMatch(/^2 .*empty/);
    expect(await refused(['backup', zip, '--with-secrets'], { BACKUP_PASSPHRASE: 'short' })).toMatch(
      /^1 .*at least 8/,
    );
    expect(await refused(['backup', path.join(folder, 'no', 'such', 'x.zip')])).toMatch(
      /^1 No backup was made: .*no such file/,
    );
    expect(existsSync(zip)).toBe(false);
    expect((await here.run(['backup', zip])).code).toBe(0);
    expect(await refused(['backup', zip])).toMatch(/^1 .*exists: choose another name, or --force/);
    expect((await here.run(['backup', zip, '--force'])).code).toBe(0);
    expect((await here.run(['backup', folder])).out).toMatch(/hal-listener-\d{4}-\d\d-\d\d-\d{6}\.zip/);
    expect(await refused(['restore'])).toMatch(/^2 .*--continue/);
    expect(await refused(['restore', zip, '--continue'])).toMatch(/^2 /);
    expect(await refused(['restore', '--continue'])).toMatch(/^1 .*No restore of this home was interrupted/);
    expect(await refused(['restore', path.join(folder, 'none.zip')])).toMatch(
      /^1 Nothing was restored: .*no such file/,
    );
    expect(await refused(['restore', zip, '--with-secrets'], env)).toMatch(/^1 .*has no secrets/);
    writeFileSync(path.join(here.home, 'config.json'), '{"port": ');
    expect(await refused(['backup', zip, '--force'])).toMatch(
      /^78 No backup was made: .*config\.json is not JSON: line 1/,
    );
  });
});

it('is made although QM does not answer, and says what is missing', async () => {
  const { here, zip } = await world();
  const saved = await here.run(['backup', zip, '--json'], {
    QM_DRIVER: 'command',
    QM_BIN: '/nonexistent/qm',
  });
  expect(saved.code, saved.err).toBe(0);
  const { notes, parts } = COMMAND_JSON.backup.parse(JSON.parse(saved.out));
  expect(notes).toEqual([
    expect.stringMatching(/^The sources of the programs in QM are not in it: .*\/nonexistent\/qm/),
  ]);
  expect(parts.map(({ part }) => part)).toContain('account');
});

/** Without the configuration, and its copy as it was before. */
function besidesConfig(contents: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { 'config.json': _, 'config.previous.json': __, ...others } = contents;
  return others;
}

describe('a restore', () => {
  it('keeps what it replaces, can be repeated, and goes back', async () => {
    const { here, zip } = await world();
    await here.run(['backup', zip, ...ALL], env);
    const before = contents(here.home);
    writeFileSync(path.join(here.home, 'intents.json'), '{"subjects": "mine"}');
    writeFileSync(path.join(here.home, 'account/HAL/DOCTOR/D3'), 'New\n');
    rmSync(path.join(here.home, 'account/HAL/DOCTOR/D1'));
    for (const times of [1, 2]) {
      const restored = await here.run(['restore', zip, '--json']);
      expect(restored.code, restored.err).toBe(0);
      const { kept = '' } = COMMAND_JSON.restore.parse(JSON.parse(restored.out));
      if (times === 1) {
        expect(readFileSync(path.join(kept, 'intents.json'), 'utf8')).toBe('{"subjects": "mine"}');
        expect(readdirSync(path.join(kept, 'account/HAL/DOCTOR')).sort()).toEqual(['D.2%Sx', 'D3']);
      }
      expect(besidesConfig(contents(here.home))).toEqual(besidesConfig(before));
    }
    // Without the passphrase, the secrets of this home stay.
    expect(JSON.parse(here.read('config.json'))).toMatchObject({ token: SECRETS.token });
  });

  it('refuses a wrong passphrase, a lost token and a running listener, and changes nothing', async () => {
    const { here, folder, zip } = await world();
    await here.run(['backup', zip, ...ALL], env);
    const before = contents(here.home);
    const refused = async (args: readonly string[], change: Record<string, string> = {}) => {
      const result = await here.run(['restore', zip, ...args], change);
      expect(result.code).toBe(1);
      return result.err;
    };
    expect(await refused(['--with-secrets'], { BACKUP_PASSPHRASE: 'another one' })).toContain(
      'The passphrase is wrong',
    );
    const there = elsewhere(folder);
    expect(await refused([], there)).toMatch(
      /needed a token .*--with-secrets.*config set token.*--without-token/,
    );
    expect(existsSync(there.HAL_LISTENER_HOME ?? '')).toBe(false);
    expect((await here.run(['restore', zip, '--without-token'], there)).code).toBe(0);
    writeFileSync(path.join(here.home, 'config.json'), '{}');
    const started = await here.run(['start', '--example']);
    expect(started.code, started.err).toBe(0);
    expect(await refused(['--with-secrets'], env)).toMatch(
      /A listener of this home runs \(User No\. \d+\).*hal-listener stop|stop, or/,
    );
    expect((await here.run(['stop'])).code).toBe(0);
    expect((await here.run(['restore', zip, '--with-secrets'], env)).code).toBe(0);
    expect(besidesConfig(contents(here.home))).toEqual(besidesConfig(before));
  });

  it('puts aside what the backup does not have: a table, and settings but secrets', async () => {
    const { here, folder, zip } = await world();
    writeBackup(zip, { 'home/events.jsonl': '' });
    const restored = await here.run(['restore', zip]);
    expect(restored.code, restored.err).toBe(0);
    expect(existsSync(path.join(here.home, 'intents.json'))).toBe(false);
    const { token, qmPassword } = SECRETS;
    expect(JSON.parse(here.read('config.json'))).toEqual({ form: 1, token, qmPassword });
    const [kept = ''] = readdirSync(here.home).filter((name) => name.startsWith('before-restore-'));
    expect(readdirSync(path.join(here.home, kept)).sort()).toEqual([
      'config.json',
      'events.jsonl',
      'intents.json',
    ]);
    expect(readdirSync(path.join(here.home, 'account/HAL'))).toContain('DOCTOR');
    expect(folder).toBeTruthy();
  });

  it.each([
    [
      'newer settings',
      { 'home/config.json': '{"form": 9}' },
      /config\.json in the backup has form 9: a newer/,
    ],
    ['a record outside', { 'accounts/HAL/X.jsonl': '["../../x","y"]\n' }, /line 1, which is no record/],
  ])('refuses %s, and changes nothing', async (_, entries, why) => {
    const { here, zip } = await world();
    const before = contents(here.home);
    writeBackup(zip, entries);
    for (const args of [[zip, '--check'], [zip]]) {
      const result = await here.run(['restore', ...args]);
      expect(`${result.code} ${result.out}${result.err}`).toMatch(/^(1|78) /);
      expect(result.err).toMatch(why);
    }
    expect(contents(here.home)).toEqual(before);
    expect(readdirSync(here.home).filter((name) => /^(before-restore|\.restoring)/.test(name))).toEqual([]);
  });

  it('converts a table of an older version', async () => {
    const { here, zip } = await world();
    const rows = [
      { intent: 'LOAN', action: 'loan_query', words: ['loans'], statement: 'LIST TOOL.LOAN TOOL' },
    ];
    writeBackup(zip, { 'home/intents.json': JSON.stringify({ intents: rows }) });
    expect((await here.run(['restore', zip])).code).toBe(0);
    expect(JSON.parse(here.read('intents.json'))).toMatchObject({ form: 2 });
  });
});

describe('a restore that is killed', () => {
  it('leaves the old home, or one that says so and is completed', { timeout: 240_000 }, async () => {
    const { here, folder, zip } = await world();
    const template = path.join(folder, 'template');
    await here.run(['backup', zip, '--with-sessions']);
    const full = contents(here.home);
    for (const [name, text] of [
      ['intents.json', '{"subjects": "old"}'],
      ['sessions.json', '{"version":1,"sessions":[\n]}\n'],
      ['account/HAL/DOCTOR/D3', 'New\n'],
    ] as const)
      writeFileSync(path.join(here.home, name), text);
    rmSync(path.join(here.home, 'account/HAL/DOCTOR/D1'));
    cpSync(here.home, template, { recursive: true });
    const old = contents(template);
    const hook = path.resolve(import.meta.dirname, 'backup/testing/kill-at.cjs');
    const attempt = async (killAt: number) => {
      rmSync(here.home, { recursive: true, force: true });
      cpSync(template, here.home, { recursive: true });
      chmodSync(here.home, 0o700);
      return here.run(['restore', zip], {
        NODE_OPTIONS: `--require=${hook}`,
        KILL_AT: String(killAt),
      });
    };
    const whole = await attempt(0);
    const total = Number(/changes: (\d+)/.exec(whole.err)?.[1]);
    expect(total, whole.err).toBeGreaterThan(40);
    const done = contents(here.home);
    expect(besidesConfig(done)).toEqual(besidesConfig(full));
    const seen = new Set<string>();
    const step = Math.ceil(total / 6);
    for (let at = 1; at <= total; at += at > total - 40 ? 3 : step) {
      const { code } = await attempt(at);
      expect(code).toBeNull();
      const isListed = existsSync(path.join(here.home, 'restore.json'));
      if (!isListed) {
        const now = contents(here.home);
        const isNew = JSON.stringify(now) === JSON.stringify(done);
        seen.add(isNew ? 'new' : 'old');
        if (!isNew) expect(now, `change ${at}`).toEqual(old);
        continue;
      }
      if (!seen.has('interrupted')) {
        const status = await here.run(['status']);
        expect(status.err + status.out).toContain('restore --continue');
        const started = await here.run(['start', '--example']);
        expect(`${started.code} ${started.err}`).toMatch(/^78 .*interrupted.*restore --continue/);
        expect((await here.run(['restore', zip])).err).toContain('restore --continue');
        expect((await here.run(['backup', path.join(folder, 'x.zip')])).err).toContain('restore --continue');
      }
      seen.add('interrupted');
      const completed = await here.run(['restore', '--continue']);
      expect(completed.code, completed.err).toBe(0);
      expect(contents(here.home), `change ${at}`).toEqual(done);
    }
    expect([...seen].sort()).toEqual(['interrupted', 'new', 'old']);
  });
});

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(!isRoot)('as an administrator (skipped without root on Linux)', () => {
  it('restores into a home of another user, who owns all of it then', async () => {
    const { here, folder, zip } = await world();
    await here.run(['backup', zip], env);
    const home = path.join(folder, 'theirs');
    mkdirSync(home, { mode: 0o700 });
    chownSync(home, 65_534, 65_534);
    const restored = await here.run(['restore', zip, '--without-token', '--home', home]);
    expect(restored.code, restored.err).toBe(0);
    for (const name of ['', ...readdirSync(home, { recursive: true, encoding: 'utf8' })])
      expect(statSync(path.join(home, name)).uid, name).toBe(65_534);
  });

  it('says on a full disk that nothing was changed', async () => {
    const { here, folder, zip } = await world();
    const disk = path.join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
    onTestFinished(() => void execFileSync('umount', [disk]));
    const lines = Array.from({ length: 90 }, (_, number) => JSON.stringify([`R${number}`, 'x'.repeat(900)]));
    writeBackup(zip, { 'accounts/HAL/X.jsonl': `${lines.join('\n')}\n` });
    const home = path.join(disk, 'home');
    mkdirSync(home, { mode: 0o700 });
    writeFileSync(path.join(home, 'config.json'), '{}');
    const restored = await here.run(['restore', zip, '--home', home]);
    expect(`${restored.code} ${restored.err}`).toMatch(/^1 Nothing was restored: .*the disk is full/);
    expect(readdirSync(home).sort()).toEqual(['config.json', 'run']);
    const random = Array.from({ length: 300 }, (_, number) =>
      JSON.stringify([`R${number}`, sha256(Buffer.from(String(number))).repeat(30)]),
    );
    writeBackup(zip, { 'accounts/HAL/X.jsonl': `${random.join('\n')}\n` });
    const refused = await here.run(['restore', zip, '--home', home]);
    expect(`${refused.code} ${refused.err}`).toMatch(/^1 Nothing was restored: .*too little room/);
    writeFileSync(path.join(disk, 'filler'), Buffer.alloc(4 * 1024));
    const saved = await here.run(['backup', path.join(disk, 'b.zip')]);
    expect(`${saved.code} ${saved.err}`).toMatch(/^0 |^1 No backup was made: .*the disk is full/);
  });

  it("refuses another user's home and file in words", async () => {
    const { here, folder, zip } = await world();
    await here.run(['backup', zip], env);
    const copy = copyProgram(folder);
    chmodSync(folder, 0o755);
    const asNobody = (...args: readonly string[]): string => {
      const script = '"$@" 2>&1; echo "code $?"';
      const options = {
        env: { ...here.env, HOME: '/nonexistent' },
        encoding: 'utf8',
        uid: 65_534,
        gid: 65_534,
      } as const;
      return execFileSync('/bin/sh', ['-c', script, 'sh', process.execPath, copy, ...args], options);
    };
    expect(asNobody('backup', '/tmp/hal-nobody.zip')).toMatch(
      /permission denied \(EACCES\)[\s\S]*code (1|78)/,
    );
    expect(existsSync('/tmp/hal-nobody.zip')).toBe(false);
    expect(asNobody('restore', zip)).toMatch(/permission denied \(EACCES\)[\s\S]*code (1|78)/);
  });
});
