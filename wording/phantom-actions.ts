import type { PhantomState } from '../contract/panel-snapshot.ts';
import { COMMANDS } from './commands.ts';
import { counted } from './counted.ts';

/** What an operator can do with the phantom, in the order of the buttons and of the tray's menu. */
export const PHANTOM_ACTIONS = ['start', 'stop', 'restart', 'restart-debug'] as const;
export type PhantomAction = (typeof PHANTOM_ACTIONS)[number];

const ALLOWED: Readonly<Record<PhantomState, readonly PhantomAction[]>> = {
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
export function isAllowed(action: PhantomAction, state: PhantomState): boolean {
  return ALLOWED[state].includes(action);
}

/** Why an action makes no sense now; undefined if it does. @param state undefined if it is not known */
export function whyNotAllowed(action: PhantomAction, state: PhantomState | undefined): string | undefined {
  if (state === undefined) return 'The state of the listener is unknown.';
  if (isAllowed(action, state)) return undefined;
  switch (state) {
    case 'stopped':
    case 'failed':
    case 'backing-off':
      return 'The listener is not running.';
    case 'starting':
      return 'The listener is starting.';
    case 'draining':
      return 'The listener is ending.';
    case 'running':
      return 'The listener is running already.';
    case 'hung':
      return 'The listener runs, but does not respond. Restart it.';
  }
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
  readonly confirmLabel: string;
}

/** What is asked first, with so many clients connected. */
export function confirmationFor(action: PhantomAction, connected: number): Confirmation {
  const clients = counted(connected, 'client is', 'clients are');
  const { label } = COMMANDS[action];
  return {
    title: `${label} the listener?`,
    text:
      action === 'stop'
        ? `${clients} connected. Pending queries are answered first, then the clients are disconnected until you start the listener.`
        : `${clients} connected. Pending queries are answered first, then the clients are told to reconnect.`,
    confirmLabel: label,
  };
}
