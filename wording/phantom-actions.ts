import type { PhantomState } from '../contract/panel-snapshot.ts';
import { COMMANDS } from './commands.ts';

/** What an operator can do with the phantom, in the order of the buttons and of the tray's menu. */
export const PHANTOM_ACTIONS = ['start', 'stop', 'restart', 'restart-debug'] as const;
export type PhantomAction = (typeof PHANTOM_ACTIONS)[number];

const SENSIBLE: Readonly<Record<PhantomState, readonly PhantomAction[]>> = {
  stopped: ['start'],
  starting: ['stop'],
  running: ['stop', 'restart', 'restart-debug'],
  draining: [],
  hung: ['stop', 'restart', 'restart-debug'],
  // Starting now is what waiting would come to; stopping ends the waiting.
  'backing-off': ['start', 'stop'],
  failed: ['start'],
};

/** Whether an action makes sense now. */
export function isSensible(action: PhantomAction, state: PhantomState): boolean {
  return SENSIBLE[state].includes(action);
}

/** Whether to ask first: somebody is connected who will notice. */
export function needsConfirmation(action: PhantomAction, connected: number): boolean {
  return action !== 'start' && connected > 0;
}

/** A question before something is done. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  /** On the button that does it. */
  readonly yes: string;
}

/** What is asked first, with so many clients connected. */
export function confirmationOf(action: PhantomAction, connected: number): Confirmation {
  const clients = connected === 1 ? '1 client is' : `${connected} clients are`;
  const { label } = COMMANDS[action];
  return {
    title: `${label} the listener?`,
    text:
      action === 'stop'
        ? `${clients} connected. What they have asked is answered first, then they are disconnected until somebody starts the listener.`
        : `${clients} connected. What they have asked is answered first; they are told to come back in a moment.`,
    yes: label,
  };
}
