import { expect, it } from 'vitest';
import { checkedBuiltIn } from '../listener/query/table/built-in-table.ts';
import { checkedTable } from './checked-table.ts';

it('is what the checks at run time would give', async () => {
  const load = checkedTable().load as unknown as (id: string) => string | undefined;
  const text = load('/anywhere/listener/query/table/built-in-table.ts') ?? '';
  const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
    checkedBuiltIn: typeof checkedBuiltIn;
  };
  expect(module.checkedBuiltIn()).toEqual(checkedBuiltIn());
  expect(module.checkedBuiltIn().subjects.length).toBeGreaterThan(5);
  expect(load('/anywhere/listener/query/table/subject-table.ts')).toBeUndefined();
});
