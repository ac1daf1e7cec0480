/** What the words of panel, commands and documents mean. */
export const GLOSSARY: readonly { readonly word: string; readonly meaning: string }[] = [
  {
    word: 'Phantom',
    meaning:
      'A listener as an operator sees it: a background process without a terminal, with a User No., a PID and a start time.',
  },
  {
    word: 'User No.',
    meaning:
      "The number of a phantom in KILL.PHANTOM and hal-listener kill: QM's own for one that QM started, otherwise from 10001 up.",
  },
  {
    word: 'Origin',
    meaning: 'How a phantom was started: tray, panel, watch, cli, qm, task, service, systemd or login.',
  },
  {
    word: 'Client, connection',
    meaning: 'A program that speaks the HAL protocol to the listener, and its WebSocket.',
  },
  {
    word: 'Session',
    meaning: 'The conversation of a client. It survives a reconnect and a restart of the listener.',
  },
  { word: 'QM session', meaning: 'A login of the listener to QM. It uses one seat of the licence.' },
  { word: 'Seat', meaning: 'One of the users that the QM licence allows at a time.' },
  { word: 'Statement', meaning: 'One command line that runs in QM, such as LIST MEDICATION NAME CSV.' },
  { word: 'Account', meaning: 'A QM account, or the embedded one, which needs no QM.' },
  {
    word: 'Subject, intent',
    meaning:
      'What a question can be about, such as MEDICATION. The table of intents describes how each is asked about.',
  },
  {
    word: 'Declined',
    meaning: 'A question that was not understood or is about nothing in the records. It is not an error.',
  },
  {
    word: 'Drained',
    meaning: 'Taken out of service: it takes no new clients, and those connected move to another listener.',
  },
  { word: 'Home', meaning: "The folder of the listener's configuration, sessions, keys and events." },
];

/** Keys that the panel reacts to, beside those of every page. */
export const SHORTCUTS: readonly { readonly keys: string; readonly where: string; readonly does: string }[] =
  [
    { keys: 'Ctrl+F', where: 'Connections, Logs, Events', does: 'go to the search or the filter' },
    { keys: 'Enter, Shift+Enter', where: 'Logs, in the search', does: 'next and previous match' },
    { keys: '↑ ↓ Home End', where: 'Connections', does: 'move between clients; Space selects one' },
    { keys: 'Enter', where: 'Connections', does: 'open the client; Esc closes it' },
    { keys: 'End', where: 'Logs', does: 'follow new lines' },
    { keys: 'Enter', where: 'Ask', does: 'ask the question' },
    { keys: '← →', where: 'the tabs', does: 'move between screens; Enter opens one' },
    { keys: 'Esc', where: 'a side panel or a question', does: 'close it, nothing is done' },
  ];
