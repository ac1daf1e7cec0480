/**
 * A QR code (ISO/IEC 18004) of a short text: byte mode, error correction level L, versions 1 to 5, which have one block of
 * data. A client's address needs no more, and a library would be larger than all of it.
 */

/** Data and error correction codewords of each version at level L: table 9 of the standard. */
const VERSIONS = [
  { data: 19, correction: 7 },
  { data: 34, correction: 10 },
  { data: 55, correction: 15 },
  { data: 80, correction: 20 },
  { data: 108, correction: 26 },
] as const;

/** Exponents and logarithms of the field GF(256) with the polynomial 0x11d. */
const EXP: readonly number[] = powersOfTwo();
const LOG: ReadonlyMap<number, number> = new Map(EXP.map((value, exponent) => [value, exponent]));

function powersOfTwo(): number[] {
  const powers = [1];
  while (powers.length < 255) {
    const next = (powers.at(-1) ?? 0) * 2;
    powers.push(next > 255 ? next ^ 0x11d : next);
  }
  return powers;
}

function multiply(left: number, right: number): number {
  const [one, other] = [LOG.get(left), LOG.get(right)];
  return one === undefined || other === undefined ? 0 : (EXP[(one + other) % 255] ?? 0);
}

/** The remainder of the data, divided by the generator polynomial. */
function correctionOf(data: readonly number[], count: number): number[] {
  let generator = [1];
  for (let root = 0; root < count; root += 1) {
    const power = EXP[root] ?? 0;
    const next = [...generator, 0];
    generator.forEach((factor, place) => {
      next[place + 1] = (next[place + 1] ?? 0) ^ multiply(factor, power);
    });
    generator = next;
  }
  const rest = [...data, ...Array<number>(count).fill(0)];
  for (let place = 0; place < data.length; place += 1) {
    const factor = rest[place] ?? 0;
    generator.forEach((by, offset) => {
      rest[place + offset] = (rest[place + offset] ?? 0) ^ multiply(by, factor);
    });
  }
  return rest.slice(data.length);
}

type Modules = (boolean | undefined)[][];

/** The mask that every reader knows as number 0. */
const isMasked = (row: number, column: number): boolean => (row + column) % 2 === 0;
/** Level L with mask 0, and its check bits: table C.1 of the standard. */
const FORMAT = 0b111011111000100;

/**
 * The modules of a code, by row; true is dark. Readers need a light margin of four modules around it.
 *
 * @returns undefined for a text of more than 106 bytes
 */
export function qrModules(text: string): readonly (readonly boolean[])[] | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.findIndex(({ data }) => bytes.length + 2 <= data);
  const size = VERSIONS[version];
  if (size === undefined) return undefined;
  const data = dataCodewords(bytes, size.data);
  const codewords = [...data, ...correctionOf(data, size.correction)];
  const modules = fixedPatterns(version + 1);
  place(modules, codewords);
  return modules.map((row) => row.map((dark) => dark === true));
}

/** Mode, length, text, end and padding. */
function dataCodewords(bytes: Uint8Array, count: number): number[] {
  const bits = [...bitsOf(0b0100, 4), ...bitsOf(bytes.length, 8)];
  for (const byte of bytes) bits.push(...bitsOf(byte, 8));
  bits.push(...bitsOf(0, Math.min(4, count * 8 - bits.length)));
  while (bits.length % 8 !== 0) bits.push(false);
  const codewords: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    codewords.push(bits.slice(at, at + 8).reduce((value, bit) => value * 2 + Number(bit), 0));
  }
  const filled = codewords.length;
  while (codewords.length < count) codewords.push((codewords.length - filled) % 2 === 0 ? 0xec : 0x11);
  return codewords;
}

function bitsOf(value: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, place) => ((value >> (count - 1 - place)) & 1) === 1);
}

/** Everything but the data: finders, timing, alignment, format; undefined where data goes. */
function fixedPatterns(version: number): Modules {
  const size = 17 + version * 4;
  const modules: Modules = Array.from({ length: size }, () =>
    Array<boolean | undefined>(size).fill(undefined),
  );
  const set = (row: number, column: number, dark: boolean): void => {
    const line = modules[row];
    if (line !== undefined && column >= 0 && column < size) line[column] = dark;
  };
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const) {
    // With the light border around it.
    for (let row = -1; row <= 7; row += 1) {
      for (let column = -1; column <= 7; column += 1) {
        const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
        set(top + row, left + column, ring === 3 || ring <= 1);
      }
    }
  }
  for (let at = 8; at < size - 8; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  if (version > 1) {
    const center = size - 7;
    for (let row = -2; row <= 2; row += 1) {
      for (let column = -2; column <= 2; column += 1) {
        set(center + row, center + column, Math.max(Math.abs(row), Math.abs(column)) !== 1);
      }
    }
  }
  const format = bitsOf(FORMAT, 15);
  const besideFirst = [0, 1, 2, 3, 4, 5, 7, 8];
  format.forEach((dark, place) => {
    // Once around the first finder, once beside the two others.
    if (place < 8) set(8, besideFirst[place] ?? 0, dark);
    else set(besideFirst[14 - place] ?? 0, 8, dark);
    if (place < 7) set(size - 1 - place, 8, dark);
    else set(8, size - 15 + place, dark);
  });
  set(size - 8, 8, true);
  return modules;
}

/** Places the codewords in pairs of columns, from the right, up and down in turn. */
function place(modules: Modules, codewords: readonly number[]): void {
  const size = modules.length;
  const bits = codewords.flatMap((codeword) => bitsOf(codeword, 8));
  let next = 0;
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2) {
    // The column of the timing pattern has no data.
    if (right === 6) right -= 1;
    for (let step = 0; step < size; step += 1) {
      const row = isUp ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = modules[row];
        if (line === undefined || line[column] !== undefined) continue;
        line[column] = (bits[next] ?? false) !== isMasked(row, column);
        next += 1;
      }
    }
    isUp = !isUp;
  }
}
