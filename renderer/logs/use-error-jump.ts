import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type LogFilter, type LogName, MAX_PATTERN_LENGTH } from '../../contract/panel-logs.ts';
import { useClient } from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';
import type { LogTarget } from '../navigation.ts';
import type { LogPosition, LogWindow } from './log-window.ts';
import type { Direction } from './use-search.ts';

export interface ErrorJump {
  /** Jumps from a row, or from the last jump. */
  readonly jump: (towards: Direction, from: number) => void;
  /** What the last jump did not find. */
  readonly notFound: string | undefined;
}

/** Jumps from error to error, and to that of `target` once the log has been loaded. */
export function useErrorJump({
  log,
  filter,
  window,
  position,
  target,
}: {
  readonly log: LogName;
  readonly filter: LogFilter;
  readonly window: LogWindow;
  readonly position: LogPosition;
  readonly target: LogTarget | undefined;
}): ErrorJump {
  const client = useClient();
  const notices = useNotices();
  const [notFound, setNotFound] = useState<string>();
  const view = JSON.stringify([log, filter]);
  const latest = useRef({ view, position });
  latest.current = { view, position };
  const jumps = useRef(Promise.resolve());
  const handled = useRef<LogTarget>(undefined);
  const isRead = window.read === 1 && window.end > window.first;

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is not about another view.
  useEffect(() => setNotFound(undefined), [view]);

  useEffect(() => {
    if (target === undefined || !('message' in target) || target === handled.current || !isRead) return;
    handled.current = target;
    // Do not cut an emoji in half, or nothing matches.
    const text = target.message.slice(0, MAX_PATTERN_LENGTH).replace(/[\ud800-\udbff]$/, '');
    client.call('log-error', { log: 'events', from: -1, towards: 'previous', text }).then(({ row }) => {
      if (row !== null) latest.current.position.goTo(row);
      else setNotFound('This error is no longer in the log.');
    }, notices.failed);
  }, [client, notices, target, isRead]);

  const jump = async (towards: Direction, from: number): Promise<void> => {
    const isElsewhere = (): boolean => latest.current.view !== view;
    if (isElsewhere()) return;
    setNotFound(undefined);
    try {
      const start = latest.current.position.target?.row ?? from;
      const { row } = await client.call('log-error', { log, ...filter, from: start, towards });
      if (isElsewhere()) return;
      // Rendered immediately, because the next jump starts at this row.
      if (row !== null) flushSync(() => latest.current.position.goTo(row));
      else setNotFound(towards === 'next' ? 'No error after this line.' : 'No error before this line.');
    } catch (failure) {
      notices.failed(failure);
    }
  };
  return {
    jump: (towards, from) => {
      // Jumps run one after the other, so a second click continues from the first.
      jumps.current = jumps.current.then(() => jump(towards, from));
    },
    notFound,
  };
}
