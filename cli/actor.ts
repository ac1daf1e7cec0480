import { userName } from '../lib/user.ts';
import type { Terminal } from './terminal.ts';

/** Who runs a command, as events and logs name them: `cli (anna)`, `panel (anna)`. */
export function describeActor({ actor = 'cli' }: Pick<Terminal, 'actor'>): string {
  return `${actor} (${userName()})`;
}
