import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { type LogName, MAX_PATTERN_LENGTH } from '../../contract/panel-logs.ts';
import { useClient } from '../client/panel-context.ts';
import { useNotices } from '../parts/notices.tsx';
import type { Level } from './log-choice.tsx';
import type { LogWindow } from './log-window.ts';
import type { Place } from './use-place.ts';
import type { Towards } from './use-search.ts';

/** An error that is to be shown in the event log; another object is another order. */
export interface SoughtError {
  /** As the log has it. */
  readonly message: string;
}

/**
 * Jumps from error to error, and to the one that is sought as soon as the log has been read.
 *
 * @returns jumps from a row, or from the row that was jumped to before
 */
export function useErrorJump({
  log,
  level,
  window,
  place,
  sought,
}: {
  readonly log: LogName;
  readonly level: Level | undefined;
  readonly window: LogWindow;
  readonly place: Place;
  readonly sought: SoughtError | undefined;
}): (towards: Towards, from: number) => void {
  const client = useClient();
  const notices = useNotices();
  const latest = useRef({ log, level, place });
  latest.current = { log, level, place };
  const jumps = useRef(Promise.resolve());
  const shown = useRef<SoughtError>(undefined);
  const isRead = window.read === 1 && window.end > window.first;

  useEffect(() => {
    if (sought === undefined || sought === shown.current || !isRead) return;
    shown.current = sought;
    // Half of an emoji stands in no line.
    const text = sought.message.slice(0, MAX_PATTERN_LENGTH).replace(/[\ud800-\udbff]$/, '');
    client.call('log-error', { log: 'events', from: -1, towards: 'previous', text }).then(({ row }) => {
      if (row !== null) latest.current.place.goTo(row);
      else notices.done('That error is not in this log any more.');
    }, notices.failed);
  }, [client, notices, sought, isRead]);

  const jump = async (towards: Towards, from: number): Promise<void> => {
    const where = { log, ...(level === undefined ? {} : { level }) };
    const isElsewhere = (): boolean => latest.current.log !== log || latest.current.level !== level;
    if (isElsewhere()) return;
    try {
      const start = latest.current.place.goal?.row ?? from;
      const { row } = await client.call('log-error', { ...where, from: start, towards });
      if (isElsewhere()) return;
      // Drawn at once: the next jump begins at this row.
      if (row !== null) flushSync(() => latest.current.place.goTo(row));
      else notices.done(towards === 'next' ? 'No error after this line.' : 'No error before this line.');
    } catch (failure) {
      notices.failed(failure);
    }
  };
  return (towards, from) => {
    // One after the other: pressed twice, the second goes on from where the first arrives.
    jumps.current = jumps.current.then(() => jump(towards, from));
  };
}
