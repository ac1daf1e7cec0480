import { describe, expect, it } from 'vitest';
import { failure, fittingRows, type Reply, responseFrame, rowsLength } from './reply.ts';

const reply: Reply = {
  text: 'Two.',
  intent: 'medication',
  action: 'medication_query',
  confidence: 0.9,
  status: 'success',
  rows: [{ '@ID': 'M1', NAME: 'A', TAGS: ['x', 'y'] }],
  count: 1,
};
const context = { sessionId: 's', durationMs: 250, at: 1_250 };

describe('responseFrame', () => {
  it('says everything twice where old clients read another name', () => {
    expect(responseFrame(reply, { ...context, id: 0 })).toEqual({
      type: 'response',
      text: 'Two.',
      response_text: 'Two.',
      intent: 'MEDICATION',
      action_taken: 'medication_query',
      action: 'medication_query',
      confidence: 0.9,
      status: 'success',
      data: reply.rows,
      count: 1,
      id: 0,
      session_id: 's',
      duration_ms: 250,
      timestamp: '1970-01-01T00:00:01.250Z',
    });
  });

  it('has what was understood, and an id, only where there is one', () => {
    expect(responseFrame(reply, context)).not.toHaveProperty('id');
    expect(responseFrame(reply, context)).not.toHaveProperty('understood');
    const understood = { subject: 'medication', operation: 'list', constraints: [], remainder: [] };
    expect(responseFrame({ ...reply, understood }, context).understood).toBe(understood);
  });

  it('never has an empty text', () => {
    expect(responseFrame({ ...reply, text: '' }, context).text).not.toBe('');
  });

  it('cuts rows and text so that the frame stays under a million bytes', () => {
    const rows = Array.from({ length: 500 }, (_, n) => ({ '@ID': String(n), NOTES: '\u0001'.repeat(5_000) }));
    const frame = responseFrame({ ...reply, rows, count: 500, text: '€'.repeat(400_000) }, context);
    expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThan(1_000_000);
    expect(frame.truncated).toBe(true);
    expect(frame.count).toBe(500);
    expect(frame.data.length).toBeGreaterThan(10);
  });

  it('keeps rows that fit', () => {
    expect(fittingRows(reply.rows)).toBe(reply.rows);
    const many = Array.from({ length: 3_000 }, () => ({ NOTES: 'x'.repeat(100) }));
    expect(fittingRows(many)).toHaveLength(3_000);
  });
});

describe('rowsLength', () => {
  it('counts names, values, and what JSON puts around them', () => {
    expect(rowsLength([])).toBe(0);
    expect(rowsLength([{ AB: 'cde' }])).toBe(2 + 6 + 3);
    expect(rowsLength([{ AB: ['cde', 'f'] }, { AB: '' }])).toBe(2 + 6 + (3 + 3) + (1 + 3) + 8);
  });
});

describe('failure', () => {
  it('is an error without rows', () => {
    expect(failure('No.')).toMatchObject({ status: 'error', rows: [], count: 0, text: 'No.' });
    expect(failure('No.')).toMatchObject({ intent: 'ERROR', action: 'error' });
  });
});
