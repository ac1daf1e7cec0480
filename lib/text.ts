import { FileError } from './file-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
const utf16le = new TextDecoder('utf-16le');
const utf16be = new TextDecoder('utf-16be');

/**
 * Decodes a text file: UTF-8, UTF-16 with a byte order mark as Windows PowerShell's `>` writes it, otherwise Latin-1. A byte
 * order mark is removed.
 *
 * @param file its name, for the error
 * @throws FileError if it contains NUL bytes: it is UTF-16 without a mark, or no text
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16le.decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16be.decode(bytes);
  if (bytes.includes(0)) {
    const isUtf16 = bytes.length % 2 === 0 && (bytes[0] === 0 || bytes[1] === 0);
    const problem = isUtf16
      ? 'it looks like UTF-16 without a byte order mark: save it as UTF-8'
      : 'it contains NUL bytes, so it is not text';
    throw new FileError(file, 'NOT_TEXT', problem);
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
}

/**
 * Equivalent to `text.replace(/[abc]+$/, '')`, in linear time: the expression takes quadratic time for a long run of such
 * characters that is not at the end.
 *
 * @param characters the characters to remove from the end
 */
export function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Doubles each backslash at the end of a text, as Windows requires before a closing quote. */
export function doubleTrailingBackslashes(text: string): string {
  return text + text.slice(trimEnd(text, '\\').length);
}

/** `1234567` as `1,234,567`. */
export function groupThousands(digits: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(',');
}

/**
 * Truncation of text that a person reads. JavaScript strings count UTF-16 units, so a plain `slice` may leave half an emoji,
 * a letter without its accent or half a flag. The functions read no more than they keep.
 */

/** Units examined before the cut; a longer grapheme is cut at a code point. */
const WINDOW = 512;

const encoder = new TextEncoder();
// Created at the first use: the constructor loads the break rules, which takes a millisecond.
let graphemes: Intl.Segmenter | undefined;

/**
 * The beginning of a text, cut between two graphemes (what a person perceives as one character).
 *
 * @param max maximum length of the result in UTF-16 units, including the mark
 * @param mark appended if text was cut, unless `max` is too small for it
 */
export function truncate(text: string, max: number, mark = '…'): string {
  if (text.length <= max) return text;
  const room = max - mark.length;
  return room < 0
    ? text.slice(0, graphemeBoundary(text, max))
    : text.slice(0, graphemeBoundary(text, room)) + mark;
}

/**
 * The same for a limit in bytes of UTF-8, without a mark.
 *
 * @param maxBytes maximum length of the result in bytes of UTF-8
 */
export function truncateBytes(text: string, maxBytes: number): string {
  const start = codePointPrefix(text, Math.max(0, maxBytes));
  // encodeInto never writes half a character, and returns how much of the text it has read.
  const { read } = encoder.encodeInto(start, new Uint8Array(Math.max(0, maxBytes)));
  return read >= text.length ? text : text.slice(0, graphemeBoundary(text, read));
}

/** The beginning of a text, at most `max` UTF-16 units and never half of a surrogate pair. */
export function codePointPrefix(text: string, max: number): string {
  return text.slice(0, codePointBoundary(text, max));
}

/** The last boundary between graphemes at or before `at`. */
function graphemeBoundary(text: string, at: number): number {
  if (at <= 0) return 0;
  const { start, sure } = startOfWindow(text, at);
  const end = codePointBoundary(text, at + WINDOW);
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const found = graphemes.segment(text.slice(start, end)).containing(at - start);
  // Undefined if the text ends at `at`.
  const boundary = found === undefined ? at : start + found.index;
  return boundary > start || sure ? boundary : codePointBoundary(text, at);
}

/**
 * A position before `at` where a grapheme begins; `sure` if it is between two ASCII characters. Segmentation that starts
 * inside a grapheme is correct from the next one on, except for flags, which are pairs.
 */
function startOfWindow(text: string, at: number): { readonly start: number; readonly sure: boolean } {
  const floor = Math.max(0, at - WINDOW);
  for (let index = at; index > floor; index -= 1) {
    if (isPlain(text.charCodeAt(index)) && isPlain(text.charCodeAt(index - 1)))
      return { start: index, sure: true };
  }
  if (floor === 0) return { start: 0, sure: true };
  let start = codePointBoundary(text, floor);
  while (isFlagHalf(text, start) && isFlagHalf(text, start - 2)) start -= 2;
  return { start, sure: false };
}

/** Whether there is a regional indicator at `at`: two of them are a flag. */
function isFlagHalf(text: string, at: number): boolean {
  const low = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === 0xd83c && low >= 0xdde6 && low <= 0xddff;
}

/** Whether a unit is printable ASCII: two such units never form one grapheme. */
function isPlain(unit: number): boolean {
  return unit >= 0x20 && unit < 0x7f;
}

function codePointBoundary(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const cutsPair = at > 0 && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));
  return cutsPair ? at - 1 : Math.max(0, at);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** An error's message on one line; system tools print theirs on several. */
export function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replaceAll(/\s+/g, ' ');
}

/** Parses JSON from outside; undefined if the text is not valid JSON. Validate the value with a schema. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Byte sizes as settings and limits write them: KiB, MiB and GiB are powers of 1024; kB, MB and GB powers of 1000. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
};

/** Parses `10485760`, `10 MiB`, `150MB` or `1.5 GiB`. @returns bytes; NaN if the text has another format */
export function parseByteSize(text: string): number {
  const [, amount, unit] = /^(\d{1,15}(?:\.\d{1,3})?) ?([a-z]*)$/i.exec(text) ?? [];
  const factor = UNITS[unit?.toLowerCase() ?? '?'];
  return amount === undefined || factor === undefined ? Number.NaN : Math.round(Number(amount) * factor);
}

/** Formats bytes without rounding, such that `parseByteSize` reads the same number: `10 MiB`, `150 MB`, `64 KiB`, `1500`. */
export function formatByteSize(bytes: number): string {
  if (bytes >= 1024 ** 2 && bytes % 1024 ** 2 === 0) return `${bytes / 1024 ** 2} MiB`;
  if (bytes >= 1000 ** 2 && bytes % 1000 ** 2 === 0) return `${bytes / 1000 ** 2} MB`;
  return String(bytes);
}

/** Copies a string, since a slice keeps the whole original string in memory. */
export function detach(text: string): string {
  return text.length < MIN_SLICE_LENGTH ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** V8 copies shorter slices itself. */
const MIN_SLICE_LENGTH = 13;

/** A number from 1, such as a process id; undefined where a text is none. */
export function parsePositive(text = ''): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
