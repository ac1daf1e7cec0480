import { expect, it } from 'vitest';
import type { Alarm } from '../contract/alarm.ts';
import { recordedLog } from '../listener/control/testing/controlled.ts';
import { EndpointError } from '../listener/outgoing/endpoint.ts';
import { ToolError } from '../supervisor/platform/run-tool.ts';
import { createAlarmSenders, hasAlarmSenders } from './alarm-senders.ts';

const ALARM: Alarm = { kind: 'memory', state: 'raised', at: 0, detail: "it's 200 MB" };
const NO_WEBHOOK = { alarmWebhook: undefined, alarmWebhookSecret: undefined };

it('writes to the event log of Windows, whatever is in the text', async () => {
  const scripts: string[] = [];
  const senders = createAlarmSenders({
    config: NO_WEBHOOK,
    log: recordedLog(),
    platform: 'win32',
    runTool: async (program, args) => {
      scripts.push([program, ...args].join(' '));
      return '';
    },
  });
  senders.send(ALARM);
  senders.send({ ...ALARM, state: 'cleared' });
  await senders.whenIdle();
  const text = Buffer.from("HAL Listener: High memory usage: it's 200 MB", 'utf16le').toString('base64');
  expect(scripts).toEqual([
    expect.stringMatching(/^powershell\.exe .*WriteEntry\('Application',.*EntryType\]::Warning,1\)$/),
    expect.stringMatching(/EntryType\]::Information,2\)$/),
  ]);
  expect(scripts[0]).toContain(text);
});

it('logs that Windows does not accept it, and sends it to the webhook all the same', async () => {
  const log = recordedLog();
  const posted: string[] = [];
  const senders = createAlarmSenders({
    config: { alarmWebhook: 'https://hooks.example/x', alarmWebhookSecret: undefined },
    log,
    platform: 'win32',
    runTool: () => Promise.reject(new ToolError('powershell.exe: access denied', 1)),
    send: async (_address, body) => {
      posted.push(body);
      return '';
    },
  });
  senders.send(ALARM);
  await senders.whenIdle();
  expect(posted).toHaveLength(1);
  expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual([
    expect.stringContaining('access denied'),
  ]);
});

it('starts no PowerShell on other systems', async () => {
  const log = recordedLog();
  const senders = createAlarmSenders({
    config: { alarmWebhook: 'https://hooks.example/x', alarmWebhookSecret: undefined },
    log,
    platform: 'linux',
    runTool: () => Promise.reject(new Error('started')),
    send: () => Promise.reject(new EndpointError('redirect')),
  });
  senders.send(ALARM);
  await senders.whenIdle();
  expect(log.lines).toEqual([expect.stringContaining('given up')]);
});

it('knows whether alarms are sent anywhere', () => {
  expect(hasAlarmSenders({ alarmWebhook: undefined }, 'linux')).toBe(false);
  expect(hasAlarmSenders({ alarmWebhook: undefined }, 'win32')).toBe(true);
  expect(hasAlarmSenders({ alarmWebhook: 'https://hooks.example/' }, 'linux')).toBe(true);
});
