import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.ts';

/**
 * Resolves once a server that may not run yet has answered; asks it repeatedly until then.
 *
 * @param frame made by `clientFrame`
 * @param isAnswer whether the payload of a text frame is what is waited for
 */
export async function untilAnswered(
  port: number,
  frame: Buffer,
  isAnswer: (payload: Buffer) => boolean = () => true,
): Promise<void> {
  for (;;) {
    const client = await Client.connect(port).catch(() => undefined);
    if (client === undefined) {
      await sleep(5);
      continue;
    }
    const answer = new Promise<boolean>((resolve) => {
      client.onText = (payload) => isAnswer(payload) && resolve(true);
      client.onLost = () => resolve(false);
    });
    client.send(frame);
    const isAnswered = await answer;
    client.close();
    if (isAnswered) return;
  }
}
