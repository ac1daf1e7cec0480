import { makeStyles } from '@fluentui/react-components';
import { Card } from '../components/card.tsx';
import { Choices } from '../components/choices.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { NotificationSetting } from '../notifications/notification-setting.tsx';
import { useNotifications } from '../notifications/notifications-context.ts';
import { THEME_CHOICES, type ThemeChoice, useThemeChoice } from '../theme.ts';

const TITLES: Readonly<Record<ThemeChoice, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

/** What concerns this browser alone and is kept by it. */
export function PagePreferences() {
  const styles = useStyles();
  const [theme, chooseTheme] = useThemeChoice();
  return (
    <Card label="This page" className={styles.card}>
      <CardHeading>This page</CardHeading>
      <Choices
        name="Theme"
        isInLine
        choices={THEME_CHOICES.map((value) => ({ value, label: TITLES[value] }))}
        value={theme}
        onChoose={chooseTheme}
      />
      <NotificationSetting notifications={useNotifications()} />
    </Card>
  );
}
