import { existsSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES } from '../../contract/home-files.ts';
import { isUnattended, type PhantomOrigin } from '../../contract/phantom-origins.ts';
import { replaceFileSync } from '../../lib/atomic-file.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Config } from '../config/config.ts';

export interface ExampleContext {
  readonly config: Pick<Config, 'home' | 'example' | 'qmAccount'>;
  readonly origin: PhantomOrigin;
  /** It continues a listener that answered from the example: see EXAMPLE_VARIABLE. */
  readonly continuesExample: boolean;
}

/**
 * Decides whether the invented example records may be served. They are never served by accident: only if a person
 * started the listener in a home that never had a QM, or gave `--example`.
 *
 * @returns the reason why not, and what to do, on one line; undefined if they may be served
 */
export function whyNoExample({ config, origin, continuesExample }: ExampleContext): string | undefined {
  if (config.example === true || continuesExample) return undefined;
  const ways =
    'name the QM (QM_DRIVER, QM_HOST, QM_BIN; "hal-listener account probe" finds it), load records of your own ("hal-listener account load"), or say --example';
  if (isQmChosen(config.home)) {
    return `no QM is configured, and this home was set up for one: the account ${config.qmAccount} would answer from invented records; ${ways}`;
  }
  if (!isUnattended(origin)) return undefined;
  return `no QM is configured: the account ${config.qmAccount} would serve example data, which is not allowed when started unattended (started by ${origin}); ${ways}`;
}

function isQmChosen(home: string): boolean {
  return existsSync(path.join(home, HOME_FILES.qmChosen));
}

/** Remembers permanently that a home was set up for a QM. Best effort: a full disk delays nothing. */
export function rememberQm({ home, driver, qmAccount }: Pick<Config, 'home' | 'driver' | 'qmAccount'>): void {
  if (driver === 'embedded' || isQmChosen(home)) return;
  try {
    const marker = { driver, account: qmAccount, at: new Date(systemClock.now()).toISOString() };
    replaceFileSync(path.join(home, HOME_FILES.qmChosen), `${JSON.stringify(marker)}\n`);
  } catch {
    // The next start tries again.
  }
}
