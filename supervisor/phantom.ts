import type { Registration } from '../contract/registration.ts';
import type { Status } from '../contract/status.ts';

/** A listener process of this home, as it was found. */
export type Phantom = { readonly registration: Registration } & Condition;

export type Condition =
  | { readonly condition: 'answers'; readonly status: Status }
  /** Its process lives and does not answer. */
  | {
      readonly condition: 'hangs';
      readonly why: string;
      /** Its registration is gone: it may be about to put that back, or to end. */
      readonly lost?: true;
    }
  /** It lives and does not talk to us: another version, or we do not hold its key. */
  | { readonly condition: 'refuses'; readonly why: string };

/** A registration of a version of the product that this one cannot read. */
export interface UnknownPhantom {
  readonly userNo: number;
  readonly form: number;
}

export type AnsweringPhantom = Extract<Phantom, { condition: 'answers' }>;

export type HungPhantom = Extract<Phantom, { condition: 'hangs' }>;

export function isAnswering(phantom: Phantom): phantom is AnsweringPhantom {
  return phantom.condition === 'answers';
}
