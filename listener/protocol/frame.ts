import { Buffer } from 'node:buffer';
import {
  NumberSource,
  type ResponseFrame,
  type Row,
  type ServerFrame,
  type Turn,
} from '../../contract/hal.ts';
import { truncate } from '../../lib/text.ts';

/** Encodes frames as JSON text and bounds their size. */

/** Every frame is shorter than this in UTF-8: Python clients close the connection on longer ones. */
export const MAX_FRAME_BYTES = 1_000_000;

/** Maximum length that `encodeFrame` returns; leaves room for the example data mark that is appended. */
const MAX_ENCODED_BYTES = MAX_FRAME_BYTES - 16;

/** UTF-8 bytes of `…`. */
const ELLIPSIS_BYTES = 3;
/** Length limits of names and messages in a shortened frame, in UTF-16 code units. */
const MAX_LABEL_LENGTH = 256;
const MAX_MESSAGE_LENGTH = 10_000;

/** Encodes a frame in fewer than `MAX_FRAME_BYTES` bytes; sets `truncated` if something is left out. */
export function encodeFrame(frame: ServerFrame): string {
  const text = toJson(frame);
  if (fits(text)) return text;
  const shorter = toJson(shortened(frame));
  return fits(shorter) ? shorter : JSON.stringify(toTooLongError(frame));
}

/** UTF-8 takes at most three bytes per UTF-16 code unit, so short texts need no byte count. */
function fits(text: string): boolean {
  return text.length * 3 < MAX_ENCODED_BYTES || Buffer.byteLength(text) < MAX_ENCODED_BYTES;
}

function toJson(frame: ServerFrame): string {
  if (frame.type === 'response') return responseJson(frame);
  if ((frame.type === 'connected' || frame.type === 'state') && frame.last_response !== undefined) {
    const { last_response, ...rest } = frame;
    return withMember(JSON.stringify(rest), 'last_response', responseJson(last_response));
  }
  return JSON.stringify(frame);
}

function responseJson(frame: ResponseFrame): string {
  if (!(frame.id instanceof NumberSource)) return JSON.stringify(frame);
  const { id, ...rest } = frame;
  return withMember(JSON.stringify(rest), 'id', id.source);
}

/** @param json a non-empty JSON object */
function withMember(json: string, name: string, value: string): string {
  return `${json.slice(0, -1)},${JSON.stringify(name)}:${value}}`;
}

/** For a frame that cannot be shortened, such as one restored from a session of another version. */
function toTooLongError(frame: ServerFrame): ServerFrame {
  const message = 'The answer is too long to send.';
  const timestamp = 'timestamp' in frame ? truncate(String(frame.timestamp), MAX_LABEL_LENGTH) : '';
  return { type: 'error', code: 'TOO_LONG', message, error: message, timestamp };
}

function shortened(frame: ServerFrame): ServerFrame {
  switch (frame.type) {
    case 'response':
      return shortenResponse(frame, MAX_ENCODED_BYTES - 1);
    case 'connected':
    case 'state':
      return shortenGreeting(frame);
    case 'error': {
      const message = truncate(frame.message, MAX_MESSAGE_LENGTH);
      return { ...frame, message, error: message };
    }
    default:
      return frame;
  }
}

/** Drops rows from the end, and if the text alone is too long, truncates it. */
function shortenResponse(frame: ResponseFrame, maxBytes: number): ResponseFrame {
  const label = (text: string) => truncate(text, MAX_LABEL_LENGTH);
  const action = label(frame.action);
  const envelope: ResponseFrame = {
    ...frame,
    text: '',
    response_text: '',
    intent: label(frame.intent),
    action,
    action_taken: action,
    data: [],
    truncated: true,
  };
  const room = maxBytes - Buffer.byteLength(responseJson(envelope));
  // The frame contains the text twice.
  const text = truncate(frame.text, lengthWithin(frame.text, Math.floor(room / 2) - ELLIPSIS_BYTES));
  const remaining = room - 2 * (jsonBytes(text) - 2);
  return { ...envelope, text, response_text: text, data: rowsWithin(frame.data, remaining) };
}

/** Drops the oldest turns first, then rows of the last response. */
function shortenGreeting<Frame extends Extract<ServerFrame, { type: 'connected' | 'state' }>>(
  frame: Frame,
): Frame {
  const { context = [], last_response: last } = frame;
  const bare: Frame = { ...frame, context: [], truncated: true };
  const half = Math.floor(MAX_ENCODED_BYTES / 2);
  const response = last && (jsonBytes(last) < half ? last : shortenResponse(last, half));
  const envelope: Frame = { ...bare, last_response: response };
  return {
    ...envelope,
    context: turnsWithin(context, MAX_ENCODED_BYTES - 1 - Buffer.byteLength(toJson(envelope))),
  };
}

/** The newest turns that fit. */
function turnsWithin(turns: readonly Turn[], maxBytes: number): readonly Turn[] {
  let remaining = maxBytes;
  let first = turns.length;
  for (const [back, turn] of [...turns].reverse().entries()) {
    remaining -= jsonBytes(turn) + 1;
    if (remaining < 0) break;
    first = turns.length - 1 - back;
  }
  return turns.slice(first);
}

/** The first rows that fit. */
export function rowsWithin(rows: readonly Row[], maxBytes: number): readonly Row[] {
  let remaining = maxBytes;
  for (const [index, row] of rows.entries()) {
    remaining -= jsonBytes(row) + 1;
    if (remaining < 0) return rows.slice(0, index);
  }
  return rows;
}

/** Length of the longest prefix, in UTF-16 code units, that takes at most `maxBytes` in JSON without quotes. */
function lengthWithin(text: string, maxBytes: number): number {
  let remaining = maxBytes;
  let at = 0;
  for (const character of text) {
    remaining -= characterBytes(character.codePointAt(0) ?? 0);
    if (remaining < 0) return at;
    at += character.length;
  }
  return at;
}

/** Maximum UTF-8 bytes of a code point in JSON: control characters and lone surrogates take six as `\u0001`. */
function characterBytes(point: number): number {
  if (point < 0x20 || (point >= 0xd800 && point <= 0xdfff)) return 6;
  if (point === 0x22 || point === 0x5c) return 2;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Marks a frame of a listener with example data; clients ignore unknown fields. */
export function withExampleMark(frame: string, example: boolean): string {
  return example ? `${frame.slice(0, -1)},"example":true}` : frame;
}
