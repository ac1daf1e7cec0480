import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load.ts';
import { currentMachine } from '../../config/machine.ts';
import { type Listener, type ListenerOptions, startListener } from '../../listener.ts';

export interface TestListener {
  readonly listener: Listener;
  readonly home: string;
  readonly port: number;
  /** As `ws://127.0.0.1:50000`. */
  readonly url: string;
  readonly http: string;
}

/** An empty folder that goes with the test. */
export async function scratchHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'hal-listener-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

/** The defaults on a free port of 127.0.0.1, with a home of its own. */
export function testConfig(home: string, change: Partial<Config> = {}): Config {
  const { config } = loadConfig({
    flags: { home, port: '0', host: '127.0.0.1' },
    machine: currentMachine({}),
  });
  return { ...config, ...change };
}

/** A whole listener in this process, which stops with the test. */
export async function testListener(
  change: Partial<Config> = {},
  options: Omit<Partial<ListenerOptions>, 'config'> = {},
): Promise<TestListener> {
  const home = change.home ?? (await scratchHome());
  const listener = await startListener({ ...options, config: testConfig(home, change) });
  onTestFinished(() => listener.stop());
  const port = listener.bound[0]?.port ?? 0;
  return { listener, home, port, url: `ws://127.0.0.1:${port}`, http: `http://127.0.0.1:${port}` };
}
