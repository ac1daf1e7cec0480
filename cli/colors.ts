import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';

/** Colours: which states have one, and when a stream shows them. No other module deals with colours. */

const TONE_NAMES = ['good', 'warning', 'bad', 'quiet'] as const;

/** The meaning of a coloured text. */
type Tone = (typeof TONE_NAMES)[number];

/** Colours a text according to its tone. */
export type Paint = (tone: Tone, text: string) => string;

/** A Paint that leaves the text uncoloured. */
export const plain: Paint = (_tone, text) => text;

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['running', 'good'],
  ['installed', 'good'],
  ['ready', 'good'],
  ['ok', 'good'],
  ['draining', 'warning'],
  ['drained', 'warning'],
  ['connecting', 'warning'],
  ['disabled', 'warning'],
  ['unreachable', 'warning'],
  ['degraded', 'warning'],
  ['stopping', 'warning'],
  ['silent', 'bad'],
  ['warning', 'warning'],
  ['hung', 'bad'],
  ['failed', 'bad'],
  ['down', 'bad'],
  ['problem', 'bad'],
  ['stopped', 'quiet'],
  ['absent', 'quiet'],
]);

/** The name of a state in its colour, or uncoloured if the state has none. @param text shown instead of the name */
export function paintState(paint: Paint, state: string, text = state): string {
  const tone = TONES.get(state);
  return tone === undefined ? text : paint(tone, text);
}

/**
 * Until a text is written, a mark stands for each colour: this key and a letter. The key differs in every process, so
 * that no external text can contain a mark. All other control characters are escaped before marks are replaced.
 */
let key: string | undefined;
const STYLES = { good: 'green', warning: 'yellow', bad: 'red', quiet: 'dim' } as const;
const LETTERS: Readonly<Record<Tone, string>> = { good: 'g', warning: 'w', bad: 'b', quiet: 'q' };
const END = '/';

/** Puts marks around the text, for a terminal where at least one stream shows colours. */
export const mark: Paint = (tone, text) => {
  key ??= `<${randomUUID()}>`;
  return `${key}${LETTERS[tone]}${text}${key}${END}`;
};

/** The text without marks: its length is the displayed width. */
export function withoutMarks(text: string): string {
  return render(text, plain);
}

/** Replaces the marks with colours, or removes them. */
export function colored(text: string, enabled: boolean): string {
  // showsColors has already decided whether the stream shows colours.
  const styled: Paint = (tone, shown) => styleText(STYLES[tone], shown, { validateStream: false });
  return render(text, enabled ? styled : plain);
}

function render(text: string, paint: Paint): string {
  if (key === undefined) return text;
  const [first = '', ...marked] = text.split(key);
  const parts = marked.map((part) => {
    const tone = TONE_NAMES.find((name) => LETTERS[name] === part[0]);
    return tone === undefined ? part.slice(1) : paint(tone, part.slice(1));
  });
  return first + parts.join('');
}

/**
 * Whether a stream shows colours: FORCE_COLOR decides first, as in Node, then NO_COLOR, then whether it is a terminal
 * that can.
 */
export function showsColors(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: none, TERM: term } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return !none && stream.isTTY === true && term !== 'dumb';
}
