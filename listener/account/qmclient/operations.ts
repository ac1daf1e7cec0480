import type { Executed, QmLock, QmUser } from '../account.ts';
import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';
import { toAccountError } from './errors.ts';
import { argumentsOf, fileNoOf, idsOf, linesOf, textOf } from './replies.ts';
import type { Ask } from './session.ts';
import { canLeaveSelectList, checkedStatement } from './statement.ts';

/** QM's default MAXIDLEN; ids past 99 bytes are read as another record's (docs/qmclient.md §0 H3). */
const MAX_ID_BYTES = 63;

/**
 * A record id QM will take as it is. Throws BAD_ID for an empty or too long one, one that holds a mark or a
 * control character: QM cuts, refuses or answers such ids with an empty record (§1.4, §1.6).
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

/** STATUS() where there is no such record (docs/qmclient.md §2.10). */
const NO_RECORD = 3006;
/** The list `select` fills: 0 is the one statements share. */
const SELECT_LIST = 1;

/** Runs a statement, and clears the select list it may leave, for the next one to find none. */
export async function execute(ask: Ask, statement: QmText): Promise<Executed> {
  const checked = checkedStatement(statement);
  try {
    const reply = await ask({ function: 'execute', statement: checked });
    if (reply.serverError !== 'ok') throw toAccountError(textOf(reply.body), 0, 'ABORTED');
    return { output: linesOf(reply.body), status: reply.status };
  } finally {
    // Where this fails the session is dead, and its lists with it.
    if (canLeaveSelectList(checked)) await ask({ function: 'clearSelect', list: 0 }).catch(() => {});
  }
}

/** Calls a subroutine. QM's own, named `$...`, are refused: some of them never come back (docs/qmclient.md §2.4). */
export async function call(
  ask: Ask,
  subroutine: string,
  args: readonly QmText[],
): Promise<readonly QmText[]> {
  if (subroutine.startsWith('$')) {
    throw new AccountError('NOT_SUPPORTED', `${subroutine} is part of QM and cannot be called`);
  }
  const reply = await ask({ function: 'call', subroutine, args });
  if (reply.serverError !== 'ok') throw toAccountError(textOf(reply.body), 0, 'ABORTED');
  return argumentsOf(reply.body, args);
}

export function read(ask: Ask, file: string, id: QmText): Promise<QmText | undefined> {
  const checked = checkedId(id);
  return withFile(ask, file, async (fileNo) => {
    const reply = await ask({ function: 'read', fileNo, id: checked });
    if (reply.serverError === 'ok') return textOf(reply.body);
    if (reply.serverError === 'else' && reply.status === NO_RECORD) return undefined;
    throw toAccountError(textOf(reply.body), reply.status, 'ABORTED');
  });
}

/** Writes only what nobody holds the update lock of: QM itself would not mind (docs/qmclient.md §2, Write). */
export function write(ask: Ask, file: string, id: QmText, record: QmText): Promise<void> {
  const checked = checkedId(id);
  return withFile(ask, file, async (fileNo) => {
    await lock(ask, fileNo, checked);
    const reply = await ask({ function: 'write', fileNo, id: checked, record });
    if (reply.serverError !== 'ok') throw toAccountError(textOf(reply.body), reply.status, 'ABORTED');
  });
}

/** As `write`: not under another's lock. */
export function remove(ask: Ask, file: string, id: QmText): Promise<void> {
  const checked = checkedId(id);
  return withFile(ask, file, async (fileNo) => {
    await lock(ask, fileNo, checked);
    const reply = await ask({ function: 'delete', fileNo, id: checked });
    if (reply.serverError !== 'ok') throw toAccountError(textOf(reply.body), reply.status, 'ABORTED');
  });
}

export function select(ask: Ask, file: string): Promise<readonly QmText[]> {
  return withFile(ask, file, async (fileNo) => {
    const selected = await ask({ function: 'select', fileNo, list: SELECT_LIST });
    if (selected.serverError !== 'ok')
      throw toAccountError(textOf(selected.body), selected.status, 'ABORTED');
    const list = await ask({ function: 'readList', list: SELECT_LIST });
    return list.serverError === 'ok' ? idsOf(list.body) : [];
  });
}

/**
 * Opens a file: its number, good until it is closed. Rejects with FILE_NOT_FOUND.
 */
async function open(ask: Ask, file: string): Promise<number> {
  const reply = await ask({ function: 'open', file });
  if (reply.serverError === 'ok') return fileNoOf(reply.body);
  const text = textOf(reply.body);
  throw toAccountError(text === '' ? `${file} cannot be opened` : text, reply.status, 'FILE_NOT_FOUND');
}

/** Takes a record's update lock, there or not. Rejects with LOCKED at once if another has it. */
async function lock(ask: Ask, fileNo: number, id: QmText): Promise<void> {
  const reply = await ask({ function: 'readu', fileNo, id });
  if (reply.serverError === 'ok' || reply.status === NO_RECORD) return;
  throw toAccountError(textOf(reply.body), reply.status, 'ABORTED');
}

/**
 * Files are opened for one use: an open file number would keep QM's DELETE.FILE and BUILD.INDEX from working
 * and outlive a file that is made anew. Closing also releases the locks taken in it.
 */
async function withFile<T>(ask: Ask, file: string, use: (fileNo: number) => Promise<T>): Promise<T> {
  const fileNo = await open(ask, file);
  try {
    return await use(fileNo);
  } finally {
    // A session that died on the way has closed it; its own error is the one to report.
    await ask({ function: 'close', fileNo }).catch(() => {});
  }
}

/** The record id LIST.READU shows the listener by. */
const LISTENER_LOCK_ID = 'WEBSOCKET.LISTENER';
/**
 * The file it is locked in: every account has it, and no record of that name is kept there. Not VOC: a
 * catalogued WEBSOCKET.LISTENER lives there, and CATALOG waits for ever for that record's lock (seen live).
 */
const LISTENER_LOCK_FILE = '$HOLD';

/**
 * Takes the listener's update lock for as long as the session lives: the file stays open, for closing it would
 * release the lock. False when somebody else has it, such as a phantom started from QM: no harm.
 */
export async function takeListenerLock(ask: Ask): Promise<boolean> {
  const fileNo = await open(ask, LISTENER_LOCK_FILE);
  try {
    await lock(ask, fileNo, LISTENER_LOCK_ID);
    return true;
  } catch (error) {
    if (!(error instanceof AccountError) || error.code !== 'LOCKED') throw error;
    await ask({ function: 'close', fileNo });
    return false;
  }
}

/** User, process, parent user if any, `23 Nov 05:06`, origin; `*` marks the asking session (docs/qmclient.md §7). */
const USER_LINE = /^(\*?)\s*(\d+)\s+(\d+)\s+(?:(\d+)\s+)?(\d{1,2} [A-Za-z]{3} \d{2}:\d{2})\s(.*)$/s;

/** What LISTU printed. Lines that are no user (headings) are passed over. */
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
 * What LIST.READU printed: columns under their headings, long paths and ids going on in the lines below
 * (docs/qmclient.md §7). `file` is the path, as QM prints it.
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
