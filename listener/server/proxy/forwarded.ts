/** One hop of a Forwarded header: what a proxy says about the request that it received. */
export interface ForwardedElement {
  /** Who made the request. */
  readonly for?: string;
  readonly host?: string;
  readonly proto?: string;
}

/** A pair with what separates it from the next one; a value is a token or a quoted string (RFC 9110, 5.6). */
const PAIR =
  /[ \t]*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|"((?:[^"\\]|\\.)*)")[ \t]*)?([;,]|$)/y;

/**
 * Parses a Forwarded header (RFC 7239, 4). Empty elements are skipped, parameters that are not needed are ignored.
 *
 * @returns the hops, the client's end first; undefined if the header is malformed
 */
export function parseForwarded(header: string): readonly ForwardedElement[] | undefined {
  const elements: ForwardedElement[] = [];
  let parameters = new Map<string, string>();
  let position = 0;
  for (;;) {
    PAIR.lastIndex = position;
    const match = PAIR.exec(header);
    if (match === null) return undefined;
    position = PAIR.lastIndex;
    const [, name, token, quoted, separator] = match;
    if (name !== undefined) {
      const key = name.toLowerCase();
      if (parameters.has(key)) return undefined;
      parameters.set(key, token ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1'));
    }
    if (separator === ';') continue;
    if (parameters.size > 0) elements.push(toElement(parameters));
    if (separator === '') return elements;
    parameters = new Map();
  }
}

function toElement(parameters: ReadonlyMap<string, string>): ForwardedElement {
  const element: { for?: string; host?: string; proto?: string } = {};
  for (const name of ['for', 'host', 'proto'] as const) {
    const value = parameters.get(name);
    if (value !== undefined) element[name] = value;
  }
  return element;
}
