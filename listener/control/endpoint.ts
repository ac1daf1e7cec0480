import { chmodSync, existsSync, lstatSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HOME_FILES } from '../../contract/home-files.ts';
import { guarded, runAfter } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { endpointAddresses } from '../../lib/endpoint-address.ts';
import { PendingSockets } from '../../lib/pending-sockets.ts';
import { ensurePrivateFolder, PRIVATE_FILE } from '../../lib/private-file.ts';
import { userId } from '../../lib/user.ts';
import type { Log } from '../log/log-line.ts';
import type { ControlCommands, Subscriber } from './commands.ts';
import { FailedProofs, type PeerHost, servePeer } from './peer.ts';

export interface EndpointOptions {
  readonly home: string;
  readonly key: Uint8Array;
  readonly commands: ControlCommands<Subscriber>;
  readonly log: Log;
  readonly clock: Clock;
  onPeerClosed(peer: Subscriber): void;
}

export interface Endpoint {
  /** Socket path or pipe name. */
  readonly address: string;
  /** Reopens the endpoint if its path was removed. @returns whether it was @throws as `openEndpoint` */
  restore(): Promise<boolean>;
  close(): Promise<void>;
}

/** Authenticated peers: the tray, panels, watch and short-lived commands. */
const MAX_PEERS = 64;
/** Sockets that have not authenticated yet, which takes a peer milliseconds. */
const MAX_UNAUTHENTICATED = 64;
const PROOF_TIMEOUT_MS = 5_000;
/** The rejection of a wrong proof is delayed by up to 5 s; sending it takes up to a second. */
const REFUSAL_TIMEOUT_MS = 6_500;
/** All peers of a pipe or Unix socket count as one address. */
const LOCAL = 'local';
/** Time for the last lines to peers. */
const CLOSE_TIMEOUT_MS = 500;
/** Each kind of warning is logged at most once per minute, with the number of suppressed ones. */
const WARN_INTERVAL_MS = 60_000;

/**
 * Opens the control channel of this process. On Windows any local process may connect, elsewhere only the owner of the
 * home and root. Peers authenticate with the key.
 *
 * @throws Node's file and socket errors
 */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const addresses = endpointAddresses({
    platform: process.platform,
    pid: process.pid,
    home: options.home,
    shortFolder: path.join(tmpdir(), `hal-listener-${userId()}`),
  });
  const peers = new Set<Socket>();
  const warn = createRateLimitedWarn(options);
  const unauthenticated = new PendingSockets<Socket>({
    timeoutMs: PROOF_TIMEOUT_MS,
    maxTotal: () => MAX_UNAUTHENTICATED,
    maxPerAddress: () => MAX_UNAUTHENTICATED,
    onDrop: (reason) => {
      const late = reason === 'timeout';
      warn('control peer disconnected', late ? 'no valid proof in time' : 'too many unauthenticated peers');
    },
    clock: options.clock,
  });
  const create = (): Server =>
    createServer(
      { allowHalfOpen: false },
      guarded('control peer', (socket: Socket) => {
        peers.add(socket);
        unauthenticated.add(socket, LOCAL);
        const onClose = guarded('control peer left', () => {
          unauthenticated.release(socket);
          peers.delete(socket);
        });
        socket.once('close', onClose);
        return servePeer(socket, host);
      }),
    );
  const host: PeerHost = {
    ...options,
    warn,
    delayNext: (socket) => {
      unauthenticated.add(socket, LOCAL, REFUSAL_TIMEOUT_MS);
      return delayAfterFailure();
    },
    admit: (socket) => {
      if (peers.size - unauthenticated.size >= MAX_PEERS) return false;
      unauthenticated.release(socket);
      return true;
    },
  };
  const delayAfterFailure = createFailureDelay(options.clock);
  let open = await listenOnFirst(addresses, options.home, create);
  return {
    get address() {
      return open.address;
    },
    restore: async () => {
      if (process.platform === 'win32' || existsSync(open.address)) return false;
      // Close first, since closing removes the path. Connected peers stay.
      open.server.close();
      open = await listenOnFirst(addresses, options.home, create);
      return true;
    },
    close: () => {
      unauthenticated.close();
      for (const socket of peers) socket.destroySoon();
      // Do not wait for a peer that does not read its last lines.
      runAfter(CLOSE_TIMEOUT_MS, 'closing the control channel', () => {
        for (const socket of peers) socket.destroy();
      }).unref();
      return new Promise((resolve) => open.server.close(() => resolve()));
    },
  };
}

/** Listens on the first usable address. */
async function listenOnFirst(
  addresses: readonly string[],
  home: string,
  create: () => Server,
): Promise<{ readonly server: Server; readonly address: string }> {
  let firstError: unknown;
  for (const address of addresses) {
    try {
      if (process.platform !== 'win32') prepareFolder(address, home);
      const server = create();
      await listen(server, address);
      if (process.platform !== 'win32') chmodSync(address, PRIVATE_FILE);
      return { server, address };
    } catch (error) {
      firstError ??= error;
    }
  }
  throw firstError;
}

function prepareFolder(address: string, home: string): void {
  const folder = path.dirname(address);
  const inHome = folder === path.posix.join(home, HOME_FILES.run);
  ensurePrivateFolder(folder);
  const { uid } = lstatSync(folder);
  // In a shared temporary folder, another user could have created it first.
  if (!inHome && (uid !== userId() || !lstatSync(folder).isDirectory())) {
    throw new Error(`${folder} is owned by another user`);
  }
  // The path contains our PID, so its creator is gone.
  rmSync(address, { force: true });
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A pipe has no folder permissions; services and users share it, and the key authenticates.
    const all = process.platform === 'win32';
    server.listen({ path: address, readableAll: all, writableAll: all }, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
}

function createFailureDelay(clock: Clock): () => Promise<void> {
  const wrong = new FailedProofs();
  return () => pause(wrong.add(clock.monotonic()), undefined, { ref: false });
}

function createRateLimitedWarn({ log, clock }: EndpointOptions): PeerHost['warn'] {
  const lines = new Map<string, { at: number; suppressed: number }>();
  return (message, reason) => {
    const now = clock.monotonic();
    const line = lines.get(message);
    if (line !== undefined && now - line.at < WARN_INTERVAL_MS) {
      line.suppressed += 1;
      return;
    }
    log.warn(message, {
      reason,
      left_out: line === undefined || line.suppressed === 0 ? undefined : line.suppressed,
    });
    lines.set(message, { at: now, suppressed: 0 });
  };
}
