import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { type LogName, MAX_PATTERN_LENGTH } from '../../contract/panel-logs.ts';
import { useClient } from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';
import type { LogTarget } from '../navigation.ts';
import type { Level } from './log-tools.tsx';
import type { LogPosition, LogWindow } from './log-window.ts';
import type { Direction } from './use-search.ts';

/**
 * Jumps from error to error, and to that of `target` once the log has been loaded.
 *
 * @returns a function that jumps from a row, or from the last jump
 */
export function useErrorJump({
  log,
  level,
  window,
  position,
  target,
}: {
  readonly log: LogName;
  readonly level: Level | undefined;
  readonly window: LogWindow;
  readonly position: LogPosition;
  readonly target: LogTarget | undefined;
}): (towards: Direction, from: number) => void {
  const client = useClient();
  const notices = useNotices();
  const latest = useRef({ log, level, position });
  latest.current = { log, level, position };
  const jumps = useRef(Promise.resolve());
  const handled = useRef<LogTarget>(undefined);
  const isRead = window.read === 1 && window.end > window.first;

  useEffect(() => {
    if (target === undefined || !('message' in target) || target === handled.current || !isRead) return;
    handled.current = target;
    // Do not cut an emoji in half, or nothing matches.
    const text = target.message.slice(0, MAX_PATTERN_LENGTH).replace(/[\ud800-\udbff]$/, '');
    client.call('log-error', { log: 'events', from: -1, towards: 'previous', text }).then(({ row }) => {
      if (row !== null) latest.current.position.goTo(row);
      else notices.done('This error is no longer in the log.');
    }, notices.failed);
  }, [client, notices, target, isRead]);

  const jump = async (towards: Direction, from: number): Promise<void> => {
    const where = { log, ...(level === undefined ? {} : { level }) };
    const isElsewhere = (): boolean => latest.current.log !== log || latest.current.level !== level;
    if (isElsewhere()) return;
    try {
      const start = latest.current.position.target?.row ?? from;
      const { row } = await client.call('log-error', { ...where, from: start, towards });
      if (isElsewhere()) return;
      // Rendered immediately, because the next jump starts at this row.
      if (row !== null) flushSync(() => latest.current.position.goTo(row));
      else notices.done(towards === 'next' ? 'No error after this line.' : 'No error before this line.');
    } catch (failure) {
      notices.failed(failure);
    }
  };
  return (towards, from) => {
    // Jumps run one after the other, so a second click continues from the first.
    jumps.current = jumps.current.then(() => jump(towards, from));
  };
}
