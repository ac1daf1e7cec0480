import { Client } from './client.ts';
import { clientFrame, TEXT } from './frame.ts';

export const QUESTION_TEXT = 'What medications am I taking?';

/** The question every row asks: answered with `processing`, `response` and `state_change`. */
export const QUESTION = {
  ask: clientFrame(TEXT, JSON.stringify({ type: 'text_input', text: QUESTION_TEXT })),
  answers: 3,
} as const;

/** The frames one client gets from a listener: its greeting, then those that answer the question. */
export async function recordedFrames(port: number): Promise<readonly string[]> {
  const frames: string[] = [];
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const client = await Client.connect(port, (payload) => {
    frames.push(payload.toString('utf8'));
    if (frames.length === 1 + QUESTION.answers) done();
  });
  client.send(QUESTION.ask);
  await all;
  client.leave();
  return frames;
}
