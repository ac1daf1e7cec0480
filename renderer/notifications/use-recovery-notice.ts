import { useEffect, useRef } from 'react';
import { useLive } from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';

/** Says that another listener runs after a crash or a hang: whoever looks at the page sees the red state only for a moment. */
export function useRecoveryNotice(): void {
  const notices = useNotices();
  const process = useLive(({ snapshot }) => {
    const { status } = snapshot ?? {};
    return status && { pid: status.pid, startedAt: status.startedAt, userNo: status.userNo };
  });
  const incidentAt = useLive(({ snapshot }) => snapshot?.lastTrouble?.at ?? 0);
  const previous = useRef<{ readonly pid: number; readonly startedAt: number }>(undefined);
  useEffect(() => {
    if (process === undefined) return;
    const { pid, startedAt, userNo } = process;
    const before = previous.current;
    previous.current = { pid, startedAt };
    if (before === undefined || before.pid === pid || incidentAt < before.startedAt) return;
    notices.recovered(`The listener is running again: User No. ${userNo}, PID ${pid}.`);
  }, [process, incidentAt, notices]);
}
