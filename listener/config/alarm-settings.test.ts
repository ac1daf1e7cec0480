import { describe, expect, it } from 'vitest';
import { ConfigError } from './config.ts';
import { configJson, settingRows } from './listing.ts';
import { loadConfig } from './load.ts';
import { fakeMachine } from './testing/machine.ts';

const load = (env: Record<string, string>) => loadConfig({ flags: {}, machine: fakeMachine({ env }) });

describe('the address of the webhook', () => {
  it.each([
    ['http://127.0.0.1:8080/alarm', 'http://127.0.0.1:8080/alarm'],
    ['http://nas.local/hook', 'http://nas.local/hook'],
    ['https://hooks.example/services/T0?key=a', 'https://hooks.example/services/T0?key=a'],
    ['none', undefined],
  ])('%s is posted to as %s', (given, posted) => {
    expect(load({ ALARM_WEBHOOK: given }).config.alarmWebhook).toBe(posted);
  });

  it.each([
    'http://hooks.example/path-key',
    'http://8.8.8.8/path-key',
    'https://user:path-key@hooks.example/',
    'https://hooks.example/path-key#x',
    'ftp://127.0.0.1/path-key',
    'hooks.example/path-key',
  ])('%s is refused without being shown', (given) => {
    expect(() => load({ ALARM_WEBHOOK: given })).toThrow(ConfigError);
    expect(() => load({ ALARM_WEBHOOK: given })).toThrow(/^ALARM_WEBHOOK.* https elsewhere/);
    expect(() => load({ ALARM_WEBHOOK: given })).not.toThrow(/path-key/);
  });
});

it('shows neither the address, which may contain a key, nor the secret', () => {
  const loaded = load({ ALARM_WEBHOOK: 'https://hooks.example/path-key', ALARM_WEBHOOK_SECRET: 'sign-key' });
  const listed = JSON.stringify([configJson(loaded), settingRows(loaded)]);
  expect(listed).not.toMatch(/path-key|sign-key|hooks\.example/);
});
