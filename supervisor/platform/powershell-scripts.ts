/**
 * The PowerShell we run, for Windows PowerShell 5.1 and later. Numbers only are put into a script, so nothing
 * needs quoting. `@(...)` keeps a list of one a list; 5.1 unrolls it all the same where it is piped.
 */

const BEGIN = "$ErrorActionPreference='Stop';[Console]::OutputEncoding=[Text.Encoding]::UTF8;";

/** Arguments before the script. A profile of the user would cost seconds and may print. */
export const POWERSHELL_ARGS = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command'] as const;

/** Prints `[{LocalAddress, OwningProcess}]`; fails where nobody listens. */
export function listenersScript(port: number): string {
  const select = 'Select-Object LocalAddress,OwningProcess';
  return `${BEGIN}Get-NetTCPConnection -State Listen -LocalPort ${Math.trunc(port)}|${select}|ConvertTo-Json -Compress`;
}

/**
 * Prints `{Id, Name, Command, User, Started}`; fails where there is no such process. Command line and user need
 * rights over the process, so each is tried by itself.
 */
export function processScript(pid: number): string {
  const id = Math.trunc(pid);
  return [
    `${BEGIN}$p=Get-Process -Id ${id};$c=$null;$u=$null;$s=$null`,
    `try{$w=Get-CimInstance Win32_Process -Filter 'ProcessId=${id}';$c=$w.CommandLine`,
    "$o=Invoke-CimMethod -InputObject $w -MethodName GetOwner;if($o.User){$u=$o.Domain+'\\'+$o.User}}catch{}",
    'try{$s=([DateTimeOffset]$p.StartTime).ToUnixTimeMilliseconds()}catch{}',
    '[pscustomobject]@{Id=$p.Id;Name=$p.ProcessName;Command=$c;User=$u;Started=$s}|ConvertTo-Json -Compress',
  ].join(';');
}
