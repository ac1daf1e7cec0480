import { Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components';
import { Card } from '../components/card.tsx';
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
  choices: { display: 'flex', flexWrap: 'wrap' },
});

/** What concerns this browser alone and is kept by it. */
export function PagePreferences() {
  const styles = useStyles();
  const [theme, chooseTheme] = useThemeChoice();
  return (
    <Card label="This page" className={styles.card}>
      <CardHeading>This page</CardHeading>
      <Field label="Theme">
        <RadioGroup
          className={styles.choices}
          layout="horizontal"
          value={theme}
          onChange={(_, { value }) => chooseTheme(value as ThemeChoice)}
        >
          {THEME_CHOICES.map((choice) => (
            <Radio key={choice} value={choice} label={TITLES[choice]} />
          ))}
        </RadioGroup>
      </Field>
      <NotificationSetting notifications={useNotifications()} />
    </Card>
  );
}
