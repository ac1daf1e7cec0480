import { isProcessAlive } from '../../lib/processes.ts';
import { firstPrograms, isListenerCommand, MAX_PROGRAMS } from './listener-command.ts';
import {
  type FoundPrograms,
  type Platform,
  type PortOwner,
  type ProcessInfo,
  WINDOWS_SYSTEM_PID,
} from './platform.ts';
import { powershell } from './powershell.ts';
import type { RunTool } from './run-tool.ts';
import {
  type ListeningPid,
  parseExcludedPorts,
  parseListeners,
  parseNetstat,
  parseProcess,
  parsePrograms,
  parseTasklist,
} from './windows-parsers.ts';

const SYSTEM: ProcessInfo = { pid: WINDOWS_SYSTEM_PID, name: 'System', user: 'NT AUTHORITY\\SYSTEM' };

/** Windows: PowerShell first; `netstat`, `tasklist` and `netsh` if it is blocked or too old. */
export function windows(
  run: RunTool,
  terminate = (pid: number): void => void process.kill(pid, 'SIGKILL'),
): Platform {
  /** PowerShell fails the same way if nothing listens and if it may not run, so netstat decides. */
  const listeners = async (port: number): Promise<readonly ListeningPid[]> => {
    const found = await orUndefined(async () => parseListeners(await powershell(run, listenersScript(port))));
    if (found !== undefined && found.length > 0) return found;
    return parseNetstat(await run('netstat.exe', ['-ano', '-p', 'TCP'], 'query'), port).concat(
      parseNetstat(
        (await orUndefined(() => run('netstat.exe', ['-ano', '-p', 'TCPv6'], 'query'))) ?? '',
        port,
      ),
    );
  };

  const processOf = async (pid: number): Promise<ProcessInfo | undefined> => {
    if (pid === WINDOWS_SYSTEM_PID) return SYSTEM;
    const found = await orUndefined(async () => parseProcess(await powershell(run, processScript(pid))));
    if (found !== undefined) return found;
    const args = ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/V', '/NH'];
    return parseTasklist((await orUndefined(() => run('tasklist.exe', args, 'query'))) ?? '', pid);
  };

  const listenerPrograms = async (): Promise<FoundPrograms> => {
    const found = await orUndefined(async () => parsePrograms(await powershell(run, programsScript())));
    if (found === undefined) {
      return {
        programs: [],
        incomplete: 'PowerShell, which lists programs with their command lines, failed.',
      };
    }
    return firstPrograms(found.filter(({ args }) => isListenerCommand(args)));
  };

  const reservation = async (port: number): Promise<PortOwner> => {
    const args = ['interface', 'ipv4', 'show', 'excludedportrange', 'protocol=tcp'];
    const ranges = parseExcludedPorts((await orUndefined(() => run('netsh.exe', args, 'query'))) ?? '');
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
    listenerPrograms,
    isAlive: isProcessAlive,
    terminate: async (pid, how) => {
      const args = ['/PID', String(pid), '/T', ...(how === 'at-once' ? ['/F'] : [])];
      try {
        await run('taskkill.exe', args);
      } catch (error) {
        // This does not end children, but needs no program, which may be missing or forbidden.
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

/** Scripts for PowerShell. Only numbers are inserted, so nothing needs quoting. */

/** Prints `[{LocalAddress, OwningProcess}]`; fails if no process listens. */
function listenersScript(port: number): string {
  const select = 'Select-Object LocalAddress,OwningProcess';
  return `Get-NetTCPConnection -State Listen -LocalPort ${Math.trunc(port)}|${select}|ConvertTo-Json -Compress`;
}

/**
 * Prints `{Id, Name, Command, User, Started}`; fails if there is no such process. Command line and user need permissions
 * for the process, so each is tried separately.
 */
function processScript(pid: number): string {
  const id = Math.trunc(pid);
  return [
    `$p=Get-Process -Id ${id};$c=$null;$u=$null;$s=$null`,
    `try{$w=Get-CimInstance Win32_Process -Filter 'ProcessId=${id}';$c=$w.CommandLine`,
    "$o=Invoke-CimMethod -InputObject $w -MethodName GetOwner;if($o.User){$u=$o.Domain+'\\'+$o.User}}catch{}",
    'try{$s=([DateTimeOffset]$p.StartTime).ToUnixTimeMilliseconds()}catch{}',
    '[pscustomobject]@{Id=$p.Id;Name=$p.ProcessName;Command=$c;User=$u;Started=$s}|ConvertTo-Json -Compress',
  ].join(';');
}

/**
 * Prints `[{Id, Name, Command, User, Started, CpuMs, Rss, Ports}]` of the programs with our name in their command line; this
 * PowerShell is one of them. A user sees the command lines of other users only as an administrator.
 */
function programsScript(): string {
  return [
    "$all=@(Get-CimInstance Win32_Process -Filter 'CommandLine LIKE ''%hal-listener%''')",
    '$listen=@();try{$listen=@(Get-NetTCPConnection -State Listen)}catch{}',
    `$all|Select-Object -First ${2 * MAX_PROGRAMS}|ForEach-Object{$w=$_;$u=$null;$s=$null`,
    "try{$o=Invoke-CimMethod -InputObject $w -MethodName GetOwner;if($o.User){$u=$o.Domain+'\\'+$o.User}}catch{}",
    'try{$s=([DateTimeOffset]$w.CreationDate).ToUnixTimeMilliseconds()}catch{}',
    '$p=@($listen|Where-Object{$_.OwningProcess -eq $w.ProcessId}|ForEach-Object{$_.LocalPort})',
    '[pscustomobject]@{Id=$w.ProcessId;Name=$w.Name;Command=$w.CommandLine;User=$u;Started=$s;CpuMs=($w.KernelModeTime+$w.UserModeTime)/10000;Rss=$w.WorkingSetSize;Ports=$p}}|ConvertTo-Json -Compress',
  ].join(';');
}
