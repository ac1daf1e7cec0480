import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answeredQueries,
  busyHistory,
  client,
  closedClient,
  pastEvents,
  running,
  sampleAt,
  threeListeners,
} from '../renderer/testing/fixtures.ts';
import { STATES } from '../renderer/testing/phantom-states.ts';
import { expect, test } from './testing/browser.ts';
import { writeEvents, writeGateway } from './testing/log-files.ts';
import { findFaults } from './testing/looks.ts';
import { openStage, type Stage } from './testing/stage.ts';

/**
 * Takes screenshots of every screen and state, in light and dark, at up to three sizes, and checks each with axe.
 * One page per color scheme: loading takes the time, not the checks.
 */

const FOLDER = path.resolve(import.meta.dirname, 'screenshots');
const SIZES = {
  narrow: { width: 336, height: 1_700 },
  tray: { width: 420, height: 640 },
  medium: { width: 1_000, height: 700 },
  large: { width: 1_600, height: 1_000 },
} as const;
type Size = keyof typeof SIZES;
/** Sizes are checked in the light theme only; the dark theme has the same layout. */
const SCREEN_SIZES = { light: ['tray', 'medium', 'large'], dark: ['medium', 'tray'] } as const;
const STATE_SIZES = { light: ['large', 'tray'], dark: ['tray'] } as const;

const COLOURFUL = [
  'overview',
  'connections',
  'client',
  'logs-search',
  'events',
  'settings',
  'diagnostics',
  'setup',
];

// Each has a separate stage. There is much to check, and a busy machine is slow.
test.describe.configure({ mode: 'parallel', timeout: 180_000 });

let stage: Stage;
let ticking: ReturnType<typeof setInterval>;

test.beforeEach(async () => {
  stage = await openStage(running());
  const { backend } = stage;
  backend.past = busyHistory();
  backend.clients = crowd(12);
  backend.happened = pastEvents();
  backend.sharing = threeListeners();
  backend.asked = { running: [], recent: answeredQueries('3', 9) };
  writeEvents(stage.eventLog, 0, 4_300);
  writeGateway(stage.gatewayLog, 600);
  let step = 290;
  ticking = setInterval(() => {
    step += 1;
    backend.emitSample(sampleAt(Date.now(), step));
  }, 1_000);
});

test.afterEach(async () => {
  clearInterval(ticking);
  await stage?.close();
});

function crowd(size: number) {
  return {
    total: size,
    open: Array.from({ length: size }, (_, place) => client(place + 1)),
    closed: [
      closedClient(1, 'client', 'going away'),
      closedClient(2, 'operator', 'disconnected by the operator'),
      closedClient(3, 'heartbeat', 'did not answer two pings'),
      closedClient(4, 'slow', 'did not read what it was sent'),
    ],
  };
}

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    async function pictures(page: Page, name: string, sizes: readonly Size[]): Promise<void> {
      for (const size of sizes) {
        await page.setViewportSize(SIZES[size]);
        // Two frames: charts and long lists measure themselves, then draw.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))));
        const file = path.join(FOLDER, `${name}-${size}-${scheme}.png`);
        await page.screenshot({ path: file, animations: 'disabled' });
      }
    }

    /** In the dark theme, axe checks the colors of the screens that contain all of them. */
    async function look(page: Page, name: string): Promise<void> {
      await pictures(page, name, SCREEN_SIZES[scheme]);
      if (scheme === 'dark' && !COLOURFUL.includes(name)) return;
      expect(await findFaults(page, scheme), name).toEqual([]);
    }

    test('every screen', async ({ openPage }) => {
      const page = await openPage({ scheme, ...SIZES.medium, lessMotion: true });
      await page.goto(stage.host.link);
      await expect(page.getByTestId('state')).toHaveText('Running');
      await expect(page.locator('[data-figure="CPU"]')).toContainText('%');
      await look(page, 'overview');
      await page.getByRole('tab', { name: 'Connections' }).click();
      await expect(page.locator('[data-client]')).toHaveCount(12);
      await look(page, 'connections');
      await page.locator(`[data-client="${client(3).address}"]`).click();
      await expect(page.getByText('MEDICATION.LIST').first()).toBeVisible();
      await look(page, 'client');
      await page.keyboard.press('Escape');
      stage.backend.clients = crowd(5_000);
      await expect(page.getByRole('tab', { name: 'Open 5,000' })).toBeVisible();
      await page.getByRole('checkbox', { name: 'Select all' }).check();
      await look(page, 'connections-5000');
      await page.getByRole('tab', { name: /^Closed/ }).click();
      await look(page, 'closed');
      stage.backend.clients = { total: 0, open: [], closed: [] };
      await expect(page.getByText('No closed connections')).toBeVisible();
      await look(page, 'closed-none');
      await page.getByRole('tab', { name: /^Open/ }).click();
      await expect(page.getByText('No clients connected')).toBeVisible();
      await look(page, 'connections-none');
      // The width at which a log is opened decides whether its lines wrap.
      await page.setViewportSize(SIZES.medium);
      await page.getByRole('tab', { name: 'Logs' }).click();
      await expect(page.getByTestId('lines')).toContainText('n=4299');
      await look(page, 'logs');
      await page.setViewportSize(SIZES.medium);
      await page.getByRole('searchbox', { name: 'Search the log' }).fill('file_not_found');
      await expect(page.getByTestId('matches')).toContainText('10 matches');
      await page.keyboard.press('Enter');
      await expect(page.locator('[aria-current]')).toContainText('FILE_NOT_FOUND');
      await look(page, 'logs-search');
      await page.setViewportSize(SIZES.medium);
      await page.getByRole('tab', { name: 'Events' }).click();
      await expect(page.locator('[data-event="crashed"]')).toBeVisible();
      await page.getByText('Last output').click();
      await look(page, 'events');
      await page.getByRole('combobox', { name: 'Kind of events' }).selectOption({ label: 'Refused clients' });
      await expect(page.locator('[data-event]')).toHaveCount(1);
      await page.getByRole('searchbox', { name: 'Filter events' }).fill('nobody');
      await expect(page.getByText('No matching events')).toBeVisible();
      await look(page, 'events-none');
    });

    test('settings, diagnostics and set-up', async ({ openPage }) => {
      const page = await openPage({ scheme, ...SIZES.medium, lessMotion: true });
      await page.goto(stage.host.link);
      await expect(page.getByTestId('state')).toHaveText('Running');
      for (const [name, label] of [
        ['settings', 'Settings'],
        ['diagnostics', 'Diagnostics'],
        ['setup', 'Set up'],
      ] as const) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, `/${name}`);
        await expect(page.getByRole('region', { name: label, exact: true })).toBeVisible();
        // What the program answers.
        await expect(page.locator('[data-setting], [data-check], [data-step]').first()).toBeVisible();
        await look(page, name);
      }
    });

    test('every state', async ({ openPage }) => {
      const page = await openPage({ scheme, ...SIZES.medium, lessMotion: true });
      await page.goto(stage.host.link);
      for (const [name, word, snapshot] of STATES) {
        stage.backend.setSnapshot(snapshot());
        await expect(page.getByTestId('state')).toHaveText(word);
        await pictures(page, `state-${name}`, STATE_SIZES[scheme]);
        if (name === 'warnings') {
          await holdsItsWidth(page);
          await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
          await pictures(page, 'state-warnings-all', STATE_SIZES[scheme]);
          await holdsItsWidth(page);
        }
        const parts = /failed|database|warnings/.test(name) ? [] : ['header', '[aria-label="State"]'];
        expect(await findFaults(page, scheme, parts), name).toEqual([]);
      }
      await stage.host.close();
      await expect(page.getByText('Not connected.')).toBeVisible();
      await pictures(page, 'state-link-lost', STATE_SIZES[scheme]);
      expect(await findFaults(page, scheme), 'link lost').toEqual([]);
    });
  });
}

/** At the minimum width everything is on the page, and nothing overflows. */
async function holdsItsWidth(page: Page): Promise<void> {
  await page.setViewportSize(SIZES.narrow);
  await expect(page.getByRole('region', { name: 'Attention' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES.narrow.width);
}
