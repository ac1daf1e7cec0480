import type { PanelClient } from './client/panel-client.ts';

/** What the Intents screen is opened with: a question that was not understood, and what was understood of it. */
export interface TeachRequest {
  /** Absent where its text is not known. */
  readonly question?: string | undefined;
  /** The subject that was understood, if one was. */
  readonly subject?: string | undefined;
}

/** In memory, and not in the address: a question may be about health, and addresses are kept by browsers. */
const requests = new WeakMap<PanelClient, TeachRequest>();

export function requestTeaching(client: PanelClient, request: TeachRequest): void {
  requests.set(client, request);
}

/** @returns what was requested last, once */
export function takeTeachRequest(client: PanelClient): TeachRequest | undefined {
  const request = requests.get(client);
  requests.delete(client);
  return request;
}
