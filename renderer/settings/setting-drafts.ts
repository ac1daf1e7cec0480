import type { SettingEdit, SettingView } from '../../contract/panel-settings.ts';

/** What a person typed and did not save yet, by setting; `null` removes the setting from the file. */
export type Drafts = Readonly<Record<string, string | null>>;

/** Adds what was typed; a setting that is as the file has it has no draft. */
export function withDraft(drafts: Drafts, setting: SettingView, typed: string | null): Drafts {
  const { [setting.name]: _, ...others } = drafts;
  const isUnchanged = typed === null ? !setting.isInFile : !setting.isSecret && typed === setting.saved;
  // An empty field of a secret changes nothing: an empty secret does not exist.
  const isUntouched = setting.isSecret && typed === '';
  return isUnchanged || isUntouched ? others : { ...others, [setting.name]: typed };
}

export function withoutDraft(drafts: Drafts, name: string): Drafts {
  const { [name]: _, ...others } = drafts;
  return others;
}

/** What is left to save where the file has other contents now. */
export function rebased(drafts: Drafts, settings: readonly SettingView[]): Drafts {
  let next: Drafts = {};
  for (const setting of settings) {
    const typed = drafts[setting.name];
    if (typed !== undefined) next = withDraft(next, setting, typed);
  }
  return next;
}

export function toEdits(drafts: Drafts): readonly SettingEdit[] {
  return Object.entries(drafts).map(([name, value]) => ({ name, value }));
}

/** How the file differs from what the person has seen, where that person has changed something too, or somebody else only. */
export interface Conflict {
  readonly name: string;
  /** As it was when it was read, as the file has it now, and as the person typed it; undefined: not in the file. */
  readonly read: string | undefined;
  readonly now: string | undefined;
  /** Absent if only the file changed. */
  readonly typed?: string | null;
}

/** @param before what the person has seen @param after the file as it is now */
export function conflictsOf(
  before: readonly SettingView[],
  after: readonly SettingView[],
  drafts: Drafts,
): readonly Conflict[] {
  return after.flatMap((setting): readonly Conflict[] => {
    const { name } = setting;
    const [read, now] = [inFile(before.find((one) => one.name === name)), inFile(setting)];
    const typed = drafts[name];
    // Of a secret it is not known whether it is another one.
    if (read === now && typed === undefined) return [];
    return [{ name, read, now, ...(typed === undefined ? {} : { typed }) }];
  });
}

function inFile(setting: SettingView | undefined): string | undefined {
  return setting?.isInFile === true ? setting.saved : undefined;
}
