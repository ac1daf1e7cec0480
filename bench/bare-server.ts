import { resolve } from 'node:path';
import { type Server, startServer } from './server-process.ts';

/** The program of the yardstick for messages, in dist/bench. */
const ECHO_SERVER = resolve(import.meta.dirname, 'echo-server.js');

interface BareServerOptions {
  readonly port?: number;
  /** A text frame that each client gets when it connects. */
  readonly greeting?: string;
}

/** Starts `ws` with the listener's options and nothing else. */
export function startBareServer({ port = 0, greeting }: BareServerOptions = {}): Promise<Server> {
  return startServer({
    command: process.execPath,
    args: [ECHO_SERVER, String(port), ...(greeting === undefined ? [] : [greeting])],
    ready: 'ws://',
  });
}
