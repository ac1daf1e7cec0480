import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { PanelError } from '../../contract/panel-errors.ts';
import type { LogName } from '../../contract/panel-logs.ts';
import { parseRequestTarget } from '../../lib/request-target.ts';
import type { PanelLogs } from './logs/panel-logs.ts';
import { downloadedLog, pageFile } from './page-file.ts';
import { bearer, isToken } from './panel-token.ts';
import { isForeignFetch, isOurHost } from './request-guard.ts';
import type { Resources } from './resources.ts';
import { securityHeaders } from './security-headers.ts';

export interface PageParts {
  readonly resources: Resources;
  readonly logs: Pick<PanelLogs, 'download'>;
  readonly token: string;
  /** The port that is open. */
  readonly port: number;
  /** Called before an answer to whoever holds the token, which may take as long as it takes. */
  sending(response: ServerResponse): void;
}

/** For `Allow`. */
export const PANEL_METHODS = 'GET, HEAD, OPTIONS';

/** The page itself, and downloads for a page that holds the token. Nothing else. */
export async function answerPanelPage(
  request: IncomingMessage,
  response: ServerResponse,
  parts: PageParts,
): Promise<void> {
  const sockets = [`ws://127.0.0.1:${parts.port}`, `ws://localhost:${parts.port}`];
  for (const [name, value] of Object.entries(securityHeaders(sockets))) response.setHeader(name, value);
  if (!isOurHost(request, parts.port)) {
    return refuse(response, 421, `Open http://127.0.0.1:${parts.port}/ instead.`);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', PANEL_METHODS);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    return refuse(response, 405, 'Only GET is answered here.');
  }
  const { path: pathname } = parseRequestTarget(request.url);
  const log = downloadedLog(pathname);
  if (log !== undefined) return answerDownload(request, response, parts, log);
  const file = pageFile(pathname, parts.resources);
  if (file === undefined) return refuse(response, 404, 'There is no such page.');
  const { content, type, immutable } = file;
  response.writeHead(200, {
    'Content-Type': type,
    'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-store',
    ...(acceptsGzip(request) ? { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : acceptsGzip(request) ? gzipSync(content) : content);
}

async function answerDownload(
  request: IncomingMessage,
  response: ServerResponse,
  { logs, token, sending }: PageParts,
  log: LogName,
): Promise<void> {
  const given = bearer(request.headers.authorization);
  if (isForeignFetch(request.headers) || given === undefined || !isToken(given, token)) {
    return refuse(response, 401, 'A download needs the token of the panel.');
  }
  try {
    const { name, bytes, content } = await logs.download(log);
    sending(response);
    response.writeHead(200, {
      'Content-Length': bytes,
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    });
    await pipeline(content(), response);
  } catch (error) {
    if (response.headersSent) return void response.destroy();
    const known = error instanceof PanelError ? error.frame() : undefined;
    response.writeHead(known === undefined ? 500 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(known ?? new PanelError('FAILED', 'The log cannot be read.').frame()));
  }
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}
