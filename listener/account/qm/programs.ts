import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText, toQmText } from '../text.ts';
import CHECK from './programs/CHECK.WEBSOCKET.LISTENER?raw';
import EXECUTE from './programs/EXECUTE?raw';
import HAL_QUERY_EXAMPLE from './programs/HAL.QUERY.EXAMPLE?raw';
import KILL from './programs/KILL.PHANTOM?raw';
import STOP from './programs/STOP.WEBSOCKET.LISTENER?raw';
import LISTENER from './programs/WEBSOCKET.LISTENER?raw';

/** One of the QM Basic programs we put into an account. */
export interface QmProgram {
  /** Its record in BP, and the verb it is. */
  readonly name: string;
  /** As a record: lines are fields. */
  readonly source: QmText;
  readonly version: number;
  /** An example is there to be read and copied; it is neither compiled nor catalogued. */
  readonly kind: 'verb' | 'example';
}

/**
 * In source and object alike: as the comment under a program's first lines, and as a constant it compiles in. The full
 * stop ends it: in an object any byte may follow.
 */
const VERSION_LINE = /hal-listener program (\S+), version (\d{1,6})\./;

/** Whose program a source or an object is: its name and version where it is ours. */
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

/** Every program, the one that others start first. */
export const QM_PROGRAMS: readonly QmProgram[] = [
  program('verb', LISTENER),
  program('verb', EXECUTE),
  program('verb', KILL),
  program('verb', CHECK),
  program('verb', STOP),
  program('example', HAL_QUERY_EXAMPLE),
];

/** A record; undefined also where its file is not there. @throws AccountError */
export async function readRecord(account: Account, file: string, id: QmText): Promise<QmText | undefined> {
  try {
    return await account.read(file, id);
  } catch (error) {
    if (error instanceof AccountError && error.code === 'FILE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** A field of a record, from 1; empty where it has none. */
export function fieldOf(record: QmText | undefined, number: number): QmText {
  return record?.split(MARK.field)[number - 1] ?? '';
}

export function recordOf(...fields: readonly QmText[]): QmText {
  return fields.join(MARK.field);
}
