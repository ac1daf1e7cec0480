import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'puppeteer-core';
import { expect, test } from './testing/browser.ts';
import { FirefoxPage, findFirefox, launchFirefox } from './testing/firefox.ts';
import { RealPanel, whyNoPanel } from './testing/real-panel.ts';

/** The panel in Firefox as Debian ships it, over a real listener: what each screen shows is compared with the listener. */

const QUESTION = 'What did I spend at Starbucks?';

let real: RealPanel;
let link = '';
let firefox: Browser | undefined;

test.describe.configure({ timeout: 240_000 });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  const program = findFirefox();
  if (program === undefined)
    return test.skip(
      true,
      'no Firefox on this machine: apt-get install firefox-esr, or name one in HAL_E2E_FIREFOX',
    );
  const why = await whyNoPanel();
  test.skip(why !== undefined, why ?? '');
  real = await RealPanel.open();
  link = (await real.panel()).link;
  firefox = await launchFirefox(program);
});

test.afterAll(async () => {
  await firefox?.close();
  await real?.close();
});

async function open(width?: number, height?: number): Promise<FirefoxPage> {
  if (firefox === undefined) throw new Error('Firefox was not started');
  const opened = await FirefoxPage.open(firefox, link, width, height);
  await opened.shows('[data-testid="state"]', 'Running');
  return opened;
}

test('every screen shows what the listener says', async () => {
  const panel = await open();
  const client = await real.client();
  client.ws.send(JSON.stringify({ type: 'text_input', text: QUESTION }));
  const pid = String(await real.listenerPid());

  await panel.shows('[data-fact="PID"]', pid);
  await panel.shows('[data-testid="connections"]', '1 / 50');
  await panel.shows('[data-questions="Answered"]', '1');
  await panel.shows('[data-figure="CPU"]', /\d %/);
  // A line of its colour is on the canvas, not only its box.
  const drawn = () =>
    panel.page.$eval('[role="img"][aria-label^="Connections over"] canvas', (canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
      return new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0))).size;
    });
  await expect.poll(drawn).toBeGreaterThan(5);

  await panel.openScreen('ask');
  await panel.page.locator('[aria-label="Ask"] input').fill(QUESTION);
  await panel.page.keyboard.press('Enter');
  const { text, data } = JSON.parse(await real.run('query', '--json', QUESTION));
  await panel.shows('[data-outcome="answered"]', /./);
  await panel.shows('[aria-label="Ask"]', text);
  expect(await panel.texts('[aria-label="Ask"] tbody tr')).toHaveLength(data.length);

  await panel.openScreen('connections');
  await panel.shows(`[data-client="${client.address}"]`, 'HAL-Test 1.0');

  await panel.openScreen('logs');
  await panel.shows('[data-testid="lines"]', `running version=`);
  await panel.shows('[data-testid="lines"]', `pid=${pid}`);

  await panel.openScreen('events');
  await panel.shows('[data-event="started"]', `PID ${pid} · port ${real.port}`);

  await panel.openScreen('qm');
  await panel.shows('[data-testid="account-state"]', 'Ready');

  await panel.openScreen('processes');
  await panel.shows('[data-phantom="10001"] [data-fact="PID"]', pid);
  await panel.shows('[data-testid="port-owner"]', `PID ${pid}`);

  await panel.openScreen('settings');
  await expect
    .poll(() =>
      panel.page.evaluate(
        () => document.querySelector<HTMLInputElement>('[data-setting="port"] input')?.value,
      ),
    )
    .toBe(String(real.port));

  await panel.openScreen('setup');
  await panel.shows('[data-step="1"]', 'Your data');

  await panel.openScreen('diagnostics');
  await panel.shows('[data-testid="checks-summary"]', /^\d{2} checks: /);
  await panel.shows('[data-check="versions"]', process.version);

  await panel.openScreen('help');
  await panel.shows('[aria-label="Help"]', 'Keys');

  client.ws.close();
  expect(panel.faults).toEqual([]);
  await panel.page.close();
});

test('the log follows what is written, at its end', async () => {
  const panel = await open();
  const client = await real.client();
  await panel.openScreen('logs');
  await panel.click('[aria-label="Logs"] [role="tab"][value="gateway"]');
  await panel.shows('[data-testid="lines"]', client.address);
  for (let asked = 0; asked < 60; asked += 1)
    client.ws.send(JSON.stringify({ type: 'text_input', text: QUESTION }));
  // More lines than there is room for: the newest line of the file is the one at the lower edge.
  await expect.poll(() => inFile().length).toBeGreaterThan(60);
  await expect.poll(async () => (await lowestLine(panel)) === inFile().at(-1)).toBe(true);
  client.ws.close();
  await client.closed;
  await expect.poll(() => inFile().at(-1)).toContain(`closed client=${client.address}`);
  await expect.poll(() => lowestLine(panel)).toBe(inFile().at(-1));
  expect(panel.faults).toEqual([]);
  await panel.page.close();
});

/** The lines of the file, with single spaces: a column of the page has its own width. */
function inFile(): string[] {
  return readFileSync(path.join(real.home, 'logs/gateway.log'), 'utf8')
    .trimEnd()
    .replace(/ +/g, ' ')
    .split('\n');
}

/** The line of a log whose lower edge is in the window and lowest. */
function lowestLine(panel: FirefoxPage): Promise<string | undefined> {
  return panel.page.evaluate(() => {
    const edge = document.querySelector('[data-testid="lines"]')?.getBoundingClientRect().bottom ?? 0;
    const lines = [...document.querySelectorAll<HTMLElement>('[data-testid="lines"] [data-row]')];
    const seen = lines.filter((line) => line.getBoundingClientRect().bottom <= edge + 1);
    seen.sort((one, other) => other.getBoundingClientRect().bottom - one.getBoundingClientRect().bottom);
    return seen[0]?.innerText.replace(/\s+/g, ' ').trim();
  });
}

test('the keyboard reaches the tabs, opens a screen and shows where it is', async () => {
  const panel = await open(420, 640);
  const focused = () =>
    panel.page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('role') === 'tab' ? activeElement.getAttribute('value') : undefined;
    });
  await panel.page.keyboard.press('Tab');
  expect(await focused()).toBe('overview');
  await panel.page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('ask');
  await panel.page.keyboard.press('Enter');
  await panel.shows('[aria-label="Ask"]', 'No questions yet');
  expect(panel.faults).toEqual([]);
  await panel.page.close();
});
