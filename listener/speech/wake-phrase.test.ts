import { expect, it } from 'vitest';
import { readAddress } from './wake-phrase.ts';

const PHRASES = ['hey jarvis', 'hal'];

it.each([
  ['Hey Jarvis, what time is it?', 'what time is it?'],
  ['hey, JARVIS! What time is it', 'What time is it'],
  ['HAL... list my pills.', 'list my pills.'],
  ['Hey Jarvis.', ''],
  ['hal', ''],
])('%s turns to us', (text, rest) => {
  expect(readAddress(text, PHRASES)).toEqual({ isWoken: true, text: rest });
});

it.each(['What time is it?', 'I said hey Jarvis', 'Hallo there', 'Hey', 'hey', '', 'Half of it'])(
  '%j does not',
  (text) => expect(readAddress(text, PHRASES)).toEqual({ isWoken: false, text }),
);
