import { beforeEach, expect, it } from 'vitest';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import type { Status } from '../contract/status.ts';
import { NOTICE_KINDS, type NoticeKind, type NotifierEvent } from './notices.ts';
import { Notifier } from './notifier.ts';
import { stage } from './testing/electron.ts';

beforeEach(() => stage.reset());

function looked(open: number, account: 'ready' | 'down'): NotifierEvent {
  const status = { connections: { open, max: 50 }, account: { name: 'HAL', state: account } } as Status;
  return { of: 'snapshot', snapshot: { status } as Snapshot };
}

/** What leads to a notification of each kind, its title, and the screen a click on it opens. */
const NEWS: Readonly<Record<NoticeKind, readonly [readonly NotifierEvent[], string, string]>> = {
  failed: [[{ of: 'state', state: 'failed', reason: 'a reason' }], NOTICE_KINDS.failed, 'overview'],
  hung: [[{ of: 'state', state: 'hung', reason: 'a reason' }], NOTICE_KINDS.hung, 'logs'],
  recovered: [
    [
      { of: 'state', state: 'backing-off', reason: 'it ended' },
      { of: 'state', state: 'running', reason: 'started' },
    ],
    NOTICE_KINDS.recovered,
    'overview',
  ],
  capacity: [[looked(45, 'ready')], NOTICE_KINDS.capacity, 'connections'],
  alarm: [[{ of: 'alarm', what: 'cpu', value: 99, limit: 90 }], 'High CPU usage', 'overview'],
  database: [[looked(0, 'down')], 'QM unreachable', 'overview'],
};

const KINDS = Object.keys(NEWS) as NoticeKind[];

function heard(kind: NoticeKind, silenced: readonly NoticeKind[], opened: string[] = []) {
  const settings = () => ({ stopOnQuit: false, stoppedByQuit: false, silenced: [...silenced] });
  const notifier = new Notifier({ settings, open: (screen) => opened.push(screen), clock: () => 0 });
  for (const news of NEWS[kind][0]) notifier.onState(news);
  return stage.notifications;
}

it.each(KINDS)('shows %s, and a click opens the screen for it', (kind) => {
  const opened: string[] = [];
  const [, title, screen] = NEWS[kind];
  const [notification, ...others] = heard(kind, [], opened);
  expect(others).toEqual([]);
  expect([notification?.shown, notification?.options.title]).toEqual([true, title]);
  notification?.emit('click');
  expect(opened).toEqual([screen]);
});

it.each(KINDS)('shows no %s where that kind is switched off', (kind) => {
  expect(heard(kind, [kind])).toEqual([]);
});
