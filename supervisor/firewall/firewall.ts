/** Whether a firewall of this machine lets clients in, and how to make it do so. */

/** The name of our rules, by which operators find them on every system. */
export const RULE_NAME = 'HAL Listener';

/** What is to be let in. */
export interface FirewallTarget {
  readonly port: number;
  /** Path of the listener's program, which a rule on Windows names. */
  readonly program: string;
}

export type FirewallState =
  /** No firewall filters on this machine. */
  | { readonly kind: 'off' }
  /** Clients are let in, by these rules. */
  | { readonly kind: 'open'; readonly rules: readonly string[] }
  /** Nothing lets clients of other machines in. */
  | { readonly kind: 'closed'; readonly why: string }
  /** This user, or this system, does not show it. */
  | { readonly kind: 'unknown'; readonly why: string };

/** A program with its arguments. */
export type FirewallCommand = readonly [program: string, ...args: string[]];

/** One firewall. The commands are what an administrator would type. */
export interface Firewall {
  /** As `ufw`. */
  readonly name: string;
  read(target: FirewallTarget): Promise<FirewallState>;
  /** Commands that add our rule. @throws FirewallError if none is known, such as in rules of somebody's own */
  addCommands(target: FirewallTarget): Promise<readonly FirewallCommand[]>;
  /** Commands that remove our rules; empty if there are none. */
  removeCommands(target: FirewallTarget): Promise<readonly FirewallCommand[]>;
}

/** A message that says what to do. */
export class FirewallError extends Error {
  override readonly name = 'FirewallError';
}
