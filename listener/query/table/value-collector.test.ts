import { expect, it } from 'vitest';
import { inSlices } from '../../../lib/slices.ts';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from './subject-table.ts';
import { ValueCollector } from './value-collector.ts';

const spending = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'TRANSACTION');
if (spending === undefined) throw new Error('TRANSACTION');
const spelled = async (memo: string) => {
  const values = new ValueCollector(spending);
  values.add('TRANSACTION', { '@ID': 'T1', MEMO: memo });
  const known = await inSlices(values.known());
  return known.map(({ stems }) => stems.join(' '));
};

it('knows a note by what stands behind its colon too', async () => {
  expect(await spelled('Refund: faulty dock')).toEqual(['refund faulty dock', 'faulty dock']);
});

it('knows one without a colon as it stands', async () => {
  expect(await spelled('Lab work')).toEqual(['lab work']);
  expect(await spelled('at 10:30: call: back')).toHaveLength(1);
});
