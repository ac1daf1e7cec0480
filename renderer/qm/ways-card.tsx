import { Badge, Button, Link, Spinner } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { QM_PROBE_PROGRESS, type QmWay } from '../../contract/panel-qm.ts';
import { useClient, useCommandFormatter, useLive } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { Code, CommandTooltip } from '../components/command.tsx';
import { useNotices } from '../components/notices.tsx';
import { toSentence } from '../format.ts';
import { useNavigate } from '../navigation.ts';
import { useCardStyles } from './card-styles.ts';

interface Probe {
  readonly ways: readonly QmWay[];
  /** The best that works; null if none does, undefined until all were tried. */
  readonly use: string | null | undefined;
}

/** Tries every way to reach QM, and says what each needs. */
export function WaysCard() {
  const styles = useCardStyles();
  const client = useClient();
  const notices = useNotices();
  const navigate = useNavigate();
  const formatCommand = useCommandFormatter();
  const driver = useLive(({ snapshot }) => snapshot?.status?.account.driver);
  const [probe, setProbe] = useState<Probe>();
  const controller = useRef<AbortController>(undefined);
  const [isProbing, setProbing] = useState(false);
  useEffect(() => () => controller.current?.abort(), []);

  const run = async (): Promise<void> => {
    const stop = new AbortController();
    controller.current = stop;
    setProbing(true);
    setProbe({ ways: [], use: undefined });
    const onProgress = (told: unknown): void => {
      const way = QM_PROBE_PROGRESS.safeParse(told);
      if (way.success) setProbe((before) => ({ ways: [...(before?.ways ?? []), way.data], use: undefined }));
    };
    try {
      setProbe(await client.call('qm-probe', {}, { signal: stop.signal, onProgress }));
    } catch (error) {
      notices.failed(error);
    } finally {
      setProbing(false);
    }
  };

  return (
    <Card label="Ways to reach QM">
      <div className={styles.bar}>
        <h2 className={styles.title}>Ways to reach QM</h2>
        {/* One button, so that it keeps the focus. */}
        <CommandTooltip command="probe" text="Changes nothing in QM">
          <Button
            size="small"
            icon={isProbing ? <Spinner size="extra-tiny" /> : null}
            onClick={() => (isProbing ? controller.current?.abort() : void run())}
          >
            {isProbing ? 'Cancel' : probe === undefined ? 'Try every way' : 'Try again'}
          </Button>
        </CommandTooltip>
      </div>
      {probe === undefined ? (
        <p className={styles.note}>
          Tries a pipe to a QM program on this machine, QMClient over TCP, and a QM program for each
          statement, and says what each needs. It opens a session for each way, for a moment.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Ways to reach QM" aria-busy={isProbing}>
          {probe.ways.map(({ driver: name, works, text, advice }) => (
            <li key={name} className={styles.item} data-way={name}>
              <span className={styles.strong}>{name}</span>
              <span>
                <Badge appearance="tint" color={works ? 'success' : 'informative'}>
                  {works ? 'Works' : 'Does not work'}
                </Badge>{' '}
                {toSentence(text)}
                {advice !== undefined && (
                  <div className={styles.term}>{formatCommand(toSentence(advice))}</div>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.note} role="status">
        {probe?.use === null && 'No way to QM works from here yet.'}
        {typeof probe?.use === 'string' &&
          (probe.use === driver ? (
            'The listener uses the best way that works.'
          ) : (
            <>
              The best way that works is {probe.use}: set <Code>{`QM_DRIVER=${probe.use}`}</Code>, or the
              driver in{' '}
              <Link as="button" inline onClick={() => navigate('settings')}>
                Settings
              </Link>
              , and restart the listener.
            </>
          ))}
      </p>
    </Card>
  );
}
