import { expect, it } from 'vitest';
import { PanelError } from '../wording/panel-error.ts';
import { type PageSource, routeRequest } from './page-response.ts';

const SOURCE: PageSource = {
  resources: { page: (name) => (name === 'index.html' ? Buffer.from('<!doctype html>') : undefined) },
  logs: () => undefined,
};

function get(path: string, source: PageSource = SOURCE, method = 'GET'): Promise<Response> {
  return routeRequest(
    { url: path.includes('://') ? path : `app://panel${path}`, method, signal: new AbortController().signal },
    source,
  );
}

it('serves the page with the policy of the browser panel, which lets it connect to nothing', async () => {
  const page = await get('/');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await page.text()).toBe('<!doctype html>');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).not.toMatch(/unsafe|https?:|ws:/);
});

it('serves nothing else', async () => {
  for (const path of [
    '/nothing.js',
    '/../package.json',
    'app://elsewhere/',
    'https://panel/',
    '/download/passwd',
  ]) {
    expect((await get(path)).status, path).toBe(404);
  }
  expect((await get('/', SOURCE, 'POST')).status).toBe(404);
});

it('says that the page has crashed without a script', async () => {
  const text = await (await get('/crashed.html')).text();
  expect(text).toContain('The listener is not affected');
  expect(text).not.toMatch(/<script|<style/);
});

it('gives a log away, or says why not', async () => {
  expect(await (await get('/download/events')).json()).toMatchObject({ code: 'NO_LOG' });
  const content = async function* () {
    yield Buffer.from('one\n');
  };
  const download = async () => ({ name: 'HAL.SPLITTER.LOG', bytes: 4, content });
  const found = await get('/download/events', { ...SOURCE, logs: () => ({ download }) });
  expect([found.headers.get('content-length'), await found.text()]).toEqual(['4', 'one\n']);
  const failing = async () => Promise.reject(new PanelError('NO_LOG', 'not yet'));
  expect((await get('/download/events', { ...SOURCE, logs: () => ({ download: failing }) })).status).toBe(
    404,
  );
});
