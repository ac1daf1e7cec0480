import { parseOutgoingUrl } from './outgoing-url.ts';
import type { SettingType } from './setting-types.ts';

/**
 * The address of an OpenAI-compatible server: its root, or its `/v1`. The value is the address that questions are posted
 * to. Questions are personal: see `parseOutgoingUrl`.
 */
export const assistUrl: SettingType<string> = {
  noun: 'an address that questions may be sent to',
  allowed:
    'http://127.0.0.1:11434 or the like: http on this machine or in a private network, https elsewhere, without a user name, a query or a fragment',
  placeholder: 'url',
  parse: (raw) => {
    const url = parseOutgoingUrl(raw, { query: false });
    if (url === undefined) return undefined;
    const path = url.pathname
      .replace(/\/$/, '')
      .replace(/\/chat\/completions$/, '')
      .replace(/\/v1$/, '');
    return { value: `${url.origin}${path}/v1/chat/completions` };
  },
  format: String,
};
