import path from 'node:path';
import { LOG_NAMES, type LogName } from '../../contract/panel-logs.ts';
import type { Resources } from './resources.ts';

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

/** The log a path such as `/download/events` asks for. */
export function downloadedLog(pathname: string): LogName | undefined {
  return LOG_NAMES.find((name) => pathname === `/download/${name}`);
}
