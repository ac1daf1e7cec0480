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
import type { Fingerprint } from '../../lib/secret-fingerprint.ts';

export interface PhantomIdentity {
  readonly origin: PhantomOrigin;
  /** Where QM started this listener: its phantom there. */
  readonly qmPhantom: QmPhantom | undefined;
  /** The file its output goes to. */
  readonly output?: string | undefined;
  /** What it was told on its command line: see contract/start-flags.ts. */
  readonly flags: StartFlags;
  /** Names of the environment variables that set it. */
  readonly environment: readonly string[];
  /** What it runs with beside its flags; it is told once the key of its home is known. */
  readonly profile?: (fingerprint: Fingerprint, example: boolean) => RunProfile;
  /** How long a stop lets it answer what was asked, ms. */
  readonly drainMs?: number;
  /** It goes on with the example records for the one before it. */
  readonly continuesExample?: boolean;
}

/** The QM phantom whose listener this is. */
export interface QmPhantom {
  /** QM's own user number. */
  readonly userNo: number;
  /** Process id; undefined where it did not say. */
  readonly pid: number | undefined;
}

/** How this listener was started, by what its starter left in the environment; else by a person: `cli`. */
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

function parsePositive(text = ''): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
