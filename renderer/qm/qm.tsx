import { makeStyles } from '@fluentui/react-components';
import { AccountCard } from './account-card.tsx';
import { ContentsCards } from './contents-cards.tsx';
import { WaysCard } from './ways-card.tsx';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    width: '100%',
    maxWidth: '1080px',
    margin: '0 auto',
    padding: '16px',
    boxSizing: 'border-box',
    '@media (max-width: 479px)': { padding: '12px' },
  },
});

/** The QM screen: the account and its seats, the ways to reach QM, its users and locks, and our programs in it. */
export function Qm() {
  const styles = useStyles();
  return (
    <div className={styles.screen}>
      <AccountCard />
      <WaysCard />
      <ContentsCards />
    </div>
  );
}
