import { Client, clientFrame, TEXT } from './client.ts';

export const QUESTION_TEXT = 'What medications am I taking?';

/** The question that every row asks: answered by `processing`, `response` and `state_change`. */
export const QUESTION = {
  ask: clientFrame(TEXT, JSON.stringify({ type: 'text_input', text: QUESTION_TEXT })),
  answers: 3,
} as const;

/** The frames that a client gets from a listener: the greeting, then the answer to the question. */
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
  client.close();
  return frames;
}
