import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programVersion } from '../../listener/account/qm/programs.ts';
import type { PooledAccount } from '../../listener/account/qmclient/pooled-account.ts';
import { livePooledQms } from '../../listener/account/testing/live-qm.ts';
import { DiagnosedHome } from '../testing/diagnosed-home.ts';

const [, pipe] = livePooledQms();
const missing = pipe?.missing ?? 'there is no driver pipe';
const { QM_TEST_PIPE: program = '', QM_TEST_ACCOUNT: name = 'HAL' } = process.env;

/** The checks of a QM on a real one: each thing is broken in QM, found, and fixed as the advice says. */
describe.skipIf(missing !== '')(`diagnose on a real QM${missing && ` (skipped: ${missing})`}`, () => {
  let here: DiagnosedHome;
  let account: PooledAccount;

  beforeAll(async () => {
    here = await DiagnosedHome.create();
    mkdirSync(here.home, { mode: 0o700 });
    const log = path.join(here.folder, 'logs');
    here.configure({ driver: 'pipe', qmProgram: program, qmAccount: name, accountDir: 'none', logDir: log });
    account = pipe!.account({ holdsListenerLock: false, sessions: 1 });
    const { out } = await here.hal(['account', 'check', '--json']);
    if (!out.includes('are not installed')) throw new Error(`account ${name} already has our commands`);
    await here.must('account', 'install');
    await here.start();
  }, 60_000);

  afterAll(async () => {
    await here.hal(['stop']);
    await here.must('account', 'remove');
    for (const id of await account.select('$COMO').catch(() => []))
      if (programVersion((await account.read('$COMO', id)) ?? '') !== undefined)
        await account.delete('$COMO', id);
    await here.end();
    await account.close();
  });

  /** Findings of one check. */
  const texts = async (id: string) => (await here.check(id))?.findings.map(({ text }) => text);

  it('finds nothing wrong with seats, commands, clock and QM itself', async () => {
    expect(await texts('account')).toEqual([`account ${name} answers by pipe`]);
    expect((await texts('seats'))?.[0]).toMatch(
      /^\d+ of \d+ are used: (?=.*\d the listener)(?=.*1 this command)/,
    );
    expect(await texts('programs')).toEqual(['installed, and of this version']);
    expect(await texts('hal-query')).toEqual(['there is none, so the table answers']);
    expect((await here.check('clock'))?.result).toBe('ok');
  });

  it('finds a LOGIN that asks for input', async () => {
    expect(await account.read('VOC', 'LOGIN')).toBeUndefined();
    await account.write('VOC', 'LOGIN', 'PA\u00feDISPLAY <<Your name>>');
    try {
      expect(await texts('account')).toEqual(['QM asked for input: Your name=']);
    } finally {
      await account.delete('VOC', 'LOGIN');
    }
    expect((await here.check('account'))?.result).toBe('ok');
  });

  it('finds a dictionary item that is missing', async () => {
    const item = (await account.read('DICT DOCTOR', 'PHONE')) ?? '';
    const isWell = (await here.check('dictionaries'))?.result;
    await account.delete('DICT DOCTOR', 'PHONE');
    try {
      expect(await texts('dictionaries')).toContainEqual(
        expect.stringMatching(/^DOCTOR PHONE is not in the dictionary/),
      );
      await here.must('account', 'install', '--dictionaries', '--yes');
      expect((await here.check('dictionaries'))?.result).toBe(isWell);
    } finally {
      await account.write('DICT DOCTOR', 'PHONE', item);
    }
  });

  it('finds a command that is not compiled', async () => {
    await account.delete('BP.OUT', 'STOP.WEBSOCKET.LISTENER');
    expect(await texts('programs')).toEqual([
      'STOP.WEBSOCKET.LISTENER: is not compiled, or not from this source',
    ]);
    await here.must('account', 'install');
    expect((await here.check('programs'))?.result).toBe('ok');
  });

  it('finds a HAL.QUERY that is not catalogued, and one that fails', async () => {
    const source = (line: string) =>
      ['SUBROUTINE HAL.QUERY(TEXT, SESSION.ID, INTENT, REPLY, ACTION, ROWS)', line, 'RETURN', 'END'].join(
        '\u00fe',
      );
    await account.write('BP', 'HAL.QUERY', source('REPLY = UNKNOWN.VARIABLE'));
    try {
      expect((await here.check('hal-query'))?.findings[0]?.advice).toContain('CATALOG BP HAL.QUERY');
      await account.execute('BASIC BP HAL.QUERY');
      await account.execute('CATALOG BP HAL.QUERY');
      expect((await here.check('hal-query'))?.findings).toMatchObject([
        { result: 'warning', text: expect.stringMatching(/unassigned/i) },
      ]);
      await account.write('BP', 'HAL.QUERY', source('REPLY = "Yes."'));
      await account.execute('BASIC BP HAL.QUERY');
      await account.execute('CATALOG BP HAL.QUERY');
      expect(await texts('hal-query')).toEqual(['it answers']);
    } finally {
      await account.execute('DELETE.CATALOGUE HAL.QUERY');
      for (const file of ['BP', 'BP.OUT']) await account.delete(file, 'HAL.QUERY');
    }
    expect(await texts('hal-query')).toEqual(['there is none, so the table answers']);
  });

  it('finds a phantom that did not start a listener', async () => {
    await here.must('stop');
    const { output } = await account.execute('PHANTOM WEBSOCKET.LISTENER PORT=nine');
    const userNo = /\d+$/.exec(output)?.[0];
    await expect
      .poll(() => texts('qm'), { timeout: 20_000, interval: 500 })
      .toContainEqual(expect.stringMatching(new RegExp(`^phantom ${userNo}, \\d+ s ago .*nine`)));
    await here.must('start');
    expect((await here.check('qm'))?.result).toBe('ok');
  });
});
