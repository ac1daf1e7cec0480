import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Overflow,
  OverflowItem,
  Tab,
  TabList,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from '@fluentui/react-components';
import { Apps20Regular } from '@fluentui/react-icons/svg/apps';
import { BookQuestionMark20Regular } from '@fluentui/react-icons/svg/book-question-mark';
import { ChatHelp20Regular } from '@fluentui/react-icons/svg/chat-help';
import { Database20Regular } from '@fluentui/react-icons/svg/database';
import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text';
import { History20Regular } from '@fluentui/react-icons/svg/history';
import { Home20Regular } from '@fluentui/react-icons/svg/home';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { People20Regular } from '@fluentui/react-icons/svg/people';
import { Rocket20Regular } from '@fluentui/react-icons/svg/rocket';
import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { Stethoscope20Regular } from '@fluentui/react-icons/svg/stethoscope';
import { TextBulletListSquareEdit20Regular } from '@fluentui/react-icons/svg/text-bullet-list-square-edit';
import type { ReactElement } from 'react';
import { SCREENS, type Screen } from '../contract/panel-snapshot.ts';
import { useMedia } from './hooks.ts';

const TABS: Readonly<Record<Screen, { readonly label: string; readonly icon: ReactElement }>> = {
  overview: { label: 'Overview', icon: <Home20Regular /> },
  ask: { label: 'Ask', icon: <ChatHelp20Regular /> },
  connections: { label: 'Connections', icon: <People20Regular /> },
  logs: { label: 'Logs', icon: <DocumentText20Regular /> },
  events: { label: 'Events', icon: <History20Regular /> },
  qm: { label: 'QM', icon: <Database20Regular /> },
  processes: { label: 'Processes', icon: <Apps20Regular /> },
  settings: { label: 'Settings', icon: <Settings20Regular /> },
  intents: { label: 'Intents', icon: <TextBulletListSquareEdit20Regular /> },
  setup: { label: 'Set up', icon: <Rocket20Regular /> },
  diagnostics: { label: 'Diagnostics', icon: <Stethoscope20Regular /> },
  help: { label: 'Help', icon: <BookQuestionMark20Regular /> },
};

/** Screens that others lead to: their tabs give way first. */
const LED_TO: readonly Screen[] = ['intents'];

/** Tabs are smaller in narrower windows. */
const NARROW = '(max-width: 479px)';
/** Tabs have icons where there is room for them beside the name and the state. */
const WITH_ICONS = '(min-width: 1500px)';

const useStyles = makeStyles({
  bar: { display: 'flex', minWidth: 0, overflowX: 'clip' },
  list: { flexWrap: 'nowrap' },
  tab: { flexShrink: 0 },
  more: { alignSelf: 'center', flexShrink: 0, minWidth: 'auto' },
});

/** The tabs of the screens; those for which there is no room are in a menu. */
export function ScreenTabs({
  screen,
  onSelect,
}: {
  readonly screen: Screen;
  readonly onSelect: (screen: Screen) => void;
}) {
  const styles = useStyles();
  const narrow = useMedia(NARROW);
  const withIcons = useMedia(WITH_ICONS);
  return (
    <Overflow minimumVisible={1} padding={0}>
      {/* The menu is beside the list of tabs: a list of tabs may have nothing but tabs. */}
      <div className={styles.bar}>
        <TabList
          className={styles.list}
          size={narrow ? 'small' : 'medium'}
          selectedValue={screen}
          onTabSelect={(_, { value }) => onSelect(value as Screen)}
        >
          {SCREENS.map((name) => (
            <OverflowItem key={name} id={name} priority={name === screen ? 2 : LED_TO.includes(name) ? 0 : 1}>
              <Tab className={styles.tab} value={name} {...(withIcons && { icon: TABS[name].icon })}>
                {TABS[name].label}
              </Tab>
            </OverflowItem>
          ))}
        </TabList>
        <MoreScreens onSelect={onSelect} />
      </div>
    </Overflow>
  );
}

/** The screens whose tabs have no room. */
function MoreScreens({ onSelect }: { readonly onSelect: (screen: Screen) => void }) {
  const styles = useStyles();
  const { ref, isOverflowing } = useOverflowMenu<HTMLButtonElement>();
  if (!isOverflowing) return null;
  return (
    <Menu hasIcons>
      <MenuTrigger disableButtonEnhancement>
        <Button
          ref={(button: HTMLButtonElement | null) => {
            ref.current = button;
          }}
          className={styles.more}
          size="small"
          appearance="subtle"
          icon={<MoreHorizontal20Regular />}
          aria-label="More screens"
        >
          More
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {SCREENS.map((name) => (
            <HiddenScreen key={name} name={name} onSelect={onSelect} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function HiddenScreen({
  name,
  onSelect,
}: {
  readonly name: Screen;
  readonly onSelect: (screen: Screen) => void;
}) {
  if (useIsOverflowItemVisible(name)) return null;
  return (
    <MenuItem icon={TABS[name].icon} onClick={() => onSelect(name)}>
      {TABS[name].label}
    </MenuItem>
  );
}
