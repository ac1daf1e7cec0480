/** Parses JSON from outside; undefined if the text is not valid JSON. Validate the value with a schema. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
