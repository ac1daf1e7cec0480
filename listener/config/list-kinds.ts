import { type Kind, onOff, trimmed } from './kinds.ts';

/** Several values: a JSON array, or text with commas or spaces between; `none` is the empty list. Repeats count once. */
export function listOf<T>(kind: Kind<T>, noun: string, allowed: string): Kind<readonly T[]> {
  return {
    noun,
    allowed: `${allowed}, with commas between, or none`,
    placeholder: 'list',
    parse: (raw, place) => {
      const entries = Array.isArray(raw)
        ? raw
        : splitList(typeof raw === 'number' ? String(raw) : trimmed(raw));
      if (entries === undefined) return undefined;
      const values = new Set<T>();
      for (const entry of entries) {
        const parsed = kind.parse(entry, place);
        if (parsed === undefined) return undefined;
        values.add(parsed.value);
      }
      return { value: [...values] };
    },
    format: (values) => (values.length === 0 ? 'none' : values.map(kind.format).join(',')),
  };
}

/** A JSON object of names and yes or no, as `{"BILLS": true}`. Only config.json can say it. */
export const namedSwitches: Kind<Readonly<Record<string, boolean>>> = {
  noun: 'a list of files',
  allowed: 'an object of file names and true or false',
  placeholder: 'object',
  parse: (raw, place) => {
    if (trimmed(raw) === 'none') return { value: {} };
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
    const switches: [string, boolean][] = [];
    for (const [name, entry] of Object.entries(raw)) {
      const parsed = onOff.parse(entry, place);
      if (parsed === undefined || name.trim() === '') return undefined;
      switches.push([name.trim(), parsed.value]);
    }
    return { value: Object.fromEntries(switches) };
  },
  format: (value) => {
    const entries = Object.entries(value).map(([name, on]) => `${name}=${onOff.format(on)}`);
    return entries.length === 0 ? 'none' : entries.join(', ');
  },
};

function splitList(text: string): readonly string[] | undefined {
  if (text.toLowerCase() === 'none') return [];
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  return entries.length === 0 ? undefined : entries;
}
