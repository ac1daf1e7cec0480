import { Readable } from 'node:stream';
import { CRASHED_PATH, isPanelAddress } from '../contract/panel-bridge.ts';
import type { PanelLogs } from '../panel/logs/panel-logs.ts';
import { downloadRequest, findDownload, pageFile } from '../panel/pages.ts';
import { securityHeaders } from '../panel/request-guard.ts';
import type { Resources } from '../panel/resources.ts';
import { PanelError } from '../wording/panel-error.ts';

type Download = ReturnType<PanelLogs['download']>;

export interface PageSource {
  readonly resources: Pick<Resources, 'page'>;
  /** Undefined while no listener's logs are known. */
  readonly logs: () => Pick<PanelLogs, 'download'> | undefined;
}

const CRASHED = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>HAL Listener</title>
<h1>The panel has crashed twice</h1>
<p>The listener is not affected, and the tray icon still works.</p>
<p><a href="/">Open the panel again</a></p></html>
`;

/** Answers the tray's page on its own scheme: the built page, the logs it saves, nothing else. */
export async function routeRequest(
  { url, method, signal }: Pick<Request, 'url' | 'method' | 'signal'>,
  { resources, logs }: PageSource,
): Promise<Response> {
  if (!isPanelAddress(url) || method !== 'GET') return respond(404, 'Page not found.');
  const { pathname, search } = new URL(url);
  if (pathname === CRASHED_PATH) return respond(200, CRASHED, 'text/html; charset=utf-8');
  const download = downloadRequest(pathname, search.slice(1));
  if (download !== undefined) {
    return answerDownload(async () => {
      const known = logs();
      return known && findDownload(download, known, signal);
    });
  }
  const file = pageFile(pathname, resources);
  if (file === undefined) return respond(404, 'Page not found.');
  return respond(200, new Uint8Array(file.content), file.type);
}

async function answerDownload(find: () => Promise<Awaited<Download> | undefined>): Promise<Response> {
  try {
    const found = await find();
    if (found === undefined) throw new PanelError('NO_LOG', 'No listener is known yet.');
    const text = Readable.toWeb(Readable.from(found.content())) as ReadableStream;
    return respond(200, text, 'text/plain; charset=utf-8', { 'Content-Length': String(found.bytes) });
  } catch (error) {
    const known = error instanceof PanelError ? error : new PanelError('FAILED', 'Cannot read the log.');
    return respond(404, JSON.stringify(known.frame()), 'application/json');
  }
}

/** No address of a socket is in the policy: this page connects to nothing. */
function respond(
  status: number,
  body: ConstructorParameters<typeof Response>[0],
  type = 'text/plain; charset=utf-8',
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, { status, headers: { ...securityHeaders([]), 'Content-Type': type, ...more } });
}
