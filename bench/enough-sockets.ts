import { readOpenFileLimit } from '../lib/open-files.ts';

/** What a process has open besides the sockets of its clients. */
const OTHER_FILES = 200;

/**
 * Why this many clients do not fit into one process here; undefined if they do. Node raises its limit to the hard one
 * itself, and the listener that it starts has the same.
 */
export function whyTooManyClients(clients: number, limit = readOpenFileLimit()): string | undefined {
  if (clients + OTHER_FILES <= limit) return undefined;
  return `${clients} clients need more open files than the limit of ${limit}: raise it (ulimit -Hn)`;
}
