import { Button, makeStyles } from '@fluentui/react-components';
import { Card } from '../components/card.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { useNavigate } from '../navigation.ts';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
});

/** Leads to the table of what can be asked, which is a file of its own. */
export function IntentsCard() {
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <Card label="What can be asked" className={styles.card}>
      <CardHeading>What can be asked</CardHeading>
      <span>The table of intents says what questions can be about, and in which words. Teach it yours.</span>
      <Button onClick={() => navigate('intents')}>Edit the table of intents</Button>
    </Card>
  );
}
