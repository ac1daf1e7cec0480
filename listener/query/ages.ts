import type { Row } from '../../contract/hal.ts';
import { textOf } from '../account/text.ts';
import { isDay, type Now } from './selection.ts';
import { type Template, templateAges } from './template.ts';

/** How old somebody is: days of records as the years since. */

/** A record with years in place of the days that are told by them. */
export function aged(template: Template, row: Row, { date }: Now): Row {
  const years = templateAges(template).map((name) => {
    const day = textOf(row, name).trim();
    const isBefore = date.slice(5) < day.slice(5);
    return [
      name,
      isDay(day) ? String(Number(date.slice(0, 4)) - Number(day.slice(0, 4)) - (isBefore ? 1 : 0)) : '',
    ];
  });
  return { ...row, ...Object.fromEntries(years) } as Row;
}
