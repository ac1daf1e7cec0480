import { createServer } from 'node:http';
import { Command, CommanderError } from 'commander';
import { WebSocketServer } from 'ws';
import { EXIT, type ExitCode } from '../../contract/exit-codes.ts';
import { loadConfig } from '../../listener/config/load.ts';
import { openControl } from '../../listener/control/control.ts';
import { leaveWord } from '../../listener/control/last-exit-file.ts';
import { identityOf } from '../../listener/control/phantom-identity.ts';
import { controlled } from '../../listener/control/testing/controlled.ts';
import { openEventLog } from '../../listener/log/event-log.ts';
import { openPorts, PortError } from '../../listener/server/listen.ts';
import { checkVerb } from '../check.ts';
import { connectionsVerb } from '../connections.ts';
import { disconnectVerb } from '../disconnect.ts';
import { killVerb } from '../kill.ts';
import { listVerb } from '../list.ts';
import { portVerb } from '../port.ts';
import { restartVerb } from '../restart.ts';
import { addSettingFlags, loadInputs, orBadConfiguration } from '../setting-flags.ts';
import { startVerb } from '../start.ts';
import { stopVerb } from '../stop.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { watchVerb } from '../watch.ts';

/**
 * The command line of the phantom controls around a listener that has real ports, a real control channel and no
 * account: what tests of start, stop and watch run as processes of their own.
 */

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
};

/** `run`, with misbehaviour from the environment: STAND_IN=crash ends it at once. */
function runVerb(): Command {
  const command = new Command('run');
  return addSettingFlags(command).action(async () => {
    if (process.env.STAND_IN === 'crash') throw new Error('the stand-in crashes as it was told to');
    const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
    const events = openEventLog({ directory: config.logDir, level: 'debug', maxSize: 1e6, keep: 1 });
    const sockets = new WebSocketServer({ noServer: true });
    sockets.on('connection', (client) => {
      client.send('{"type":"connected"}');
      client.on('message', () => client.send('{"type":"pong"}'));
    });
    const bound = await openPorts([config.port], config.host, () => {
      const server = createServer((_request, response) => response.end('stand-in'));
      server.on('upgrade', (request, socket, head) =>
        sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request)),
      );
      return server;
    });
    const end = async (cause: 'stop' | 'restart' | 'signal', reason: string): Promise<void> => {
      leaveWord(config.home, { code: 0, cause, reason, userNo: control.userNo });
      await control.close();
      await events.close();
      process.exit(EXIT.ok);
    };
    const control = await openControl({
      home: config.home,
      ...identityOf(process.env),
      ports: [...new Set(bound.map(({ port }) => port))],
      account: 'HAL',
      listener: controlled({ stop: ({ code, by }) => void end(code, `${code} by ${by}`) }),
      alarms: { cpu: 1_000, rss: 1e12 },
      log: events.component('server'),
      now: Date.now,
    });
    process.on('SIGTERM', () => void end('signal', 'SIGTERM'));
  });
}

function failed(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const home = process.env.HAL_LISTENER_HOME ?? '';
  const word = (code: ExitCode, reason: string): ExitCode => {
    leaveWord(home, { code, cause: 'error', reason });
    process.stderr.write(`${reason}\n`);
    return code;
  };
  const runs = process.argv.includes('run');
  if (error instanceof PortError) return word(EXIT.portUnavailable, error.message);
  if (!(error instanceof CliFailure)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return EXIT.crashed;
  }
  if (runs) return word(error.exitCode, error.message);
  process.stderr.write(`${error.message}\n`);
  return error.exitCode;
}

const main = new Command('stand-in').exitOverride();
for (const verb of [
  runVerb(),
  startVerb(terminal),
  stopVerb(terminal),
  restartVerb(terminal),
  listVerb(terminal),
  killVerb(terminal),
  connectionsVerb(terminal),
  disconnectVerb(terminal),
  portVerb(terminal),
  checkVerb(terminal),
  watchVerb(terminal),
]) {
  main.addCommand(verb.exitOverride());
}
main.parseAsync(process.argv).catch((error: unknown) => {
  process.exitCode = failed(error);
});
