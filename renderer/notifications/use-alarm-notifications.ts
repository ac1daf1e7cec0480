import { useCallback, useEffect, useState } from 'react';
import { PANEL_BRIDGE } from '../../contract/panel-bridge.ts';
import { useClient, useSnapshotReader } from '../client/panel-context.ts';
import { alarmNews, type News } from './alarm-news.ts';

/** Whether the user may turn notifications on, has done so, or has told the browser to block them. */
type NotificationState = 'off' | 'on' | 'blocked';

export interface AlarmNotifications {
  /** Undefined where there are none: the tray app has its own. */
  readonly state: NotificationState | undefined;
  /** Asks the browser for its permission, if it has not been given. Browsers accept that from a click only. */
  turnOn(): Promise<void>;
  turnOff(): void;
}

const KEY = 'hal-panel.notifications';

/** Notifies of alarms, recoveries and crashes while the page is open, on whatever screen. */
export function useAlarmNotifications(): AlarmNotifications {
  const client = useClient();
  const snapshot = useSnapshotReader();
  const [state, setState] = useState(currentState);
  // Not by what is drawn: nothing is drawn while the page is hidden, which is when notifications matter.
  useEffect(() => {
    let last = snapshot();
    return client.onEvent((event) => {
      if (event.kind !== 'snapshot') return;
      const news = alarmNews(last, event.snapshot);
      // A snapshot without a status says nothing about alarms, so the last known ones stay.
      const { status = last?.status, ...rest } = event.snapshot;
      last = status === undefined ? rest : { ...rest, status };
      if (news.length > 0 && currentState() === 'on') for (const one of news) show(one);
    });
  }, [client, snapshot]);
  const turnOn = useCallback(async () => {
    if ((await Notification.requestPermission()) === 'granted') savePreference('on');
    setState(currentState());
  }, []);
  const turnOff = useCallback(() => {
    savePreference('off');
    setState(currentState());
  }, []);
  return { state, turnOn, turnOff };
}

function currentState(): NotificationState | undefined {
  if (typeof Notification === 'undefined' || window[PANEL_BRIDGE] !== undefined) return undefined;
  if (Notification.permission === 'denied') return 'blocked';
  return Notification.permission === 'granted' && readPreference() === 'on' ? 'on' : 'off';
}

function show({ title, ...options }: News): void {
  try {
    const notification = new Notification(`HAL Listener: ${title}`, options);
    notification.onclick = () => window.focus();
  } catch {
    // Browsers of phones have no such constructor.
  }
}

/** Used where the browser allows no storage; lasts as long as the page. */
let unsaved: string | undefined;

function readPreference(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? unsaved;
  } catch {
    return unsaved;
  }
}

function savePreference(preference: 'on' | 'off'): void {
  unsaved = preference;
  try {
    localStorage.setItem(KEY, preference);
  } catch {
    // Storage is full or disabled.
  }
}
