import { Button } from '@fluentui/react-components';
import { useClient } from '../client/panel-context.ts';
import { useNavigate } from '../navigation.ts';
import { requestTeaching, type TeachRequest } from '../teach-request.ts';
import { Tip } from './tip.tsx';

/** Leads to the table of intents, with a question that was not understood in the try box. */
export function TeachButton({ question, subject }: TeachRequest) {
  const client = useClient();
  const navigate = useNavigate();
  return (
    <Tip
      relationship="description"
      text="Opens the table of intents with this question, to teach it your words."
    >
      <Button
        size="small"
        onClick={() => {
          requestTeaching(client, { question, subject });
          navigate('intents');
        }}
      >
        Teach
      </Button>
    </Tip>
  );
}
