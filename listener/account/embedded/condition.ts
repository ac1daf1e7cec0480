import type { QmText } from '../text.ts';
import { toShown, upper } from './conversion.ts';
import { compareValues } from './decimal-conversion.ts';
import { matches, patternOf } from './pattern.ts';
import {
  type Field,
  type Operand,
  type Presence,
  type Query,
  type Selection,
  storedValue,
  type Test,
} from './query.ts';
import type { StoredRecord } from './record-folder.ts';

/** Whether a selection includes a record. */
export type Condition = (record: StoredRecord) => boolean;

/** Whether one value passes a test; `operands` are the values it is compared with, BETWEEN's two in order. */
type ValueTest = (value: QmText, operands: readonly QmText[]) => boolean;

/** Compiles a selection into a function once per query, so that patterns are not parsed for each record. */
export function conditionOf(selection: Selection): Condition {
  switch (selection.kind) {
    case 'and': {
      const [left, right] = [conditionOf(selection.left), conditionOf(selection.right)];
      return (record) => left(record) && right(record);
    }
    case 'or': {
      const [left, right] = [conditionOf(selection.left), conditionOf(selection.right)];
      return (record) => left(record) || right(record);
    }
    case 'presence':
      return presenceCondition(selection);
    case 'test':
      return testCondition(selection);
  }
}

function presenceCondition({ field, every, negated }: Presence): Condition {
  return (record) => {
    const values = valuesOf(field, record, every);
    const isPresent = every ? values.every((value) => value !== '') : values.some((value) => value !== '');
    return isPresent !== negated;
  };
}

function testCondition(test: Test): Condition {
  const passes = valueTestOf(test);
  const { field, every, negated, ignoreCase } = test;
  const fold = ignoreCase ? upper : (value: QmText) => value;
  return (record) => {
    const operands = test.operands.map((operand) => fold(operandValue(operand, record)));
    const check = (value: QmText) => passes(fold(value), operands);
    const values = valuesOf(field, record, every);
    return (every ? values.every(check) : values.some(check)) !== negated;
  };
}

function valueTestOf(test: Test): ValueTest {
  switch (test.operator) {
    case 'EQ':
      // QM compares the values of a multivalued field byte by byte, but a single value as a number if it is one.
      if (test.field.multivalued && !test.every) return (value, [operand]) => value === operand;
      return (value, [operand = '']) => compareValues(value, operand) === 0;
    case 'NE':
      return (value, [operand = '']) => compareValues(value, operand) !== 0;
    case 'LT':
      return (value, [operand = '']) => compareValues(value, operand) < 0;
    case 'LE':
      return (value, [operand = '']) => compareValues(value, operand) <= 0;
    case 'GE':
      return (value, [operand = '']) => compareValues(value, operand) >= 0;
    case 'GT':
      return (value, [operand = '']) => compareValues(value, operand) > 0;
    case 'BETWEEN':
      return (value, [low = '', high = '']) =>
        compareValues(value, low) >= 0 && compareValues(value, high) <= 0;
    case 'LIKE':
      return likeTest(test.field);
    case 'UNLIKE': {
      const like = likeTest(test.field);
      return (value, operands) => !like(value, operands);
    }
  }
}

/** LIKE matches the printed value: a date as it is printed. */
function likeTest(field: Field): ValueTest {
  let text: QmText | undefined;
  let pattern: ReturnType<typeof patternOf>;
  return (value, [operand = '']) => {
    if (operand !== text) {
      text = operand;
      pattern = patternOf(operand);
    }
    return matches(toShown(value, field.conversion), pattern);
  };
}

function operandValue(operand: Operand, record: StoredRecord): QmText {
  return operand.kind === 'literal' ? operand.value : storedValue(operand.field, record.id, record.fields);
}

/** The values to test: each value and subvalue of a multivalued field (of any field with EVERY), otherwise the whole text. */
function valuesOf(field: Field, record: StoredRecord, every: boolean): readonly QmText[] {
  const text = storedValue(field, record.id, record.fields);
  return field.multivalued || every ? text.split(/[\u00fb-\u00fd]/) : [text];
}

/** A selection that begins with `@ID = "a" "b" ...`: QM reads only those records. */
export interface IdChoice {
  readonly ids: readonly QmText[];
  /** The remaining selection. */
  readonly rest: Selection | undefined;
}

/** The records that a query names by id, directly or in its selection; undefined if it reads all records. */
export function idChoiceOf(query: Pick<Query, 'ids' | 'selection'>): IdChoice | undefined {
  if (query.ids.length > 0) return { ids: query.ids, rest: query.selection };
  return query.selection && leadingIds(query.selection);
}

function leadingIds(selection: Selection): IdChoice | undefined {
  switch (selection.kind) {
    case 'and': {
      const left = leadingIds(selection.left);
      if (left === undefined) return undefined;
      const { right } = selection;
      const rest: Selection = left.rest === undefined ? right : { kind: 'and', left: left.rest, right };
      return { ids: left.ids, rest };
    }
    case 'or': {
      const [left, right] = [leadingIds(selection.left), leadingIds(selection.right)];
      if (left === undefined || right === undefined || left.rest || right.rest) return undefined;
      return { ids: [...left.ids, ...right.ids], rest: undefined };
    }
    case 'presence':
      return undefined;
    case 'test': {
      const [operand] = selection.operands;
      const isPlain =
        selection.operator === 'EQ' && !selection.negated && !selection.every && !selection.ignoreCase;
      const isId = selection.field.source.kind === 'id';
      if (!isPlain || !isId || operand?.kind !== 'literal') return undefined;
      return { ids: [operand.value], rest: undefined };
    }
  }
}
