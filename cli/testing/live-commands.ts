import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Registration } from '../../contract/registration.ts';
import { freePort } from '../../lib/testing/free-port.ts';
import { programVersion } from '../../listener/account/qm/programs.ts';
import type { PooledAccount } from '../../listener/account/qmclient/pooled-account.ts';
import { livePooledQms } from '../../listener/account/testing/live-qm.ts';
import { HalClient } from '../../listener/server/testing/hal-client.ts';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';
import { isAlive, SHIPPED, waitFor } from './controls.ts';
import { QmPrompt } from './qm-prompt.ts';

const [tcp, pipe] = livePooledQms();
const { QM_TEST_PIPE: program = '', QM_TEST_ACCOUNT: name = 'HAL' } = process.env;

const LOCK = 'WEBSOCKET.LISTENER';

/** Why the QM commands cannot be tested here; empty if they can. */
export const liveCommandsMissing = pipe?.missing ?? 'there is no driver pipe';

/**
 * Our commands in a real QM, for the tests of one `describe`: they are installed before the first test and removed
 * after the last, and all phantoms are ended after each test.
 */
export function liveCommands() {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-qm-'));
  const env: Record<string, string> = {};
  let account: PooledAccount;
  let port = 0;
  let hadComo = true;
  /** The file of the lock that this account's listener holds, once it has been seen. */
  let holdFile: string | undefined;
  /** Whether the commands were installed here, and therefore have to be removed. */
  let isInstalledHere = false;

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

  /** The output of a phantom in $COMO. */
  async function como(userNo: number): Promise<string> {
    const ids = (await account.select('$COMO')).filter((id) => id.startsWith(`PH${userNo}_`));
    const records = await Promise.all(ids.map((id) => account.read('$COMO', id)));
    return records.join('\n').replaceAll('\u00fe', '\n');
  }

  /** The user number in QM's message, which is the last line of a command that started a phantom. */
  function startedUser(output: string): number {
    expect(output).toMatch(/^Started phantom user \d+$/);
    return Number(output.split(' ').at(-1));
  }

  /** Expects a phantom in LISTU, in LIST.READU, in $COMO, in the home and on the port. @returns its registration */
  async function expectRunning(userNo: number): Promise<Registration> {
    await waitFor(() => registered().some((registration) => registration.userNo === userNo), 20_000);
    const registration = registered().find((registration) => registration.userNo === userNo);
    if (registration === undefined) throw new Error('no registration');
    expect(registration).toMatchObject({ origin: 'qm', ports: [port] });
    await expect.poll(answers, { timeout: 10_000 }).toBe(true);
    const users = await account.users();
    expect(users).toContainEqual(
      expect.objectContaining({ userNo, origin: expect.stringMatching(/^Phantom/) }),
    );
    const lock = (await account.locks()).find((lock) => lock.userNo === userNo && lock.id === LOCK);
    expect(lock).toMatchObject({ type: 'RU' });
    holdFile = lock?.file;
    await expect
      .poll(() => como(userNo), { timeout: 10_000 })
      .toContain(`the listener is running, PID ${registration.pid}`);
    return registration;
  }

  /** Whether a listener of this account holds its lock. QM lists the locks of all accounts. */
  async function isLocked(): Promise<boolean> {
    return (await account.locks()).some(({ id, file }) => id === LOCK && file === holdFile);
  }

  /** Expects that the listener and its phantom have ended and the lock is released. */
  async function expectBothEnded({ userNo, pid }: Registration): Promise<void> {
    await waitFor(() => !isAlive(pid), 15_000);
    const listed = async () => (await account.users()).some((user) => user.userNo === userNo);
    await expect.poll(listed, { timeout: 15_000, interval: 200 }).toBe(false);
    expect(registered()).toEqual([]);
    expect(await isLocked()).toBe(false);
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
      throw new Error(`account ${name} already has our commands: hal-listener account remove removes them`);
    }
    isInstalledHere = true;
    // Files belong to the user who creates them, and over TCP that may be a user who cannot write to our files.
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
    expect((await hal('account', 'install')).out).toMatch(/VOC WEBSOCKET.LISTENER.CONFIG holds/);
  });

  afterEach(async () => {
    await hal('stop', '--now');
    for (const { pid } of registered()) process.kill(pid, 'SIGKILL');
    await expect.poll(isLocked, { timeout: 15_000 }).toBe(false);
  });

  afterAll(async () => {
    if (!isInstalledHere) return account.close();
    await hal('account', 'remove');
    if (!hadComo) {
      // An ending phantom keeps its record open for a moment.
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

  return {
    home,
    env,
    prompt,
    typed,
    hal,
    registered,
    answers,
    como,
    startedUser,
    expectRunning,
    expectBothEnded,
    phantomPid,
    get account() {
      return account;
    },
    get port() {
      return port;
    },
  };
}
