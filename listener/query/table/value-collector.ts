import type { Row } from '../../../contract/hal.ts';
import type { Sliceable } from '../../../lib/slices.ts';
import { textOf } from '../../account/text.ts';
import { tokenize } from '../words/tokenize.ts';
import type { KnownValue } from './catalogue.ts';
import type { EntityKind, Subject } from './subject-table.ts';

/** The names of an account, gathered from its records as questions may spell them. */

/** Gathers the values in rows, each once; what is gathered may grow when further rows come. */
export class ValueCollector {
  readonly #subject: Pick<Subject, 'file' | 'entities'>;
  /** By entity kind, then by field, then by value: the ids that have it, of another file. */
  readonly #values = new Map<EntityKind, Map<string, Map<string, Set<string>>>>();

  constructor(subject: Pick<Subject, 'file' | 'entities'>) {
    this.#subject = subject;
  }

  /** @param file whose row it is: the subject's own or one its entities come from */
  add(file: string, row: Row): void {
    for (const kind of this.#subject.entities) {
      if (!kind.contains && (kind.from ?? this.#subject.file) === file) this.#addOf(kind, row);
    }
  }

  #addOf(kind: EntityKind, row: Row): void {
    const fields = this.#values.get(kind) ?? new Map<string, Map<string, Set<string>>>();
    this.#values.set(kind, fields);
    for (const [place, field] of kind.fields.entries()) {
      if (kind.fallback && place > 0 && textOf(row, kind.fields[0] ?? '').trim() !== '') continue;
      const values = fields.get(field) ?? new Map<string, Set<string>>();
      fields.set(field, values);
      const cell = row[field] ?? '';
      for (const value of typeof cell === 'string' ? [cell] : cell) {
        let ids = values.get(value);
        if (ids === undefined) {
          if (value.trim() === '') continue;
          ids = new Set();
          values.set(value, ids);
        }
        if (kind.from !== undefined || (kind.names && kind.beside.length > 0)) ids.add(String(row['@ID']));
      }
    }
  }

  /** What was gathered, as questions may spell it; yields, for there may be very many. */
  *known(): Sliceable<KnownValue[]> {
    const found: KnownValue[] = [];
    for (const kind of this.#subject.entities) {
      for (const [field, values] of this.#values.get(kind) ?? []) {
        for (const [value, ids] of values) {
          for (const stems of spellings(value)) found.push({ kind, field, value, ids: [...ids], stems });
          yield;
        }
      }
    }
    return found;
  }
}

/** "Refund: faulty dock" is named by either. */
const BEHIND_COLON = /^[^:]{2,20}:([^:]{3,60})$/;

/** A name as it may be typed: with ü as ue too, without what stands behind a comma or in brackets, or in front of a colon. */
function spellings(value: string): readonly (readonly string[])[] {
  const more = value.search(/[,(]/);
  const behind = BEHIND_COLON.exec(value.trim())?.[1]?.trim();
  const texts = [
    value,
    ...(more > 0 ? [value.slice(0, more)] : []),
    ...(behind === undefined ? [] : [behind]),
  ];
  const umlauts = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' } as const;
  const written = texts.flatMap((text) => {
    const other = text
      .normalize('NFC')
      .replace(/[äöüÄÖÜ]/g, (letter) => umlauts[letter as keyof typeof umlauts]);
    return other === text ? [text] : [text, other];
  });
  const dosed = written.flatMap((text) =>
    /\p{L}\d/u.test(text) ? [text, text.replace(/(\p{L})\d+/gu, '$1')] : [text],
  );
  const found = dosed.map((text) =>
    tokenize(text)
      .filter(({ kind }) => kind !== 'sign')
      .map(({ stem, word }) => stem || word),
  );
  return found.filter((stems) => stems.length > 0);
}
