import { makeStyles } from '@fluentui/react-components';
import { useLive } from '../client/panel-context.ts';
import { Charts } from './charts.tsx';
import { Facts } from './facts.tsx';
import { Failure } from './failure.tsx';
import { Headline } from './headline.tsx';
import { LastError } from './last-error.tsx';

const useStyles = makeStyles({
  overview: {
    display: 'grid',
    gap: '12px',
    padding: '16px',
    gridTemplateColumns: 'minmax(0, 1fr)',
    width: '100%',
    maxWidth: '1480px',
    margin: '0 auto',
    boxSizing: 'border-box',
    '@media (max-width: 479px)': { padding: '12px' },
    '@media (min-width: 1000px)': { gridTemplateColumns: '380px minmax(0, 1fr)', gap: '16px' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
});

/** How the listener is, at a glance, and what can be done about it. */
export function Overview(props: { readonly toLog: () => void; readonly toConnections: () => void }) {
  const styles = useStyles();
  const { snapshot } = useLive();
  return (
    <div className={styles.overview}>
      <div className={styles.column}>
        <Headline />
        {snapshot?.failure !== undefined && <Failure failure={snapshot.failure} port={snapshot.port} />}
        <Facts toConnections={props.toConnections} />
        <LastError toLog={props.toLog} />
      </div>
      <Charts />
    </div>
  );
}
