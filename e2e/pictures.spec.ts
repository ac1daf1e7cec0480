import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import { expect, type Look, test } from './testing/browser.ts';
import { writeEvents, writeGateway } from './testing/log-writing.ts';
import { asked, busyHistory, client, left, running, sampleAt, silent } from './testing/scenes.ts';
import { openStage, type Stage } from './testing/stage.ts';

/** A picture of every screen and state, in light and dark, wide and narrow: to be looked at. */

const FOLDER = path.resolve(import.meta.dirname, 'screenshots');
const LOOKS: readonly (readonly [string, Look])[] = [
  ['wide-light', { width: 1_280, height: 860, scheme: 'light' }],
  ['wide-dark', { width: 1_280, height: 860, scheme: 'dark' }],
  ['tray-light', { width: 420, height: 640, scheme: 'light' }],
  ['tray-dark', { width: 420, height: 640, scheme: 'dark' }],
];

const STATES: readonly (readonly [string, () => Snapshot])[] = [
  ['stopped', () => silent('stopped', 'stopped by panel (anna)')],
  ['starting', () => silent('starting', 'started by panel (anna)', { since: Date.now() - 400 })],
  [
    'draining',
    () => running({ state: 'draining', reason: 'restart by tray (anna)', since: Date.now() - 2_000 }),
  ],
  [
    'hung',
    () => silent('hung', 'three pings were not answered', { silent: { userNo: 10_001, pid: 48_211 } }),
  ],
  [
    'backing-off',
    () => silent('backing-off', 'it left no word: killed, or crashed.', { retryAt: Date.now() + 8_000 }),
  ],
  [
    'failed-port',
    () =>
      silent('failed', 'port 8768 is taken', {
        failure: {
          message: 'Port 8768 is in use by python (PID 4711, user anna, since 2026-11-23 05:06).',
          lastLines: [],
          portTaken: {
            port: 8_768,
            owner: 'python (PID 4711, user anna, since 2026-11-23 05:06)',
            pid: 4_711,
            canStop: true,
          },
        },
      }),
  ],
  [
    'failed-crash',
    () =>
      silent('failed', 'five starts in a row failed', {
        failure: {
          message: 'The listener ended with exit code 70 before it answered.',
          lastLines: [
            "unexpected error: Error: EACCES: permission denied, open '/var/lib/hal-listener/sessions.json'",
            '    at Object.openSync (node:fs:581:18)',
            '    at readSessions (hal-listener.cjs:10220:15)',
          ],
        },
      }),
  ],
];

let stage: Stage;
let ticking: ReturnType<typeof setInterval>;

test.beforeAll(async () => {
  stage = await openStage(running());
  const { backend } = stage;
  backend.past = busyHistory();
  backend.clients = {
    total: 12,
    open: Array.from({ length: 12 }, (_, place) => client(place + 1)),
    closed: [
      left(1, 'client', 'going away'),
      left(2, 'operator', 'disconnected by the operator'),
      left(3, 'heartbeat', 'did not answer two pings'),
      left(4, 'slow', 'did not read what it was sent'),
    ],
  };
  backend.asked = { running: [], recent: asked('3', 9) };
  writeEvents(stage.eventLog, 0, 4_300);
  writeGateway(stage.gatewayLog, 600);
  let step = 290;
  ticking = setInterval(() => {
    step += 1;
    backend.measure(sampleAt(Date.now(), step));
  }, 1_000);
});

test.afterAll(async () => {
  clearInterval(ticking);
  await stage.close();
});

async function open(page: Page, screen = ''): Promise<void> {
  await page.goto(stage.host.link);
  await page.getByRole('status', { name: 'State of the listener' }).getByText(/\w/).waitFor();
  if (screen !== '') await page.getByRole('tab', { name: screen, exact: true }).click();
}

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(700);
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
}

for (const [name, look] of LOOKS) {
  test(`pictures of every screen, ${name}`, async ({ openPage }) => {
    stage.backend.snapshot = running();
    stage.backend.become({});
    const page = await openPage(look);
    await open(page);
    await expect(page.getByTestId('state')).toHaveText('Running');
    await page.waitForTimeout(1_200);
    await picture(page, `overview-${name}`);
    await page.getByRole('tab', { name: 'Connections' }).click();
    await picture(page, `connections-${name}`);
    await page.getByRole('button', { name: '192.168.4.23:50211' }).click();
    await expect(page.getByText('MEDICATION.LIST').first()).toBeVisible();
    await picture(page, `client-${name}`);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /^Left/ }).click();
    await picture(page, `closed-${name}`);
    await page.getByRole('tab', { name: 'Logs' }).click();
    await expect(page.getByTestId('lines')).toContainText('n=4299');
    await picture(page, `logs-${name}`);
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('file_not_found');
    await expect(page.getByTestId('matches')).toContainText('10 found');
    await page.keyboard.press('Enter');
    await picture(page, `logs-search-${name}`);
  });

  test(`pictures of every state, ${name}`, async ({ openPage }) => {
    const page = await openPage(look);
    for (const [state, snapshot] of STATES) {
      stage.backend.snapshot = snapshot();
      stage.backend.become({});
      await open(page);
      await picture(page, `state-${state}-${name}`);
    }
  });
}
