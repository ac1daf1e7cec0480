/** A line of the listener's as a sentence: with a capital, and with an end unless it has one. */
export function toSentence(line: string, end = '.'): string {
  const text = `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
  return text === '' || /[.!?]$/.test(text) ? text : `${text}${end}`;
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/\bHAL[- /](\S*)/i, 'HAL client'],
  [/websockets?\/|python/i, 'Python'],
  [/\bElectron\//i, 'Electron app'],
  [/\bEdg\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/CFNetwork|Darwin|Swift/i, 'Mac app'],
  [/node|\bws\b/i, 'Node.js'],
  [/curl/i, 'curl'],
];

/** What kind of program a client is, by the name it gives itself. */
export function clientKind(userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return 'unknown';
  return KNOWN.find(([sign]) => sign.test(userAgent))?.[1] ?? userAgent.split(/[\s/]/)[0] ?? userAgent;
}
