import type { IntentsView, TablePart } from '../../contract/panel-intents.ts';

export function tablePart(name: string, value: object, change: Partial<TablePart> = {}): TablePart {
  return { kind: 'subjects', name, text: JSON.stringify(value, null, 2), origin: 'built-in', ...change };
}

export const SPENDING = {
  intent: 'TRANSACTION',
  topic: 'what you spent',
  file: 'TRANSACTION',
  words: ['payment', 'expense'],
  entities: [
    { kind: 'payee', fields: ['PAYEE'], groups: 'shops' },
    { kind: 'category', fields: ['CATEGORY'], groups: [{ words: ['grocery'], values: ['food'] }] },
    { kind: 'account', fields: ['ACCOUNT'] },
  ],
  asks: [{ label: 'memo', words: ['memo'], text: '{MEMO}' }],
};

export function intentsView(change: Partial<IntentsView> = {}): IntentsView {
  return {
    file: '/var/lib/hal-listener/intents.json',
    isOwn: true,
    stamp: 'a',
    parts: [
      tablePart('TRANSACTION', SPENDING),
      tablePart(
        'DOCTOR',
        { intent: 'DOCTOR', words: ['doc'] },
        { origin: 'changed', builtIn: '{"built": "in"}' },
      ),
      tablePart('shops', [{ words: ['chemist'], values: ['pharmac'] }], { kind: 'groups' }),
    ],
    missing: [{ kind: 'fixed', name: 'TIME', text: '{"reply": "The time is {time}."}' }],
    previous: { at: 1 },
    ...change,
  };
}
