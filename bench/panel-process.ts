import { join } from 'node:path';
import { Operator } from './operator.ts';
import { startServer } from './server-process.ts';
import { SHIPPED } from './shipped.ts';

export interface PanelProcess {
  readonly pid: number;
  /** Opens the page. */
  readonly link: string;
  /** The event log of its listener. */
  readonly eventLog: string;
  stop(): Promise<void>;
}

/** The panel with its listener, as `npm start` runs them, in a home of their own whose log is never rotated. */
export async function startPanel(): Promise<PanelProcess> {
  const operator = await Operator.create();
  const logDir = join(operator.home, 'logs');
  const { PATH, HOME, SystemRoot } = process.env;
  const { pid, said, stop } = await startServer({
    command: process.execPath,
    args: [SHIPPED, 'panel', '--port', '0', '--with-listener'],
    env: {
      PATH,
      HOME,
      SystemRoot,
      HAL_LISTENER_HOME: operator.home,
      LOG_DIR: logDir,
      LOG_MAX_SIZE: '1GiB',
      WEBSOCKET_HOST: '127.0.0.1',
      WEBSOCKET_PORT: String(operator.port),
    },
    ready: 'It ends with the panel.',
  });
  const link = /http:\S+/.exec(said)?.[0] ?? '';
  return { pid, link, eventLog: join(logDir, 'HAL.SPLITTER.LOG'), stop };
}
