import type { Executed } from '../account.ts';
import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';
import { checkedId } from './record-id.ts';
import { refusal } from './refusal.ts';
import { argumentsOf, fileNoOf, idsOf, linesOf, textOf } from './reply-body.ts';
import type { Ask } from './session.ts';
import { checkedStatement, mayLeaveSelectList } from './statement.ts';

/** STATUS() where there is no such record (QMClient spec §2.10). */
const NO_RECORD = 3006;
/** The list `select` fills: 0 is the one statements share. */
const OUR_LIST = 1;

/** Runs a statement, and clears the select list it may leave, for the next one to find none. */
export async function execute(ask: Ask, statement: QmText): Promise<Executed> {
  const checked = checkedStatement(statement);
  try {
    const reply = await ask({ function: 'execute', statement: checked });
    if (reply.serverError !== 'ok') throw refusal(textOf(reply.body), 0, 'ABORTED');
    return { output: linesOf(reply.body), status: reply.status };
  } finally {
    // Where this fails the session is dead, and its lists with it.
    if (mayLeaveSelectList(checked)) await ask({ function: 'clearSelect', list: 0 }).catch(() => {});
  }
}

/** Calls a subroutine. QM's own, named `$...`, are refused: some of them never come back (spec §2.4). */
export async function call(
  ask: Ask,
  subroutine: string,
  args: readonly QmText[],
): Promise<readonly QmText[]> {
  if (subroutine.startsWith('$')) {
    throw new AccountError('NOT_SUPPORTED', `${subroutine} is a part of QM, not a subroutine to call`);
  }
  const reply = await ask({ function: 'call', subroutine, args });
  if (reply.serverError !== 'ok') throw refusal(textOf(reply.body), 0, 'ABORTED');
  return argumentsOf(reply.body, args);
}

export function read(ask: Ask, file: string, id: QmText): Promise<QmText | undefined> {
  const checked = checkedId(id);
  return withFile(ask, file, async (fileNo) => {
    const reply = await ask({ function: 'read', fileNo, id: checked });
    if (reply.serverError === 'ok') return textOf(reply.body);
    if (reply.serverError === 'else' && reply.status === NO_RECORD) return undefined;
    throw refusal(textOf(reply.body), reply.status, 'ABORTED');
  });
}

/** Writes only what nobody holds the update lock of: QM itself would not mind (spec §2, Write). */
export function write(ask: Ask, file: string, id: QmText, record: QmText): Promise<void> {
  const checked = checkedId(id);
  return withFile(ask, file, async (fileNo) => {
    await lock(ask, fileNo, checked);
    const reply = await ask({ function: 'write', fileNo, id: checked, record });
    if (reply.serverError !== 'ok') throw refusal(textOf(reply.body), reply.status, 'ABORTED');
  });
}

/** As `write`: not under another's lock. */
export function remove(ask: Ask, file: string, id: QmText): Promise<void> {
  const checked = checkedId(id);
  return withFile(ask, file, async (fileNo) => {
    await lock(ask, fileNo, checked);
    const reply = await ask({ function: 'delete', fileNo, id: checked });
    if (reply.serverError !== 'ok') throw refusal(textOf(reply.body), reply.status, 'ABORTED');
  });
}

export function select(ask: Ask, file: string): Promise<readonly QmText[]> {
  return withFile(ask, file, async (fileNo) => {
    const selected = await ask({ function: 'select', fileNo, list: OUR_LIST });
    if (selected.serverError !== 'ok') throw refusal(textOf(selected.body), selected.status, 'ABORTED');
    const list = await ask({ function: 'readList', list: OUR_LIST });
    return list.serverError === 'ok' ? idsOf(list.body) : [];
  });
}

/**
 * Opens a file: its number, good until it is closed. Rejects with FILE_NOT_FOUND.
 */
export async function open(ask: Ask, file: string): Promise<number> {
  const reply = await ask({ function: 'open', file });
  if (reply.serverError === 'ok') return fileNoOf(reply.body);
  const said = textOf(reply.body);
  throw refusal(said === '' ? `${file} cannot be opened` : said, reply.status, 'FILE_NOT_FOUND');
}

/** Takes a record's update lock, there or not. Rejects with LOCKED at once if another has it. */
export async function lock(ask: Ask, fileNo: number, id: QmText): Promise<void> {
  const reply = await ask({ function: 'readu', fileNo, id });
  if (reply.serverError === 'ok' || reply.status === NO_RECORD) return;
  throw refusal(textOf(reply.body), reply.status, 'ABORTED');
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
