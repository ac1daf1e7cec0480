import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { RecordedAnswers, recordedSentence, writeRecorded } from './recorded-answers.ts';

const reply = {
  text: 'You take aspirin.',
  intent: 'MEDICATION',
  action: 'medication_query',
  confidence: 0.9,
  status: 'success',
  rows: [{ drug: 'aspirin' }],
  count: 1,
} as const;

const said = (text: string, changes = {}) => recordedSentence({ text, reply: { ...reply, ...changes } });

it('names each answer that differs in its text, subject, count or rows, and one that was not recorded', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-recorded-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const asked = ['What do I take?', 'what do i take', 'my pills'];
  writeRecorded(
    asked.map((text) => said(text)),
    folder,
  );
  const recorded = new RecordedAnswers(folder);
  expect(recorded.changesOf(asked.map((text) => said(text)))).toEqual([]);

  const differing = [{ text: 'You take nothing.' }, { intent: 'ALLERGY' }, { count: 2 }, { rows: [] }];
  const changes = recorded.changesOf(differing.map((change) => said('my pills', change)));
  expect(changes).toHaveLength(differing.length);
  expect(changes[0]).toMatch(/^my pills\n {2}recorded: You take aspirin\..*\n {2}now: +You take nothing\./);
  expect(recorded.changesOf([said('my tablets')])[0]).toContain('--record');
});
