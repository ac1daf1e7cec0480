import type { ValuePath } from './json-values.ts';

/** What every form for a part of the table is given. */
export interface PartFormProps {
  /** As JSON has it; anything that is not what it should be is shown as empty. */
  readonly value: unknown;
  readonly onChange: (path: ValuePath, next: unknown) => void;
}
