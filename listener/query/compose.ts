import type { Row } from '../../contract/hal.ts';
import type { Found } from './choose.ts';
import { askedParts, said, total } from './narrow.ts';
import { spokenDate, spokenList, spokenMoney } from './spoken.ts';
import type { Intent } from './table.ts';
import { render, type Values } from './template.ts';
import type { Word } from './words.ts';

export interface Givens {
  /** Local. */
  readonly now: { readonly date: string; readonly time: string };
  readonly text: string;
  readonly topics?: readonly string[];
  readonly found?: Found;
}

/** The values every reply may use. */
export function given({ now, text, topics = [], found }: Givens): Values {
  return (name) => {
    switch (name) {
      case 'time':
        return now.time;
      case 'date':
        return spokenDate(now.date);
      case 'today':
        return now.date;
      case 'text':
        return text;
      case 'topics':
        return spokenList(topics);
      case 'count':
        return String(found?.count ?? 0);
      case 'period':
        return found?.period?.words;
      default: {
        const captured = found?.said[name];
        return typeof captured === 'string' ? captured : captured && spokenList(captured);
      }
    }
  };
}

/** Rows into words: none, one or many, or what the question asked of them. */
export function compose(intent: Intent, found: Found, question: readonly Word[], base: Values): string {
  const { rows, all } = found;
  const [first] = rows;
  const item = (found.named ? intent.namedItem : undefined) ?? intent.item ?? [];
  const values: Values = (name) => {
    switch (name) {
      case 'shown':
        return String(rows.length);
      case 'list':
        return spokenList(rows.map((row) => render(item, (field) => row[field])));
      case 'sum':
        return intent.sum && spokenMoney(String(total(all, intent.sum)));
      case 'spent':
        return intent.sum && spokenMoney(String(Math.abs(total(all, intent.sum))));
      case 'parts':
        return first && spokenList(partsOf(intent, first, question));
      default:
        return base(name) ?? first?.[name];
    }
  };
  if (found.count === 0) return render(intent.none ?? [], values);
  if (found.named && intent.named !== undefined) return render(intent.named, values);
  return render((found.count === 1 ? intent.one : intent.many) ?? [], values);
}

function partsOf(intent: Intent, row: Row, question: readonly Word[]): readonly string[] {
  const asked = askedParts(intent.parts, question);
  return (asked.length > 0 ? asked : intent.parts)
    .map((part) => said(part, row))
    .filter((text) => text !== '');
}
