/** The hidden command that answers the panel's calls to the program, see `panel-program.ts`. */
export const PANEL_BRIDGE_VERB = 'from-panel';

/** Its flag that says who asks, for the record of what was changed. */
export const PANEL_ACTOR_FLAG = '--actor';
