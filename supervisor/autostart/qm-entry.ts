import type { AutostartEntry } from './autostart.ts';

/** The two commands of a HAL account that a machine starts by itself. */
const LISTENER = 'WEBSOCKET.LISTENER';
const HEALTH_CHECK = 'CHECK.WEBSOCKET.LISTENER';

/** Where QM's installers put it. */
export function usualQmProgram(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'C:\\qmsys\\bin\\qm.exe' : '/usr/qmsys/bin/qm';
}

/**
 * The command by which QM's administrators start the listener, or check it:
 * `qm.exe -aHAL "PHANTOM EXECUTE 'WEBSOCKET.LISTENER'"`. It needs the commands of `account install`.
 *
 * @param program whole path of QM
 */
export function qmEntry(
  { program, account }: { readonly program: string; readonly account: string },
  what: 'listener' | 'health',
): AutostartEntry {
  const statement = what === 'health' ? HEALTH_CHECK : `PHANTOM EXECUTE '${LISTENER}'`;
  return { program, args: [`-a${account}`, statement], leavesAtOnce: true };
}

/** Whether an entry is such a command, of any account. */
export function isQmPhantom({ args }: AutostartEntry): boolean {
  return (
    args.some((argument) => argument.includes(LISTENER)) && args.some((argument) => argument.startsWith('-a'))
  );
}
