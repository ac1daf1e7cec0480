import { existsSync, readFileSync } from 'node:fs';

/** What Linux says of processes and ports: the second source of what the page shows. */

/** Resident memory of a process, bytes. */
export function rssOf(pid: number): number {
  const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
  return Number(pages) * 4_096;
}

/** Processor time a process has used, its own and the system's for it, s. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The program's name, in brackets, may hold anything; after it come the fields from the third on.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Whether somebody listens on a port, by the kernel's own table; undefined where there is none to read. */
export function isListening(port: number): boolean | undefined {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].filter((table) => existsSync(table));
  if (tables.length === 0) return undefined;
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return tables.some((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .some((line) => {
        const [, local = '', , state] = line.trim().split(/\s+/);
        return local.endsWith(wanted) && state === '0A';
      }),
  );
}
