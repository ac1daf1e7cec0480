import { patterns } from './core-words.ts';

/** Words around what one has to go to. */

/** Said around a time that is asked about: "what's on in December". */
export const CALENDAR = patterns(
  'on',
  'happening',
  'going on',
  'coming up',
  'planned|scheduled|booked',
  'down|in|due|booked for',
  'free|available|busy',
  'have to go|be anywhere|somewhere',
  'go|going|be anywhere|somewhere',
  'have to see|get up for anyone|anybody|someone|somebody|doctor',
  'have to get up for .. doctor',
  'medical|health|doctors calendar|diary|schedule|agenda',
  'have|need|got to be|go',
  'have|need|got to',
  'must .. be|go',
  'anywhere|somewhere',
);

/** Where one has to be. */
export const AT_DOCTOR = patterns(
  'at|with the|a|any doctor|doctors',
  'at|with|by the|a|any|my|our doctor|doctors',
);

/** What one has to do, asked when or where it is; "must I see a doctor?" asks for advice. */
export const DUTY = patterns('due', 'due for', 'off to', 'is it that');

/** What is told of an appointment anyway, beside its day: "when and with whom?". */
export const TOLD_OF_EVENT = patterns('who|whom', 'with who|whom', 'at what time', 'what time', 'what for$');
