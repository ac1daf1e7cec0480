import { z } from 'zod';
import { processStartOfEpoch } from '../../lib/processes.ts';
import type { ProcessInfo } from './platform.ts';

/** Pure readers of what Windows' own tools print. What is not understood is left out, never thrown. */

export interface ListeningPid {
  readonly address: string;
  readonly pid: number;
}

const LISTENERS = z.array(z.object({ LocalAddress: z.string(), OwningProcess: z.number() }));

/** What `powershell-scripts.ts` makes of Get-NetTCPConnection; undefined where it is no such JSON. */
export function parseListeners(json: string): ListeningPid[] | undefined {
  const rows = LISTENERS.safeParse(parseJsonList(json));
  if (!rows.success) return undefined;
  return rows.data.map(({ LocalAddress, OwningProcess }) => ({ address: LocalAddress, pid: OwningProcess }));
}

const PROCESSES = z.array(
  z.object({
    Id: z.number(),
    Name: z.string(),
    Command: z.string().nullish(),
    User: z.string().nullish(),
    /** Milliseconds since the epoch. */
    Started: z.number().nullish(),
  }),
);

/** What `powershell-scripts.ts` makes of Get-Process; undefined where it is no such JSON. */
export function parseProcess(json: string): ProcessInfo | undefined {
  const [row] = PROCESSES.safeParse(parseJsonList(json)).data ?? [];
  if (row === undefined) return undefined;
  return {
    pid: row.Id,
    name: row.Name,
    ...(row.Command ? { command: row.Command } : {}),
    ...(row.User ? { user: row.User } : {}),
    ...(row.Started == null ? {} : { startedAt: row.Started, start: processStartOfEpoch(row.Started) }),
  };
}

/**
 * The listeners of a port in `netstat -ano`. The word for LISTENING is translated (ABHÖREN, ESCUCHANDO), so a
 * listener is known by its foreign address: port 0.
 */
export function parseNetstat(text: string, port: number): ListeningPid[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [protocol, local = '', foreign = '', , pid = ''] = line.trim().split(/\s+/);
    const [, address, localPort] = /^(.+):(\d+)$/.exec(local) ?? [];
    if (protocol !== 'TCP' || Number(localPort) !== port || address === undefined) return [];
    if (!/^(0\.0\.0\.0|\[::\]):0$/.test(foreign) || !/^\d+$/.test(pid)) return [];
    return [{ address: address.replace(/^\[(.*)\]$/, '$1'), pid: Number(pid) }];
  });
}

/**
 * The process in `tasklist /FO CSV /V /NH`: name, PID, session, session number, memory, status, user, processor
 * time, window title. Columns are taken by place, since their names and `N/A` are translated.
 */
export function parseTasklist(text: string, pid: number): ProcessInfo | undefined {
  for (const line of text.split(/\r?\n/)) {
    const [name, id, , , , , user] = Array.from(line.matchAll(/"([^"]*)"(?:,|$)/g), ([, cell]) => cell);
    if (name === undefined || id !== String(pid)) continue;
    // A user is DOMAIN\name; anything else is some language's "not available".
    return { pid, name, ...(user?.includes('\\') ? { user } : {}) };
  }
  return undefined;
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** The ranges of `netsh interface ipv4 show excludedportrange protocol=tcp`; headings are translated. */
export function parseExcludedPorts(text: string): PortRange[] {
  return text.split('\n').flatMap((line) => {
    const [, from, to] = /^(\d{1,5})\s+(\d{1,5})(?:\s*\*)?$/.exec(line.trim()) ?? [];
    return from === undefined ? [] : [{ from: Number(from), to: Number(to) }];
  });
}

/** ConvertTo-Json makes one object of a list of one, and nothing of an empty list. */
function parseJsonList(json: string): unknown {
  const text = json.replace(/^\uFEFF/, '').trim();
  if (text === '') return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    return undefined;
  }
}
