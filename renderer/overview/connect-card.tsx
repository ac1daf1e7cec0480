import { makeStyles, tokens } from '@fluentui/react-components';
import type { ClientAddress } from '../../contract/panel-addresses.ts';
import { connectSnippet } from '../../wording/connect-snippet.ts';
import { useIsRunning, useLive, usePolled } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { CopyButton } from '../components/icon-button.tsx';
import { QrCode } from '../components/qr-code.tsx';

const POLL_INTERVAL_MS = 15_000;
/** Addresses that are shown at once. */
const SHOWN = 3;

const useStyles = makeStyles({
  title: { margin: '0 0 6px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  address: { display: 'flex', alignItems: 'center', gap: '4px 10px', flexWrap: 'wrap', minHeight: '28px' },
  url: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  via: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, marginRight: 'auto' },
  summary: {
    cursor: 'pointer',
    padding: '6px 0 0',
    color: tokens.colorBrandForegroundLink,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  more: { display: 'flex', gap: '16px', flexWrap: 'wrap', alignItems: 'flex-start', marginTop: '8px' },
  code: {
    flexGrow: 1,
    flexBasis: '220px',
    minWidth: 0,
    margin: 0,
    padding: '8px 10px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  lines: { margin: 0, fontFamily: 'inherit', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  note: { margin: '6px 0 0', color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase300 },
});

/** The addresses that a client can use, with a QR code and an example. */
export function ConnectCard() {
  return useIsRunning() ? <Addresses /> : null;
}

function Addresses() {
  const styles = useStyles();
  const { value, error } = usePolled('addresses', {}, POLL_INTERVAL_MS);
  const addresses = value?.addresses;
  const [first] = addresses ?? [];
  return (
    <Card label="Connect a client">
      <h3 className={styles.title}>Connect a client</h3>
      {addresses === undefined ? (
        <span className={styles.via}>{error?.message ?? 'Loading…'}</span>
      ) : (
        <>
          <AddressList addresses={addresses.slice(0, SHOWN)} />
          {first?.reach === 'machine' && (
            <p className={styles.note}>
              Only programs of this machine can connect: the listener is bound to this address
              (WEBSOCKET_HOST).
            </p>
          )}
          {first !== undefined && <More first={first} others={addresses.slice(SHOWN)} />}
        </>
      )}
    </Card>
  );
}

function AddressList({ addresses }: { readonly addresses: readonly ClientAddress[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label="Addresses for clients">
      {addresses.map(({ url, via }) => (
        <li key={url} className={styles.address} data-address={url}>
          <span className={styles.url}>{url}</span>
          <span className={styles.via}>{via}</span>
          <CopyButton text={url} what={url} />
        </li>
      ))}
    </ul>
  );
}

function More({
  first,
  others,
}: {
  readonly first: ClientAddress;
  readonly others: readonly ClientAddress[];
}) {
  const styles = useStyles();
  const token = useLive(({ snapshot }) => snapshot?.status?.token);
  const snippet = connectSnippet(first.url, token === true);
  return (
    <details>
      <summary className={styles.summary}>
        QR code and example{others.length > 0 ? ', more addresses' : ''}
      </summary>
      <AddressList addresses={others} />
      <div className={styles.more}>
        <QrCode text={first.url} label={`QR code of ${first.url}`} size={148} />
        <section className={styles.code} aria-label="Example of a client">
          <pre className={styles.lines}>{snippet}</pre>
        </section>
        <CopyButton text={snippet} what="example" />
      </div>
      {token === true && (
        <p className={styles.note}>The token is not shown here: it is in WEBSOCKET_TOKEN or config.json.</p>
      )}
    </details>
  );
}
