import { embeddedFolder } from '../listener/account/open.ts';
import type { Config } from '../listener/config/config.ts';
import type { Listener } from '../listener/listener.ts';
import { VERSION } from '../listener/version.ts';
import { addressOf } from './listener-address.ts';
import { EXAMPLE_WARNING } from './warnings.ts';

/** The text that `run` prints once the listener accepts clients. */
export function formatBanner({ account, bound }: Listener, config: Config): string {
  const listensEverywhere = config.host === undefined;
  const ports = [...new Set(bound.map(({ port }) => port))];
  const url = (port: number) => addressOf({ ...config, port }).socket;
  const [first = config.port] = ports;
  const lines = [
    `HAL listener ${VERSION} is running (PID ${process.pid}).`,
    `  clients   ${ports.map(url).join('  ')}${listensEverywhere ? '   (every address of this machine)' : ''}`,
    `  account   ${account.name}, ${describeAccount(config)}`,
    ...(account.status().example === true ? [`  warning   ${EXAMPLE_WARNING}`] : []),
    `  logs      ${config.logDir}`,
    `  try       npx hal-listener query ${first === DEFAULT_PORT ? '' : `--url ${url(first)} `}"What medications am I taking?"`,
    'Ctrl+C stops it.',
  ];
  return `${lines.join('\n')}\n`;
}

const DEFAULT_PORT = 8768;

function describeAccount(config: Config): string {
  switch (config.driver) {
    case 'embedded':
      return `the embedded account in ${embeddedFolder(config)} (no QM is configured)`;
    case 'qmclient':
      return `in the QM at ${config.qmHost}:${config.qmPort}`;
    default:
      return `in the QM on this machine, driver ${config.driver}`;
  }
}
