import type { PortOwner, ProcessInfo } from './platform.ts';
import { WINDOWS_SYSTEM_PID } from './platform.ts';

/** Who has a port, in an operator's words: `python (PID 4711, user anna, since 2026-11-23 05:06)`. */
export function describePortOwner(owner: PortOwner): string {
  switch (owner.kind) {
    case 'free':
      return 'nobody';
    case 'process':
      return describeProcess(owner.process);
    case 'hidden':
      return `a process that this user may not see${owner.user === undefined ? '' : ` (user ${owner.user})`}`;
    case 'reserved':
      return `Windows itself, which keeps ports ${owner.from} to ${owner.to}: use another port`;
  }
}

export function describeProcess({ pid, name, user, startedAt }: ProcessInfo): string {
  const details = [
    `PID ${pid}`,
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(startedAt === undefined ? [] : [`since ${minute(new Date(startedAt))}`]),
  ];
  const who = pid === WINDOWS_SYSTEM_PID && name === 'System' ? 'the Windows system (http.sys)' : name;
  return `${who} (${details.join(', ')})`;
}

function minute(time: Date): string {
  const two = (figure: number): string => String(figure).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
