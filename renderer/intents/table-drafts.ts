import type { IntentsView, TableEdit, TablePart, TablePartId } from '../../contract/panel-intents.ts';

/** What a person changed of the table and did not save yet, by part. */
export type TableDrafts = Readonly<Record<string, TableEdit>>;

/** A part as it is edited. */
export interface EditedPart extends TablePartId {
  /** With the draft; undefined if that removes it. */
  readonly text: string | undefined;
  /** As it is in the table; absent of a new one. */
  readonly saved?: TablePart;
  readonly isChanged: boolean;
}

export function keyOf({ kind, name }: TablePartId): string {
  return `${kind} ${name}`;
}

export function isSamePart(one: TablePartId | undefined, other: TablePartId | undefined): boolean {
  return one !== undefined && other !== undefined && keyOf(one) === keyOf(other);
}

/** Adds what was typed; a part that is as the table has it has no draft. */
export function withDraft(drafts: TableDrafts, view: IntentsView, edit: TableEdit): TableDrafts {
  const others = withoutDraft(drafts, edit);
  const saved = view.parts.find((part) => isSamePart(part, edit));
  const isUnchanged = edit.text === null ? saved === undefined : edit.text === saved?.text;
  return isUnchanged ? others : { ...others, [keyOf(edit)]: edit };
}

export function withoutDraft(drafts: TableDrafts, part: TablePartId): TableDrafts {
  const { [keyOf(part)]: _, ...others } = drafts;
  return others;
}

/** What is left to save where the file has other contents now. */
export function rebased(drafts: TableDrafts, view: IntentsView): TableDrafts {
  return Object.values(drafts).reduce<TableDrafts>((next, edit) => withDraft(next, view, edit), {});
}

/** The parts of the table with the drafts, new ones last. */
export function editedParts(view: IntentsView, drafts: TableDrafts): readonly EditedPart[] {
  const known = new Set(view.parts.map(keyOf));
  const shown = view.parts.map((saved) => {
    const draft = drafts[keyOf(saved)];
    const text = draft === undefined ? saved.text : (draft.text ?? undefined);
    return { kind: saved.kind, name: saved.name, text, saved, isChanged: draft !== undefined };
  });
  const added = Object.values(drafts).filter((draft) => !known.has(keyOf(draft)));
  return [
    ...shown,
    ...added.map(({ kind, name, text }) => ({ kind, name, text: text ?? undefined, isChanged: true })),
  ];
}

/** How a part differs between what the person has seen and what the file has now. */
export interface PartConflict extends TablePartId {
  readonly theirs: 'changed' | 'added' | 'removed' | 'unchanged';
  /** Whether the person changed it too. */
  readonly isMine: boolean;
}

export function conflictsOf(
  before: IntentsView,
  after: IntentsView,
  drafts: TableDrafts,
): readonly PartConflict[] {
  const textsOf = (view: IntentsView) => new Map(view.parts.map((part) => [keyOf(part), part.text]));
  const [was, is] = [textsOf(before), textsOf(after)];
  const parts = new Map<string, TablePartId>();
  for (const part of [...before.parts, ...after.parts, ...Object.values(drafts)])
    parts.set(keyOf(part), { kind: part.kind, name: part.name });
  return [...parts].flatMap(([key, part]) => {
    const theirs = differenceOf(was.get(key), is.get(key));
    const isMine = drafts[key] !== undefined;
    return theirs === 'unchanged' && !isMine ? [] : [{ ...part, theirs, isMine }];
  });
}

function differenceOf(was: string | undefined, is: string | undefined): PartConflict['theirs'] {
  if (was === is) return 'unchanged';
  if (was === undefined) return 'added';
  return is === undefined ? 'removed' : 'changed';
}
