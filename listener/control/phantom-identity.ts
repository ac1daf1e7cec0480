import {
  EXAMPLE_VARIABLE,
  OUTPUT_VARIABLE,
  originOf,
  PHANTOM_PID_VARIABLE,
  type PhantomOrigin,
  USER_NO_VARIABLE,
} from '../../contract/phantom-origins.ts';
import type { RunProfile } from '../../contract/registration.ts';
import type { StartFlags } from '../../contract/start-flags.ts';
import type { Fingerprint } from '../../lib/keyed-hashes.ts';
import { parsePositive } from '../../lib/text.ts';

export interface PhantomIdentity {
  readonly origin: PhantomOrigin;
  /** The QM phantom that started this listener, if any. */
  readonly qmPhantom: QmPhantom | undefined;
  /** The file that its output is written to. */
  readonly output?: string | undefined;
  /** Command-line flags; see contract/start-flags.ts. */
  readonly flags: StartFlags;
  /** Names of the environment variables that configure it. */
  readonly environment: readonly string[];
  /** Returns the run profile; needs the fingerprint function, which needs the key of the home. */
  readonly profile?: (fingerprint: Fingerprint, example: boolean) => RunProfile;
  /** Drain timeout of a stop, ms. */
  readonly drainMs?: number;
  /** Whether it continues with the example data of the previous process. */
  readonly continuesExample?: boolean;
}

/** The QM phantom that owns this listener. */
export interface QmPhantom {
  /** QM's own user number. */
  readonly userNo: number;
  /** Process id; undefined if unknown. */
  readonly pid: number | undefined;
}

/** Reads from the environment how this listener was started; `cli` by default. */
export function readIdentity(
  env: Readonly<Record<string, string | undefined>>,
): Pick<PhantomIdentity, 'origin' | 'qmPhantom' | 'output' | 'continuesExample'> {
  const origin = originOf(env) ?? 'cli';
  const userNo = parsePositive(env[USER_NO_VARIABLE]);
  const output = env[OUTPUT_VARIABLE];
  return {
    origin,
    ...(output === undefined || output.length > 1_000 ? {} : { output }),
    qmPhantom:
      origin === 'qm' && userNo !== undefined
        ? { userNo, pid: parsePositive(env[PHANTOM_PID_VARIABLE]) }
        : undefined,
    ...(env[EXAMPLE_VARIABLE] === undefined ? {} : { continuesExample: true }),
  };
}
