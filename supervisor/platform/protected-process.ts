import { type ProcessInfo, WINDOWS_SYSTEM_PID } from './platform.ts';

/** QM's and ScarletDME's own programs: ending one ends other people's sessions, and may damage files. */
const QM_PROGRAMS = new Set(['qm', 'qmlnxd', 'qmsvc', 'qmtic', 'qmusbsrv', 'scarlet', 'scarletdme']);

/** Why a process may not be ended for its port; undefined where it may. */
export function protection({ pid, name }: ProcessInfo, ownPid: number): string | undefined {
  if (pid === ownPid) return 'that is this program itself';
  if (pid === 1) return 'process 1 starts and ends the machine';
  if (pid === WINDOWS_SYSTEM_PID || pid === 0) return 'that is the operating system';
  if (QM_PROGRAMS.has(name.toLowerCase().replace(/\.exe$/, ''))) {
    return `${name} is QM itself: stop it with QM's own commands`;
  }
  return undefined;
}
