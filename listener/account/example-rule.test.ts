import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { PHANTOM_ORIGINS, type PhantomOrigin } from '../../contract/phantom-origins.ts';
import { systemClock } from '../../lib/clock.ts';
import { ConfigError } from '../config/config.ts';
import { scratch } from '../log/testing/scratch.ts';
import { testConfig } from '../server/testing/test-listener.ts';
import { emptyExample, loadFiles } from './embedded/load.ts';
import { openEmbeddedAccount } from './embedded/open.ts';
import { rememberQm, whyNoExample } from './example-rule.ts';
import { embeddedFolder, openAccount, wouldServeExample } from './open.ts';

const BY_HAND: readonly PhantomOrigin[] = ['cli', 'panel', 'tray'];
const MINE = { files: { DOCTOR: { data: { MINE: { FIRST_NAME: 'Ada', LAST_NAME: 'Byron' } } } } };

function question(
  origin: PhantomOrigin,
  change: { home?: string; example?: true; continuesExample?: boolean } = {},
) {
  const { home = scratch(), example, continuesExample = false } = change;
  return { config: { home, example, qmAccount: 'HAL' }, origin, continuesExample };
}

describe('the example may answer', () => {
  it('only where a person started it in a home that had no QM', () => {
    const allowed = PHANTOM_ORIGINS.filter((origin) => whyNoExample(question(origin)) === undefined);
    expect([...allowed].sort()).toEqual([...BY_HAND].sort());
    const home = scratch();
    rememberQm({ home, driver: 'embedded', qmAccount: 'HAL' });
    expect(existsSync(join(home, 'qm-chosen.json'))).toBe(false);
    rememberQm({ home, driver: 'pipe', qmAccount: 'HAL' });
    for (const origin of PHANTOM_ORIGINS) {
      expect(whyNoExample(question(origin, { home }))).toContain('set up for one');
      expect(whyNoExample(question(origin, { home, example: true }))).toBeUndefined();
      expect(whyNoExample(question(origin, { continuesExample: true }))).toBeUndefined();
    }
  });
});

describe('an account that may not answer from the example', () => {
  const opening = (whyNoExample?: string) => ({ user: 'listener' as const, whyNoExample });

  it('is not opened, made or filled', async () => {
    const config = testConfig(scratch());
    await expect(openAccount(config, opening('no example here'))).rejects.toThrow(ConfigError);
    expect(existsSync(embeddedFolder(config))).toBe(false);
    expect(await wouldServeExample(config)).toBe(true);
    await (await openAccount(config, opening())).close();
    await expect(openAccount(config, opening('no example here'))).rejects.toThrow('no example here');
  });

  it('is opened with records of its owner, and no longer counts as example', async () => {
    const config = testConfig(scratch());
    const account = await openEmbeddedAccount({
      folder: embeddedFolder(config),
      name: 'HAL',
    });
    expect(account.isNew).toBe(true);
    await loadFiles(account, MINE, { today: 0 });
    // Invented allergies beside real doctors are invented still.
    expect(await account.exampleFiles()).not.toContain('DOCTOR');
    await expect(openAccount(config, opening('no example here'))).rejects.toThrow();
    expect(await emptyExample(account)).toContain('ALLERGY');
    const own = await openAccount(config, opening('no example here'));
    expect([own.status(), await wouldServeExample(config)]).toEqual([{ state: 'ready' }, false]);
    expect((await own.execute('LIST DOCTOR LAST_NAME CSV')).output).toContain('MINE,Byron');
  });

  it('is read again only where its records came or went, or after a minute', async () => {
    let now = 0;
    const folder = join(scratch(), 'HAL');
    await (await openEmbeddedAccount({ folder, name: 'HAL' })).close();
    const account = await openEmbeddedAccount({
      folder,
      name: 'HAL',
      clock: { ...systemClock, monotonic: () => now },
    });
    const checks = vi.spyOn(account, 'exampleFiles');
    for (; now < 60_000; now += 1_000) expect(account.status().example).toBe(true);
    expect(checks).not.toHaveBeenCalled();
    now += 1_000;
    account.status();
    expect(checks).toHaveBeenCalledOnce();
    await checks.mock.results[0]?.value;
    const other = await openEmbeddedAccount({ folder, name: 'HAL' });
    await other.write('DOCTOR', 'MINE', 'Ada');
    now += 5_001;
    account.status();
    expect(checks).toHaveBeenCalledTimes(2);
  });

  it('is seen to be one, and not any more, by a listener that runs', async () => {
    let now = 0;
    const folder = join(scratch(), 'HAL');
    await (await openEmbeddedAccount({ folder, name: 'HAL' })).close();
    const clock = { ...systemClock, monotonic: () => now };
    const account = await openEmbeddedAccount({ folder, name: 'HAL', clock });
    expect(account.status()).toEqual({ state: 'ready', example: true });
    await emptyExample(await openEmbeddedAccount({ folder, name: 'HAL' }));
    expect(account.status().example).toBe(true);
    await expect
      .poll(() => {
        now += 6_000;
        return account.status().example;
      })
      .toBeUndefined();
  });
});
