import { alarmTitle } from '../../contract/alarm.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';

/** What a notification says. */
export interface News {
  /** A later notification with the same tag replaces it, also one of another tab. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
}

/**
 * What has happened between two snapshots. Alarms that were raised before the page was opened are on the page, and are no news.
 *
 * @param before undefined for the first snapshot
 */
export function alarmNews(before: Snapshot | undefined, now: Snapshot): readonly News[] {
  if (before === undefined) return [];
  return [...crashNews(before, now), ...changedAlarms(before, now)];
}

function crashNews({ lastTrouble: last }: Snapshot, { lastTrouble: trouble }: Snapshot): readonly News[] {
  if (trouble === undefined || trouble.at === last?.at) return [];
  return [{ tag: 'hal-crash', title: 'The listener crashed or did not start', body: trouble.message }];
}

function changedAlarms({ status: last }: Snapshot, { status }: Snapshot): readonly News[] {
  if (status === undefined) return [];
  const [before, now] = [last?.alarms ?? [], status.alarms ?? []];
  const raised = now.filter(
    (alarm) => !before.some(({ kind, at }) => kind === alarm.kind && at === alarm.at),
  );
  // Another process has raised none of the alarms of the last one, so they have not ended.
  const isSameProcess = last?.pid === status.pid;
  const cleared = isSameProcess ? before.filter(({ kind }) => !now.some((alarm) => alarm.kind === kind)) : [];
  return [
    ...raised.map((alarm) => ({ tag: `hal-${alarm.kind}`, title: alarmTitle(alarm), body: alarm.detail })),
    ...cleared.map(({ kind }) => ({
      tag: `hal-${kind}`,
      title: alarmTitle({ kind, state: 'cleared' }),
      body: '',
    })),
  ];
}
