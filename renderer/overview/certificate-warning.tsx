import { useLive } from '../client/panel-context.ts';
import { useCommandName } from '../client/use-command-name.ts';
import { sentence } from '../format/sentence.ts';
import { Warning } from './warning.tsx';

/** What is wrong with the TLS certificate's term, and what to do: it ends soon, has ended, or has not begun. */
export function CertificateWarning() {
  const named = useCommandName();
  const warning = useLive().snapshot?.status?.certificate?.warning;
  if (warning === undefined) return null;
  const [what = warning, ...advice] = warning.split(': ');
  return (
    <Warning label="Certificate" title={sentence(what, '')}>
      {advice.length > 0 && named(sentence(advice.join(': ')))}
    </Warning>
  );
}
