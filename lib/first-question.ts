import { channel } from 'node:diagnostics_channel';

/**
 * From a listener to the program that runs it, which is another bundle (`cli/bin.ts`): the first question has come, and the
 * code that answers it is being compiled.
 */
const FIRST_QUESTION = channel('hal-listener:first-question');

export function announceFirstQuestion(): void {
  FIRST_QUESTION.publish(undefined);
}

export function onFirstQuestion(listener: () => void): void {
  FIRST_QUESTION.subscribe(listener);
}
