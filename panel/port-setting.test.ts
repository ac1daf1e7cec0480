import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { savePort } from './port-setting.ts';

function home(): { home: string; file: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-port-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { home: folder, file: path.join(folder, 'config.json') };
}

it('saves the port beside what is there', () => {
  const { home: folder, file } = home();
  savePort(folder, 8_778, { kind: 'default' }, 'panel (anna)');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ form: 1, port: 8_778 });
  writeFileSync(file, '{"port": 1, "maxConnections": 9}');
  savePort(folder, 8_779, { kind: 'file', key: 'port' }, 'panel (anna)');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ form: 1, port: 8_779, maxConnections: 9 });
});

it('refuses where the environment would win, or the file is damaged, and changes nothing', () => {
  const { home: folder, file } = home();
  const source = { kind: 'environment', key: 'WEBSOCKET_PORT' } as const;
  expect(() => savePort(folder, 8_778, source, 'panel (anna)')).toThrow(/WEBSOCKET_PORT/);
  writeFileSync(file, '{"port": ');
  expect(() => savePort(folder, 8_778, { kind: 'default' }, 'panel (anna)')).toThrow(/not a JSON object/);
  expect(readFileSync(file, 'utf8')).toBe('{"port": ');
  writeFileSync(file, '{"form": 2}');
  expect(() => savePort(folder, 8_778, { kind: 'default' }, 'panel (anna)')).toThrow(/newer version/);
  expect(readFileSync(file, 'utf8')).toBe('{"form": 2}');
});
