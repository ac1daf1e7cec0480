import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { COMMAND_JSON, type DiagnoseJson } from '../../contract/command-json.ts';
import { freePort } from '../../lib/testing/free-port.ts';
import { SHIPPED, waitFor } from './controls.ts';
import { endHome, registeredPids } from './home-end.ts';

interface Output {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

type Found = DiagnoseJson['checks'][number];

/**
 * An installation as it should be: a token, a supervisor that an autostart entry started after the last boot. A test
 * breaks one thing, sees that one check find it, follows its advice, and sees it gone.
 */
export class DiagnosedHome {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'hal-diagnose-'));
  readonly home = path.join(this.folder, 'home');
  readonly configFile = path.join(this.home, 'config.json');
  readonly port: number;
  readonly env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: this.folder,
    XDG_CONFIG_HOME: path.join(this.folder, 'config'),
    HAL_LISTENER_HOME: this.home,
  };

  static async create(): Promise<DiagnosedHome> {
    return new DiagnosedHome(await freePort());
  }

  private constructor(port: number) {
    this.port = port;
  }

  async hal(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Output> {
    try {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [SHIPPED, ...args], {
        env: { ...this.env, ...more },
        timeout: 60_000,
      });
      return { code: 0, out: stdout, err: stderr };
    } catch (error) {
      const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
      return { code: code ?? -1, out: stdout, err: stderr };
    }
  }

  /** Runs a command that must succeed. */
  async must(...args: readonly string[]): Promise<Output> {
    const output = await this.hal(args);
    if (output.code !== 0) throw new Error(`${args.join(' ')}: ${output.out}${output.err}`);
    return output;
  }

  /** Writes `config.json` with these settings, and a port and a token. */
  configure(settings: Readonly<Record<string, unknown>> = {}): void {
    const all = { port: this.port, token: 'a-token-of-twenty-two', ...settings };
    writeFileSync(this.configFile, JSON.stringify(all), { mode: 0o600 });
  }

  /** Starts it as an autostart entry does, after a boot before which it was used. The home exists. */
  async start(): Promise<void> {
    await this.must('autostart', 'install', 'login');
    const before = {
      at: Date.now() - 86_400_000,
      kind: 'started',
      cause: 'version 0.1.0',
      by: 'watch (anna)',
      boot: 'at:1',
      count: 1,
    };
    writeFileSync(path.join(this.home, 'events.jsonl'), `${JSON.stringify(before)}\n`, { mode: 0o600 });
    await this.must('watch', '--detach');
    await waitFor(() => this.pid() !== 0);
    await this.waitForAnswer();
  }

  /** Warnings and problems. */
  async diagnose(
    more: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly code: number; readonly found: readonly Found[] }> {
    const { code, out } = await this.hal(['diagnose', '--json'], more);
    const { checks } = COMMAND_JSON.diagnose.parse(JSON.parse(out));
    const isBad = ({ id, result }: Found): boolean =>
      // The runtime is that of this test.
      id !== 'versions' && (result === 'warning' || result === 'problem');
    return { code, found: checks.filter(isBad) };
  }

  /** The result of one check, whatever the others say. */
  async check(id: string): Promise<Found | undefined> {
    const { out } = await this.hal(['diagnose', '--json']);
    return COMMAND_JSON.diagnose.parse(JSON.parse(out)).checks.find((check) => check.id === id);
  }

  /** Sees one check alone find something. @returns its findings */
  async finds(id: string, result: string, more: Readonly<Record<string, string>> = {}) {
    const { code, found } = await this.diagnose(more);
    expect(found).toMatchObject([{ id, result }]);
    expect(code).toBe(result === 'problem' ? 1 : 0);
    return found[0]?.findings.filter(({ result }) => result !== 'ok') ?? [];
  }

  async isWell(): Promise<void> {
    expect(await this.diagnose()).toEqual({ code: 0, found: [] });
  }

  async waitForAnswer(): Promise<void> {
    for (const end = performance.now() + 30_000; (await this.hal(['status'])).code !== 0; )
      if (performance.now() > end) throw new Error('the listener does not answer');
  }

  /** PID of the listener; 0 if there is none. */
  pid(): number {
    return registeredPids(this.home)[0] ?? 0;
  }

  /** PID of the supervisor; 0 if there is none. */
  supervisorPid(): number {
    try {
      return Number(JSON.parse(readFileSync(path.join(this.home, 'run/watch.lock'), 'utf8')).pid);
    } catch {
      return 0;
    }
  }

  async end(): Promise<void> {
    await this.hal(['stop']);
    const supervisor = this.supervisorPid();
    if (supervisor !== 0) process.kill(supervisor, 'SIGKILL');
    endHome(this.home, registeredPids(this.home));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
