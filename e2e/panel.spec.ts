import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { freePort } from '../lib/testing/free-port.ts';
import { selfSigned } from '../listener/testing/self-signed.ts';
import { expect, test } from './testing/browser.ts';
import { cpuSecondsOf, isListening, rssOf } from './testing/kernel.ts';
import { RealPanel, until, whyNoPanel } from './testing/real-panel.ts';

/** The real panel with a real listener and real clients; what the page shows is compared with a second source. */

let real: RealPanel;
let link = '';

test.beforeAll(async () => {
  const why = await whyNoPanel();
  test.skip(why !== undefined, why ?? '');
  real = await RealPanel.open();
  link = (await real.panel()).link;
});

test.afterAll(async () => {
  await real?.close();
});

async function shows(page: Page, word: string): Promise<void> {
  await expect(page.getByTestId('state')).toHaveText(word, { timeout: 30_000 });
}

/** An item of the attention strip. */
function attention(page: Page, id: string) {
  return page.locator(`[data-attention="${id}"]`);
}

function addresses(page: Page) {
  return page.getByRole('list', { name: 'Addresses for clients' }).first();
}

function fact(page: Page, name: string) {
  return page.locator(`[data-fact="${name}"]`);
}

async function pidShown(page: Page): Promise<number> {
  return Number(await fact(page, 'PID').innerText());
}

test('starts the listener and shows its state', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(link);
  await shows(page, 'Running');
  expect(page.url()).not.toContain('token');
  const pid = await real.listenerPid();
  await expect(fact(page, 'PID')).toHaveText(String(pid));
  await expect(addresses(page)).toContainText(`:${real.port}`);
  await expect(fact(page, 'Port')).toHaveCount(0);
  expect(isListening(real.port)).not.toBe(false);
  await expect(fact(page, 'Started by')).toHaveText('panel');
  await expect(page.getByTestId('connections')).toHaveText('0 / 50');
  // Nothing was configured, and the way out is named.
  const example = attention(page, 'example');
  await expect(example).toContainText(/every record is invented/);
  await expect(example.getByRole('button', { name: /^Set up/ })).toBeVisible();
  await expect(attention(page, 'open-network')).toHaveCount(0);
});

test('shows the memory that the kernel counts', async ({ openPage }) => {
  test.skip(!existsSync('/proc/self/statm'), 'there is no /proc here');
  const page = await openPage();
  await page.goto(link);
  await shows(page, 'Running');
  const figure = page.locator('[data-figure="Memory"]');
  await expect(figure).toContainText('MB');
  const shown = Number.parseFloat(await figure.innerText()) * 1_000_000;
  const counted = rssOf(await pidShown(page));
  expect(Math.abs(shown - counted) / counted).toBeLessThan(0.15);
});

test('shows the processor time that the kernel counts', async ({ openPage }) => {
  test.skip(!existsSync('/proc/self/stat'), 'there is no /proc here');
  const page = await openPage();
  await page.goto(link);
  await shows(page, 'Running');
  const pid = await pidShown(page);
  const client = await real.client();
  const busy = setInterval(() => {
    for (let many = 0; many < 3; many += 1) client.ws.send('{"type":"ping"}');
    client.ws.send(JSON.stringify({ type: 'text_input', text: 'What medications am I taking?' }));
  }, 60);
  try {
    // The load is steady by now, so the samples and the kernel's counters are comparable.
    await page.waitForTimeout(1_500);
    const figure = page.locator('[data-figure="CPU"]');
    const [from, before] = [performance.now(), cpuSecondsOf(pid)];
    const shown: number[] = [];
    for (let second = 0; second < 4; second += 1) {
      await page.waitForTimeout(1_000);
      shown.push(Number.parseFloat(await figure.innerText()));
    }
    const counted = ((cpuSecondsOf(pid) - before) * 100_000) / (performance.now() - from);
    const mean = shown.reduce((sum, one) => sum + one, 0) / shown.length;
    expect(mean).toBeGreaterThan(0);
    expect(Math.abs(mean - counted), `shown ${shown}, counted ${counted}`).toBeLessThan(2 + 0.35 * counted);
  } finally {
    clearInterval(busy);
    client.ws.close();
  }
});

test('a client appears and disappears, and a disconnect closes its socket', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(link);
  const one = await real.client();
  const two = await real.client();
  await expect(page.getByTestId('connections')).toHaveText('2 / 50');
  await page.getByRole('tab', { name: 'Connections' }).click();
  await expect(page.locator('[data-client]')).toHaveCount(2);
  await expect(page.locator(`[data-client="${one.address}"]`)).toContainText('HAL-Test 1.0');
  two.ws.close();
  await expect(page.locator('[data-client]')).toHaveCount(1);
  await page.getByRole('checkbox', { name: `Select ${one.address}` }).check();
  await page.getByRole('button', { name: 'Disconnect 1' }).click();
  expect(await one.closed).toBe(1_008);
  await expect(page.getByText('1 client disconnected.').first()).toBeVisible();
  await expect(page.getByText('No clients connected')).toBeVisible();
  await page.getByRole('tab', { name: /^Closed/ }).click();
  await expect(page.getByText('disconnected by the operator')).toBeVisible();
});

test('shows the queries of a client', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(`${link}`);
  const client = await real.client();
  client.ws.send(JSON.stringify({ type: 'text_input', text: 'What medications am I taking?' }));
  await page.getByRole('tab', { name: 'Connections' }).click();
  await page.locator(`[data-client="${client.address}"]`).click();
  const details = page.getByTestId('client');
  await expect(details.getByText(/\d+ rows/)).toBeVisible();
  await expect(details).not.toContainText('What medications');
  client.ws.close();
});

test('an error line appears in the log view, and is found', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(link);
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(page.getByTestId('lines')).toContainText('running version=');
  appendFileSync(real.eventLog, '2026-11-23 05:06:07.123 ERROR server  an error for the test code=E2E\n');
  await expect(page.locator('[data-level="error"]')).toContainText('an error for the test');
  await page.getByRole('button', { name: 'Previous error' }).click();
  await expect(page.locator('[aria-current="true"]')).toContainText('code=E2E');
});

test('stop asks for confirmation and closes the port, and start opens it', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(link);
  await shows(page, 'Running');
  const client = await real.client();
  await expect(page.getByTestId('connections')).toHaveText('1 / 50');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  expect(await real.isOpen()).toBe(true);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop' }).click();
  await shows(page, 'Stopped');
  expect(await client.closed).toBe(1_001);
  expect(await real.isOpen()).toBe(false);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await shows(page, 'Running');
  expect(await real.isOpen()).toBe(true);
});

test('restart brings another process, and two panels agree', async ({ openPage }) => {
  const [one, two] = [await openPage(), await openPage({ width: 420, height: 640, scheme: 'dark' })];
  await one.goto(link);
  await two.goto(link);
  await shows(one, 'Running');
  const before = await pidShown(one);
  const client = await real.client();
  await expect(two.getByTestId('connections')).toHaveText('1 / 50');
  await expect(one.getByTestId('connections')).toHaveText('1 / 50');
  await two.getByRole('button', { name: 'Restart', exact: true }).click();
  await two.getByRole('alertdialog').getByRole('button', { name: 'Restart' }).click();
  expect(await client.closed).toBe(1_012);
  await until(async () => ![undefined, before].includes(await real.listenerPid()));
  for (const page of [one, two]) {
    await shows(page, 'Running');
    await expect(fact(page, 'PID')).toHaveText(String(await real.listenerPid()));
  }
});

test('a killed listener is seen and started again', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(link);
  await shows(page, 'Running');
  const before = await pidShown(page);
  process.kill(before, 'SIGKILL');
  await until(async () => ![undefined, before].includes(await real.listenerPid()), 30_000);
  await shows(page, 'Running');
  await expect(fact(page, 'PID')).toHaveText(String(await real.listenerPid()));
  const pid = await real.listenerPid();
  await expect(
    page.getByText(`The listener is running again: User No. 10001, PID ${pid}.`).first(),
  ).toBeVisible();
  await expect(attention(page, 'incident')).toContainText(/Crashed: .*\(1 since boot\)\./);
});

test('a panel that is opened again adopts the listener that runs', async ({ openPage }) => {
  const second = await real.panel();
  const before = await real.listenerPid();
  const page = await openPage();
  await page.goto(second.link);
  await shows(page, 'Running');
  await expect(fact(page, 'PID')).toHaveText(String(before));
  await second.end();
  // The page shows that nothing is known; the listener keeps running.
  await shows(page, 'Unknown');
  await expect(page.getByText('Not connected.')).toBeVisible();
  expect(await real.listenerPid()).toBe(before);
});

test('says since when the listener is stopped, also in a panel that was started later', async ({
  openPage,
}) => {
  const page = await openPage();
  await page.goto(link);
  await shows(page, 'Running');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await shows(page, 'Stopped');
  const [, since = ''] = (await page.getByTestId('since').innerText()).split(', since ');
  expect(since).toMatch(/^\d\d:\d\d:\d\d$/);
  await page.waitForTimeout(2_500);
  const second = await real.panel();
  const later = await openPage();
  await later.goto(second.link);
  await shows(later, 'Stopped');
  await expect(later.getByTestId('since')).toContainText(since);
  await second.end();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await shows(page, 'Running');
});

test('a stolen port is shown with its owner, and given back', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(link);
  await shows(page, 'Running');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await shows(page, 'Stopped');
  const thief = await steal(real);
  try {
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByText(`PID ${thief.pid}`).first()).toBeVisible({ timeout: 30_000 });
    const stop = page.getByRole('button', { name: 'Stop process' });
    await expect(stop).toBeVisible({ timeout: 40_000 });
    await stop.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stop process' }).click();
    await shows(page, 'Running');
    expect(thief.signalCode ?? thief.exitCode).not.toBeNull();
  } finally {
    thief.kill('SIGKILL');
  }
});

test('another port is used instead of a stolen one, and kept', async ({ openPage }) => {
  // Here the configuration file sets the port: one from the environment could not be changed.
  const other = await RealPanel.open('file');
  const thief = await steal(other);
  const port = await freePort();
  try {
    const page = await openPage();
    await page.goto((await other.panel()).link);
    await page.getByRole('textbox', { name: 'New port' }).fill(String(port), { timeout: 30_000 });
    await page.getByRole('button', { name: 'Use this port' }).click();
    await shows(page, 'Running');
    await expect(addresses(page)).toContainText(`:${port}`);
    expect(isListening(port)).not.toBe(false);
    expect(other.config).toMatchObject({ port });
  } finally {
    thief.kill('SIGKILL');
    await other.close();
  }
});

test('shows an unavailable database, instead of a green state', async ({ openPage }) => {
  const without = await RealPanel.open('environment', {
    QM_HOST: '127.0.0.1',
    QM_PORT: String(await freePort()),
    QM_USERNAME: 'nobody',
    QM_PASSWORD: 'nothing',
  });
  try {
    const page = await openPage();
    await page.goto((await without.panel()).link);
    await shows(page, 'Running, no database');
    await expect(page.getByRole('status', { name: 'State of the listener' })).toHaveText(
      'Running, no database',
    );
    await expect(page.getByText('Account HAL is not responding (qmclient).')).toBeVisible();
    await page.getByRole('tab', { name: 'Events' }).click();
    await expect(page.locator('[data-event="database-down"]')).toContainText(/Account HAL: .*port/i);
    await expect(attention(page, 'database')).toBeVisible();
    await page.getByRole('tab', { name: 'Overview' }).click();
    await expect(fact(page, 'Database')).toContainText('down');
  } finally {
    await without.close();
  }
});

/** Another program binds the port before the listener. */
async function steal(from: RealPanel): Promise<ChildProcess> {
  const listen = `require('net').createServer().listen(${from.port},'127.0.0.1')`;
  const thief = spawn(process.execPath, ['-e', listen]);
  await until(() => from.isOpen());
  return thief;
}

test('shows on the overview that a certificate expires soon', async ({ openPage }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-e2e-tls-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const pair = selfSigned({ to: 5 });
  writeFileSync(key, pair.key);
  writeFileSync(cert, pair.cert);
  const secure = await RealPanel.open('environment', { WEBSOCKET_TLS_KEY: key, WEBSOCKET_TLS_CERT: cert });
  try {
    const page = await openPage();
    await page.goto((await secure.panel()).link);
    await shows(page, 'Running');
    const item = attention(page, 'certificate');
    await expect(item).toContainText(/The TLS certificate expires on .*, in 4 days\./);
    await expect(item).toContainText(/Renew it, then "node \S+hal-listener\.cjs"? reload"\./);
    await item.getByRole('button', { name: /^Reload/ }).click();
    await expect(page.getByText('Nothing had changed.').first()).toBeVisible();
  } finally {
    await secure.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('tells what happened and who did it, the same as the file says, and marks the configuration as changed', async ({
  openPage,
}) => {
  const own = await RealPanel.open('file');
  try {
    const page = await openPage();
    await page.goto((await own.panel()).link);
    await shows(page, 'Running');
    await expect(attention(page, 'configuration')).toHaveCount(0);
    writeFileSync(path.join(own.home, 'config.json'), JSON.stringify({ port: own.port, logLevel: 'debug' }));
    await attention(page, 'configuration')
      .getByRole('button', { name: /^Reload/ })
      .click();
    await expect(page.getByText('Applied: logLevel.').first()).toBeVisible();
    await expect(attention(page, 'configuration')).toHaveCount(0);
    await expect(attention(page, 'debug')).toBeVisible();
    await page.getByRole('tab', { name: 'Events' }).click();
    const rows = page.locator('[data-event]');
    await expect(rows.first()).toContainText('Changed: logLevel.');
    await expect(rows.first()).toContainText('panel (');
    process.kill((await own.listenerPid()) ?? 0, 'SIGKILL');
    await expect(page.locator('[data-event="crashed"]')).toBeVisible({ timeout: 20_000 });
    await expect(rows.first()).toHaveAttribute('data-event', 'started', { timeout: 20_000 });
    const inFile = readFileSync(path.join(own.home, 'events.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).kind)
      .reverse();
    expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-event')))).toEqual(inFile);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export these events' }).click();
    const csv = readFileSync((await (await download).path()) ?? '', 'utf8');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + inFile.length);
    await page.getByRole('combobox', { name: 'Kind of events' }).selectOption('failures');
    await expect(rows).toHaveCount(1);
    await page.getByRole('tab', { name: 'Overview' }).click();
    await expect(page.getByRole('region', { name: 'Last 24 hours' })).toContainText('1 crash, ');
  } finally {
    await own.close();
  }
});
