import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { formatEvent } from '../../log/log-line.ts';
import { installPrograms } from './install.ts';
import { QmLogMirror, type QmLogMirrorOptions } from './qm-log-mirror.ts';
import { MiniatureAccount } from './testing/miniature-account.ts';

const NOON = new Date(2026, 10, 24, 12, 0, 1, 7);

function line(level: 'error' | 'warn' | 'info', message: string, time = NOON): string {
  return formatEvent({ time, level, component: 'server', message, details: { port: 8768 } });
}

async function fed(options: QmLogMirrorOptions = {}, install = true) {
  vi.useFakeTimers({ now: NOON });
  onTestFinished(() => void vi.useRealTimers());
  const account = new MiniatureAccount();
  if (install) await installPrograms(account, 'X', false);
  account.changed.length = 0;
  const feed = new QmLogMirror(options);
  feed.start(account);
  onTestFinished(() => feed.close());
  const records = () => account.file('HAL.SPLITTER.LOG');
  return { account, feed, records, later: () => vi.advanceTimersByTimeAsync(5_000) };
}

describe('the records of HAL.SPLITTER.LOG', () => {
  it('are warnings and errors, in batches', async () => {
    const { feed, records, later, account } = await fed();
    feed.onLine(line('error', 'port 8768 is in use'));
    feed.onLine(line('warn', 'client does not read'));
    feed.onLine(line('info', 'running ERROR or not'));
    expect(account.changed).toEqual([]);
    await later();
    expect([...records().entries()]).toEqual([
      [
        expect.stringMatching(/^20261124-120001-007-\d+-0001$/),
        'ERROR\u00fe21513\u00fe43201\u00feserver\u00feport 8768 is in use port=8768',
      ],
      [
        expect.stringMatching(/^20261124-120001-007-\d+-0002$/),
        'WARN\u00fe21513\u00fe43201\u00feserver\u00feclient does not read port=8768',
      ],
    ]);
    expect([...records().keys()].every((id) => id.length <= 63)).toBe(true);
  });

  it('contain no mark and are no longer than a log record should be', async () => {
    const { feed, records, later } = await fed();
    feed.onLine(line('error', `ü ${'x'.repeat(2_000)}`));
    await later();
    const [record = ''] = records().values();
    expect(record.split('\u00fe')).toHaveLength(5);
    expect(record.length).toBeLessThan(600);
  });

  it('wait while questions wait', async () => {
    const { feed, records, later, account } = await fed();
    account.state = { state: 'ready', seats: { used: 2, limit: 2, waiting: 1 } };
    feed.onLine(line('error', 'one'));
    await later();
    expect(records().size).toBe(0);
    account.state = { state: 'ready', seats: { used: 2, limit: 2, waiting: 0 } };
    await later();
    expect(records().size).toBe(1);
  });

  it('wait while QM is down; if there are too many, the oldest are dropped', async () => {
    const { feed, records, later, account } = await fed();
    account.state = { state: 'down' };
    for (let n = 1; n <= 510; n += 1) feed.onLine(line('error', `number ${n}`));
    await later();
    expect(records().size).toBe(0);
    account.state = { state: 'ready' };
    await later();
    expect(records().size).toBe(20);
    for (let batch = 0; batch < 30; batch += 1) await later();
    expect(records().size).toBe(500);
    expect([...records().values()][0]).toContain('number 11 ');
  });

  it("are pruned to the file's maximum, the oldest first", async () => {
    const { feed, records, later } = await fed({ maxRecords: 30 });
    for (let n = 1; n <= 250; n += 1) {
      feed.onLine(line('warn', `number ${n}`));
      if (n % 20 === 0) await later();
    }
    for (let batch = 0; batch < 15; batch += 1) await later();
    expect(records().size).toBeLessThanOrEqual(130);
    expect([...records().values()].at(-1)).toContain('number 250 ');
    expect([...records().values()].some((record) => record.includes('number 1 '))).toBe(false);
  });

  it('are written at the end, before the account is closed', async () => {
    const { feed, records } = await fed();
    feed.onLine(line('error', 'the last word'));
    await feed.close();
    expect(records().size).toBe(1);
  });
});

describe('an account without the file', () => {
  it('is left alone, and looked at again a minute later', async () => {
    const { feed, account, later } = await fed({}, false);
    const read = vi.spyOn(account, 'read');
    feed.onLine(line('error', 'one'));
    await later();
    await later();
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(2);
    expect(account.changed).toEqual([]);
  });

  it('is not written to if the file belongs to somebody else', async () => {
    const { feed, account, later } = await fed({}, false);
    account.files.get('VOC')?.set('HAL.SPLITTER.LOG', 'F\u00feMINE\u00feMINE.DIC');
    account.files.set('MINE', new Map());
    feed.onLine(line('error', 'one'));
    await later();
    expect(account.files.get('MINE')?.size).toBe(0);
  });

  it('contains why a listener did not start that had not used its account yet', async () => {
    const { feed, records, account } = await fed();
    account.state = { state: 'connecting' };
    feed.onLine(line('error', 'listener failed to start'));
    await feed.close();
    expect([...records().values()]).toEqual([expect.stringContaining('listener failed to start')]);
  });

  it('does not delay a stop while QM is down', async () => {
    const { feed, account } = await fed();
    account.state = { state: 'down' };
    feed.onLine(line('error', 'one'));
    await feed.close();
    expect(account.changed).toEqual([]);
  });

  it('may be deleted while it is being written', async () => {
    const { feed, account, later } = await fed();
    feed.onLine(line('error', 'one'));
    await later();
    account.files.delete('HAL.LISTENER.LOG');
    feed.onLine(line('error', 'two'));
    await expect(later()).resolves.toBeDefined();
  });
});

it.each(['embedded', 'command'] as const)('does not write through driver %s', async (driver) => {
  const account = new MiniatureAccount(driver);
  const feed = new QmLogMirror();
  feed.start(account);
  feed.onLine(line('error', 'one'));
  await feed.close();
  expect(account.changed).toEqual([]);
});
