import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { LOG_FILTER, LOG_NAMES, type LogFilter, type LogName } from '../contract/panel-logs.ts';
import { parseRequestTarget } from '../lib/http-server.ts';
import { tryParseJson } from '../lib/text.ts';
import { PanelError } from '../wording/panel-error.ts';
import type { CompressedAssets } from './compressed-assets.ts';
import type { PanelLogs } from './logs/panel-logs.ts';
import { isForeignFetch, isOurHost, securityHeaders } from './request-guard.ts';
import type { Resources } from './resources.ts';
import { bearer, isToken } from './token-gate.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** A part of the page, and how it is to be taken. */
export interface PageFile {
  readonly content: Uint8Array;
  readonly type: string;
  /** Its name changes with its content. */
  readonly immutable: boolean;
}

/** The part of the page at a path such as `/assets/index-C0ffee.js`; undefined where there is none. */
export function pageFile(pathname: string, resources: Pick<Resources, 'page'>): PageFile | undefined {
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  const content = resources.page(name);
  if (content === undefined) return undefined;
  const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
  return { content, type, immutable: name.startsWith('assets/') };
}

/** What a request for a log asks for, such as `/download/events?filter={"level":"error"}`. */
export interface DownloadRequest {
  readonly log: LogName;
  /** Undefined if it cannot be read. */
  readonly filter: LogFilter | undefined;
}

/** Undefined if the request asks for no log. @param query without `?` */
export function downloadRequest(pathname: string, query: string): DownloadRequest | undefined {
  const log = LOG_NAMES.find((name) => pathname === `/download/${name}`);
  if (log === undefined) return undefined;
  const text = new URLSearchParams(query).get('filter');
  return { log, filter: text === null ? {} : LOG_FILTER.safeParse(tryParseJson(text)).data };
}

/** The requested log. @throws PanelError */
export function findDownload(
  { log, filter }: DownloadRequest,
  logs: Pick<PanelLogs, 'download'>,
  signal: AbortSignal,
): ReturnType<PanelLogs['download']> {
  if (filter === undefined) throw new PanelError('BAD_REQUEST', 'The filter of the log cannot be read.');
  return logs.download(log, filter, signal);
}

export interface PageRequestOptions {
  readonly resources: Resources;
  readonly compressed: CompressedAssets;
  readonly logs: Pick<PanelLogs, 'download'>;
  readonly token: string;
  /** The port that is open. */
  readonly port: number;
  /** Called before an answer to whoever holds the token, which may take as long as it takes. */
  onDownload(response: ServerResponse): void;
}

/** For `Allow`. */
export const PANEL_METHODS = 'GET, HEAD, OPTIONS';

/** The page itself, and downloads for a page that holds the token. Nothing else. */
export async function servePanelPage(
  request: IncomingMessage,
  response: ServerResponse,
  options: PageRequestOptions,
): Promise<void> {
  const sockets = [`ws://127.0.0.1:${options.port}`, `ws://localhost:${options.port}`];
  for (const [name, value] of Object.entries(securityHeaders(sockets))) response.setHeader(name, value);
  if (!isOurHost(request, options.port)) {
    return sendError(response, 421, `Open http://127.0.0.1:${options.port}/ instead.`);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', PANEL_METHODS);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    return sendError(response, 405, 'Method not allowed. Use GET or HEAD.');
  }
  const { path: pathname, query } = parseRequestTarget(request.url);
  const download = downloadRequest(pathname, query);
  if (download !== undefined) return answerDownload(request, response, options, download);
  const file = pageFile(pathname, options.resources);
  if (file === undefined) return sendError(response, 404, 'Page not found.');
  const { content, type, immutable } = file;
  const gzipped = acceptsGzip(request);
  const headers = {
    'Content-Type': type,
    'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-store',
    ...(gzipped ? { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' } : {}),
  };
  if (request.method === 'HEAD') return void response.writeHead(200, headers).end();
  const compress = () => (immutable ? options.compressed.get(pathname, content) : gzipSync(content));
  const body = gzipped ? await compress() : content;
  response.writeHead(200, headers).end(body);
}

async function answerDownload(
  request: IncomingMessage,
  response: ServerResponse,
  { logs, token, onDownload }: PageRequestOptions,
  download: DownloadRequest,
): Promise<void> {
  const given = bearer(request.headers.authorization);
  if (isForeignFetch(request.headers) || given === undefined || !isToken(given, token)) {
    return sendError(response, 401, 'Downloads require the panel token.');
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    onDownload(response);
    const { name, bytes, content } = await findDownload(download, logs, gone.signal);
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
    response.end(JSON.stringify(known ?? new PanelError('FAILED', 'Cannot read the log.').frame()));
  }
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
}

function sendError(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}
