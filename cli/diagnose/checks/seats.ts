import type { QmUser } from '../../../listener/account/account.ts';
import { readQmFacts } from '../../../listener/account/qm/qm-facts.ts';
import type { RunningListener } from '../../../supervisor/registry/find-listeners.ts';
import { counted } from '../../../wording/counted.ts';
import { type Check, found, ok, type Problem, unknown } from '../check.ts';

const FEW_SEATS: Problem = {
  severity: 'warning',
  symptom: 'QM has fewer free seats than the listener may need',
  advice:
    'See who has them: `hal-listener account users`. End a session there, use fewer (`hal-listener config set qmSessions 1`, then `hal-listener restart`), or raise the licence.',
};
const QUESTIONS_WAIT: Problem = {
  severity: 'warning',
  symptom: 'Questions wait for a QM session',
  advice:
    'Allow more: `hal-listener config set qmSessions 4`, then `hal-listener restart`. Each takes a seat of QM.',
};

/** How many seats of QM are used, and by whom. */
export const seatsCheck: Check = {
  id: 'seats',
  title: 'QM seats',
  problems: [FEW_SEATS, QUESTIONS_WAIT],
  async run(diagnosis) {
    const { config } = diagnosis;
    if (config.driver === 'embedded') return [ok('the embedded account needs none')];
    const running = await diagnosis.running();
    const seats = running?.status.account.seats;
    if (seats !== undefined && seats.waiting > 0)
      return [
        found(
          QUESTIONS_WAIT,
          `${counted(seats.waiting, 'question waits', 'questions wait')} for one of ${counted(seats.limit, 'session')}`,
        ),
      ];
    const account = await diagnosis.account.ready();
    if (account === undefined) return [unknown('not checked, as the database does not answer')];
    const users = await account.users();
    const limit = (await readQmFacts(account))?.seats;
    const { text, names } = countHolders(users, knownUsers(running));
    if (limit === undefined) return [ok(`${users.length} are used: ${text}`, { names })];
    // This command gives its own back.
    const free = limit - users.filter(({ self }) => !self).length;
    const needed = Math.max(0, config.qmSessions - (seats?.used ?? 0));
    const used = `${users.length} of ${limit} are used: ${text}`;
    return free < needed
      ? [found(FEW_SEATS, `${used}; the listener may need ${needed} more`, { names })]
      : [ok(used, { names })];
  },
};

/** QM's user numbers of a listener, with the words for them. */
function knownUsers(running: RunningListener | undefined): ReadonlyMap<number, string> {
  if (running === undefined) return new Map();
  const { registration, status } = running;
  const sessions = (status.account.sessions ?? []).flatMap(({ userNo }) => userNo ?? []);
  return new Map([
    ...sessions.map((userNo) => [userNo, 'the listener'] as const),
    ...(registration.origin === 'qm' ? [[registration.userNo, "the listener's phantom"] as const] : []),
  ]);
}

/** Kinds of holders that are named. */
const MAX_KINDS = 6;

interface Holders {
  /** As `2 the listener, 1 this command, 3 QMVbSrvr: anna`. */
  readonly text: string;
  /** Names of users in it. */
  readonly names: readonly string[];
}

/** Counts QM's users by what they are. @param known words for some user numbers */
export function countHolders(users: readonly QmUser[], known: ReadonlyMap<number, string>): Holders {
  const counts = new Map<string, number>();
  const names = new Set<string>();
  for (const { userNo, self, origin } of users) {
    const [from = '', name = ''] = origin.split(':').map((part) => part.trim());
    if (!known.has(userNo) && !self && name !== '') names.add(name);
    const other = [from, name].filter((part) => part !== '').join(': ') || 'unknown';
    const kind = known.get(userNo) ?? (self ? 'this command' : other);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, one], [, other]) => other - one);
  const more = kinds.slice(MAX_KINDS).reduce((sum, [, count]) => sum + count, 0);
  const texts = kinds.slice(0, MAX_KINDS).map(([kind, count]) => `${count} ${kind}`);
  return { text: [...texts, ...(more > 0 ? [`${more} others`] : [])].join(', '), names: [...names] };
}
