import { expect, it } from 'vitest';
import { setting, settingsView } from '../testing/settings-view.ts';
import { conflictsOf, rebased, toEdits, withDraft } from './setting-drafts.ts';

const { settings } = settingsView();
const port = setting('port', { saved: '9000', isInFile: true });
const token = setting('token', { isSecret: true, saved: '(set)', isInFile: true });

it('keeps only what differs from the file', () => {
  const drafts = withDraft({}, port, '9001');
  expect(toEdits(drafts)).toEqual([{ name: 'port', value: '9001' }]);
  expect(withDraft(drafts, port, '9000')).toEqual({});
  expect(withDraft({}, port, null)).toEqual({ port: null });
  expect(withDraft({}, setting('rate'), null)).toEqual({});
});

it('never takes an empty field for an empty secret, nor a text for a secret that is already set', () => {
  expect(withDraft({}, token, '')).toEqual({});
  expect(withDraft({}, token, '(set)')).toEqual({ token: '(set)' });
  expect(withDraft({}, token, null)).toEqual({ token: null });
});

it('leaves out what the file has by now', () => {
  const now = [setting('port', { saved: '9001', isInFile: true }), setting('rate')];
  expect(rebased({ port: '9001', rate: '7', gone: '1' }, now)).toEqual({ rate: '7' });
});

it('compares what was read, what is there and what was typed', () => {
  const after = settings.map((one) => (one.name === 'port' ? { ...one, isInFile: false } : one));
  expect(conflictsOf(settings, after, { keepSessions: 'off', token: null })).toEqual([
    { name: 'port', read: '9000', now: undefined },
    { name: 'token', read: '(set)', now: '(set)', typed: null },
    { name: 'keepSessions', read: undefined, now: undefined, typed: 'off' },
  ]);
});
