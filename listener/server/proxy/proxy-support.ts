import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { Status } from '../../../contract/status.ts';
import type { Clock } from '../../../lib/clock.ts';
import { respondAndClose } from '../../../lib/http-server.ts';
import type { Log } from '../../log/log-line.ts';
import { type Client, ClientAddresses } from './client-addresses.ts';
import { gateConnections } from './connection-gate.ts';
import type { ForwardingFault } from './forwarding-headers.ts';
import { ProxyReport } from './proxy-report.ts';

/** What the status says about proxies. */
type ProxyStatus = NonNullable<Status['proxies']>;

/** A client, or why a request is refused whose client a trusted proxy does not name properly. */
type ClientOrRefusal =
  | { readonly client: Client }
  | { readonly client?: undefined; readonly proxy: Client; readonly reason: string };

/** Connects the parts of this folder with the server. */
export class ProxySupport {
  readonly addresses: ClientAddresses;
  readonly #report: ProxyReport;
  #named = 0;
  #unnamed = 0;

  /** @param trusted addresses and networks, as the setting's type has checked them */
  constructor(trusted: readonly string[], log: Log, clock: Clock) {
    this.#report = new ProxyReport(log, clock);
    this.addresses = new ClientAddresses(trusted, this.#report);
  }

  get status(): ProxyStatus {
    const { malformed, untrusted } = this.#report;
    return {
      trusted: [...this.addresses.trusted],
      named: this.#named,
      unnamed: this.#unnamed,
      malformed,
      untrusted,
    };
  }

  /**
   * Lets trusted peers of a server begin with a PROXY protocol header: see `gateConnections`.
   *
   * @param onNamed called with a socket whose client is known now
   */
  gate(server: Server, onNamed: (socket: Socket, client: Client) => void): void {
    gateConnections(server, {
      isTrusted: (socket) => this.addresses.isTrusted(socket),
      onHeader: (socket, header) => {
        this.addresses.onProxyHeader(socket, header);
        onNamed(socket, this.addresses.ofSocket(socket));
      },
      onMalformed: (socket, value) => {
        const { reason } = this.#refuse({ reason: 'malformed PROXY protocol header', value }, socket);
        // Nobody reads an answer in plain text where TLS begins.
        if (server instanceof TlsServer) socket.destroy();
        else respondAndClose(socket, 400, reason);
      },
    });
  }

  /** @param socket the TCP socket */
  identify(request: Pick<IncomingMessage, 'headers'>, socket: Socket): ClientOrRefusal {
    const client = this.addresses.ofRequest(request, socket);
    return 'reason' in client ? this.#refuse(client, socket) : { client };
  }

  /** Counts a WebSocket client that was accepted. @param socket the TCP socket */
  onAdmitted({ proxy }: Client, socket: Socket): void {
    if (proxy !== undefined) this.#named += 1;
    else if (this.addresses.isTrusted(socket)) this.#unnamed += 1;
  }

  close(): void {
    this.#report.close();
  }

  #refuse(fault: ForwardingFault, socket: Socket): Extract<ClientOrRefusal, { client?: undefined }> {
    const proxy = this.addresses.ofSocket(socket);
    this.#report.onMalformed(fault, this.addresses.peerOf(socket));
    return {
      proxy,
      reason: `The proxy in front of this listener does not say for whom it asks: ${fault.reason}.`,
    };
  }
}
