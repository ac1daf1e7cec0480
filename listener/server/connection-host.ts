import type { AnsweredQuery, ClosedConnection } from '../../contract/connections.ts';
import type { Clock, WallTimes } from '../../lib/clock.ts';
import type { StatementTrace } from '../account/statement-trace.ts';
import type { Config } from '../config/config.ts';
import type { GatewayLog } from '../log/gateway-log.ts';
import type { Log } from '../log/log-line.ts';
import type { Sessions } from '../protocol/session-access.ts';
import type { Answerer } from '../query/answerer.ts';
import type { Speech } from '../speech/speech.ts';
import type { Metrics } from './metrics.ts';

/** What a connection needs from the listener. @template Connection it itself */
export interface ConnectionHost<Connection> {
  readonly config: Pick<Config, 'deadlineMs' | 'maxMessageBytes' | 'rate' | 'burst' | 'logQuestions'>;
  readonly answerer: Answerer;
  /** Undefined if speech is not recognized. */
  readonly speech?: Speech | undefined;
  readonly sessions: Sessions;
  readonly log: Log;
  readonly gatewayLog: Pick<GatewayLog, 'opened' | 'closed' | 'query' | 'utterance'>;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly statements?: StatementTrace | undefined;
  /** Converts monotonic times of that clock to wall time. */
  readonly wall: WallTimes;
  /** Whether the account holds example data, in which case every frame is marked. */
  isExample(): boolean;
  onAnswered(query: AnsweredQuery): void;
  onClosed(connection: Connection, closed: ClosedConnection): void;
}

export interface ClientInfo {
  /** Address and port, for example `192.0.2.7:50124`. */
  readonly address: string;
  /** The trusted proxy that named the client, without a port. */
  readonly proxy: string | undefined;
  readonly userAgent: string | undefined;
  /** Request path of the handshake, without query string. */
  readonly path: string;
}
