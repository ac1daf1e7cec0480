import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';

/** The only place that knows of colours: which states have one, and when a stream gets them. */

const TONE_NAMES = ['good', 'warning', 'bad', 'quiet'] as const;

/** The meaning of a coloured text. */
type Tone = (typeof TONE_NAMES)[number];

/** Colours a text for the tone. */
export type Paint = (tone: Tone, text: string) => string;

/** Where nothing is coloured. */
export const plain: Paint = (_tone, text) => text;

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['running', 'good'],
  ['installed', 'good'],
  ['ready', 'good'],
  ['draining', 'warning'],
  ['connecting', 'warning'],
  ['disabled', 'warning'],
  ['unreachable', 'warning'],
  ['hung', 'bad'],
  ['failed', 'bad'],
  ['down', 'bad'],
  ['stopped', 'quiet'],
  ['absent', 'quiet'],
]);

/** A state's name in its colour; one without a colour stays as it is. @param text what is shown for it */
export function paintState(paint: Paint, state: string, text = state): string {
  const tone = TONES.get(state);
  return tone === undefined ? text : paint(tone, text);
}

/**
 * Marks stand for colours until the text is written: this key and a letter. The key differs in every process, so that
 * no text from outside can hold a mark: everything else that a terminal would obey is escaped by then.
 */
const KEY = `<${randomUUID()}>`;
const STYLES = { good: 'green', warning: 'yellow', bad: 'red', quiet: 'dim' } as const;
const LETTERS: Readonly<Record<Tone, string>> = { good: 'g', warning: 'w', bad: 'b', quiet: 'q' };
const END = '/';

/** For a terminal of which a stream shows colours. */
export const mark: Paint = (tone, text) => `${KEY}${LETTERS[tone]}${text}${KEY}${END}`;

/** The text without marks, as wide as it is shown. */
export function withoutMarks(text: string): string {
  return rendered(text, plain);
}

/** The text as a stream gets it: marks become colours, or nothing. */
export function colored(text: string, enabled: boolean): string {
  // Whether the stream shows colours is decided by then, see showsColors.
  const styled: Paint = (tone, shown) => styleText(STYLES[tone], shown, { validateStream: false });
  return rendered(text, enabled ? styled : plain);
}

function rendered(text: string, paint: Paint): string {
  const [first = '', ...marked] = text.split(KEY);
  const parts = marked.map((part) => {
    const tone = TONE_NAMES.find((one) => LETTERS[one] === part[0]);
    return tone === undefined ? part.slice(1) : paint(tone, part.slice(1));
  });
  return first + parts.join('');
}

/** FORCE_COLOR counts first, as in Node, then NO_COLOR; else a terminal that can show them. */
export function showsColors(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: none, TERM: term } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return !none && stream.isTTY === true && term !== 'dumb';
}
