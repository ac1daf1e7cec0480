// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Alarm } from '../../contract/alarm.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { busyStatus, running, silent } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
import { alarmNews } from './alarm-news.ts';
// Screens are loaded when they are opened; here they are there by then.
import '../logs/logs.tsx';

const CPU: Alarm = { kind: 'cpu', state: 'raised', at: 1, detail: '45 % of a core, limit 20 %' };
const DISK: Alarm = { kind: 'disk', state: 'raised', at: 2, detail: '1 MB free, limit 500 MB' };

function alarmed(...alarms: readonly Alarm[]): Snapshot {
  return running({ status: busyStatus({ alarms }) });
}

/** Stands for the browser's notifications. */
class FakeNotification {
  static permission: NotificationPermission = 'default';
  static answer: NotificationPermission = 'granted';
  static readonly shown: { readonly title: string; readonly tag?: string; readonly body?: string }[] = [];
  static asked = 0;

  static requestPermission(): Promise<NotificationPermission> {
    FakeNotification.asked += 1;
    FakeNotification.permission = FakeNotification.answer;
    return Promise.resolve(FakeNotification.answer);
  }

  constructor(title: string, options: NotificationOptions) {
    FakeNotification.shown.push({ title, ...options });
  }
}

beforeEach(() => {
  localStorage.clear();
  Object.assign(FakeNotification, { permission: 'default', answer: 'granted', asked: 0 });
  FakeNotification.shown.length = 0;
  vi.stubGlobal('Notification', FakeNotification);
});

const button = (name: string) => screen.getByRole('button', { name });

it('asks the browser only when the button is pressed, and then notifies of alarms and their ends', async () => {
  const { client, user } = await renderPanel('overview', alarmed());
  client.setSnapshot(alarmed(CPU));
  expect([FakeNotification.asked, FakeNotification.shown]).toEqual([0, []]);
  await user.click(button('Notify me of alarms'));
  expect(FakeNotification.asked).toBe(1);
  client.setSnapshot(alarmed(CPU, DISK));
  client.setSnapshot(alarmed(CPU, DISK));
  client.setSnapshot(alarmed(DISK));
  expect(FakeNotification.shown).toEqual([
    { tag: 'hal-disk', title: 'HAL Listener: Low disk space', body: '1 MB free, limit 500 MB' },
    { tag: 'hal-cpu', title: 'HAL Listener: CPU usage is normal again', body: '' },
  ]);
});

it('notifies on every screen', async () => {
  FakeNotification.permission = 'granted';
  localStorage.setItem('hal-panel.notifications', 'on');
  const { client } = await renderPanel('logs', alarmed());
  client.setSnapshot(alarmed(DISK));
  expect(FakeNotification.shown).toHaveLength(1);
});

it('can be turned off', async () => {
  FakeNotification.permission = 'granted';
  localStorage.setItem('hal-panel.notifications', 'on');
  const { client, user } = await renderPanel('overview', alarmed());
  await user.click(button('Turn off'));
  client.setSnapshot(alarmed(DISK));
  expect(FakeNotification.shown).toEqual([]);
  expect(button('Notify me of alarms')).toBeTruthy();
});

it('says that the browser blocks them', async () => {
  FakeNotification.answer = 'denied';
  const { user } = await renderPanel('overview', alarmed());
  await user.click(button('Notify me of alarms'));
  expect(screen.getByText('Your browser blocks notifications of this page.')).toBeTruthy();
});

it('offers none where the browser has none', async () => {
  vi.stubGlobal('Notification', undefined);
  await renderPanel('overview', alarmed());
  expect(screen.queryByRole('button', { name: 'Notify me of alarms' })).toBeNull();
});

it('survives a browser that has no constructor for them', async () => {
  class Phone extends FakeNotification {
    constructor() {
      super('', {});
      throw new TypeError('Illegal constructor');
    }
  }
  Phone.permission = 'granted';
  vi.stubGlobal('Notification', Phone);
  localStorage.setItem('hal-panel.notifications', 'on');
  const { client } = await renderPanel('overview', alarmed());
  client.setSnapshot(alarmed(DISK));
  expect(screen.getByText('Low disk space.')).toBeTruthy();
});

it('takes what was raised before the page was opened for no news', () => {
  expect(alarmNews(undefined, alarmed(CPU))).toEqual([]);
});

it('takes the end of a process for no recovery, and knows a crash by its time', () => {
  const next = running({
    status: busyStatus({ pid: 2, alarms: [DISK] }),
    lastTrouble: { at: 9, message: 'crashed' },
  });
  expect(alarmNews(alarmed(CPU), next).map(({ tag }) => tag)).toEqual(['hal-crash', 'hal-disk']);
  expect(alarmNews(next, next)).toEqual([]);
});

it('waits for a status before it says that an alarm has ended', async () => {
  FakeNotification.permission = 'granted';
  localStorage.setItem('hal-panel.notifications', 'on');
  const { client } = await renderPanel('overview', alarmed(CPU));
  client.setSnapshot(silent('hung', 'three pings were not answered'));
  expect(FakeNotification.shown).toEqual([]);
  client.setSnapshot(alarmed());
  expect(FakeNotification.shown.map(({ tag }) => tag)).toEqual(['hal-cpu']);
});

it('shows raised alarms on the page', async () => {
  await renderPanel('overview', alarmed(DISK));
  expect(screen.getByRole('region', { name: 'Attention' }).textContent).toMatch(
    /Low disk space\. 1 MB free, limit 500 MB\. .*\d\d:\d\d:\d\d/,
  );
});
