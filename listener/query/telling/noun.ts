import type { State, Subject } from '../table/subject-table.ts';

/** What records are called: `upcoming appointments`, `medications out of refills`. */
export function nounOf({ noun }: Subject, state: State | 'all', count: number): string {
  const which = count === 1 ? 0 : 1;
  if (state !== 'all' && state.noun !== undefined) return state.noun[which];
  return inState(noun[which], state);
}

function inState(noun: string, state: State | 'all'): string {
  if (state === 'all') return noun;
  return state.name.includes(' ') ? `${noun} ${state.name}` : `${state.name} ${noun}`;
}
