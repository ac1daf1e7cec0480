import { describe, expect, it } from 'vitest';
import { installPrograms, removePrograms } from './install.ts';
import { CONFIGURATION_RECORD } from './listener-command.ts';
import { checkPrograms } from './program-check.ts';
import { QM_PROGRAMS } from './programs.ts';
import { MiniatureAccount } from './testing/miniature-account.ts';

const NAMES = QM_PROGRAMS.map(({ name }) => name);
const VERBS = QM_PROGRAMS.filter(({ kind }) => kind === 'verb').map(({ name }) => name);
const RECORD = 'X ours\u00fecommand\u00feflags';

async function installed(): Promise<MiniatureAccount> {
  const account = new MiniatureAccount();
  await installPrograms(account, RECORD, false);
  account.executed.length = 0;
  account.changed.length = 0;
  return account;
}

/** An account with something of somebody else's. */
function with_(place: 'BP' | 'cat' | 'VOC', name: string, record: string): MiniatureAccount {
  const account = new MiniatureAccount();
  if (place === 'BP') void account.execute('CREATE.FILE BP DIRECTORY');
  account.files.get(place)?.set(name, record);
  account.executed.length = 0;
  return account;
}

describe('account install', () => {
  it('writes, compiles and catalogues every program, and makes the file of log records', async () => {
    const account = new MiniatureAccount();
    const done = await installPrograms(account, RECORD, false);
    expect(done.programs).toEqual(NAMES);
    expect(done.notes).toEqual([
      'file BP was created',
      `VOC ${CONFIGURATION_RECORD} holds the listener's command line`,
      'file HAL.SPLITTER.LOG receives warnings and errors',
    ]);
    for (const { name, source } of QM_PROGRAMS) expect(await account.read('BP', name)).toBe(source);
    // In VOC, which QM looks at in either case: a terminal inverts what is pasted in capitals.
    for (const name of VERBS) {
      expect(await account.read('VOC', name)).toBe(`V\u00feCS\u00feBP.OUT/${name}`);
    }
    expect(account.files.get('cat')?.size).toBe(0);
    expect(await account.read('VOC', 'HAL.SPLITTER.LOG')).toBe(
      'F\u00feHAL.LISTENER.LOG\u00feHAL.LISTENER.LOG.DIC',
    );
    expect(await account.read('VOC', 'HAL.LISTENER.LOG')).toBeUndefined();
    expect(await account.read('DICT HAL.SPLITTER.LOG', '*A1')).toMatch(/^D\u00fe1\u00fe/);
    expect(await checkPrograms(account)).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    const account = await installed();
    expect(await installPrograms(account, RECORD, false)).toEqual({ programs: [], notes: [] });
    expect(account.executed).toEqual([]);
    expect(account.changed).toEqual(['VOC HAL.LISTENER.CAT']);
  });

  it('updates outdated programs only', async () => {
    const account = await installed();
    const older = QM_PROGRAMS[0]!.source.replaceAll(/version \d+\./g, 'version 0.');
    account.files.get('BP')?.set('WEBSOCKET.LISTENER', older);
    account.files.get('VOC')?.delete('EXECUTE');
    account.files.get('BP.OUT')?.set('KILL.PHANTOM', 'hal-listener program KILL.PHANTOM, version 0.');
    const found = await checkPrograms(account);
    expect(found.map(({ severity, name, text }) => `${severity} ${name} ${text}`)).toEqual([
      'warning WEBSOCKET.LISTENER in BP is from an older version',
      'error EXECUTE is not catalogued',
      'error KILL.PHANTOM is not compiled, or not from this source',
    ]);
    const { programs } = await installPrograms(account, RECORD, false);
    expect(programs).toEqual(['WEBSOCKET.LISTENER', 'EXECUTE', 'KILL.PHANTOM']);
    expect(await checkPrograms(account)).toEqual([]);
  });

  it.each([
    [
      'BP',
      'PROGRAM WEBSOCKET.LISTENER\u00feCRT "mine"',
      'BP WEBSOCKET.LISTENER is a program that we did not write',
    ],
    ['cat', 'an object', 'a catalogued WEBSOCKET.LISTENER is a program that we did not write'],
    ['VOC', 'PA\u00feDISPLAY mine', 'VOC WEBSOCKET.LISTENER is an item that we did not write'],
  ] as const)(
    'leaves a program of somebody else in %s alone, and does nothing at all',
    async (place, foreign, reason) => {
      const account = with_(place, 'WEBSOCKET.LISTENER', foreign);
      const before = JSON.stringify([...account.files].map(([name, records]) => [name, [...records]]));
      await expect(installPrograms(account, RECORD, false)).rejects.toMatchObject({ reasons: [reason] });
      expect(JSON.stringify([...account.files].map(([name, records]) => [name, [...records]]))).toBe(before);
      expect(account.executed).toEqual([]);
    },
  );

  it('replaces it if forced to, and keeps a copy', async () => {
    const foreign = 'PROGRAM EXECUTE\u00feCRT "mine"';
    const account = with_('BP', 'EXECUTE', foreign);
    account.files.get('VOC')?.set('KILL.PHANTOM', 'PA\u00feDISPLAY mine');
    const { programs, notes } = await installPrograms(account, RECORD, true);
    expect(programs).toEqual(NAMES);
    expect(notes).toContain('the previous BP EXECUTE is kept as EXECUTE.BEFORE.HAL');
    expect(notes).toContain('the previous VOC KILL.PHANTOM is kept as KILL.PHANTOM.BEFORE.HAL');
    expect(await account.read('BP', 'EXECUTE.BEFORE.HAL')).toBe(foreign);
    expect(await account.read('VOC', 'KILL.PHANTOM.BEFORE.HAL')).toBe('PA\u00feDISPLAY mine');
    expect(await checkPrograms(account)).toEqual([]);
  });

  it("does not overwrite an operator's changes of our programs", async () => {
    const account = await installed();
    account.files.get('BP')?.set('EXECUTE', `${QM_PROGRAMS[1]!.source}\u00fe* mine`);
    expect(await checkPrograms(account)).toEqual([
      { severity: 'note', name: 'EXECUTE', text: 'in BP was changed after it was installed' },
    ]);
    await expect(installPrograms(account, RECORD, false)).rejects.toMatchObject({
      reasons: ['BP EXECUTE was changed after it was installed'],
    });
  });

  it('reports programs that do not compile, with the compiler’s line', async () => {
    const account = new MiniatureAccount();
    account.broken.add('EXECUTE');
    await expect(installPrograms(account, RECORD, false)).rejects.toMatchObject({
      reasons: ['BP EXECUTE does not compile here: 12: Unrecognised statement'],
    });
  });

  it('does not change another catalogued program of the same name', async () => {
    const account = new MiniatureAccount();
    account.elsewhere.add('EXECUTE');
    const { notes } = await installPrograms(account, RECORD, false);
    expect(notes).toContain(
      'another EXECUTE is catalogued elsewhere (MAP shows it): it stays, and ours takes precedence',
    );
  });

  it('puts programs that an earlier version catalogued privately into VOC', async () => {
    const account = await installed();
    const object = account.files.get('BP.OUT')?.get('EXECUTE') ?? '';
    account.files.get('VOC')?.delete('EXECUTE');
    account.files.get('cat')?.set('EXECUTE', object);
    expect(await checkPrograms(account)).toEqual([
      {
        severity: 'warning',
        name: 'EXECUTE',
        text: 'is not in VOC, so QM does not find it typed in capitals at a terminal',
      },
    ]);
    expect((await installPrograms(account, RECORD, false)).programs).toEqual(['EXECUTE']);
    expect([...(account.files.get('cat')?.keys() ?? [])]).toEqual([]);
    expect(await checkPrograms(account)).toEqual([]);
  });

  it('is content with a program that its operator catalogued locally', async () => {
    const account = await installed();
    account.files.get('VOC')?.set('EXECUTE', 'V\u00feCS\u00fe/qm/hal/BP.OUT/EXECUTE');
    expect(await checkPrograms(account)).toEqual([]);
    expect((await installPrograms(account, RECORD, false)).programs).toEqual([]);
  });

  it('does not touch a HAL.SPLITTER.LOG of somebody else', async () => {
    const account = with_('VOC', 'HAL.SPLITTER.LOG', 'F\u00feMINE\u00feMINE.DIC');
    const { notes } = await installPrograms(account, RECORD, false);
    expect(notes.at(-1)).toMatch(/HAL.SPLITTER.LOG is a file of your own/);
    await removePrograms(account);
    expect(await account.read('VOC', 'HAL.SPLITTER.LOG')).toBe('F\u00feMINE\u00feMINE.DIC');
  });

  it('finds the private catalogue through VOC', async () => {
    const account = with_('VOC', '$PRIVATE.CATALOGUE', 'X\u00fe/elsewhere/cat');
    account.files.set('/elsewhere/cat', new Map([['EXECUTE', 'an object']]));
    await expect(installPrograms(account, RECORD, false)).rejects.toMatchObject({
      reasons: ['a catalogued EXECUTE is a program that we did not write'],
    });
  });
});

describe('account remove', () => {
  it('restores the account', async () => {
    const account = await installed();
    await removePrograms(account);
    expect([...account.files].map(([name, records]) => [name, records.size])).toEqual([
      ['VOC', 0],
      ['cat', 0],
    ]);
    expect(await removePrograms(account)).toEqual([]);
    expect(await checkPrograms(account)).toMatchObject([{ severity: 'note', name: 'QM commands' }]);
  });

  it('removes only our items', async () => {
    const account = with_('BP', 'MINE', 'PROGRAM MINE');
    await installPrograms(account, RECORD, false);
    account.files.get('BP')?.set('EXECUTE', 'PROGRAM EXECUTE\u00fe* mine by now');
    account.files.get('cat')?.set('KILL.PHANTOM', 'an object of theirs');
    const notes = await removePrograms(account);
    expect(notes).toContain('BP EXECUTE was left: we did not write it');
    expect(await account.select('BP')).toEqual(['MINE', 'EXECUTE']);
    expect([...(account.files.get('cat')?.keys() ?? [])]).toEqual(['KILL.PHANTOM']);
  });
});
