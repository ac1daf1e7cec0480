import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { PANEL_CLOSE } from '../contract/panel.ts';
import { runAfter } from '../lib/background.ts';
import { systemClock } from '../lib/clock.ts';
import {
  handleAllRequests,
  MAX_HEADER_BYTES,
  parseRequestTarget,
  respondAndClose,
} from '../lib/http-server.ts';
import { PendingHttpSockets } from '../lib/pending-http-sockets.ts';
import { PendingSockets } from '../lib/pending-sockets.ts';
import type { PanelBackend } from './backend.ts';
import { panelCalls } from './calls.ts';
import { CompressedAssets } from './compressed-assets.ts';
import { PanelFeed } from './feed.ts';
import type { PanelLogs } from './logs/panel-logs.ts';
import { PageConnection } from './page-connection.ts';
import { PANEL_METHODS, servePanelPage } from './pages.ts';
import { isOurOrigin } from './request-guard.ts';
import type { Resources } from './resources.ts';
import { newPanelToken, TokenGate } from './token-gate.ts';

export interface PanelServerOptions {
  readonly backend: PanelBackend;
  readonly logs: PanelLogs;
  readonly resources: Resources;
  /** 0 takes any free port. */
  readonly port: number;
  readonly token?: string;
}

export interface PanelServer {
  readonly port: number;
  /** What opens the panel: it holds the token, in the part of an address that is not sent. */
  readonly link: string;
  close(): Promise<void>;
}

/** Only programs of this machine reach it. */
const LOOPBACK = '127.0.0.1';
const SOCKET_PATH = '/panel';
/** A spoken question is the largest call: 15 s of audio in base64 are 640,000 bytes. */
const MAX_FRAME_BYTES = 768 * 1024;
const MAX_PAGES = 50;
/** Sockets at once whose peer has not shown the token: a page needs milliseconds for that, and a few sockets. */
const MAX_PENDING = 128;
/** From a socket's first byte to its answer or its page's token. A page is told after 10 s that no token came. */
const PENDING_TIMEOUT_MS = 12_000;

/** Serves the panel to browsers of this machine. @throws Node's socket errors, EADDRINUSE above all */
export async function openPanelServer(options: PanelServerOptions): Promise<PanelServer> {
  const { backend, logs, resources, token = newPanelToken() } = options;
  const server = createServer({ connectionsCheckingInterval: 1_000, maxHeaderSize: MAX_HEADER_BYTES });
  const pending = new PendingSockets<Socket>({
    timeoutMs: PENDING_TIMEOUT_MS,
    maxTotal: () => MAX_PENDING,
    maxPerAddress: () => MAX_PENDING,
    onDrop: () => undefined,
    clock: systemClock,
  });
  const pendingHttp = new PendingHttpSockets(pending);
  pendingHttp.watch(server);
  const port = await listen(server, options.port);
  // Out of descriptors, for one: whoever came is refused, and the next one may get in.
  server.on('error', () => undefined);
  const services = {
    tokenGate: new TokenGate(token),
    calls: panelCalls(backend, logs),
    feed: new PanelFeed(backend),
  };
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  });
  const compressed = new CompressedAssets();
  let pages = 0;
  const admit = (page: WebSocket, socket: Socket): boolean => {
    if (pages >= MAX_PAGES) return false;
    pages += 1;
    page.once('close', () => {
      pages -= 1;
    });
    pendingHttp.admit(socket);
    return true;
  };
  const onDownload = (response: ServerResponse): void => {
    const { socket } = response;
    if (socket === null) return;
    pendingHttp.admit(socket);
    response.once('close', () => pendingHttp.readmit(socket));
  };
  handleAllRequests(server, {
    onRequest: (request, response) => {
      const page = servePanelPage(request, response, {
        resources,
        compressed,
        logs,
        token,
        port,
        onDownload,
      });
      page.catch(() => response.destroy());
    },
    methods: PANEL_METHODS,
    onUpgrade: (request, socket, head) => {
      socket.on('error', () => undefined);
      const rejection = checkUpgrade(request, port, pages);
      if (rejection !== undefined) return respondAndClose(socket, rejection.status, rejection.why);
      const tcp = socket as Socket;
      sockets.handleUpgrade(request, socket, head, (page) => {
        new PageConnection(page, { ...services, admit: () => admit(page, tcp) });
      });
    },
  });
  return {
    port,
    link: `http://${LOOPBACK}:${port}/#token=${token}`,
    close: async () => {
      for (const page of sockets.clients) page.close(PANEL_CLOSE.ending, 'the panel is shutting down');
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      runAfter(500, 'closing the panel', () => {
        for (const page of sockets.clients) page.terminate();
        server.closeAllConnections();
        pending.close();
      }).unref();
      server.closeIdleConnections();
      await closed;
    },
  };
}

interface UpgradeRejection {
  readonly status: 403 | 404 | 503;
  readonly why: string;
}

function checkUpgrade(request: IncomingMessage, port: number, pages: number): UpgradeRejection | undefined {
  if (parseRequestTarget(request.url).path !== SOCKET_PATH) return { status: 404, why: 'Page not found.' };
  if (!isOurOrigin(request, port)) return { status: 403, why: 'Only the panel itself may connect.' };
  if (pages < MAX_PAGES) return undefined;
  return { status: 503, why: `The panel is open in ${MAX_PAGES} pages: close one of them.` };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
