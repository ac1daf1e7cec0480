/** As much of the listener's configuration as a panel needs. */
export interface ListenerSettings {
  readonly home: string;
  readonly port: number;
  readonly portSource: SettingSource;
  readonly scheme: 'ws' | 'wss';
  readonly logDir: string;
  /** The HAL account's folder on this machine, where there is one. */
  readonly accountDir: string | undefined;
}

/** Where a value came from; `key` is its name there. */
export interface SettingSource {
  readonly kind: 'default' | 'qmconfig' | 'file' | 'environment' | 'flag';
  readonly key?: string;
}
