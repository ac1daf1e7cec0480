import type { Executed, QmLock, QmUser } from '../account.ts';
import { AccountError } from '../errors.ts';
import { canLeaveSelectList, checkedStatement } from '../statement.ts';
import type { QmText } from '../text.ts';
import { toAccountError } from './errors.ts';
import { argumentsOf, fileNoOf, idsOf, linesOf, textOf } from './replies.ts';
import type { SendRequest } from './session.ts';

/** QM's default MAXIDLEN; ids past 99 bytes are read as another record's (docs/qmclient.md §0 H3). */
const MAX_ID_BYTES = 63;

/**
 * Checks that QM can use a record id unchanged. Throws BAD_ID for an empty or too long one and one with a mark or control
 * character: QM truncates or rejects such ids, or returns an empty record (docs/qmclient.md §1.4, §1.6).
 */
export function checkedId(id: QmText): QmText {
  if (id === '') throw new AccountError('BAD_ID', 'a record id is empty');
  if (id.length > MAX_ID_BYTES) {
    throw new AccountError('BAD_ID', `a record id has ${id.length} bytes; QM allows ${MAX_ID_BYTES}`);
  }
  for (let index = 0; index < id.length; index += 1) {
    const byte = id.charCodeAt(index);
    if (byte < 0x20 || byte === 0x7f || byte >= 0xfb) {
      throw new AccountError('BAD_ID', 'a record id contains a mark or control character');
    }
  }
  return id;
}

/** STATUS() if there is no such record (docs/qmclient.md §2.10). */
const NO_RECORD = 3006;
/** The list that `select` fills; statements share list 0. */
const SELECT_LIST = 1;

/** Runs a statement, and clears the select list it may leave, so that the next statement does not use it. */
export async function execute(send: SendRequest, statement: QmText): Promise<Executed> {
  const checked = checkedStatement(statement);
  try {
    const reply = await send({ function: 'execute', statement: checked });
    if (reply.serverError !== 'ok') throw toAccountError(textOf(reply.body), 0, 'ABORTED');
    return { output: linesOf(reply.body), status: reply.status };
  } finally {
    // If this fails the session is dead, and its lists are gone.
    if (canLeaveSelectList(checked)) await send({ function: 'clearSelect', list: 0 }).catch(() => {});
  }
}

/** Calls a subroutine. QM's own (`$...`) are rejected, since some of them never return (docs/qmclient.md §2.4). */
export async function call(
  send: SendRequest,
  subroutine: string,
  args: readonly QmText[],
): Promise<readonly QmText[]> {
  if (subroutine.startsWith('$')) {
    throw new AccountError('NOT_SUPPORTED', `${subroutine} is part of QM and cannot be called`);
  }
  const reply = await send({ function: 'call', subroutine, args });
  if (reply.serverError !== 'ok') throw toAccountError(textOf(reply.body), 0, 'ABORTED');
  return argumentsOf(reply.body, args);
}

/** Reads a record; undefined if the file has none with this id. */
export function read(send: SendRequest, file: string, id: QmText): Promise<QmText | undefined> {
  const checked = checkedId(id);
  return withFile(send, file, async (fileNo) => {
    const reply = await send({ function: 'read', fileNo, id: checked });
    if (reply.serverError === 'ok') return textOf(reply.body);
    if (reply.serverError === 'else' && reply.status === NO_RECORD) return undefined;
    throw toAccountError(textOf(reply.body), reply.status, 'ABORTED');
  });
}

/** Writes a record unless another session holds its update lock, which QM itself does not check (docs/qmclient.md §2, Write). */
export function write(send: SendRequest, file: string, id: QmText, record: QmText): Promise<void> {
  const checked = checkedId(id);
  return withFile(send, file, async (fileNo) => {
    await lock(send, fileNo, checked);
    const reply = await send({ function: 'write', fileNo, id: checked, record });
    if (reply.serverError !== 'ok') throw toAccountError(textOf(reply.body), reply.status, 'ABORTED');
  });
}

/** Deletes a record unless another session holds its update lock. */
export function remove(send: SendRequest, file: string, id: QmText): Promise<void> {
  const checked = checkedId(id);
  return withFile(send, file, async (fileNo) => {
    await lock(send, fileNo, checked);
    const reply = await send({ function: 'delete', fileNo, id: checked });
    if (reply.serverError !== 'ok') throw toAccountError(textOf(reply.body), reply.status, 'ABORTED');
  });
}

/** The ids of all records of a file. */
export function select(send: SendRequest, file: string): Promise<readonly QmText[]> {
  return withFile(send, file, async (fileNo) => {
    const selected = await send({ function: 'select', fileNo, list: SELECT_LIST });
    if (selected.serverError !== 'ok')
      throw toAccountError(textOf(selected.body), selected.status, 'ABORTED');
    const list = await send({ function: 'readList', list: SELECT_LIST });
    return list.serverError === 'ok' ? idsOf(list.body) : [];
  });
}

/**
 * Opens a file and returns its number, valid until it is closed. Rejects with FILE_NOT_FOUND.
 */
async function open(send: SendRequest, file: string): Promise<number> {
  const reply = await send({ function: 'open', file });
  if (reply.serverError === 'ok') return fileNoOf(reply.body);
  const text = textOf(reply.body);
  throw toAccountError(text === '' ? `${file} cannot be opened` : text, reply.status, 'FILE_NOT_FOUND');
}

/** Takes a record's update lock, whether the record exists or not. Rejects with LOCKED at once if another has it. */
async function lock(send: SendRequest, fileNo: number, id: QmText): Promise<void> {
  const reply = await send({ function: 'readu', fileNo, id });
  if (reply.serverError === 'ok' || reply.status === NO_RECORD) return;
  throw toAccountError(textOf(reply.body), reply.status, 'ABORTED');
}

/**
 * Opens a file for one operation. An open file would keep DELETE.FILE and BUILD.INDEX from working, and would become
 * stale if the file is recreated. Closing also releases the locks taken in it.
 */
async function withFile<T>(send: SendRequest, file: string, use: (fileNo: number) => Promise<T>): Promise<T> {
  const fileNo = await open(send, file);
  try {
    return await use(fileNo);
  } finally {
    // A session that died has closed the file; its own error is the one to report.
    await send({ function: 'close', fileNo }).catch(() => {});
  }
}

/** The record id under which LIST.READU shows the listener. */
const LISTENER_LOCK_ID = 'WEBSOCKET.LISTENER';
/**
 * The file of that lock: every account has it, and it keeps no record of that name. VOC would not do: a catalogued
 * WEBSOCKET.LISTENER is there, and CATALOG waits for ever for that record's lock (seen live).
 */
const LISTENER_LOCK_FILE = '$HOLD';

/**
 * Takes the listener's update lock for the life of the session: the file stays open, because closing it would release
 * the lock. False if another session has it, such as a phantom started from QM, which does no harm.
 */
export async function takeListenerLock(send: SendRequest): Promise<boolean> {
  const fileNo = await open(send, LISTENER_LOCK_FILE);
  try {
    await lock(send, fileNo, LISTENER_LOCK_ID);
    return true;
  } catch (error) {
    if (!(error instanceof AccountError) || error.code !== 'LOCKED') throw error;
    await send({ function: 'close', fileNo });
    return false;
  }
}

/** User, process, parent user if any, `23 Nov 05:06`, origin; `*` marks the asking session (docs/qmclient.md §7). */
const USER_LINE = /^(\*?)\s*(\d+)\s+(\d+)\s+(?:(\d+)\s+)?(\d{1,2} [A-Za-z]{3} \d{2}:\d{2})\s(.*)$/s;

/** Parses the output of LISTU. Lines that are no user (headings) are skipped. */
export function parseUsers(output: QmText): readonly QmUser[] {
  return output.split('\n').flatMap((line) => {
    const [, mark, userNo, pid, parent, since, origin] = USER_LINE.exec(line) ?? [];
    if (since === undefined || origin === undefined) return [];
    return {
      userNo: Number(userNo),
      pid: Number(pid),
      ...(parent !== undefined && { parent: Number(parent) }),
      since,
      origin: origin.trim(),
      self: mark === '*',
    };
  });
}

/**
 * Parses the output of LIST.READU: columns under headings, where long paths and ids continue on the next lines
 * (docs/qmclient.md §7). `file` is the path as QM prints it.
 */
export function parseLocks(output: QmText): readonly QmLock[] {
  const locks: { userNo: number; file: string; type: string; id: QmText }[] = [];
  let columns: { path: number; type: number; id: number } | undefined;
  for (const line of output.split('\n')) {
    const heading = /^User File (Path\.* )(Type )Id/.exec(line);
    if (heading) {
      const path = line.indexOf('Path');
      columns = { path, type: line.indexOf(' Type ') + 1, id: line.indexOf(' Id') + 1 };
      continue;
    }
    if (!columns) continue;
    const path = line.slice(columns.path, columns.type).trim();
    const type = line.slice(columns.type, columns.id).trim();
    const id = line.slice(columns.id).trimEnd();
    const last = locks.at(-1);
    const owner = /^\s*(\d+)\s+\d+ /.exec(line)?.[1];
    if (owner !== undefined) locks.push({ userNo: Number(owner), file: path, type, id });
    else if (last && line.startsWith(' '.repeat(columns.path))) {
      last.file += path;
      last.id += id;
    }
  }
  return locks;
}
