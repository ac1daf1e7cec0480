/** Pseudo-random choices from a seed (mulberry32): the same seed makes the same attack. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An independent sequence for a part that runs concurrently; it depends only on the seed and `number`. */
  branch(number: number): Random {
    return new Random(Math.imul(this.#state ^ (number + 1), 0x9e3779b1));
  }

  /** An integer from 0 to `below` - 1. */
  below(below: number): number {
    return Math.floor(this.#next() * below);
  }

  /** True with a probability of 1 in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length; at += 1) bytes[at] = this.below(256);
    return bytes;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** A copy with some bytes changed, removed, inserted or duplicated. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let changes = 1 + random.below(3); changes > 0; changes -= 1) {
    const at = random.below(result.length + 1);
    const [before, behind] = [result.subarray(0, at), result.subarray(at)];
    const kind = random.below(4);
    if (kind === 0) result = Buffer.concat([before, random.bytes(1 + random.below(4)), behind.subarray(1)]);
    else if (kind === 1) result = Buffer.concat([before, behind.subarray(1 + random.below(8))]);
    else if (kind === 2) result = Buffer.concat([before, random.bytes(1 + random.below(8)), behind]);
    else result = Buffer.concat([before, behind.subarray(0, 32), behind]);
  }
  return result;
}
