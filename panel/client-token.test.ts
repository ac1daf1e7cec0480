import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { clientToken } from './client-token.ts';

function home(content?: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-token-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (content !== undefined) writeFileSync(path.join(folder, 'config.json'), content);
  return folder;
}

it('is that of the environment, else that of the file', () => {
  const folder = home('{"token":"of-the-file","port":8768}');
  expect(clientToken(folder, { WEBSOCKET_TOKEN: 'of-the-shell' })).toBe('of-the-shell');
  expect(clientToken(folder, { WEBSOCKET_TOKEN: '' })).toBe('of-the-file');
});

it.each([undefined, '', 'not json', '[]', '{}', '{"token":7}', '{"token":""}'])(
  'is none where the file is %j',
  (content) => {
    expect(clientToken(home(content), {})).toBeUndefined();
  },
);
