import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Registration } from '../contract/registration.ts';
import { QM_PROGRAMS } from '../listener/account/qm/programs.ts';
import { QmLogMirror } from '../listener/account/qm/qm-log-mirror.ts';
import { livePooledQms } from '../listener/account/testing/live-qm.ts';
import { formatEvent } from '../listener/log/log-line.ts';
import { copyProgram, isAlive, waitFor } from './testing/controls.ts';
import { liveCommands, liveCommandsMissing } from './testing/live-commands.ts';

const [tcp] = livePooledQms();
const reason = liveCommandsMissing;
const VERBS = QM_PROGRAMS.filter(({ kind }) => kind === 'verb').map(({ name }) => name);

/** Every command of our QM programs, typed into a real QM: its output, its effect and how to undo it. */
describe.skipIf(reason !== '')(`our QM commands${reason && ` (skipped: ${reason})`}`, () => {
  const here = liveCommands();
  const {
    home,
    env,
    typed,
    hal,
    registered,
    answers,
    como,
    startedUser,
    expectRunning,
    expectBothEnded,
    phantomPid,
  } = here;

  describe('installed', () => {
    it('are complete, and installing again changes nothing', async () => {
      expect(JSON.parse((await hal('account', 'check', '--json')).out).programs).toEqual([]);
      expect((await hal('account', 'check')).out).toContain('The QM commands are up to date.\n');
      expect((await hal('account', 'install')).out).toBe('The QM commands are up to date.\n');
      for (const verb of VERBS) {
        expect(await here.account.read('VOC', verb)).toMatch(new RegExp(`^V\u00feCS\u00feBP.OUT.${verb}$`));
      }
    });

    it('are updated if they are outdated, but programs of others stay unchanged', async () => {
      await here.account.write('BP', 'KILL.PHANTOM', 'PROGRAM KILL.PHANTOM\u00feCRT "mine"\u00feEND');
      const refusal = await hal('account', 'install');
      expect(refusal.err).toContain('BP KILL.PHANTOM is a program that we did not write');
      expect((await hal('account', 'install', '--force')).out).toContain(
        'is kept as KILL.PHANTOM.BEFORE.HAL',
      );
      await here.account.delete('BP', 'KILL.PHANTOM.BEFORE.HAL');
      await here.account.delete('VOC', 'EXECUTE');
      expect((await hal('account', 'check')).out).toMatch(/error +EXECUTE +is not catalogued/);
      expect((await hal('account', 'install')).out).toBe('EXECUTE installed\n');
    });
  });

  describe('start a phantom', () => {
    it.skipIf(tcp?.missing !== '')(
      'from a client’s session, whose socket the phantom keeps open',
      async () => {
        // Over TCP it may be another user, who has no part in our home and makes one of his own.
        const folder = mkdtempSync(path.join(tmpdir(), 'hal-qm-'));
        chmodSync(folder, 0o777);
        const shared = path.join(folder, 'home');
        const before = (await here.account.read('VOC', 'WEBSOCKET.LISTENER.CONFIG')) ?? '';
        await here.account.write('VOC', 'WEBSOCKET.LISTENER.CONFIG', before.replaceAll(home, shared));
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
          await here.account.write('VOC', 'WEBSOCKET.LISTENER.CONFIG', before);
          rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
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
      const listener = await expectRunning(userNo);
      const { out } = await hal('status', '--json');
      expect(out).toContain(`"logLevel": "${level}"`);
      if (command.includes('=7')) expect(out).toContain('"max": 7');
      expect((await hal('stop')).out).toContain(`Stopped: User No. ${userNo}`);
      await expectBothEnded(listener);
      expect(await como(userNo)).toContain('The listener ended: stopped by cli');
    });

    it('from a QM Basic program, which gets the output', async () => {
      const lines = [
        'PROGRAM HLT.STARTS',
        'EXECUTE "WEBSOCKET.LISTENER" CAPTURING OUTPUT',
        'CRT "[":OUTPUT:"]"',
        'END',
      ];
      await here.account.write('BP', 'HLT.STARTS', lines.join('\u00fe'));
      expect((await here.account.execute('BASIC BP HLT.STARTS')).status).toBe(1);
      const output = await typed('RUN BP HLT.STARTS');
      expect(output).toMatch(/^\[Started phantom user \d+\]$/);
      await here.account.delete('BP', 'HLT.STARTS');
      await here.account.delete('BP.OUT', 'HLT.STARTS');
      await expectRunning(startedUser(output.slice(1, -1)));
    });

    it('not beside a listener that was started elsewhere', async () => {
      expect((await hal('start')).out).toContain('User No. 10001');
      await expect
        .poll(async () => (await here.account.locks()).length, { timeout: 10_000 })
        .toBeGreaterThan(0);
      const userNo = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
      await expect.poll(() => como(userNo), { timeout: 10_000 }).toMatch(/Phantom \d+ terminated/);
      expect(await como(userNo)).toContain('WEBSOCKET.LISTENER is already running');
      expect(registered()).toMatchObject([{ userNo: 10_001 }]);
    });
  });

  describe('end', () => {
    async function started(): Promise<Registration> {
      return expectRunning(startedUser(await typed('PHANTOM WEBSOCKET.LISTENER')));
    }

    it('with LOGOUT n', async () => {
      const listener = await started();
      expect(await typed(`LOGOUT ${listener.userNo}`)).toBe(
        `Force logout initiated for user ${listener.userNo}`,
      );
      await expectBothEnded(listener);
    });

    it('with KILL.PHANTOM n, and stay so', async () => {
      const listener = await started();
      const output = await typed(`KILL.PHANTOM ${listener.userNo}`);
      expect(output).toContain(`Stopped: User No. ${listener.userNo}, PID ${listener.pid}`);
      expect(output).toMatch(new RegExp(`User ${listener.userNo} ended$`));
      await expectBothEnded(listener);
      expect(await typed('CHECK.WEBSOCKET.LISTENER')).toMatch(
        /^WebSocket Listener: NOT RUNNING\nIt was stopped by qm/,
      );
    });

    it('with STOP.WEBSOCKET.LISTENER', async () => {
      const listener = await started();
      expect(await typed('STOP.WEBSOCKET.LISTENER')).toContain(
        `Stopped: User No. ${listener.userNo}, PID ${listener.pid}`,
      );
      await expectBothEnded(listener);
      expect(await typed('STOP.WEBSOCKET.LISTENER')).toContain('No listener is running.');
    });

    it('with kill -9 of the phantom, whose lock the next start clears', async () => {
      const listener = await started();
      process.kill(await phantomPid(listener.userNo), 'SIGKILL');
      await waitFor(() => !isAlive(listener.pid), 10_000);
      expect(registered()).toEqual([]);
      const userNo = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
      await expectRunning(userNo);
      expect(await como(userNo)).toContain(
        `QM user ${listener.userNo}, which held the lock, has died: cleaning up`,
      );
    });

    it('not with kill -9 of the listener: its phantom starts another one', async () => {
      const listener = await started();
      process.kill(listener.pid, 'SIGKILL');
      await waitFor(() => registered().some(({ pid }) => pid !== listener.pid), 10_000);
      expect(await expectRunning(listener.userNo)).toMatchObject({ userNo: listener.userNo });
      expect(await como(listener.userNo)).toContain(
        'it crashed or was killed, without an exit record. Starting it again',
      );
    });

    it('not with hal-listener restart: the phantom goes on with another listener', async () => {
      const listener = await started();
      const { out, err } = await hal('restart', '--debug', '--max-connections', '7');
      expect(out).toContain(`WebSocket Listener: RUNNING`);
      expect(err).not.toContain('Not applied');
      const next = await expectRunning(listener.userNo);
      expect(next.pid).not.toBe(listener.pid);
      const status = JSON.parse((await hal('status', '--json')).out);
      expect(status).toMatchObject({ logLevel: 'debug', connections: { max: 7 } });
      await hal('stop');
      await expectBothEnded(next);
    });
  });

  describe('KILL.PHANTOM', () => {
    it('ends phantoms that QM did not start', async () => {
      await hal('start');
      const [listener] = registered();
      expect(await typed('KILL.PHANTOM 10001 10002')).toMatch(
        new RegExp(
          `^User No. 10001 .*\nStopped: User No. 10001, PID ${listener?.pid}.*\nUser 10002 does not exist$`,
        ),
      );
      expect(registered()).toEqual([]);
    });

    it('ends any phantom, and a user that is none only when forced to', async () => {
      const other = startedUser(await typed('PHANTOM SLEEP 60'));
      expect(await typed(`KILL.PHANTOM ${other}`)).toBe(`User ${other} ended`);
      const [session] = here.account.sessions();
      const userNo = session?.userNo ?? 0;
      expect(await typed(`KILL.PHANTOM ${userNo}`)).toMatch(
        new RegExp(`^User ${userNo} is not a phantom .*To end it anyway: KILL.PHANTOM ${userNo} FORCE$`),
      );
      expect((await here.account.users()).map((user) => user.userNo)).toContain(userNo);
      expect(await typed(`KILL.PHANTOM ${userNo} FORCE`)).toBe(`User ${userNo} ended`);
    });

    it.each([
      ['KILL.PHANTOM', 'KILL.PHANTOM n {n ...} {FORCE} ends phantoms by their user numbers'],
      [
        'KILL.PHANTOM x',
        'x is not a user number. Nothing was ended. LISTU and "hal-listener list" show user numbers.',
      ],
      ['KILL.PHANTOM 9999', 'User 9999 does not exist'],
    ])('%s', async (command, output) => {
      expect(await typed(command)).toBe(output);
    });
  });

  it('CHECK.WEBSOCKET.LISTENER says exactly what scripts look for, and starts what is not meant to stand still', async () => {
    await hal('stop');
    expect(await typed('CHECK.WEBSOCKET.LISTENER FORCE')).toBe(
      'WebSocket Listener: NOT RUNNING\nRestarting...',
    );
    expect(await typed('CHECK.WEBSOCKET.LISTENER')).toBe('WebSocket Listener: RUNNING');
    const [listener] = registered();
    await typed(`LOGOUT ${listener?.userNo}`);
    await expectBothEnded(listener!);
    // It was not stopped on purpose, so it is started again.
    expect(await typed('CHECK.WEBSOCKET.LISTENER')).toBe('WebSocket Listener: NOT RUNNING\nRestarting...');
    expect(await answers()).toBe(true);
    // A hanging listener still appears alive in every list.
    const [hung] = registered();
    process.kill(hung!.pid, 'SIGSTOP');
    expect(await typed('CHECK.WEBSOCKET.LISTENER')).toBe('WebSocket Listener: NOT RUNNING\nRestarting...');
    expect(await answers()).toBe(true);
    expect(isAlive(hung!.pid)).toBe(false);
    // It is started right after the stop, while the ending phantom still has the lock.
    await typed('STOP.WEBSOCKET.LISTENER');
    await expectRunning(startedUser(await typed('PHANTOM WEBSOCKET.LISTENER')));
  });

  describe('DEBUG', () => {
    it('is every step in the log until the next restart', async () => {
      const listener = await expectRunning(
        startedUser(await typed('PHANTOM EXECUTE "WEBSOCKET.LISTENER" DEBUG')),
      );
      const log = async () => (await hal('logs', '--lines', '2000')).out;
      const ask = async () => (await hal('query', 'am I taking Amoxil?')).out;
      expect(await ask()).not.toBe('');
      const step = / DEBUG /;
      await expect.poll(log).toMatch(/ DEBUG server +message client=\S+ type=text_input bytes=\d+/);
      const logText = await log();
      expect(logText).toMatch(/ DEBUG server +state client=\S+ from=passive_listening to=processing/);
      expect(logText).toMatch(/ DEBUG server +frame client=\S+ type=response bytes=\d+/);
      expect(logText).toMatch(/ DEBUG account +to QM function=execute bytes=\d+/);
      expect(logText).toMatch(/ DEBUG account +from QM outcome=ok status=\d+ bytes=\d+/);
      expect(logText).toMatch(/ DEBUG account +statement done of="LIST MEDICATION/);
      expect(logText).not.toContain('Amoxil');

      await hal('restart');
      const next = await expectRunning(listener.userNo);
      await ask();
      const later = (await log()).split('\n');
      const since = later.findLastIndex((line) => line.includes(`pid=${next.pid}`));
      expect(later.slice(since).filter((line) => step.test(line))).toEqual([]);
    });
  });

  describe('HAL.SPLITTER.LOG', () => {
    const FILE = 'HAL.SPLITTER.LOG';
    const listed = (report: string) => Number(/(\d+) record\(s\) listed/.exec(report)?.[1]);

    it('lists why a listener did not start', async () => {
      for (const id of await here.account.select(FILE)) await here.account.delete(FILE, id);
      const foreignServer = createServer().listen(here.port, '127.0.0.1');
      onTestFinished(() => void foreignServer.close());
      expect((await hal('start')).err).toContain(`Port ${here.port} is in use`);
      const errors = await typed('LIST HAL.SPLITTER.LOG WITH *A1 = "ERROR"');
      expect(errors.replaceAll(/\s+/g, ' ')).toContain('listener failed to start');
      expect(errors).toContain('1 record(s) listed');
    });

    it('lists warnings and errors', async () => {
      const listener = await expectRunning(startedUser(await typed('PHANTOM WEBSOCKET.LISTENER')));
      for (const id of await here.account.select(FILE)) await here.account.delete(FILE, id);
      await typed(`LOGOUT ${listener.userNo}`);
      await expectBothEnded(listener);
      const feed = new QmLogMirror();
      const event = { time: new Date(), component: 'server', message: 'port 8768 is in use' } as const;
      feed.onLine(formatEvent({ ...event, level: 'error' }));
      feed.start(here.account);
      await feed.close();
      // The listener also logs what failed before its start, so those lines may or may not appear.
      const all = await typed('LIST HAL.SPLITTER.LOG');
      expect(all).toMatch(/WARN .*control .*QM phantom has exited/);
      expect(all).toMatch(/ERROR .*server .*port 8768 is in use/);
      const errors = await typed('LIST HAL.SPLITTER.LOG WITH *A1 = "ERROR"');
      expect(errors).toMatch(/ERROR +\d{4}-\d\d-\d\d +\d\d:\d\d:\d\d +server +port 8768 is in use/);
      expect(errors).not.toContain('QM phantom has exited');
      expect(listed(all) - listed(errors)).toBe(1);
    });
  });

  it('HAL.QUERY.EXAMPLE compiles, answers what it knows, and declines the rest', async () => {
    const source = (await here.account.read('BP', 'HAL.QUERY.EXAMPLE')) ?? '';
    await here.account.write('BP', 'HLT.QUERY', source.replace('HAL.QUERY.EXAMPLE(', 'HLT.QUERY('));
    expect((await here.account.execute('BASIC BP HLT.QUERY')).status).toBe(1);
    await here.account.execute('CATALOG BP HLT.QUERY NO.QUERY');
    const ask = (text: string) => here.account.call('HLT.QUERY', [text, 'session', '', '', '', '']);
    expect(await ask('Where is the spare key?')).toEqual([
      'Where is the spare key?',
      'session',
      'SPARE_KEY',
      'The spare key is with the neighbours.',
      'spare_key_query',
      'WHAT\u00fdWHERE\u00fespare key\u00fdwith the neighbours',
    ]);
    expect((await ask('How big is the medication file?'))[3]).toMatch(/holds \d+ records with \d+ bytes/);
    expect((await ask('What medications am I taking?'))[3]).toBe('');
    await here.account.execute('DELETE.CATALOG HLT.QUERY');
    await here.account.delete('BP', 'HLT.QUERY');
    await here.account.delete('BP.OUT', 'HLT.QUERY');
  });

  it('prune records of $COMO that are ours and older than 30 days, and no others', async () => {
    const ownRecord = 'Phantom 1 started\u00fehal-listener program WEBSOCKET.LISTENER, version 1.\u00fe';
    const young = new Date(Date.now() - 29 * 86_400_000);
    const two = (figure: number) => String(figure).padStart(2, '0');
    const day = `${two(young.getDate())}${two(young.getMonth() + 1)}${two(young.getFullYear() % 100)}`;
    await here.account.write('$COMO', 'PH1_010320_120000', ownRecord);
    await here.account.write('$COMO', 'PH2_010320_120000', 'Phantom 2 started\u00fesomething else');
    await here.account.write('$COMO', `PH3_${day}_120000`, ownRecord);
    await here.account.write('$COMO', 'NOTES', ownRecord);
    const listener = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
    await expectRunning(listener);
    const remaining = await here.account.select('$COMO');
    expect(remaining).not.toContain('PH1_010320_120000');
    expect(remaining).toEqual(expect.arrayContaining(['PH2_010320_120000', `PH3_${day}_120000`, 'NOTES']));
    for (const id of ['PH2_010320_120000', 'NOTES']) await here.account.delete('$COMO', id);
  });

  it('work when only their sources are installed, with hal-listener in the path', async () => {
    const bin = path.join(home, 'bin');
    mkdirSync(bin);
    const file = copyProgram(home);
    chmodSync(file, 0o755);
    symlinkSync(file, path.join(bin, 'hal-listener'));
    const before = (await here.account.read('VOC', 'WEBSOCKET.LISTENER.CONFIG')) ?? '';
    await here.account.delete('VOC', 'WEBSOCKET.LISTENER.CONFIG');
    await here.account.delete('VOC', 'WEBSOCKET.LISTENER');
    expect(await typed('BASIC BP WEBSOCKET.LISTENER')).toContain('Compiled 1 program(s) with no errors');
    expect(await typed('CATALOG BP WEBSOCKET.LISTENER LOCAL')).toContain('added to local catalogue');
    const { QM_BIN = '', ...rest } = env;
    const started = await typed('PHANTOM WEBSOCKET.LISTENER', {
      ...rest,
      QM_BIN,
      PATH: `${bin}:${env.PATH}`,
    });
    await expectRunning(startedUser(started));
    await here.account.write('VOC', 'WEBSOCKET.LISTENER.CONFIG', before);
  });
});
