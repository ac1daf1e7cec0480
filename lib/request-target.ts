/** A parsed request target in any of HTTP's forms (RFC 9112, 3.2). */
export interface RequestTarget {
  /** Host of an absolute-form target in lower case, with its port if given; otherwise undefined. */
  readonly host: string | undefined;
  /** The path from `/` as sent; `*` for a request about the whole server. */
  readonly path: string;
  /** The text after the first `?`; empty if there is none. */
  readonly query: string;
}

/** @param url `request.url` of Node: `/healthz?a=b`, `http://host:8768/healthz`, `*` */
export function parseRequestTarget(url: string | undefined): RequestTarget {
  const [, authority, rest = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/([^/?#]*))?([^#]*)/i.exec(url ?? '') ?? [];
  const mark = rest.indexOf('?');
  const path = mark === -1 ? rest : rest.slice(0, mark);
  return {
    host: authority?.toLowerCase(),
    path: path || '/',
    query: mark === -1 ? '' : rest.slice(mark + 1),
  };
}
