import {
  ORIGIN_VARIABLE,
  PHANTOM_ORIGINS,
  PHANTOM_PID_VARIABLE,
  type PhantomOrigin,
  USER_NO_VARIABLE,
} from '../../contract/phantom-origins.ts';

export interface PhantomIdentity {
  readonly origin: PhantomOrigin;
  /** Where QM started this listener: its phantom there. */
  readonly qmPhantom: QmPhantom | undefined;
}

/** The QM phantom whose listener this is. */
export interface QmPhantom {
  /** QM's own user number. */
  readonly userNo: number;
  /** Process id; undefined where it did not say. */
  readonly pid: number | undefined;
}

/** How this listener was started, by what its starter left in the environment; else by a person: `cli`. */
export function identityOf(env: Readonly<Record<string, string | undefined>>): PhantomIdentity {
  const origin = PHANTOM_ORIGINS.find((one) => one === env[ORIGIN_VARIABLE]) ?? 'cli';
  const userNo = numberOf(env[USER_NO_VARIABLE]);
  return {
    origin,
    qmPhantom:
      origin === 'qm' && userNo !== undefined
        ? { userNo, pid: numberOf(env[PHANTOM_PID_VARIABLE]) }
        : undefined,
  };
}

function numberOf(text = ''): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
