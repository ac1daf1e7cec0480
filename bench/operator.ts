import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../cli/testing/free-port.ts';
import { registrationFiles } from '../supervisor/registry/find-listeners.ts';
import { Client } from './client.ts';
import { QUESTION } from './question.ts';
import { SHIPPED, temporaryHome } from './shipped.ts';

/** Detached listeners outlive their starter, but not the bench. */
const everyone = new Set<Operator>();
process.on('exit', () => {
  for (const operator of everyone) operator.end();
});

/** Commands as an operator types them, in a home and on a port of their own. */
export class Operator {
  readonly home = temporaryHome();
  readonly port: number;

  static async create(): Promise<Operator> {
    return new Operator(await freePort());
  }

  private constructor(port: number) {
    this.port = port;
    everyone.add(this);
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

  /** What the one listener of this home says of itself; undefined where none is registered. */
  registration() {
    const [first] = registrationFiles(this.home);
    return first?.read.kind === 'ours' ? first.read.registration : undefined;
  }

  /** Until a question is answered, asked again and again as an impatient client would. */
  async answered(): Promise<void> {
    for (;;) {
      const client = await Client.connect(this.port).catch(() => undefined);
      if (client === undefined) {
        await sleep(5);
        continue;
      }
      const answer = new Promise<boolean>((resolve) => {
        client.onText = (payload) => payload.includes('"type":"response"') && resolve(true);
        client.onLost = () => resolve(false);
      });
      client.send(QUESTION.ask);
      const served = await answer;
      client.leave();
      if (served) return;
    }
  }

  /** Ends what still runs here, by its process id. */
  end(): void {
    const pid = this.registration()?.pid;
    if (pid === undefined) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
