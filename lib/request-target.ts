/** What a request line asks for, in whichever of HTTP's forms it was written (RFC 9112, 3.2). */
export interface RequestTarget {
  /** Of an absolute-form target, in lower case, with its port if it said one; undefined of any other. */
  readonly host: string | undefined;
  /** From `/`, as it was sent; `*` for a question about the whole server. */
  readonly path: string;
  /** Behind the first `?`, empty where there is none. */
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
