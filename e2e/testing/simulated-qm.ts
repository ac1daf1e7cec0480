import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A QM of the tests on a loopback port, with the files of HAL and no records, in a process of its own: it needs the product's sources as the build reads them. */
export class SimulatedQm {
  /** What a listener needs to use it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly #process: ChildProcess;

  static async start(): Promise<SimulatedQm> {
    const program = [path.join(ROOT, 'build/run.mjs'), path.join(ROOT, 'e2e/testing/serve-qm.ts')];
    const child = spawn(process.execPath, program, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
    const [port] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error(`the simulated QM ended with ${child.exitCode}`);
    return new SimulatedQm(child, String(port).trim());
  }

  private constructor(child: ChildProcess, port: string) {
    this.#process = child;
    this.settings = {
      QM_HOST: '127.0.0.1',
      QM_PORT: port,
      QM_USERNAME: 'halqm',
      QM_PASSWORD: 'test-only-pw',
    };
  }

  /** It ends when its standard input does, so also when the test's process dies. */
  async stop(): Promise<void> {
    this.#process.stdin?.end();
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
  }
}
