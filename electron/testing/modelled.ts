import { EventEmitter } from 'node:events';

/** What a fake has in common with the real thing must be of the real thing's type: a fake `satisfies` this. */
export type Modelled<Fake, Real> = {
  [K in Exclude<keyof Fake & keyof Real, keyof EventEmitter>]: Real[K];
};

/** A fake that throws when anything is asked of it that it does not model, instead of answering `undefined`. */
export function strict<Real extends object, Fake extends object = object>(
  name: string,
  fake: Fake,
): Fake & Real {
  return new Proxy(fake, {
    get: (target, key, self) => {
      if (typeof key === 'symbol' || key in target || HARMLESS.has(key))
        return Reflect.get(target, key, self);
      throw new Error(`the mock of electron does not model ${name}.${key}`);
    },
    // Everything that is not modelled throws, so what is there is as good as the real thing.
  }) as Fake & Real;
}

/** Asked by `await`, by printing and by comparing. */
const HARMLESS = new Set(['then', 'toJSON', 'asymmetricMatch', '$$typeof', 'nodeType', 'tagName', 'domain']);

/** An event whose default can be prevented. */
export class FakeEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class Emitter extends EventEmitter {
  /** @returns whether nobody prevented what follows */
  allows(name: string, ...rest: readonly unknown[]): boolean {
    const event = new FakeEvent();
    this.emit(name, event, ...rest);
    return !event.defaultPrevented;
  }
}
