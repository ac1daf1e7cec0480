/** The entry that starts the tray when this user logs in: one, as the system has it. */
export interface LoginStart {
  /** Undefined where it cannot be set up. */
  read(): Promise<boolean | undefined>;
  /** @throws Error with a line for an operator */
  set(on: boolean): Promise<void>;
}
