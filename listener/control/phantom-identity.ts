import {
  ORIGIN_VARIABLE,
  PHANTOM_ORIGINS,
  type PhantomOrigin,
  USER_NO_VARIABLE,
} from '../../contract/phantom-origins.ts';
import type { StartFlags } from '../../contract/start-flags.ts';

export interface PhantomIdentity {
  readonly origin: PhantomOrigin;
  /** QM's own user number, where QM started this listener. */
  readonly qmUserNo: number | undefined;
  /** What it was told on its command line: see contract/start-flags.ts. */
  readonly flags: StartFlags;
  /** Names of the environment variables that set it. */
  readonly environment: readonly string[];
}

/** How this listener was started, by what its starter left in the environment; else by a person: `cli`. */
export function identityOf(
  env: Readonly<Record<string, string | undefined>>,
): Pick<PhantomIdentity, 'origin' | 'qmUserNo'> {
  const origin = PHANTOM_ORIGINS.find((one) => one === env[ORIGIN_VARIABLE]) ?? 'cli';
  const userNo = env[USER_NO_VARIABLE] ?? '';
  return {
    origin,
    qmUserNo: origin === 'qm' && /^[1-9]\d{0,8}$/.test(userNo) ? Number(userNo) : undefined,
  };
}
