import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { freePort } from '../../../lib/testing/free-port.ts';

/** A Valkey or Redis server from the system's packages, on loopback and without files. */

const PROGRAMS = ['valkey-server', 'redis-server'] as const;

/** The installed server; undefined if there is none. */
export const storeProgram = PROGRAMS.find((program) => spawnSync(program, ['--version']).status === 0);

export const whyNoStore =
  storeProgram === undefined ? ' (skipped: neither valkey-server nor redis-server is installed)' : '';

export interface RealStore {
  readonly port: number;
  /** As the setting SESSION_STORE takes it. */
  readonly address: string;
  readonly process: ChildProcess;
  /** Kills it and waits for its end. */
  kill(): Promise<void>;
}

/** Starts a server, which ends with the test. @param port of an earlier one, to take its place */
export async function startStore(port?: number): Promise<RealStore> {
  const own = port ?? (await freePort());
  const args = ['--bind', '127.0.0.1', '--port', String(own), '--save', '', '--appendonly', 'no'];
  const child = spawn(storeProgram ?? '', args, { stdio: 'ignore' });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const accepts = async () => {
    const socket = connect(own, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  };
  await expect.poll(accepts, { timeout: 10_000, interval: 20 }).toBe(true);
  return { port: own, address: `redis://127.0.0.1:${own}`, process: child, kill };
}
