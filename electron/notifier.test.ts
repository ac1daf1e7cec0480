import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, expect, it } from 'vitest';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import type { Status } from '../contract/status.ts';
import { NOTICE_KINDS, type NoticeKind, type NotifierEvent } from './notices.ts';
import { Notifier, type NotifierOptions } from './notifier.ts';
import { Notification, stage } from './testing/electron.ts';
import { DEFAULT_SETTINGS } from './tray-settings.ts';

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
  alarm: [
    [{ of: 'alarm', alarm: { kind: 'cpu', state: 'raised', at: 0, detail: '99 %, limit 90 %' } }],
    'High CPU usage',
    'overview',
  ],
  database: [[looked(0, 'down')], 'QM unreachable', 'overview'],
};

const KINDS = Object.keys(NEWS) as NoticeKind[];

interface Heard {
  readonly opened: string[];
  readonly balloons: string[];
  readonly lines: string[];
  readonly tell: (kind: NoticeKind) => void;
}

function notifier(change: Partial<NotifierOptions> = {}): Heard {
  const opened: string[] = [];
  const balloons: string[] = [];
  const lines: string[] = [];
  let now = 0;
  const { platform = 'win32' } = change;
  stage.platform = platform;
  const made = new Notifier({
    platform,
    mayRegister: true,
    settings: () => DEFAULT_SETTINGS,
    open: (screen) => opened.push(screen),
    balloon: ({ title }) => balloons.push(title),
    log: (line) => lines.push(line),
    clock: () => now,
    ...change,
  });
  const tell = (kind: NoticeKind): void => {
    now += 60_000;
    for (const news of NEWS[kind][0]) made.onState(news);
  };
  return { opened, balloons, lines, tell };
}

it.each(KINDS)('shows %s, and a click opens the screen for it', (kind) => {
  const { opened, tell } = notifier();
  const [, title, screen] = NEWS[kind];
  tell(kind);
  const [notification, ...others] = stage.notifications;
  expect(others).toEqual([]);
  expect([notification?.shown, notification?.options.title]).toEqual([true, title]);
  expect(notification?.options.toastXml).toContain(`launch="screen=${screen}"`);
  notification?.emit('click');
  expect(opened).toEqual([screen]);
});

/** What nothing holds any more is collected, as Electron's objects are: it then hears no click. */
async function collectGarbage(): Promise<void> {
  // What a weak reference was asked for lives until this job is over.
  await new Promise((resolve) => setImmediate(resolve));
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** The notification that was shown last, held by nobody here. */
function letGo(): WeakRef<Notification> {
  const [notification] = stage.notifications.splice(0);
  if (notification === undefined) throw new Error('nothing was shown');
  notification.timeOut();
  return new WeakRef(notification);
}

it('keeps what timed out: in the list of Windows it is clicked later', async () => {
  const { opened, tell } = notifier();
  tell('hung');
  const toast = letGo();
  await collectGarbage();
  expect(toast.deref()).toBeDefined();
  toast.deref()?.emit('click');
  expect(opened).toEqual(['logs']);
});

it('takes the one before of a kind away first, under whose name the new one is listed', () => {
  const { tell } = notifier();
  tell('hung');
  tell('failed');
  tell('hung');
  expect(stage.notifications.map(({ options, closed }) => [options.id, closed])).toEqual([
    ['hung', true],
    ['failed', false],
    ['hung', false],
  ]);
});

it('opens the right screen for a toast of an earlier run', () => {
  const { opened } = notifier();
  expect(Notification.registered).toBe(true);
  for (const text of ['screen=logs', 'screen=connections', '', 'type=click&tag=x', 'screen=__proto__'])
    Notification.activation?.({ type: 'click', arguments: text });
  expect(opened).toEqual(['logs', 'connections', 'overview', 'overview', 'overview']);
});

it('says in the log what could not be shown, and shows it at the icon', () => {
  const { balloons, lines, tell } = notifier();
  tell('failed');
  stage.notifications[0]?.emit('failed', {}, 'WinAPI: Show failed');
  expect(balloons).toEqual([NOTICE_KINDS.failed]);
  expect(lines).toEqual([
    `the notification "${NOTICE_KINDS.failed}" could not be shown: WinAPI: Show failed`,
  ]);
});

it('registers nothing for a program that is unpacked for this run only', () => {
  const { balloons, tell } = notifier({ mayRegister: false });
  tell('failed');
  expect([Notification.registered, Notification.activation, stage.notifications]).toEqual([
    false,
    undefined,
    [],
  ]);
  expect(balloons).toEqual([NOTICE_KINDS.failed]);
});

it('shows it as other systems do, installed or not', () => {
  const { tell } = notifier({ platform: 'linux', mayRegister: false, balloon: undefined });
  tell('failed');
  expect(stage.notifications[0]?.options).toEqual({
    id: 'failed',
    title: NOTICE_KINDS.failed,
    body: 'a reason',
  });
});

it('shows nothing where nothing shows it', () => {
  Notification.supported = false;
  const { tell } = notifier({ platform: 'linux', balloon: undefined });
  tell('failed');
  expect(stage.notifications).toEqual([]);
});

it.each(KINDS)('shows no %s where that kind is switched off', (kind) => {
  notifier({ settings: () => ({ ...DEFAULT_SETTINGS, silenced: [kind] }) }).tell(kind);
  expect(stage.notifications).toEqual([]);
});
