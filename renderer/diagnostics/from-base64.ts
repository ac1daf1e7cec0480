/** The bytes of a file that an answer carries. @param type media type of the blob */
export function fromBase64(content: string, type: string): Blob {
  return new Blob([Uint8Array.from(atob(content), (character) => character.charCodeAt(0))], { type });
}
