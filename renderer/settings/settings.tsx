import {
  Checkbox,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons/svg/search';
import { useRef, useState } from 'react';
import type { SettingProblem } from '../../contract/panel-settings.ts';
import { Card } from '../components/card.tsx';
import { CardHeading, PageScreen } from '../components/page-screen.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { UnreadableBar } from '../components/unreadable-bar.tsx';
import { useFindKey } from '../hooks.ts';
import { AutostartCard } from './autostart-card.tsx';
import { ConflictCard } from './conflict-card.tsx';
import { IntentsCard } from './intents-card.tsx';
import { PagePreferences } from './page-preferences.tsx';
import { RestoreCard } from './restore-card.tsx';
import { SettingRow } from './setting-row.tsx';
import { groupSettings, matchesSearch, settingLabel } from './setting-texts.ts';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
  search: { flexGrow: 1, flexBasis: '200px', maxWidth: '420px', minWidth: 0 },
  bar: { paddingTop: '8px', paddingBottom: '8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Every setting of the listener, where it comes from, and what changes it; and what this page remembers itself. */
export function Settings() {
  const styles = useStyles();
  const editor = useSettings();
  const [search, setSearch] = useState('');
  const [onlySet, setOnlySet] = useState(false);
  const tools = useRef<HTMLDivElement>(null);
  useFindKey(tools);
  const { view, error, drafts, problems, conflict, busy } = editor;
  const names = Object.keys(drafts);
  const shown = (view?.settings ?? []).filter(
    (setting) =>
      drafts[setting.name] !== undefined ||
      (matchesSearch(setting, search) && (!onlySet || setting.source !== 'default')),
  );
  const groups = groupSettings(shown);
  return (
    <PageScreen label="Settings">
      <div className={styles.tools} ref={tools}>
        <Input
          className={styles.search}
          type="search"
          contentBefore={<Search20Regular />}
          aria-label="Search settings"
          placeholder="Search settings"
          value={search}
          onChange={(_, { value }) => setSearch(value)}
        />
        <Checkbox
          label="Only what is set"
          checked={onlySet}
          onChange={(_, { checked }) => setOnlySet(checked === true)}
        />
      </div>
      {view === undefined && error === undefined && <Spinner label="Reading the settings" />}
      <UnreadableBar what="The settings" error={error} onRetry={editor.reread} />
      {(view?.errors ?? []).map((line) => (
        <MessageBar key={line} className={styles.bar} intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>No listener starts with this.</MessageBarTitle> {line}
          </MessageBarBody>
        </MessageBar>
      ))}
      {(view?.warnings ?? []).map((line) => (
        <MessageBar key={line} className={styles.bar} intent="warning" layout="multiline">
          <MessageBarBody>{line}</MessageBarBody>
        </MessageBar>
      ))}
      <ConflictCard editor={editor} />
      {search === '' && !onlySet && (
        <>
          <PagePreferences />
          <AutostartCard />
          <IntentsCard />
        </>
      )}
      {groups.map(({ id, title, settings }) => (
        <Card key={id} label={title}>
          <CardHeading>{title}</CardHeading>
          {settings.map((setting) => (
            <SettingRow
              key={setting.name}
              setting={setting}
              draft={drafts[setting.name]}
              problem={problems.find(({ name }) => name === setting.name)?.message}
              onType={(typed) => editor.type(setting, typed)}
            />
          ))}
        </Card>
      ))}
      {view !== undefined && groups.length === 0 && <span className={styles.quiet}>No setting matches.</span>}
      {view !== undefined && search === '' && (
        <RestoreCard view={view} isBusy={busy !== undefined} onRestore={() => void editor.restore()} />
      )}
      <SaveBar
        names={names.map(settingLabel)}
        problem={describeProblems(problems, names)}
        isBlocked={problems.length > 0 || conflict !== undefined || busy !== undefined}
        isBusy={busy !== undefined}
        isSaving={busy === 'saving'}
        onDiscard={() => editor.discard()}
        onSave={() => void editor.save()}
      />
    </PageScreen>
  );
}

/** A problem of one changed setting is shown beside it. */
function describeProblems(problems: readonly SettingProblem[], names: readonly string[]): string | undefined {
  const [general] = problems.filter(({ name }) => name === undefined || !names.includes(name));
  if (general !== undefined) return general.message;
  if (problems.length === 0) return undefined;
  return problems.length === 1 ? 'One value is not allowed.' : `${problems.length} values are not allowed.`;
}
