import type { Snapshot } from './panel-snapshot.ts';

/** What a HAL client is told to connect to, as `ws://qmserver:8768`. */
export function clientAddress({ machine, port, scheme, status }: Snapshot): string {
  const first = status?.listening[0];
  const host = first === undefined || /^(0\.0\.0\.0|::)$/.test(first.host) ? machine : first.host;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${first?.port ?? port}`;
}
