import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText, toQmText } from '../text.ts';
import CHECK from './programs/CHECK.WEBSOCKET.LISTENER?raw';
import EXECUTE from './programs/EXECUTE?raw';
import HAL_QUERY_EXAMPLE from './programs/HAL.QUERY.EXAMPLE?raw';
import KILL from './programs/KILL.PHANTOM?raw';
import STOP from './programs/STOP.WEBSOCKET.LISTENER?raw';
import LISTENER from './programs/WEBSOCKET.LISTENER?raw';

/** One of the QM Basic programs that we install into an account. */
export interface QmProgram {
  /** Its record in BP, and its verb. */
  readonly name: string;
  /** As a record: lines are fields. */
  readonly source: QmText;
  readonly version: number;
  /** An example is for reading and copying; it is neither compiled nor catalogued. */
  readonly kind: 'verb' | 'example';
}

/**
 * The version line, in a program's comment and in a constant of its object. It ends with a full stop, because in an
 * object any byte may follow.
 */
const VERSION_LINE = /hal-listener program (\S+), version (\d{1,6})\./;

/** The name and version of a source or object of ours; undefined for any other. */
export function programVersion(
  text: QmText,
): { readonly name: string; readonly version: number } | undefined {
  const [, name, version] = VERSION_LINE.exec(text) ?? [];
  return name === undefined ? undefined : { name, version: Number(version) };
}

function program(kind: QmProgram['kind'], text: string): QmProgram {
  const lines = text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
  const source = toQmText(lines.join('\u0000')).replaceAll('\u0000', '\u00fe');
  const known = programVersion(source);
  if (known === undefined) throw new Error(`a QM Basic program has no version line: ${lines[0]}`);
  return { ...known, source, kind };
}

/** Every program; the one that others start is first. */
export const QM_PROGRAMS: readonly QmProgram[] = [
  program('verb', LISTENER),
  program('verb', EXECUTE),
  program('verb', KILL),
  program('verb', CHECK),
  program('verb', STOP),
  program('example', HAL_QUERY_EXAMPLE),
];

/** Reads a record; undefined also if its file does not exist. @throws AccountError */
export async function readRecord(account: Account, file: string, id: QmText): Promise<QmText | undefined> {
  try {
    return await account.read(file, id);
  } catch (error) {
    if (error instanceof AccountError && error.code === 'FILE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** A field of a record, counted from 1; empty if the record has none. */
export function fieldOf(record: QmText | undefined, number: number): QmText {
  return record?.split(MARK.field)[number - 1] ?? '';
}

/** Joins fields to a record. */
export function recordOf(...fields: readonly QmText[]): QmText {
  return fields.join(MARK.field);
}
