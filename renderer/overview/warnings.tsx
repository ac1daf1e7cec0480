import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { alarmTitle } from '../../contract/alarm.ts';
import { isLoopback, isOpenToNetwork } from '../../contract/status.ts';
import { useCommandFormatter, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { Code } from '../components/command.tsx';
import { formatClock, toSentence } from '../format.ts';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: {
    marginTop: '6px',
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
    '& > p': { margin: 0 },
    '& > p + p': { marginTop: '6px' },
  },
});

/** A warning while the listener runs: a title, and advice below it. */
function Warning(props: {
  /** Accessible name. */
  readonly label: string;
  readonly title: ReactNode;
  /** Text or paragraphs. */
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { label, title, children } = props;
  return (
    <Card label={label} accentColor={tokens.colorPaletteDarkOrangeForeground1}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.text}>{children}</div>
    </Card>
  );
}

/** Warns that the listener has no database connection, with the reason and the next attempt. */
export function AccountWarning() {
  const formatCommand = useCommandFormatter();
  const account = useLive().snapshot?.status?.account;
  if (account === undefined || account.state === 'ready') return null;
  const { name, driver, state, reason } = account;
  if (state === 'connecting' && reason === undefined) return null;
  return (
    <Warning
      label="Database"
      title={
        state === 'down'
          ? `Account ${name} is not responding (${driver})`
          : `Connecting to account ${name} (${driver})`
      }
    >
      {reason !== undefined && <p>{formatCommand(reason)}</p>}
      <p>
        Clients get an error at once. The listener reconnects automatically. To see which ways to QM work from
        this machine, run <Code>hal-listener account probe</Code>.
      </p>
    </Warning>
  );
}

/** Shows the raised alarms; that of the certificate has a warning of its own, with advice. */
export function AlarmWarnings() {
  const alarms = useLive().snapshot?.status?.alarms ?? [];
  return alarms
    .filter(({ kind }) => kind !== 'certificate')
    .map((alarm) => (
      <Warning key={alarm.kind} label="Alarm" title={alarmTitle(alarm)}>
        {toSentence(alarm.detail)} Since {formatClock(alarm.at)}.
      </Warning>
    ));
}

/** Warns that the TLS certificate expires soon, has expired or is not yet valid, with advice. */
export function CertificateWarning() {
  const formatCommand = useCommandFormatter();
  const warning = useLive().snapshot?.status?.certificate?.warning;
  if (warning === undefined) return null;
  const [what = warning, ...advice] = warning.split(': ');
  return (
    <Warning label="Certificate" title={toSentence(what, '')}>
      {advice.length > 0 && formatCommand(toSentence(advice.join(': ')))}
    </Warning>
  );
}

/** Warns of example data and of a listener that is open to the network, with advice. */
export function DataWarnings() {
  const status = useLive().snapshot?.status;
  if (status === undefined) return null;
  const open = status.listening.map(({ host }) => host).filter((host) => !isLoopback(host));
  const [proxy] = status.proxies?.untrusted ?? [];
  const trust = new Set([
    ...(status.proxies?.trusted ?? []),
    ...(proxy === undefined ? [] : [proxy.address]),
  ]);
  const addresses = new Intl.ListFormat('en').format([...new Set(open)]);
  return (
    <>
      {status.account.example === true && (
        <Warning label="Example data" title="Example data: every record is invented">
          No answer is about a real person. Load your own records with <Code>hal-listener account load</Code>,
          or find a QM with <Code>hal-listener account probe</Code>.
        </Warning>
      )}
      {proxy !== undefined && (
        <Warning label="Proxy" title={`The proxy at ${proxy.address} is not trusted`}>
          It names clients ({proxy.sent.join(', ')}), but all of them count as one. If it is yours, run{' '}
          <Code>{`hal-listener config set trustedProxies ${[...trust].join(',')}`}</Code>, then{' '}
          <Code>hal-listener reload</Code>.
        </Warning>
      )}
      {isOpenToNetwork(status) && (
        <Warning label="Open to the network" title="Any machine on the network can connect">
          The listener accepts clients {open.length > 0 ? `on ${addresses}` : 'through a proxy'} without a
          token. Set one with <Code>hal-listener config set token</Code>, then run{' '}
          <Code>hal-listener reload</Code>.
        </Warning>
      )}
    </>
  );
}
