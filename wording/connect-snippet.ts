/**
 * The shortest client that asks a question, for a browser or Node.
 *
 * @param needsToken whether the listener accepts clients with a token only
 */
export function connectSnippet(url: string, needsToken: boolean): string {
  const address = needsToken ? `${url}/?token=…` : url;
  return [
    `const socket = new WebSocket('${address}');`,
    'socket.onmessage = ({ data }) => {',
    '  const frame = JSON.parse(data);',
    "  if (frame.type === 'connected')",
    '    socket.send(\'{"type":"text_input","text":"What can you do?"}\');',
    "  if (frame.type === 'response') console.log(frame.text);",
    '};',
  ].join('\n');
}
