import { failure, type Reply } from '../protocol/reply.ts';
import type { RecognitionFailure } from './transcriber.ts';

/** What is said to somebody who was not understood. None of it is part of the conversation. */

function unheard(text: string, action: string): Reply {
  return { ...failure(text, 'SPEECH', action), isUnheard: true };
}

export const NOTHING_SAID = unheard('I did not hear anything. Please say it again.', 'not_heard');

const FAILURES: Readonly<Record<RecognitionFailure, Reply>> = {
  'no-speech': unheard('I did not catch that. Please say it again.', 'not_heard'),
  down: unheard(
    'Speech recognition is not available at the moment. Please type your question.',
    'speech_down',
  ),
  slow: unheard(
    'Speech recognition took too long. Please say it again, or type your question.',
    'speech_slow',
  ),
  garbage: unheard(
    'Speech recognition is not working properly at the moment. Please type your question.',
    'speech_down',
  ),
  busy: unheard('Too many people are speaking at once. Please say it again in a moment.', 'speech_busy'),
  cancelled: unheard('I stopped listening.', 'not_heard'),
};

export function replyToFailure(why: RecognitionFailure): Reply {
  return FAILURES[why];
}

/** Asks back: a question that was misheard would be answered wrongly. */
export function askBack(text: string): Reply {
  return unheard(`I am not sure that I heard you right: “${text}”. Please say it again.`, 'not_sure');
}
