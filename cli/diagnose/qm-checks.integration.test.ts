import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { HalClient } from '../../listener/server/testing/hal-client.ts';
import { DiagnosedHome } from '../testing/diagnosed-home.ts';
import { DiagnosedQm } from '../testing/diagnosed-qm.ts';

/** The checks of a QM, over QMClient. */
let here: DiagnosedHome;
let qm: DiagnosedQm;
let errorLog = '';
const ACCOUNT = 'HAL.DIAGNOSED';

beforeAll(async () => {
  here = await DiagnosedHome.create();
  const folder = path.join(here.folder, 'qmsys');
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  errorLog = path.join(folder, 'errlog');
  qm = await DiagnosedQm.start(folder);
  qm.server.qm.accounts.add(ACCOUNT);
  mkdirSync(here.home, { mode: 0o700 });
  configure('test-only-pw');
  await here.must('account', 'install');
  await here.start();
}, 120_000);

afterAll(async () => {
  await here.end();
  await qm.server.stop();
});

beforeEach(() => {
  qm.server.greeting = 'greets';
  qm.fastMs = 0;
});

function configure(qmPassword: string, more: Readonly<Record<string, unknown>> = {}): void {
  const { port: qmPort } = qm.server;
  const qmUsername = qm.server.qm.username;
  // A name that no QM of this machine has in its register.
  here.configure({
    driver: 'qmclient',
    qmAccount: ACCOUNT,
    accountDir: 'none',
    qmHost: '127.0.0.1',
    qmPort,
    qmUsername,
    qmPassword,
    ...more,
  });
}

it('finds nothing where everything is as it should be', async () => {
  await here.isWell();
  expect((await here.check('seats'))?.findings[0]?.text).toMatch(
    /^\d of 40 are used: (?=.*1 this command)(?=.*\d the listener)(?=.*1 pts\/0: anna)/,
  );
  expect((await here.check('hal-query'))?.findings[0]?.text).toBe('there is none, so the table answers');
});

it('finds a LOGIN that asks for input', async () => {
  qm.server.qm.statements.set('WHO', { prompt: 'Your name=' });
  const [login] = await here.finds('account', 'problem');
  expect(login).toMatchObject({
    text: 'QM asked for input: Your name=',
    advice: expect.stringContaining('LOGIN in VOC'),
  });
  qm.server.qm.statements.delete('WHO');
  await here.isWell();
});

it('finds that QM is down, with the advice of account probe', async () => {
  // The listener has a session already.
  qm.server.greeting = 'is not started';
  const [down] = await here.finds('account', 'problem');
  expect(down?.text).toContain('ScarletDME has not been started');
  expect(down?.advice).toMatch(/^Start QM .*hal-listener account probe/);
  qm.server.greeting = 'greets';
  await here.isWell();
});

it.skipIf(process.platform === 'win32')('finds that QM has no free seat, and who has them', async () => {
  const program = path.join(here.folder, 'qmsys/bin/qm');
  const table = '   1       27776    0 pts/3                   wilhelmina';
  writeFileSync(program, `#!/bin/sh\n[ "$1" = -u ] && echo "${table}"\n`, { mode: 0o755 });
  configure('test-only-pw', { qmProgram: program });
  qm.server.greeting = 'is full';
  const [full] = await here.finds('account', 'problem');
  expect(full?.text).toContain('seats: 1 pts/3: wilhelmina');
  expect(full?.advice).toContain('hal-listener account users');
  qm.server.greeting = 'greets';
  configure('test-only-pw');
  await here.isWell();
});

it('finds that others leave too few seats', async () => {
  qm.seats = 4;
  qm.people = ['anna', 'eve', 'eve', 'eve'];
  const [few] = await here.finds('seats', 'warning');
  expect(few?.text).toMatch(/are used: .*the listener may need \d more$/);
  expect(few?.advice).toContain('End a session');
  qm.people = [];
  await here.isWell();
  qm.seats = 40;
});

it('finds that questions wait for a session', async () => {
  let answer = () => {};
  qm.gate = new Promise((resolve) => {
    answer = resolve;
  });
  const url = `ws://127.0.0.1:${here.port}`;
  const headers = { Authorization: 'Bearer a-token-of-twenty-two' };
  const clients = await Promise.all(Array.from({ length: 6 }, () => HalClient.greeted(url, { headers })));
  const questions = [
    'medications am I taking',
    'are my allergies',
    'appointments do I have',
    'doctors do I see',
  ];
  for (const [index, client] of clients.entries())
    client.send({ type: 'query', text: `What ${questions[index % questions.length]}?` });
  await expect
    .poll(async () => (await here.hal(['status'])).out, { timeout: 20_000 })
    .toMatch(/, [1-9]\d* queries wait\b/);
  // Asked as a client, the listener may take fifteen seconds.
  setTimeout(answer, 6_000);
  const [waiting] = await here.finds('seats', 'warning');
  expect(waiting).toMatchObject({
    text: expect.stringMatching(/^\d+ questions wait for one of 2 sessions$/),
    advice: expect.stringContaining('qmSessions 4'),
  });
  for (const client of clients) await client.close();
  await here.isWell();
});

it('finds a file, an item and a conversion that are missing or wrong', async () => {
  const doctor = qm.file('DICT DOCTOR');
  const phone = doctor.get('PHONE') ?? '';
  doctor.delete('PHONE');
  const [item] = await here.finds('dictionaries', 'warning');
  expect(item?.text).toMatch(/^DOCTOR PHONE is not in the dictionary/);
  await here.must('account', 'install', '--dictionaries', '--yes');
  expect(doctor.get('PHONE')).toBe(phone);
  await here.isWell();

  const allergies = qm.file('VOC').get('ALLERGY') ?? '';
  qm.file('VOC').delete('ALLERGY');
  const [file] = await here.finds('dictionaries', 'warning');
  expect(file).toMatchObject({
    text: expect.stringMatching(/^ALLERGY is not in this account/),
    advice: expect.stringContaining('"CREATE.FILE NAME"'),
  });
  qm.file('VOC').set('ALLERGY', allergies);
  await here.isWell();

  doctor.set('PHONE', phone.replace('D\u00fe14', 'D\u00fe15'));
  const [other] = await here.finds('dictionaries', 'warning');
  expect(other).toMatchObject({
    text: expect.stringMatching(/^DOCTOR PHONE is field 15 here, field 14 with HAL/),
    advice: expect.stringContaining('"ED DICT FILE FIELD"'),
  });
  doctor.set('PHONE', phone);
  await here.isWell();
});

it('finds QM commands that are old or cannot be typed', async () => {
  const bp = qm.file('BP');
  const kill = bp.get('KILL.PHANTOM') ?? '';
  bp.set('KILL.PHANTOM', kill.replaceAll(/(program KILL.PHANTOM, version) \d+/g, '$1 0'));
  const [old] = await here.finds('programs', 'warning');
  expect(old?.text).toBe('KILL.PHANTOM: in BP is from an older version');
  expect(old?.advice).toContain('hal-listener account install');
  await here.must('account', 'install');
  await here.isWell();
  qm.file('VOC').delete('EXECUTE');
  const [gone] = await here.finds('programs', 'problem');
  expect(gone?.text).toMatch(/^EXECUTE: is not catalogued/);
  await here.must('account', 'install');
  await here.isWell();
});

it('finds a HAL.QUERY that fails, and one that was not catalogued', async () => {
  const { subroutines } = qm.server.qm;
  subroutines.set('HAL.QUERY', () => 'Unassigned variable X at line 12');
  const [fails] = await here.finds('hal-query', 'warning');
  expect(fails).toMatchObject({
    text: expect.stringContaining('Unassigned variable X'),
    advice: expect.stringContaining('hal-listener config set halQuery off'),
  });
  await here.must('config', 'set', 'halQuery', 'off');
  await here.must('restart');
  await here.isWell();
  await here.must('config', 'unset', 'halQuery');
  await here.must('restart');
  subroutines.set('HAL.QUERY', ([text = '', session = '', intent = '', ...rest]) => [
    text,
    session,
    intent,
    'It is answered.',
    ...rest.slice(1),
  ]);
  await here.isWell();
  expect((await here.check('hal-query'))?.findings[0]?.text).toBe('it answers');
  subroutines.delete('HAL.QUERY');
  qm.file('BP').set('HAL.QUERY', 'SUBROUTINE HAL.QUERY(A,B,C,D,E,F)');
  const [source] = await here.finds('hal-query', 'warning');
  expect(source?.advice).toContain('"CATALOG BP HAL.QUERY"');
  qm.file('BP').delete('HAL.QUERY');
  await here.isWell();
});

/** As `28 Nov 26 16:50:01`. */
function logTime(wallClock: number): string {
  const [, day, month, year, time] =
    /, (\d\d) (\w{3}) \d\d(\d\d) (\S+)/.exec(new Date(wallClock).toUTCString()) ?? [];
  return `${day} ${month} ${year} ${time}`;
}

it('finds errors of the last day in QM’s own log, and tells how old others are', async () => {
  const entry = (ageMs: number, text: string) =>
    appendFileSync(errorLog, `${logTime(qm.wallClock - ageMs)} User 3 (pid 12, wilhelmina):\n   ${text}\n`);
  entry(90_000_000, 'DH_READ_GROUP: Read error 5 on /qm/hal/DOCTOR subfile 0, group 7.');
  entry(60_000, 'Force logout initiated for user 3');
  await here.isWell();
  expect((await here.check('qm'))?.findings[0]?.text).toMatch(/, the last 1 d 1 h ago$/);
  entry(3_600_000, 'DH_WRITE_GROUP: Write error 28 on /qm/hal/DOCTOR subfile 0, group 7.');
  const [logged] = await here.finds('qm', 'warning');
  expect(logged).toMatchObject({
    text: expect.stringMatching(/^1 h( \d+ s)? ago, user 3: DH_WRITE_GROUP: Write error 28/),
    advice: expect.stringContaining("QM's administrator"),
  });
  expect(logged?.text).not.toContain('wilhelmina');
  rmSync(errorLog);
  await here.isWell();
});

it('finds a phantom that did not start a listener, and why', async () => {
  const stamp = new Date(qm.wallClock).toISOString();
  const day = `${stamp.slice(8, 10)}${stamp.slice(5, 7)}${stamp.slice(2, 4)}`;
  const como = new Map([
    [
      `PH33_${day}_${stamp.slice(11, 19).replaceAll(':', '')}`,
      [
        'Phantom 33 started',
        'hal-listener program WEBSOCKET.LISTENER, version 4.',
        'Invalid parameter PORT=;',
        'Phantom 33 terminated',
      ].join('\u00fe'),
    ],
  ]);
  qm.server.qm.files.set('$COMO', como);
  const [failed] = await here.finds('qm', 'warning');
  expect(failed).toMatchObject({
    text: expect.stringMatching(/^phantom 33, \d+ s ago \(PH33_.* in \$COMO\): Invalid parameter PORT=;$/),
    advice: expect.stringContaining('"WEBSOCKET.LISTENER" at the QM prompt'),
  });
  await here.must('stop');
  await here.must('start');
  await here.isWell();
  qm.server.qm.files.delete('$COMO');
});

it('finds a clock of QM that is wrong, and one in another zone', async () => {
  qm.fastMs = 75_000;
  const [drift] = await here.finds('clock', 'warning');
  expect(drift?.text).toMatch(/^QM's clock is 1 min 1[456] s fast$/);
  qm.fastMs = -20 * 60_000;
  expect((await here.finds('clock', 'warning'))[0]?.text).toMatch(
    /^QM's clock is (20 min|19 min 5\d s)( \d s)? slow$/,
  );
  qm.fastMs = 5.75 * 3_600_000;
  const [zone] = await here.finds('clock', 'warning', { TZ: 'UTC' });
  expect(zone?.text).toMatch(/^QM has UTC[+-]\d+:\d\d, and this command UTC\+0:00$/);
  qm.fastMs = 0;
  await here.isWell();
});

it('finds that the listener is not let in although this command is', async () => {
  qm.server.qm.password = 'another-pw';
  for (const session of qm.server.qm.sessions) session.end();
  configure('another-pw');
  await expect
    .poll(async () => (await here.hal(['status'])).out, { timeout: 30_000 })
    .toContain('Invalid username or password');
  const account = await here.check('account');
  expect(account?.findings).toMatchObject([
    {
      result: 'problem',
      text: 'the listener: Invalid username or password',
      advice: expect.stringContaining('restart'),
    },
  ]);
  await here.must('restart');
  expect((await here.check('account'))?.result).toBe('ok');
});
