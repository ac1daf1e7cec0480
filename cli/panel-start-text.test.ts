import { expect, it } from 'vitest';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import type { Status } from '../contract/status.ts';
import { STOPPED_SNAPSHOT } from '../panel/testing/fake-backend.ts';
import { describeStart } from './panel-start-text.ts';

function running(port: number, status: Partial<Status> = {}): Snapshot {
  return {
    ...STOPPED_SNAPSHOT,
    state: 'running',
    port,
    status: {
      state: 'running',
      userNo: 10_001,
      pid: 7,
      origin: 'panel',
      version: '0.0.0',
      startedAt: 1,
      uptimeMs: 1,
      listening: [{ host: '0.0.0.0', port }],
      token: true,
      connections: { open: 0, max: 50, total: 0, refused: 0 },
      queries: { total: 0, failed: 0 },
      account: { name: 'HAL', driver: 'embedded', state: 'ready', example: true },
      logLevel: 'info',
      ...status,
    },
  };
}

it('names the address, the account, what to know and a question to try', () => {
  const lines = describeStart(running(8_768)).split('\n');
  expect(lines[0]).toBe('  clients   ws://localhost:8768');
  expect(lines[1]).toBe('  account   HAL, driver embedded');
  expect(lines[2]).toContain('example data: all records');
  expect(lines[3]).toBe('  try       hal-listener query "What medications am I taking?"');
  expect(describeStart(running(9_000))).toContain('hal-listener query --url ws://localhost:9000 "What');
});

it('says nothing where no listener answers', () => {
  expect(describeStart(STOPPED_SNAPSHOT)).toBe('');
});
