import path from 'node:path';
import { z } from 'zod';
import { processStartOfEpoch } from '../../lib/processes.ts';
import { entryOfWindowsCommandLine } from '../autostart/command-line.ts';
import { homeOfArguments, MAX_COMMAND_LINE } from './listener-command.ts';
import type { ProcessInfo, RunningProgram } from './platform.ts';

/** Parsers for the output of Windows' own tools. Unknown data is skipped; nothing is thrown. */

export interface ListeningPid {
  readonly address: string;
  readonly pid: number;
}

const LISTENERS = z.array(z.object({ LocalAddress: z.string(), OwningProcess: z.number() }));

/** Parses the output of `listenersScript`; undefined if it is invalid. */
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

/** Parses the output of `processScript`; undefined if it is invalid. */
export function parseProcess(json: string): ProcessInfo | undefined {
  const [row] = PROCESSES.safeParse(parseJsonList(json)).data ?? [];
  return row && processOfRow(row);
}

function processOfRow(row: z.infer<typeof PROCESSES>[number]): ProcessInfo {
  return {
    pid: row.Id,
    name: row.Name,
    ...(row.Command ? { command: row.Command } : {}),
    ...(row.User ? { user: row.User } : {}),
    ...(row.Started == null ? {} : { startedAt: row.Started, start: processStartOfEpoch(row.Started) }),
  };
}

const PROGRAMS = z.array(
  PROCESSES.element.extend({
    CpuMs: z.number().nonnegative().nullish(),
    Rss: z.number().nonnegative().nullish(),
    /** PowerShell 5.1 prints a list of one number as that number in some places. */
    Ports: z.union([z.array(z.number()), z.number().transform((port) => [port])]).nullish(),
  }),
);

/** Parses the output of `programsScript`; undefined if it is invalid. */
export function parsePrograms(json: string): RunningProgram[] | undefined {
  return PROGRAMS.safeParse(parseJsonList(json)).data?.map((row) => {
    const entry = entryOfWindowsCommandLine((row.Command ?? '').slice(0, MAX_COMMAND_LINE));
    const args = entry === undefined ? [] : [entry.program, ...entry.args];
    const home = homeOfArguments(args);
    return {
      ...processOfRow(row),
      args,
      homes: home !== undefined && path.win32.isAbsolute(home) ? [home] : [],
      ports: [...new Set(row.Ports ?? [])],
      ...(row.CpuMs == null ? {} : { cpuMs: row.CpuMs }),
      ...(row.Rss == null ? {} : { rss: row.Rss }),
    };
  });
}

/**
 * The listeners of a port in `netstat -ano`. The state LISTENING is translated (ABHÖREN, À L'ÉCOUTE), in some languages by
 * several words, so a listener is recognized by port 0 in its foreign address, and the PID is the last column.
 */
export function parseNetstat(text: string, port: number): ListeningPid[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const [protocol, local = '', foreign = ''] = words;
    const pid = words.length > 3 ? (words.at(-1) ?? '') : '';
    const [, address, localPort] = /^(.+):(\d+)$/.exec(local) ?? [];
    if (protocol !== 'TCP' || Number(localPort) !== port || address === undefined) return [];
    if (!/^(0\.0\.0\.0|\[::\]):0$/.test(foreign) || !/^\d+$/.test(pid)) return [];
    return [{ address: address.replace(/^\[(.*)\]$/, '$1'), pid: Number(pid) }];
  });
}

/**
 * The process in `tasklist /FO CSV /V /NH`: name, PID, session, session number, memory, status, user, processor
 * time, window title. Columns are identified by position, since their names and `N/A` are translated.
 */
export function parseTasklist(text: string, pid: number): ProcessInfo | undefined {
  for (const line of text.split(/\r?\n/)) {
    const [name, id, , , , , user] = Array.from(line.matchAll(/"([^"]*)"(?:,|$)/g), ([, cell]) => cell);
    if (name === undefined || id !== String(pid)) continue;
    // A user is DOMAIN\name; anything else is a translated "not available".
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

/** Parses a list, which ConvertTo-Json prints as an object if it has one element, and as nothing if it is empty. */
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
