/** What the listener's logs are called: it writes them, operators, `hal-listener logs` and the panel read them. */
export const LOG_FILES = {
  /** The event log: the name operators of the HAL account know. */
  events: 'HAL.SPLITTER.LOG',
  gateway: 'gateway.log',
} as const;
