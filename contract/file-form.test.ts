import { expect, it } from 'vitest';
import {
  describeNewerForm,
  type FileForm,
  formNumber,
  inCurrentForm,
  NewerFormError,
  readForm,
} from './file-form.ts';

const FORM: FileForm = {
  current: 4,
  steps: {
    1: (value) => ({ ...(value as object), one: true }),
    3: (value) => ({ ...(value as object), three: true }),
  },
};

it('takes every step from the form that was read, and no other', () => {
  expect(readForm({ a: 1 }, FORM)).toEqual({
    kind: 'older',
    form: 1,
    value: { a: 1, one: true, three: true },
  });
  expect(readForm({ form: 2 }, FORM)).toEqual({ kind: 'older', form: 2, value: { form: 2, three: true } });
  expect(readForm({ form: 4 }, FORM)).toEqual({ kind: 'current', value: { form: 4 } });
  expect(readForm({ form: 5 }, FORM)).toEqual({ kind: 'newer', form: 5 });
});

it('finds the number under its own name, and takes nonsense for none', () => {
  expect(formNumber({ version: 7, form: 2 }, { key: 'version' })).toBe(7);
  for (const form of [0, -1, 1.5, '2', null, Number.NaN]) expect(formNumber({ form }, FORM)).toBe(1);
  for (const value of [null, 'text', [], 5]) expect(formNumber(value, FORM)).toBe(1);
  expect(formNumber({}, { unnumbered: () => 3 })).toBe(3);
});

it('says what to do with a file of a newer version', () => {
  expect(() => inCurrentForm({ form: 9 }, '/home/config.json', FORM)).toThrow(NewerFormError);
  expect(describeNewerForm('/home/config.json', 9, FORM)).toMatch(
    /form 9: .* up to form 4\. Install the newer version again, or .*\/home\/config\.json\.form-4/,
  );
});
