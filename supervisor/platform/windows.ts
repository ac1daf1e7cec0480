import { isProcessAlive } from '../../lib/processes.ts';
import { type Platform, type PortOwner, type ProcessInfo, WINDOWS_SYSTEM_PID } from './platform.ts';
import { listenersScript, POWERSHELL_ARGS, processScript } from './powershell-scripts.ts';
import type { RunTool } from './run-tool.ts';
import {
  type ListeningPid,
  parseExcludedPorts,
  parseListeners,
  parseNetstat,
  parseProcess,
  parseTasklist,
} from './windows-parsers.ts';

const SYSTEM: ProcessInfo = { pid: WINDOWS_SYSTEM_PID, name: 'System', user: 'NT AUTHORITY\\SYSTEM' };

/** Windows: PowerShell first; `netstat`, `tasklist` and `netsh` where it is blocked or too old. */
export function windows(
  run: RunTool,
  terminate = (pid: number): void => void process.kill(pid, 'SIGKILL'),
): Platform {
  const powershell = (script: string): Promise<string> => run('powershell.exe', [...POWERSHELL_ARGS, script]);

  /** PowerShell fails alike where nobody listens and where it may not run: netstat has the last word. */
  const listeners = async (port: number): Promise<readonly ListeningPid[]> => {
    const found = await orUndefined(async () => parseListeners(await powershell(listenersScript(port))));
    if (found !== undefined && found.length > 0) return found;
    return parseNetstat(await run('netstat.exe', ['-ano', '-p', 'TCP']), port).concat(
      parseNetstat((await orUndefined(() => run('netstat.exe', ['-ano', '-p', 'TCPv6']))) ?? '', port),
    );
  };

  const processOf = async (pid: number): Promise<ProcessInfo | undefined> => {
    if (pid === WINDOWS_SYSTEM_PID) return SYSTEM;
    const found = await orUndefined(async () => parseProcess(await powershell(processScript(pid))));
    if (found !== undefined) return found;
    const args = ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/V', '/NH'];
    return parseTasklist((await orUndefined(() => run('tasklist.exe', args))) ?? '', pid);
  };

  const reservation = async (port: number): Promise<PortOwner> => {
    const args = ['interface', 'ipv4', 'show', 'excludedportrange', 'protocol=tcp'];
    const ranges = parseExcludedPorts((await orUndefined(() => run('netsh.exe', args))) ?? '');
    const range = ranges.find(({ from, to }) => from <= port && port <= to);
    return range === undefined ? { kind: 'free' } : { kind: 'reserved', ...range };
  };

  return {
    portOwner: async (port) => {
      const found = await listeners(port);
      const [first] = found;
      if (first === undefined) return reservation(port);
      const addresses = [...new Set(found.map(({ address }) => address))];
      const owner = await processOf(first.pid);
      return owner === undefined
        ? { kind: 'hidden', addresses }
        : { kind: 'process', process: owner, addresses };
    },
    process: processOf,
    isAlive: isProcessAlive,
    terminate: async (pid, how) => {
      const args = ['/PID', String(pid), '/T', ...(how === 'at-once' ? ['/F'] : [])];
      try {
        await run('taskkill.exe', args);
      } catch (error) {
        // It knows no children, but it needs no program either, which may be missing or forbidden.
        if (how === 'gently') throw error;
        terminate(pid);
      }
    },
  };
}

async function orUndefined<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
