import { useEffect, useRef } from 'react';
import { useLive } from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';

/** Says that another listener runs after a crash or a hang: whoever looks at the page sees the red state only for a moment. */
export function useRecoveryNotice(): void {
  const { snapshot } = useLive();
  const notices = useNotices();
  const previous = useRef<{ readonly pid: number; readonly startedAt: number }>(undefined);
  const status = snapshot?.status;
  const incidentAt = snapshot?.lastTrouble?.at ?? 0;
  useEffect(() => {
    if (status === undefined) return;
    const { pid, startedAt, userNo } = status;
    const before = previous.current;
    previous.current = { pid, startedAt };
    if (before === undefined || before.pid === pid || incidentAt < before.startedAt) return;
    notices.recovered(`The listener is running again: User No. ${userNo}, PID ${pid}.`);
  }, [status, incidentAt, notices]);
}
