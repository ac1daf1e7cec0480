import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { ASKED_RESPONSE } from '../../contract/panel-ask.ts';
import {
  type INTENTS_CALLS,
  type IntentsView,
  MAX_TABLE_PARTS,
  type TableChange,
  type TableEdit,
  type TablePart,
  type TriedQuestion,
} from '../../contract/panel-intents.ts';
import { loadConfig, loadTolerant } from '../../listener/config/load.ts';
import { responseFrame } from '../../listener/protocol/reply.ts';
import type { SubjectTable } from '../../listener/query/table/subject-table.ts';
import { BUILT_IN_TABLE, type Part, partsOf, partText } from '../../listener/query/table/table-edits.ts';
import { TableError } from '../../listener/query/table/table-error.ts';
import { INTENTS_FILE, lintTable } from '../../listener/query/table/table-file.ts';
import { configuredAccount, type OpenAccount, withAccount } from '../account/opened.ts';
import { describeActor } from '../actor.ts';
import { explainQuestion } from '../explain-question.ts';
import {
  editedTable,
  type OpenedTable,
  openTable,
  previousTableFile,
  removeTable,
  restoreTable,
  saveTable,
  tableText,
} from '../intents-file.ts';
import { loadInputs, orBadConfiguration } from '../setting-flags.ts';
import type { Terminal } from '../terminal.ts';
import type { BridgeCalls } from './bridge-calls.ts';
import { PanelCallFailure } from './panel-call-failure.ts';

/** More does not go through one answer; such a table is edited as a file. */
const MAX_SHOWN_LENGTH = 2_000_000;
/** Rows that are shown of an answer; the Ask screen shows all. */
const MAX_ROWS = 20;

/**
 * The panel's calls about the table of what can be asked.
 *
 * @param command the one that the panel runs, whose flags choose the home
 * @param openAccount opens the account that the listener would use
 */
export function intentCalls(
  command: Command,
  terminal: Terminal,
  openAccount: OpenAccount = configuredAccount(terminal),
): BridgeCalls<typeof INTENTS_CALLS> {
  const home = (): string => loadTolerant(loadInputs(command, terminal)).config.home;
  const by = describeActor(terminal);
  /** Changes the file, unless it is another one than the page has read. */
  const change = (
    stamp: string,
    apply: (opened: OpenedTable) => string | Extract<TableChange, { kind: 'invalid' }>,
  ): TableChange => {
    const opened = openTable(home());
    if (opened.stamp !== stamp) return { kind: 'conflict', view: viewOf(opened) };
    try {
      const done = apply(opened);
      if (typeof done !== 'string') return done;
      return { kind: 'saved', message: done, view: viewOf(openTable(opened.home)) };
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      return { kind: 'invalid', problems: [{ message: error.message }] };
    }
  };
  return {
    intents: () => viewOf(openTable(home())),
    'intents-check': ({ edits }) => {
      const edited = editedTable(openTable(home()), edits);
      if (edited.kind === 'bad') return { problems: edited.problems, remarks: [] };
      return { problems: [], remarks: remarksOn(edited.table, edits) };
    },
    'intents-try': ({ edits, question }) => {
      const edited = editedTable(openTable(home()), edits);
      if (edited.kind === 'bad') return { kind: 'invalid', problems: edited.problems };
      return tryQuestion(question, edited.table, { command, terminal, openAccount });
    },
    'intents-save': ({ stamp, edits }) =>
      change(stamp, (opened) => {
        const edited = editedTable(opened, edits);
        if (edited.kind === 'bad') return { kind: 'invalid', problems: edited.problems };
        const names = describeEdits(edits);
        saveTable(opened.home, tableText(edited.value), `${names} in ${INTENTS_FILE}`, by);
        return `Saved in ${opened.file}: ${names}.`;
      }),
    'intents-remove': ({ stamp }) =>
      change(stamp, (opened) => {
        if (!removeTable(opened.home, by)) throw new PanelCallFailure('There is no table of your own.');
        return 'The built-in table is in force.';
      }),
    'intents-restore': ({ stamp }) =>
      change(stamp, (opened) => {
        if (!restoreTable(opened.home, by)) throw new PanelCallFailure('No earlier table is kept.');
        return `The previous table is in ${opened.file} again.`;
      }),
  };
}

function viewOf({ home, file, content, stamp, value, problem }: OpenedTable): IntentsView {
  const parts = partsOf(value) ?? [];
  const builtIn = new Map((partsOf(BUILT_IN_TABLE) ?? []).map((part) => [keyOf(part), part]));
  const shown = parts.map((part) => toView(part, builtIn.get(keyOf(part))));
  const length = shown.reduce((sum, { text }) => sum + text.length, 0);
  const keys = new Set(parts.map(keyOf));
  const missing = [...builtIn.values()].filter((part) => !keys.has(keyOf(part)));
  const isTooLarge = length > MAX_SHOWN_LENGTH || parts.length > MAX_TABLE_PARTS;
  const why = isTooLarge ? 'It is too large to be shown here: edit the file itself.' : problem;
  const previous = statSync(previousTableFile(home), { throwIfNoEntry: false });
  return {
    file,
    isOwn: content !== undefined,
    stamp,
    parts: isTooLarge ? [] : shown,
    missing:
      isTooLarge || parts.length === 0
        ? []
        : missing.map(({ kind, name, value: built }) => ({ kind, name, text: partText(built) })),
    ...(why === undefined ? {} : { problem: why }),
    ...(previous === undefined ? {} : { previous: { at: previous.mtimeMs } }),
  };
}

function keyOf({ kind, name }: Pick<Part, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

function toView({ kind, name, value }: Part, builtIn: Part | undefined): TablePart {
  const text = partText(value);
  if (builtIn === undefined) return { kind, name, text, origin: 'own' };
  const built = partText(builtIn.value);
  if (built === text) return { kind, name, text, origin: 'built-in' };
  return { kind, name, text, origin: 'changed', builtIn: built };
}

/** What is allowed in the subjects that were changed and most likely not meant. */
function remarksOn(table: SubjectTable, edits: readonly TableEdit[]): readonly string[] {
  const names = edits.filter(({ kind }) => kind === 'subjects').map(({ name }) => `${name}: `);
  return lintTable(table).filter((line) => names.some((name) => line.startsWith(name)));
}

function describeEdits(edits: readonly TableEdit[]): string {
  if (edits.length > 5) return `${edits.length} parts`;
  return edits.map(({ name, text }) => (text === null ? `${name} removed` : name)).join(', ');
}

async function tryQuestion(
  question: string,
  table: SubjectTable,
  {
    command,
    terminal,
    openAccount,
  }: { readonly command: Command; readonly terminal: Terminal; readonly openAccount: OpenAccount },
): Promise<TriedQuestion> {
  const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
  let tried: TriedQuestion | undefined;
  await withAccount(command, openAccount, async (account) => {
    const asked = { text: question, intent: undefined };
    const { reply, trace, ms } = await explainQuestion(asked, { config, account, table });
    const frame = responseFrame(
      { ...reply, rows: reply.rows.slice(0, MAX_ROWS) },
      { sessionId: '', durationMs: ms, at: 0 },
    );
    tried = { kind: 'asked', response: ASKED_RESPONSE.parse(frame), trace, ms: Math.round(ms * 10) / 10 };
  });
  if (tried === undefined) throw new Error('the account was not asked');
  return tried;
}
