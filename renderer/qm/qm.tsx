import { PageScreen } from '../components/page-screen.tsx';
import { AccountCard } from './account-card.tsx';
import { ContentsCards } from './contents-cards.tsx';
import { WaysCard } from './ways-card.tsx';

/** The QM screen: the account and its seats, the ways to reach QM, its users and locks, and our programs in it. */
export function Qm() {
  return (
    <PageScreen label="QM">
      <AccountCard />
      <WaysCard />
      <ContentsCards />
    </PageScreen>
  );
}
