import { RESPONSE_FRAME } from '../contract/hal.ts';
import { type HalConnecting, isGreeting, talk } from './hal-connection.ts';

/** A HAL client in earnest: connects, waits for its greeting, asks one question, reads until its answer. */

export interface Asking extends Pick<HalConnecting, 'url' | 'token' | 'timeoutMs'> {
  readonly text: string | undefined;
  readonly intent: string | undefined;
}

export type Outcome =
  | {
      readonly answered: true;
      readonly text: string;
      readonly success: boolean;
      readonly frame: unknown /** Its records are invented. */;
      readonly example: boolean;
    }
  | { readonly answered: false; readonly why: string };

export function ask(asking: Asking): Promise<Outcome> {
  const failed = (why: string): Outcome => ({ answered: false, why });
  let asked = false;
  return talk<Outcome>(
    asking,
    (frame, { say, finish }) => {
      if (!asked && isGreeting(frame)) {
        asked = true;
        say(question(asking));
      } else if (frame.type === 'error') {
        finish(failed(String(frame.message ?? 'the listener refused the question')));
      } else if (frame.type === 'response') {
        const response = RESPONSE_FRAME.safeParse(frame);
        if (!response.success) return finish(failed('the listener sent a damaged response'));
        const { text, status } = response.data;
        const example = frame.example === true;
        finish({ answered: true, text, success: status === 'success', frame: response.data, example });
      }
    },
    failed,
  );
}

function question({ text, intent }: Asking): object {
  return intent === undefined
    ? { type: 'text_input', text }
    : { type: 'query', intent, ...(text === undefined ? {} : { text }) };
}
