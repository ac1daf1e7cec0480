/** What the gateway log is told: who came, what was asked (never in words), who went and why. */
export interface Journal {
  opened(entry: { readonly client: string; readonly session: string; readonly agent?: string }): void;
  closed(entry: {
    readonly client: string;
    readonly session: string;
    readonly reason: string;
    /** Milliseconds the connection was open. */
    readonly ms: number;
    readonly queries: number;
  }): void;
  query(entry: {
    readonly client: string;
    readonly session: string;
    readonly intent: string;
    readonly ms: number;
    readonly status: 'success' | 'error' | 'cancelled';
    readonly rows: number;
    /** Written only where a setting allows it. */
    readonly question?: string;
    readonly answer?: string;
  }): void;
}
