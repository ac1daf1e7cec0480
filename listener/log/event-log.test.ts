import path from 'node:path';
import { expect, it } from 'vitest';
import { type EventLogOptions, openEventLog } from './event-log.ts';
import { allLines, diskError, faultyDisk, scratch } from './testing/scratch.ts';

const now = () => new Date(2026, 10, 23, 5, 6, 7, 123);

function open(more: Partial<EventLogOptions> = {}) {
  return openEventLog({ directory: scratch(), level: 'info', maxSize: 1e6, keep: 2, now, ...more });
}

it('writes HAL.SPLITTER.LOG, each component its own lines', async () => {
  const sunk: string[] = [];
  const log = open({ sink: (line) => sunk.push(line) });
  expect(path.basename(log.path)).toBe('HAL.SPLITTER.LOG');
  log.component('server').error('port 8768 is in use', { pid: 12 });
  log.component('qm').debug('not written');
  log.component('qm').warn('slow');
  await log.close();
  expect(allLines(log.path)).toEqual([
    '2026-11-23 05:06:07.123 ERROR server  port 8768 is in use pid=12',
    '2026-11-23 05:06:07.123 WARN  qm      slow',
  ]);
  expect(sunk).toEqual(allLines(log.path));
});

it('changes its level while it runs', async () => {
  const log = open();
  const server = log.component('server');
  expect(server.debugging).toBe(false);
  log.setLevel('debug');
  expect([server.debugging, log.level]).toEqual([true, 'debug']);
  server.debug('one');
  log.setLevel('error');
  server.info('two');
  log.flushSync();
  expect(allLines(log.path)).toEqual(['2026-11-23 05:06:07.123 DEBUG server  one']);
});

it('reports write errors once, and the number of lost lines afterwards', async () => {
  let broken = true;
  const disk = faultyDisk((operation) => {
    if (broken && operation === 'open') throw diskError('ENOSPC');
  });
  const sunk: string[] = [];
  const log = open({ disk, sink: (line) => sunk.push(line), maxWaiting: 2000, retryMs: 60_000 });
  const server = log.component('server');
  for (let count = 0; count < 100; count += 1) {
    server.info('served');
    if (count % 50 === 0) await log.flush();
  }
  const failures = sunk.filter((line) => line.includes('cannot write the log'));
  expect(failures).toEqual([
    `2026-11-23 05:06:07.123 ERROR log     cannot write the log file=${log.path} code=ENOSPC reason="ENOSPC: said the disk"`,
  ]);
  broken = false;
  await log.close();
  const lines = allLines(log.path);
  expect(lines[0]).toMatch(/WARN {2}log {5}log lines lost: the log could not be written count=\d+$/);
  expect(lines.length - 1 + Number(/count=(\d+)/.exec(lines[0]!)?.[1])).toBe(101);
});
