import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Registration } from '../contract/registration.ts';
import { LogFeed } from '../listener/account/qm/log-feed.ts';
import { programVersion, QM_PROGRAMS } from '../listener/account/qm/programs.ts';
import type { PooledAccount } from '../listener/account/qmclient/pooled-account.ts';
import { livePooledQms } from '../listener/account/testing/live-qm.ts';
import { formatEvent } from '../listener/log/log-line.ts';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { registrationFiles } from '../supervisor/registrations.ts';
import { isAlive, SHIPPED, until } from './testing/controls.ts';
import { freePort } from './testing/free-port.ts';
import { QmPrompt } from './testing/qm-prompt.ts';

const [tcp, pipe] = livePooledQms();
const { QM_TEST_PIPE: program = '', QM_TEST_ACCOUNT: name = 'HAL' } = process.env;
const reason = pipe?.missing ?? 'there is no driver pipe';
const VERBS = QM_PROGRAMS.filter(({ kind }) => kind === 'verb').map((one) => one.name);

/** Every command of our QM programs, typed into a real QM: what it says, what comes of it, and the way back. */
describe.skipIf(reason !== '')(`our QM commands${reason && ` (skipped: ${reason})`}`, () => {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-qm-'));
  const env: Record<string, string> = {};
  let account: PooledAccount;
  let port = 0;
  let hadComo = true;
  /** What is installed is ours to take away. */
  let ours = false;

  const prompt = new QmPrompt(program, name);
  const typed = (command: string, changes: NodeJS.ProcessEnv = {}) => prompt.typed(command, changes);

  const hal = (...args: readonly string[]) => halWith({}, ...args);

  async function halWith(changes: NodeJS.ProcessEnv, ...args: readonly string[]) {
    const run = promisify(execFile)(process.execPath, [SHIPPED, ...args], {
      env: { ...env, ...changes },
      timeout: 60_000,
    });
    const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
    return { out: stdout, err: stderr };
  }

  function registered(): Registration[] {
    return registrationFiles(home).flatMap(({ read }) => (read.kind === 'ours' ? [read.registration] : []));
  }

  async function answers(): Promise<boolean> {
    try {
      const client = await HalClient.greeted(`ws://127.0.0.1:${port}`);
      client.ws.terminate();
      return true;
    } catch {
      return false;
    }
  }

  /** What the phantom of that number has written to $COMO. */
  async function como(userNo: number): Promise<string> {
    const ids = (await account.select('$COMO')).filter((id) => id.startsWith(`PH${userNo}_`));
    const records = await Promise.all(ids.map((id) => account.read('$COMO', id)));
    return records.join('\n').replaceAll('\u00fe', '\n');
  }

  /** The number in QM's own line, the last words of whatever started a phantom. */
  function startedUser(words: string): number {
    expect(words).toMatch(/^Started phantom user \d+$/);
    return Number(words.split(' ').at(-1));
  }

  /** A phantom as it should be: in LISTU, in LIST.READU, in $COMO, in the home, on the port. */
  async function runs(userNo: number): Promise<Registration> {
    await until(() => registered().some((one) => one.userNo === userNo), 20_000);
    const one = registered().find((registration) => registration.userNo === userNo);
    if (one === undefined) throw new Error('no registration');
    expect(one).toMatchObject({ origin: 'qm', ports: [port] });
    await expect.poll(answers, { timeout: 10_000 }).toBe(true);
    const users = await account.users();
    expect(users).toContainEqual(
      expect.objectContaining({ userNo, origin: expect.stringMatching(/^Phantom/) }),
    );
    expect(await account.locks()).toContainEqual(
      expect.objectContaining({ userNo, id: 'WEBSOCKET.LISTENER', type: 'RU' }),
    );
    await expect
      .poll(() => como(userNo), { timeout: 10_000 })
      .toContain(`the listener runs, process ${one.pid}`);
    return one;
  }

  /** Both halves are gone, and the lock with them. */
  async function bothEnd({ userNo, pid }: Registration): Promise<void> {
    await until(() => !isAlive(pid), 15_000);
    const listed = async () => (await account.users()).some((user) => user.userNo === userNo);
    await expect.poll(listed, { timeout: 15_000, interval: 200 }).toBe(false);
    expect(registered()).toEqual([]);
    expect((await account.locks()).filter(({ id }) => id === 'WEBSOCKET.LISTENER')).toEqual([]);
  }

  async function phantomPid(userNo: number): Promise<number> {
    return (await account.users()).find((user) => user.userNo === userNo)?.pid ?? 0;
  }

  beforeAll(async () => {
    port = await freePort();
    Object.assign(env, {
      PATH: process.env.PATH ?? '',
      HAL_LISTENER_HOME: home,
      LOG_DIR: path.join(home, 'logs'),
      WEBSOCKET_PORT: String(port),
      WEBSOCKET_HOST: '127.0.0.1',
      QM_DRIVER: 'pipe',
      QM_BIN: program,
      QM_ACCOUNT: name,
    });
    account = pipe!.account({ holdsListenerLock: false });
    hadComo = (await account.read('VOC', '$COMO')) !== undefined;
    const { out } = await hal('account', 'check', '--json');
    if (!out.includes('are not installed')) {
      throw new Error(
        `account ${name} has our commands already: hal-listener account remove takes them away`,
      );
    }
    ours = true;
    // Files belong to the user who makes them: over TCP it may be one who could not write to ours.
    if (tcp?.missing === '') {
      const overTcp = {
        QM_DRIVER: 'qmclient',
        QM_HOST: process.env.QM_TEST_HOST,
        QM_PORT: process.env.QM_TEST_PORT ?? '4243',
        QM_USERNAME: process.env.QM_TEST_USERNAME,
        QM_PASSWORD_FILE: process.env.QM_TEST_PASSWORD_FILE,
      };
      const { out, err } = await halWith(overTcp, 'account', 'install');
      expect([out, err]).toEqual([expect.stringContaining('WEBSOCKET.LISTENER installed'), '']);
    }
    expect((await hal('account', 'install')).out).toMatch(/VOC WEBSOCKET.LISTENER.CONFIG says how/);
  });

  afterEach(async () => {
    await hal('stop', '--now');
    for (const { pid } of registered()) process.kill(pid, 'SIGKILL');
    await expect
      .poll(async () => (await account.locks()).some(({ id }) => id === 'WEBSOCKET.LISTENER'), {
        timeout: 15_000,
      })
      .toBe(false);
  });

  afterAll(async () => {
    if (!ours) return account.close();
    await hal('account', 'remove');
    if (!hadComo) {
      // A phantom that is just ending has its record open for a moment.
      for (let tries = 0; tries < 50 && (await account.read('VOC', '$COMO')) !== undefined; tries += 1) {
        await account.execute('DELETE.FILE $COMO');
        await pause(200);
      }
    } else {
      for (const id of await account.select('$COMO')) {
        if (programVersion((await account.read('$COMO', id)) ?? '') !== undefined)
          await account.delete('$COMO', id);
      }
    }
    expect((await hal('account', 'check', '--json')).out).toContain('are not installed');
    await account.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  describe('installed', () => {
    it('are complete, and installing again changes nothing', async () => {
      expect(JSON.parse((await hal('account', 'check', '--json')).out).programs).toEqual([]);
      expect((await hal('account', 'check')).out).toContain('The QM commands are as they should be.\n');
      expect((await hal('account', 'install')).out).toBe('The QM commands are as they should be.\n');
      for (const verb of VERBS) expect((await account.execute(`MAP`)).output).toContain(verb);
    });

    it('are mended where they are stale, and a program of somebody else is left alone', async () => {
      await account.write('BP', 'KILL.PHANTOM', 'PROGRAM KILL.PHANTOM\u00feCRT "mine"\u00feEND');
      const refused = await hal('account', 'install');
      expect(refused.err).toContain('BP KILL.PHANTOM is a program that we did not write');
      expect((await hal('account', 'install', '--force')).out).toContain(
        'is kept as KILL.PHANTOM.BEFORE.HAL',
      );
      await account.delete('BP', 'KILL.PHANTOM.BEFORE.HAL');
      await account.execute('DELETE.CATALOG EXECUTE');
      expect((await hal('account', 'check')).out).toMatch(/error +EXECUTE +is not catalogued/);
      expect((await hal('account', 'install')).out).toBe('EXECUTE installed\n');
    });
  });

  describe('start a phantom', () => {
    it.skipIf(tcp?.missing !== '')(
      'from a client’s session, whose socket the phantom keeps open',
      async () => {
        // Over TCP it may be another user, who has no part in our home.
        const shared = mkdtempSync(path.join(tmpdir(), 'hal-qm-'));
        chmodSync(shared, 0o777);
        const before = (await account.read('VOC', 'WEBSOCKET.LISTENER.CONFIG')) ?? '';
        const embedded = before.replaceAll(home, shared).replace("--driver 'pipe'", "--driver 'embedded'");
        await account.write('VOC', 'WEBSOCKET.LISTENER.CONFIG', embedded);
        const client = tcp!.account({ sessions: 1, holdsListenerLock: false });
        try {
          const { output, status } = await client.execute('PHANTOM EXECUTE "WEBSOCKET.LISTENER"');
          expect(output).toBe(`Started phantom user ${status}`);
          await client.close();
          await expect.poll(answers, { timeout: 20_000 }).toBe(true);
          expect(await typed(`KILL.PHANTOM ${status}`)).toContain(`User ${status} ended`);
          expect(await answers()).toBe(false);
        } finally {
          await client.close();
          await account.write('VOC', 'WEBSOCKET.LISTENER.CONFIG', before);
          rmSync(shared, { recursive: true, force: true, maxRetries: 5 });
        }
      },
    );

    it.each([
      ['EXECUTE "WEBSOCKET.LISTENER"', 'info'],
      ['PHANTOM EXECUTE "WEBSOCKET.LISTENER"', 'info'],
      [`PHANTOM EXECUTE 'WEBSOCKET.LISTENER'`, 'info'],
      ['PHANTOM EXECUTE "WEBSOCKET.LISTENER" DEBUG', 'debug'],
      ['PHANTOM EXECUTE "WEBSOCKET.LISTENER":@FM:"DEBUG":@FM:"MAX.CONNECTIONS=7"', 'debug'],
      ['EXECUTE "WEBSOCKET.LISTENER" CAPTURING OUTPUT', 'info'],
      ['WEBSOCKET.LISTENER DEBUG', 'debug'],
      ['PHANTOM WEBSOCKET.LISTENER LOG.LEVEL=warn', 'warn'],
    ])('%s', async (command, level) => {
      const userNo = startedUser(await typed(command));
      const one = await runs(userNo);
      const { out } = await hal('status', '--json');
      expect(out).toContain(`"logLevel": "${level}"`);
      if (command.includes('=7')) expect(out).toContain('"max": 7');
      expect((await hal('stop')).out).toContain(`Stopped: User No. ${userNo}`);
      await bothEnd(one);
      expect(await como(userNo)).toContain('The listener ended: stopped by cli');
    });

    it('typed at the prompt of a terminal', async () => {
      // QM inverts the case of what is typed there, for those who leave caps lock off.
      const said = await prompt.atTerminal('phantom execute "websocket.listener"');
      await runs(startedUser(/Started phantom user \d+/.exec(said)?.[0] ?? said));
    });

    it('from a QM Basic program, which gets its words', async () => {
      const lines = [
        'PROGRAM HLT.STARTS',
        'EXECUTE "WEBSOCKET.LISTENER" CAPTURING OUTPUT',
        'CRT "[":OUTPUT:"]"',
        'END',
      ];
      await account.write('BP', 'HLT.STARTS', lines.join('\u00fe'));
      expect((await account.execute('BASIC BP HLT.STARTS')).status).toBe(1);
      const words = await typed('RUN BP HLT.STARTS');
      expect(words).toMatch(/^\[Started phantom user \d+\]$/);
      await account.delete('BP', 'HLT.STARTS');
      await account.delete('BP.OUT', 'HLT.STARTS');
      await runs(startedUser(words.slice(1, -1)));
    });

    it('unless a word is no parameter: its record in $COMO says so', async () => {
      const userNo = startedUser(
        await typed('PHANTOM EXECUTE "WEBSOCKET.LISTENER":@FM:"param1":@FM:"param2"'),
      );
      await expect.poll(() => como(userNo), { timeout: 10_000 }).toMatch(/Phantom \d+ terminated/);
      expect(await como(userNo)).toContain('param1 is no parameter of WEBSOCKET.LISTENER: allowed are DEBUG');
      expect(registered()).toEqual([]);
      const shell = startedUser(await typed('WEBSOCKET.LISTENER $(date)'));
      await expect
        .poll(() => como(shell), { timeout: 10_000 })
        .toContain('$(date) is no parameter: letters, digits');
    });

    it('once: a second one sees who holds the lock', async () => {
      const userNo = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
      const one = await runs(userNo);
      const second = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
      await expect.poll(() => como(second), { timeout: 10_000 }).toMatch(/Phantom \d+ terminated/);
      expect(await como(second)).toContain(`QM user ${userNo} holds its lock. Nothing was changed.`);
      expect(registered()).toEqual([one]);
    });

    it('not beside a listener that somebody else started', async () => {
      expect((await hal('start')).out).toContain('User No. 10001');
      await expect.poll(async () => (await account.locks()).length, { timeout: 10_000 }).toBeGreaterThan(0);
      const userNo = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
      await expect.poll(() => como(userNo), { timeout: 10_000 }).toMatch(/Phantom \d+ terminated/);
      expect(await como(userNo)).toContain('WEBSOCKET.LISTENER runs already');
      expect(registered()).toMatchObject([{ userNo: 10_001 }]);
    });
  });

  describe('end', () => {
    async function started(): Promise<Registration> {
      return runs(startedUser(await typed('PHANTOM WEBSOCKET.LISTENER')));
    }

    it('with LOGOUT n', async () => {
      const one = await started();
      expect(await typed(`LOGOUT ${one.userNo}`)).toBe(`Force logout initiated for user ${one.userNo}`);
      await bothEnd(one);
    });

    it('with KILL.PHANTOM n, and stay so', async () => {
      const one = await started();
      const words = await typed(`KILL.PHANTOM ${one.userNo}`);
      expect(words).toContain(`Stopped: User No. ${one.userNo}, PID ${one.pid}`);
      expect(words).toMatch(new RegExp(`User ${one.userNo} ended$`));
      await bothEnd(one);
      expect(await typed('CHECK.WEBSOCKET.LISTENER')).toMatch(
        /^WebSocket Listener: NOT RUNNING\nIt was stopped by qm/,
      );
    });

    it('with STOP.WEBSOCKET.LISTENER', async () => {
      const one = await started();
      expect(await typed('STOP.WEBSOCKET.LISTENER')).toContain(
        `Stopped: User No. ${one.userNo}, PID ${one.pid}`,
      );
      await bothEnd(one);
      expect(await typed('STOP.WEBSOCKET.LISTENER')).toContain('No listener runs.');
    });

    it('with kill -9 of the phantom, whose lock the next start clears', async () => {
      const one = await started();
      process.kill(await phantomPid(one.userNo), 'SIGKILL');
      await until(() => !isAlive(one.pid), 10_000);
      expect(registered()).toEqual([]);
      const userNo = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
      await runs(userNo);
      expect(await como(userNo)).toContain(`QM user ${one.userNo} held the lock and is dead: cleaning up`);
    });

    it('not with kill -9 of the listener: its phantom starts another one', async () => {
      const one = await started();
      process.kill(one.pid, 'SIGKILL');
      await until(() => registered().some(({ pid }) => pid !== one.pid), 10_000);
      expect(await runs(one.userNo)).toMatchObject({ userNo: one.userNo });
      expect(await como(one.userNo)).toContain('it left no word: killed, or crashed. It is started again');
    });

    it('not with hal-listener restart: the phantom goes on with another listener', async () => {
      const one = await started();
      const { out, err } = await hal('restart', '--debug', '--max-connections', '7');
      expect(out).toContain(`WebSocket Listener: RUNNING`);
      expect(err).not.toContain('It was not told');
      const next = await runs(one.userNo);
      expect(next.pid).not.toBe(one.pid);
      const { status } = JSON.parse((await hal('status', '--json')).out);
      expect(status).toMatchObject({ logLevel: 'debug', connections: { max: 7 } });
      await hal('stop');
      await bothEnd(next);
    });
  });

  describe('KILL.PHANTOM', () => {
    it('ends phantoms that QM did not start', async () => {
      await hal('start');
      const [one] = registered();
      expect(await typed('KILL.PHANTOM 10001 10002')).toMatch(
        new RegExp(
          `^User No. 10001 .*\nStopped: User No. 10001, PID ${one?.pid}.*\nUser 10002 is not there$`,
        ),
      );
      expect(registered()).toEqual([]);
    });

    it('ends any phantom, and a user that is none only when forced to', async () => {
      const other = startedUser(await typed('PHANTOM SLEEP 60'));
      expect(await typed(`KILL.PHANTOM ${other}`)).toBe(`User ${other} ended`);
      const [session] = account.sessions();
      const userNo = session?.userNo ?? 0;
      expect(await typed(`KILL.PHANTOM ${userNo}`)).toMatch(
        new RegExp(`^User ${userNo} is no phantom .*KILL.PHANTOM ${userNo} FORCE ends it all the same.$`),
      );
      expect((await account.users()).map((user) => user.userNo)).toContain(userNo);
      expect(await typed(`KILL.PHANTOM ${userNo} FORCE`)).toBe(`User ${userNo} ended`);
    });

    it.each([
      ['KILL.PHANTOM', 'KILL.PHANTOM n {n ...} {FORCE} ends phantoms by their user numbers'],
      ['KILL.PHANTOM x', 'x is no user number: LISTU and "hal-listener list" show them. Nothing was ended.'],
      ['KILL.PHANTOM 9999', 'User 9999 is not there'],
    ])('%s', async (command, words) => {
      expect(await typed(command)).toBe(words);
    });
  });

  it('CHECK.WEBSOCKET.LISTENER says exactly what scripts look for, and starts what is not meant to stand still', async () => {
    await hal('stop');
    expect(await typed('CHECK.WEBSOCKET.LISTENER FORCE')).toBe(
      'WebSocket Listener: NOT RUNNING\nRestarting...',
    );
    expect(await typed('CHECK.WEBSOCKET.LISTENER')).toBe('WebSocket Listener: RUNNING');
    const [one] = registered();
    await typed(`LOGOUT ${one?.userNo}`);
    await bothEnd(one!);
    // Nobody said stop: it is started again.
    expect(await typed('CHECK.WEBSOCKET.LISTENER')).toBe('WebSocket Listener: NOT RUNNING\nRestarting...');
    expect(await answers()).toBe(true);
    // One that hangs is alive in every list.
    const [hung] = registered();
    process.kill(hung!.pid, 'SIGSTOP');
    expect(await typed('CHECK.WEBSOCKET.LISTENER')).toBe('WebSocket Listener: NOT RUNNING\nRestarting...');
    expect(await answers()).toBe(true);
    expect(isAlive(hung!.pid)).toBe(false);
    // Stopped and started in one breath: the phantom that is ending still has the lock.
    await typed('STOP.WEBSOCKET.LISTENER');
    await runs(startedUser(await typed('PHANTOM WEBSOCKET.LISTENER')));
  });

  describe('DEBUG', () => {
    it('is every step in the log until the next restart', async () => {
      const one = await runs(startedUser(await typed('PHANTOM EXECUTE "WEBSOCKET.LISTENER" DEBUG')));
      const log = async () => (await hal('logs', '--lines', '2000')).out;
      const ask = async () => (await hal('query', 'am I taking Amoxil?')).out;
      expect(await ask()).not.toBe('');
      const step = / DEBUG /;
      await expect.poll(log).toMatch(/ DEBUG server +message client=\S+ type=text_input bytes=\d+/);
      const told = await log();
      expect(told).toMatch(/ DEBUG server +state client=\S+ from=passive_listening to=processing/);
      expect(told).toMatch(/ DEBUG server +frame client=\S+ type=response bytes=\d+/);
      expect(told).toMatch(/ DEBUG account +to QM function=execute bytes=\d+/);
      expect(told).toMatch(/ DEBUG account +from QM outcome=ok status=\d+ bytes=\d+/);
      expect(told).toMatch(/ DEBUG account +statement done of="LIST MEDICATION/);
      expect(told).not.toContain('Amoxil');

      await hal('restart');
      const next = await runs(one.userNo);
      await ask();
      const later = (await log()).split('\n');
      const since = later.findLastIndex((line) => line.includes(`pid=${next.pid}`));
      expect(later.slice(since).filter((line) => step.test(line))).toEqual([]);
    });
  });

  describe('HAL.SPLITTER.LOG', () => {
    const FILE = 'HAL.SPLITTER.LOG';

    it('lists warnings and errors', async () => {
      const one = await runs(startedUser(await typed('PHANTOM WEBSOCKET.LISTENER')));
      for (const id of await account.select(FILE)) await account.delete(FILE, id);
      await typed(`LOGOUT ${one.userNo}`);
      await bothEnd(one);
      const feed = new LogFeed();
      const event = { time: new Date(), component: 'server', message: 'port 8768 is in use' } as const;
      feed.hear(formatEvent({ ...event, level: 'error' }));
      feed.start(account);
      await feed.close();
      const all = await typed('LIST HAL.SPLITTER.LOG');
      expect(all).toMatch(/WARN .*control .*the QM phantom is gone/);
      expect(all).toMatch(/ERROR .*server .*port 8768 is in use/);
      expect(all).toContain('2 record(s) listed');
      const errors = await typed('LIST HAL.SPLITTER.LOG WITH *A1 = "ERROR"');
      expect(errors).toMatch(/ERROR +\d{4}-\d\d-\d\d +\d\d:\d\d:\d\d +server +port 8768 is in use/);
      expect(errors).toContain('1 record(s) listed');
    });
  });

  it('HAL.QUERY.EXAMPLE compiles, answers what it knows, and declines the rest', async () => {
    const source = (await account.read('BP', 'HAL.QUERY.EXAMPLE')) ?? '';
    await account.write('BP', 'HLT.QUERY', source.replace('HAL.QUERY.EXAMPLE(', 'HLT.QUERY('));
    expect((await account.execute('BASIC BP HLT.QUERY')).status).toBe(1);
    await account.execute('CATALOG BP HLT.QUERY NO.QUERY');
    const ask = (text: string) => account.call('HLT.QUERY', [text, 'session', '', '', '', '']);
    expect(await ask('Where is the spare key?')).toEqual([
      'Where is the spare key?',
      'session',
      'SPARE_KEY',
      'The spare key is with the neighbours.',
      'spare_key_query',
      'WHAT\u00fdWHERE\u00fespare key\u00fdwith the neighbours',
    ]);
    expect((await ask('How big is the medication file?'))[3]).toMatch(/holds \d+ records of \d+ bytes/);
    expect((await ask('What medications am I taking?'))[3]).toBe('');
    await account.execute('DELETE.CATALOG HLT.QUERY');
    await account.delete('BP', 'HLT.QUERY');
    await account.delete('BP.OUT', 'HLT.QUERY');
  });

  it('prune records of $COMO that are ours and older than 30 days, and no others', async () => {
    const ours = 'Phantom 1 started\u00fehal-listener program WEBSOCKET.LISTENER, version 1.\u00fe';
    const young = new Date(Date.now() - 29 * 86_400_000);
    const two = (figure: number) => String(figure).padStart(2, '0');
    const day = `${two(young.getDate())}${two(young.getMonth() + 1)}${two(young.getFullYear() % 100)}`;
    await account.write('$COMO', 'PH1_010320_120000', ours);
    await account.write('$COMO', 'PH2_010320_120000', 'Phantom 2 started\u00fesomething else');
    await account.write('$COMO', `PH3_${day}_120000`, ours);
    await account.write('$COMO', 'NOTES', ours);
    const one = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
    await runs(one);
    const kept = await account.select('$COMO');
    expect(kept).not.toContain('PH1_010320_120000');
    expect(kept).toEqual(expect.arrayContaining(['PH2_010320_120000', `PH3_${day}_120000`, 'NOTES']));
    for (const id of ['PH2_010320_120000', 'NOTES']) await account.delete('$COMO', id);
  });

  it('work from their sources alone, with hal-listener in the path', async () => {
    const bin = path.join(home, 'bin');
    mkdirSync(bin);
    const file = path.join(home, 'hal-listener.cjs');
    copyFileSync(SHIPPED, file);
    chmodSync(file, 0o755);
    symlinkSync(file, path.join(bin, 'hal-listener'));
    const before = (await account.read('VOC', 'WEBSOCKET.LISTENER.CONFIG')) ?? '';
    await account.delete('VOC', 'WEBSOCKET.LISTENER.CONFIG');
    await account.execute('DELETE.CATALOG WEBSOCKET.LISTENER');
    expect(await typed('BASIC BP WEBSOCKET.LISTENER')).toContain('Compiled 1 program(s) with no errors');
    expect(await typed('CATALOG BP WEBSOCKET.LISTENER')).toContain('added to private catalogue');
    const { QM_BIN = '', ...rest } = env;
    const started = await typed('PHANTOM WEBSOCKET.LISTENER', {
      ...rest,
      QM_BIN,
      PATH: `${bin}:${env.PATH}`,
    });
    await runs(startedUser(started));
    await account.write('VOC', 'WEBSOCKET.LISTENER.CONFIG', before);
  });
});
