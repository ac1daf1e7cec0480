import { networkInterfaces } from 'node:os';
import WebSocket from 'ws';
import { expect, test } from './testing/browser.ts';
import { checkLooks } from './testing/looks.ts';
import { RealPanel, until, whyNoPanel } from './testing/real-panel.ts';

/** What the Overview says of questions and addresses, over a real listener, compared with its metrics and the system. */

let real: RealPanel;
let link = '';

test.beforeAll(async () => {
  const why = await whyNoPanel();
  test.skip(why !== undefined, why ?? '');
  real = await RealPanel.open('environment', { WEBSOCKET_HOST: '0.0.0.0' });
  link = (await real.panel()).link;
});

test.afterAll(async () => {
  await real?.close();
});

const QUESTIONS = [
  'What medications am I taking?',
  'Which pills do I take?',
  'What did I spend at Starbucks?',
  'How is the pressure in my tyres?',
];

test.setTimeout(120_000);

test('shows questions, addresses and last values as they are', async ({ openPage }) => {
  const page = await openPage({ width: 1_024, height: 768 });
  await page.goto(link);
  await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 30_000 });
  for (const question of QUESTIONS) await real.run('query', question);
  await expect(page.locator('[data-questions="Answered"]')).toContainText('3');
  await expect(page.locator('[data-questions="Declined"]')).toContainText('1');
  await expect(page.getByTestId('subjects')).toHaveText('MEDICATION 2 · TRANSACTION 1');
  const metrics = await (await fetch(`http://127.0.0.1:${real.port}/metrics`)).text();
  expect(metrics).toContain('hal_queries_total{intent="MEDICATION",status="success"} 2');
  expect(metrics).toContain('hal_queries_total{intent="GENERAL",status="declined"} 1');
  // Its text is known to nobody.
  await expect(page.getByTestId('last-declined')).toHaveText(/^GENERAL · /);

  const own = Object.values(networkInterfaces())
    .flat()
    .flatMap((info) => (info?.family === 'IPv4' && !info.internal ? [info.address] : []));
  for (const address of own.slice(0, 2)) {
    await expect(page.locator(`[data-address="ws://${address}:${real.port}"]`)).toBeVisible();
  }
  await page.getByText('QR code and example').click();
  await expect(page.getByRole('img', { name: /^QR code of ws:/ })).toBeVisible();
  await checkLooks(page, 'overview-running');
  await page.setViewportSize({ width: 1_024, height: 768 });

  // Another layout begins folded.
  await page.getByText('QR code and example').click();
  await page.screenshot({ path: `${import.meta.dirname}/screenshots/overview-connect.png`, fullPage: true });
  // The example works as it stands.
  const snippet = await page.getByRole('region', { name: 'Example of a client' }).innerText();
  const printed: string[] = [];
  const sockets: WebSocket[] = [];
  class Recorded extends WebSocket {
    constructor(address: string) {
      super(address);
      sockets.push(this);
    }
  }
  new Function('WebSocket', 'console', snippet)(Recorded, { log: (text: string) => printed.push(text) });
  await until(() => printed.length > 0);
  for (const socket of sockets) socket.close();
  expect(await real.run('query', 'What can you do?')).toContain(printed[0]);

  // One crosshair: every chart tells its value at the time under the pointer.
  const charts = ['CPU', 'Memory', 'Connections', 'Queries/s', 'Answer time'];
  const chart = (name: string) => page.getByRole('region', { name, exact: true });
  const plot = page.getByRole('img', { name: /^CPU over/ });
  const box = await plot.boundingBox();
  await plot.hover({ position: { x: (box?.width ?? 0) - 6, y: 40 } });
  const times = await Promise.all(
    charts.map(async (name) => /\d\d:\d\d:\d\d/.exec(await chart(name).innerText())?.[0]),
  );
  expect(new Set(times).size).toBe(1);
  expect(times[0]).toBeDefined();
  await page.mouse.move(0, 0);

  // With a client the page would ask first.
  await expect(page.getByTestId('connections')).toHaveText(/^0 /);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByTestId('state')).toHaveText('Stopped', { timeout: 30_000 });
  await expect(page.getByText(/^Last known values, of/)).toBeVisible();
  await expect(page.getByText(/^Activity until/)).toBeVisible();
  await checkLooks(page, 'overview-stopped');
});
