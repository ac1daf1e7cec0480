import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { babble, bytesOf, joined, silence } from '../listener/speech/testing/sounds.ts';
import { toWav } from '../listener/speech/wav.ts';
import { expect, test } from './testing/browser.ts';
import { findFaults } from './testing/looks.ts';
import { RealPanel, whyNoPanel } from './testing/real-panel.ts';

/** The Ask screen's microphone in a real browser, whose microphone plays a file, over a real listener with speech recognition. */

const VOICE = path.join(tmpdir(), `hal-e2e-voice-${process.pid}.wav`);
const QUESTION = 'What did I spend at Starbucks?';

test.use({
  moreFlags: [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${VOICE}`,
  ],
});

let real: RealPanel;
let link = '';
/** Bytes of each WAV file that was to be recognized. */
const recognized: number[] = [];
const recognizer = createServer((request, response) => {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on('end', () => {
    recognized.push(bytes);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ text: QUESTION }));
  });
});

test.beforeAll(async () => {
  const why = await whyNoPanel();
  test.skip(why !== undefined, why ?? '');
  writeFileSync(VOICE, toWav(bytesOf(joined(silence(0.5), babble(1.5), silence(2)))));
  await new Promise<void>((resolve) => recognizer.listen(0, '127.0.0.1', resolve));
  const { port } = recognizer.address() as AddressInfo;
  real = await RealPanel.open('environment', { STT_URL: `http://127.0.0.1:${port}` });
  link = (await real.panel()).link;
});

test.afterAll(async () => {
  await real?.close();
  recognizer.closeAllConnections();
  recognizer.close();
  rmSync(VOICE, { force: true });
});

test('speaks a question, and shows what was recognized and its answer', async ({ openPage }) => {
  const page = await openPage({ width: 1_024, height: 768, lessMotion: true });
  await page.goto(link);
  await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 30_000 });
  await page.getByRole('tab', { name: 'Ask' }).click();
  const speak = page.getByRole('button', { name: 'Speak a question' });
  await speak.click();
  const meter = page.getByRole('meter', { name: 'Loudness' });
  await expect.poll(async () => Number(await meter.getAttribute('value'))).toBeGreaterThan(30);
  await expect(page.getByText('Listening. Click again to ask, Escape to discard.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Discarded. Nothing was sent.')).toBeVisible();
  expect(recognized).toEqual([]);
  await speak.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^(?:[4-9]|1\d) s of 15 s$/)).toBeVisible();
  await page.screenshot({ path: path.resolve(import.meta.dirname, 'screenshots/ask-listening.png') });
  await page.getByRole('button', { name: 'Stop and ask' }).click();
  const newest = page
    .getByRole('list', { name: /Questions/ })
    .getByRole('listitem')
    .first();
  await expect(newest.locator('[data-outcome="answered"]')).toBeVisible();
  await expect(newest.getByRole('heading', { name: QUESTION })).toBeVisible();
  const asClient = JSON.parse(await real.run('query', '--json', QUESTION));
  await expect(newest.getByText(asClient.text, { exact: true })).toBeVisible();
  // At 16 kHz, 16 bit: one of the voices, not the silence around it.
  expect(recognized[0]).toBeGreaterThan(32_000);
  await newest.getByText('Frames').click();
  await expect(newest.getByText('sent speech_ended')).toBeVisible();
  await expect(newest.getByText(/"audio":"32000 bytes, 1000 ms"/).first()).toBeVisible();
  // While it listens, in the tray's width too.
  await page.setViewportSize({ width: 336, height: 600 });
  await speak.click();
  await expect(meter).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    // Until its colours have changed.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))));
    expect(await findFaults(page, colorScheme), colorScheme).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(336);
  await page.screenshot({ path: path.resolve(import.meta.dirname, 'screenshots/ask-listening-narrow.png') });
  await page.keyboard.press('Escape');
});
