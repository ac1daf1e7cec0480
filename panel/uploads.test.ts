import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { MAX_UPLOAD_BYTES, UPLOAD_OPENED } from '../contract/panel-upload.ts';
import { scratchHome } from '../supervisor/testing/scratch-home.ts';
import { answerCall, panelCalls } from './calls.ts';
import { fakeBackend, noLogs } from './testing/fake-backend.ts';
import { Uploads } from './uploads.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Files of pages in a folder of their own; `open` is a page that announces one. */
function world() {
  const folder = path.join(scratchHome(), 'run');
  const uploads = new Uploads(folder);
  const open = async (bytes: number) => {
    const page = new AbortController();
    let held: Promise<unknown> = Promise.resolve();
    const opened = await new Promise((resolve, reject) => {
      held = uploads.hold({ bytes }, { signal: page.signal, onProgress: resolve });
      held.catch(reject);
    });
    return {
      ...UPLOAD_OPENED.parse(opened),
      leave: async () => {
        page.abort();
        await held;
      },
    };
  };
  return { uploads, open, left: () => readdirSync(folder) };
}

it('writes a file that only this user may read, part by part, and deletes it when the page leaves', async () => {
  const { uploads, open, left } = world();
  const { id, file, leave } = await open(7);
  expect(await uploads.write({ id, at: 0, content: base64('back') })).toEqual({ received: 4 });
  await expect(uploads.read(file, async () => 'read')).rejects.toThrow('not complete');
  expect(await uploads.write({ id, at: 4, content: base64('up!') })).toEqual({ received: 7 });
  expect(await uploads.read(file, async () => readFileSync(file, 'utf8'))).toBe('backup!');
  if (process.platform !== 'win32') {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  }
  await leave();
  expect(left()).toEqual([]);
  await expect(uploads.write({ id, at: 7, content: base64('x') })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it.each([
  ['more than was announced', 0, base64('12345678')],
  ['a gap', 3, base64('1')],
  ['what is no base64', 0, '*** no base64 ***'],
  ['base64 with something behind it', 0, `${base64('1')}=`],
])('refuses %s', async (_, at, content) => {
  const { uploads, open } = world();
  const { id, leave } = await open(7);
  await expect(uploads.write({ id, at, content })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await leave();
});

it('keeps a file that is being read until that has ended', async () => {
  const { uploads, open, left } = world();
  const { id, file, leave } = await open(1);
  await uploads.write({ id, at: 0, content: base64('x') });
  let finish = (): void => undefined;
  const reading = uploads.read(file, () => new Promise<void>((resolve) => (finish = resolve)));
  await new Promise((turn) => setImmediate(turn));
  await leave();
  expect(left()).toHaveLength(1);
  finish();
  await reading;
  expect(left()).toEqual([]);
});

it('holds a few at once, and takes paths that were not uploaded as they are', async () => {
  const { uploads, open, left } = world();
  const pages = [await open(1), await open(1), await open(1)];
  await expect(open(1)).rejects.toMatchObject({ code: 'REFUSED' });
  for (const { leave } of pages) await leave();
  await (await open(1)).leave();
  expect(left()).toEqual([]);
  expect(await uploads.read('/srv/backup.zip', async () => 'read')).toBe('read');
  const gone = new Uploads('/not/there');
  await expect(gone.hold({ bytes: 1 }, { signal: new AbortController().signal })).rejects.toThrow(
    'No file can be uploaded',
  );
});

it('is what restores of the panel read, and is bounded by the contract', async () => {
  const { uploads, open } = world();
  const passed: unknown[] = [];
  const backend = fakeBackend({
    program: {
      call: async (name, params) => {
        passed.push([name, params]);
        return { message: 'Restored.', notes: [] } as never;
      },
    },
  });
  const calls = panelCalls(backend, noLogs, uploads);
  const { signal } = new AbortController();
  const { id, file, leave } = await open(2);
  await answerCall(calls, 'upload-part', { id, at: 0, content: base64('x') }, { signal });
  expect(await answerCall(calls, 'restore', { file }, { signal })).toMatchObject({
    error: { code: 'REFUSED' },
  });
  await answerCall(calls, 'upload-part', { id, at: 1, content: base64('y') }, { signal });
  expect(await answerCall(calls, 'restore', { file }, { signal })).toEqual({
    ok: { message: 'Restored.', notes: [] },
  });
  expect(passed).toEqual([['restore', { file }]]);
  for (const bytes of [0, MAX_UPLOAD_BYTES + 1]) {
    expect(await answerCall(calls, 'upload', { bytes }, { signal })).toMatchObject({
      error: { code: 'BAD_REQUEST' },
    });
  }
  await leave();
});
