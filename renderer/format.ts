import { formatBytes, formatDuration } from '../wording/format.ts';

/** Shown instead of an unknown value. */
export const NO_VALUE = '–';

/** `1,204`: in the page's language, English, since figures with a unit are too and digits must not be mixed. */
export function formatCount(value: number | undefined): string {
  return value === undefined ? NO_VALUE : value.toLocaleString('en');
}

/** One decimal below ten, none above: `3.2`, `17`. */
export function formatDecimal(value: number | null | undefined): string {
  if (value === undefined || value === null) return NO_VALUE;
  return Math.abs(value) < 9.95 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}

export function formatPercent(value: number | undefined): string {
  return value === undefined ? NO_VALUE : `${value.toFixed(1)} %`;
}

/** A fraction from 0 to 1 as `34 %`. */
export function formatShare(part: number): string {
  return `${Math.floor(part * 100)} %`;
}

/** `3.2 ms`; whole milliseconds, which the listener has rounded, as such: `3 ms`, `< 1 ms`. */
export function formatMilliseconds(value: number | null | undefined): string {
  if (value === undefined || value === null) return NO_VALUE;
  if (value === 0) return '< 1 ms';
  return `${Number.isInteger(value) ? formatCount(value) : formatDecimal(value)} ms`;
}

/** Bytes as `57.3 MB`. */
export function formatByteSize(value: number | null | undefined): string {
  return value === undefined || value === null ? NO_VALUE : formatBytes(value);
}

/** Formats a message of the listener as a sentence: with a capital and a full stop. */
export function toSentence(line: string, end = '.'): string {
  const text = `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
  return text === '' || /[.!?]$/.test(text) ? text : `${text}${end}`;
}

/** Programs that are not HAL's; a group is their version. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/\bPython\/(\d[\d.]{0,15})|websockets?\/|python/i, 'Python'],
  [/\bElectron\/(\d{1,4})/i, 'Electron app'],
  [/\bEdg\/(\d{1,4})/, 'Edge'],
  [/\bFirefox\/(\d{1,4})/, 'Firefox'],
  [/\bChrome\/(\d{1,4})/, 'Chrome'],
  [/\bVersion\/(\d{1,4})[\d.]* Safari\/|\bSafari\//, 'Safari'],
  [/CFNetwork|Darwin|Swift/i, 'Mac app'],
  [/node|\bws\b/i, 'Node.js'],
  [/curl(?:\/(\d[\d.]{0,15}))?/i, 'curl'],
];

/** A HAL client with its version, as it names itself: `HAL-Mac/2.1 (Macintosh; ...)`. */
const HAL_PRODUCT = /(?<![\w-])(HAL(?:-[\w-]{1,30})?)(?:[ /]v?(\d[\d.]{0,15}))?(?![\w-])/i;

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Macintosh|macOS|Darwin/i, 'macOS'],
  [/Windows/i, 'Windows'],
  [/Android/i, 'Android'],
  [/iPhone|iPad|iOS/i, 'iOS'],
  [/Linux/i, 'Linux'],
];

/** What a client is, from its user agent: `HAL-Mac 2.1 on macOS`, `Chrome 156 on Windows`. */
export function clientKind(userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return 'unknown';
  const { product, version } = clientProduct(userAgent);
  const system = SYSTEMS.find(([sign]) => sign.test(userAgent))?.[1];
  return [product, version, system && `on ${system}`].filter((part) => part !== undefined).join(' ');
}

function clientProduct(userAgent: string): {
  readonly product: string;
  readonly version?: string | undefined;
} {
  const hal = HAL_PRODUCT.exec(userAgent);
  if (hal !== null) return { product: hal[1] ?? '', version: hal[2] };
  for (const [sign, product] of KNOWN) {
    const known = sign.exec(userAgent);
    if (known !== null) return { product, version: known[1] };
  }
  return { product: userAgent.split(/[\s/]/)[0] ?? userAgent };
}

/** A duration in its largest unit, for columns: `3 d`, `5 min`. */
export function formatShortDuration(ms: number): string {
  return formatDuration(ms).split(' ').slice(0, 2).join(' ');
}

/** `14:03:07`; with the date if it is another day. */
export function formatClock(at: number, now: number = Date.now()): string {
  const time = new Date(at);
  const hours = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  return sameDay(time, new Date(now)) ? hours : `${day(time)} ${hours}`;
}

/** `Saturday, 2026-11-28`; today and yesterday are called so. */
export function formatDay(at: number, now: number = Date.now()): string {
  const time = new Date(at);
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  const date = day(time);
  if (sameDay(time, new Date(now))) return `Today, ${date}`;
  if (sameDay(time, yesterday)) return `Yesterday, ${date}`;
  return `${WEEKDAYS[time.getDay()]}, ${date}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function day(time: Date): string {
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function sameDay(one: Date, other: Date): boolean {
  return day(one) === day(other);
}

function two(figure: number): string {
  return String(figure).padStart(2, '0');
}
