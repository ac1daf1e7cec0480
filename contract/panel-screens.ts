/** The panel's screens, as its address names them: `#/logs`. */
export const SCREENS = ['overview', 'connections', 'logs'] as const;
export type Screen = (typeof SCREENS)[number];
