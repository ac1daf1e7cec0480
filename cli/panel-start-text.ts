import type { Snapshot } from '../contract/panel-snapshot.ts';
import { clientAddress } from '../wording/state.ts';
import { listenerWarnings } from './warnings.ts';

/** The port that `query` uses by itself. */
const DEFAULT_PORT = 8768;

/**
 * What a person needs after the start: the address for clients, warnings, and a question to try. Empty if no listener
 * answers.
 */
export function describeStart(snapshot: Snapshot): string {
  const { status, port } = snapshot;
  if (status === undefined) return '';
  const address = clientAddress({ ...snapshot, machine: 'localhost' });
  const [first = port] = status.listening.map((bound) => bound.port);
  const url = first === DEFAULT_PORT ? '' : `--url ${address} `;
  const lines = [
    `  clients   ${address}`,
    `  account   ${status.account.name}, driver ${status.account.driver}`,
    ...listenerWarnings(status).map((line) => `  warning   ${line}`),
    `  try       hal-listener query ${url}"What medications am I taking?"`,
  ];
  return `${lines.join('\n')}\n`;
}
