import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HOME_FILES } from '../../contract/home-files.ts';
import { PRIVATE_FILE } from '../../lib/private-file.ts';
import { ensurePrivateFolder } from '../../lib/private-folder.ts';
import type { Log } from '../log/log.ts';
import { endpointAddress } from './endpoint-address.ts';
import type { Orders } from './orders.ts';
import { servePeer } from './peer.ts';
import type { Subscriber } from './subscribers.ts';
import { WrongAnswers } from './wrong-answers.ts';

export interface EndpointParts {
  readonly home: string;
  readonly key: Uint8Array;
  readonly orders: Orders<Subscriber>;
  readonly log: Log;
  readonly now: () => number;
  gone(peer: Subscriber): void;
}

export interface Endpoint {
  /** Socket path or pipe name. */
  readonly address: string;
  close(): Promise<void>;
}

/** Peers at once, strangers with them: a tray, a panel or two, a watch, and commands that come and go. */
const MOST_PEERS = 64;
/** For the last lines to peers, ms. */
const CLOSE_WITHIN_MS = 500;
/** Lines about peers that were cut or refused: one a second, with the number of those left out. */
const WARN_EVERY_MS = 1_000;

/**
 * Opens the control channel of this process. On Windows any local process may connect, elsewhere the owner of the
 * home and root; the key decides.
 *
 * @throws Node's file and socket errors
 */
export async function openEndpoint(parts: EndpointParts): Promise<Endpoint> {
  const address = endpointAddress({
    platform: process.platform,
    pid: process.pid,
    home: parts.home,
    shortFolder: path.join(tmpdir(), `hal-listener-${userInfo().uid}`),
  });
  if (process.platform !== 'win32') prepareFolder(address, parts.home);
  const peers = new Set<Socket>();
  const server = createServer({ allowHalfOpen: false }, (socket) => {
    peers.add(socket);
    socket.once('close', () => peers.delete(socket));
    void servePeer(socket, host);
  });
  const host = { ...parts, warn: heldBack(parts), slowDown: slowing(parts.now) };
  server.maxConnections = MOST_PEERS;
  await listening(server, address);
  if (process.platform !== 'win32') chmodSync(address, PRIVATE_FILE);
  return {
    address,
    close: () => {
      for (const socket of peers) socket.destroySoon();
      // One that does not read its last lines does not keep us.
      setTimeout(() => {
        for (const socket of peers) socket.destroy();
      }, CLOSE_WITHIN_MS).unref();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function prepareFolder(address: string, home: string): void {
  const folder = path.dirname(address);
  const inHome = folder === path.posix.join(home, HOME_FILES.run);
  ensurePrivateFolder(folder);
  const { uid } = lstatSync(folder);
  // In a folder for everyone, another user could have been there first.
  if (!inHome && (uid !== userInfo().uid || !lstatSync(folder).isDirectory())) {
    throw new Error(`${folder} belongs to another user`);
  }
  // It has our PID in its name: whoever made it is gone.
  rmSync(address, { force: true });
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A pipe has no folder that keeps others out: services and users meet there, and the key decides.
    const all = process.platform === 'win32';
    server.listen({ path: address, readableAll: all, writableAll: all }, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
}

function slowing(now: () => number): () => Promise<void> {
  const wrong = new WrongAnswers();
  return () => pause(wrong.add(now()), undefined, { ref: false });
}

function heldBack({ log, now }: EndpointParts): (message: string, reason: string) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  let leftOut = 0;
  return (message, reason) => {
    if (now() - lastAt < WARN_EVERY_MS) {
      leftOut += 1;
      return;
    }
    log.warn(message, { reason, left_out: leftOut === 0 ? undefined : leftOut });
    lastAt = now();
    leftOut = 0;
  };
}
