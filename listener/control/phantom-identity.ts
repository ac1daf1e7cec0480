import {
  ORIGIN_VARIABLE,
  PHANTOM_ORIGINS,
  type PhantomOrigin,
  USER_NO_VARIABLE,
} from '../../contract/phantom-origins.ts';

export interface PhantomIdentity {
  readonly origin: PhantomOrigin;
  /** QM's own user number, where QM started this listener. */
  readonly qmUserNo: number | undefined;
}

/** How this listener was started, by what its starter left in the environment; else by a person: `cli`. */
export function identityOf(env: Readonly<Record<string, string | undefined>>): PhantomIdentity {
  const origin = PHANTOM_ORIGINS.find((one) => one === env[ORIGIN_VARIABLE]) ?? 'cli';
  const userNo = env[USER_NO_VARIABLE] ?? '';
  return {
    origin,
    qmUserNo: origin === 'qm' && /^[1-9]\d{0,8}$/.test(userNo) ? Number(userNo) : undefined,
  };
}
