import { z } from 'zod';

/** The settings as the panel shows and changes them. Values are texts, as a person types them. */

const MAX_VALUE_LENGTH = 16_384;
const MAX_SETTINGS = 500;
const name = z.string().min(1).max(64);
const value = z.string().max(MAX_VALUE_LENGTH);

const SETTING = z.object({
  name,
  /** Which settings it is shown with; a newer program may have groups that the page has no title for. */
  group: z.string().max(40),
  /** What it is, in one line. */
  description: z.string(),
  /** Which values are allowed. */
  allowed: z.string(),
  input: z.enum(['text', 'number', 'switch', 'choice', 'secret']),
  /** Of a choice. */
  choices: z.array(z.string()).readonly().optional(),
  /** In force for the next start; of a secret only whether it is set. */
  value,
  /** In the files, whatever overrides them; of a secret only whether it is set. */
  saved: value,
  /** What holds if nothing sets it, in words where it depends on something. */
  default: z.string(),
  source: z.enum(['default', 'qmconfig', 'file', 'environment', 'flag']),
  /** Where the value comes from, in words; absent for a default. */
  from: z.string().optional(),
  /** Whether the configuration file sets it. */
  isInFile: z.boolean(),
  /** False where the file cannot set it. */
  isEditable: z.boolean(),
  /** Whether a change needs a restart of the listener; a reload applies the others. */
  needsRestart: z.boolean(),
  /** The variable or the flag that overrides the file. */
  override: z
    .object({
      key: z.string(),
      /** `here`: of the program that serves the panel. `last-start`: a restart repeats it, a stop and a start do not. */
      of: z.enum(['here', 'last-start']),
    })
    .optional(),
  /** Whether its value can be read. */
  isSecret: z.boolean(),
});

export type SettingView = Readonly<z.infer<typeof SETTING>>;

/** How one setting differs between two states of the file; undefined where it is not set. */
const DIFFERENCE = z.object({ name, before: value.optional(), after: value.optional() });

export type SettingDifference = Readonly<z.infer<typeof DIFFERENCE>>;

export const SETTINGS_VIEW = z.object({
  /** The configuration file. */
  file: z.string(),
  /** Identifies the content of the file. */
  stamp: z.string().max(100),
  settings: z.array(SETTING).max(MAX_SETTINGS).readonly(),
  /** What a start would refuse, and what it would warn of; one line each. */
  errors: z.array(z.string()).readonly(),
  warnings: z.array(z.string()).readonly(),
  /** What restoring the file as it was before its last change would do; absent if it is not kept. */
  previous: z.object({ at: z.number(), differences: z.array(DIFFERENCE).readonly() }).optional(),
});

export type SettingsView = Readonly<z.infer<typeof SETTINGS_VIEW>>;

/** A change of the file; `null` removes the setting from it. */
const EDIT = z.object({ name, value: value.nullable() });

export type SettingEdit = Readonly<z.infer<typeof EDIT>>;

export const SETTING_EDITS = z.array(EDIT).max(MAX_SETTINGS).readonly();

/** Why changes are not allowed. `name`: the setting that it is about, if it is one. */
const PROBLEM = z.object({ name: name.optional(), message: z.string() });

export type SettingProblem = Readonly<z.infer<typeof PROBLEM>>;

const PROBLEMS = z.array(PROBLEM).readonly();

const CHANGE = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), message: z.string(), view: SETTINGS_VIEW }),
  /** Nothing was changed, because the file is another one than the page has read. */
  z.object({ kind: z.literal('conflict'), view: SETTINGS_VIEW }),
  /** Nothing was changed. */
  z.object({ kind: z.literal('invalid'), problems: PROBLEMS }),
]);

export type SettingsChange = Readonly<z.infer<typeof CHANGE>>;

/** Calls of the panel about settings, which the product's program answers. */
export const SETTINGS_CALLS = {
  settings: { params: z.object({}), result: SETTINGS_VIEW },
  /** What would keep changes from being saved; nothing is changed. */
  'settings-check': { params: z.object({ edits: SETTING_EDITS }), result: z.object({ problems: PROBLEMS }) },
  /** `stamp`: of the file as the page has read it. */
  'settings-save': { params: z.object({ stamp: z.string().max(100), edits: SETTING_EDITS }), result: CHANGE },
  /** Puts the file back as it was before its last change, which is kept in turn. */
  'settings-restore': { params: z.object({ stamp: z.string().max(100) }), result: CHANGE },
} as const;
