import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../lib/testing/free-port.ts';
import { registrationFiles } from '../supervisor/registry/find-listeners.ts';
import { QUESTION } from './load-generator.ts';
import { SHIPPED, temporaryHome } from './server-process.ts';
import { untilAnswered } from './until-answered.ts';

/** Detached listeners outlive the command that started them; they are killed when the benchmark exits. */
const operators = new Set<Operator>();
process.on('exit', () => {
  for (const operator of operators) operator.end();
});

/** Runs commands as an operator does, with a separate home and port. */
export class Operator {
  readonly home = temporaryHome();
  readonly port: number;

  static async create(): Promise<Operator> {
    return new Operator(await freePort());
  }

  private constructor(port: number) {
    this.port = port;
    operators.add(this);
  }

  /** Starts a command. */
  command(...args: readonly string[]) {
    const { PATH, HOME, SystemRoot } = process.env;
    return spawn(process.execPath, [SHIPPED, ...args], {
      stdio: 'ignore',
      env: {
        PATH,
        HOME,
        SystemRoot,
        HAL_LISTENER_HOME: this.home,
        WEBSOCKET_HOST: '127.0.0.1',
        WEBSOCKET_PORT: String(this.port),
      },
    });
  }

  async run(...args: readonly string[]): Promise<void> {
    await once(this.command(...args), 'close');
  }

  /** Registration of the listener in this home; undefined if there is none. */
  registration() {
    const [first] = registrationFiles(this.home);
    return first?.read.kind === 'ours' ? first.read.registration : undefined;
  }

  /** Resolves once a question is answered; asks it repeatedly until then. */
  waitForAnswer(): Promise<void> {
    return untilAnswered(this.port, QUESTION.ask, (payload) => payload.includes('"type":"response"'));
  }

  /** Kills the listener of this home if it still runs. */
  end(): void {
    const pid = this.registration()?.pid;
    if (pid === undefined) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }
}
