import { isLoopback } from '../../../contract/status.ts';
import {
  activeFirewall,
  applyCommands,
  formatCommand,
} from '../../../supervisor/firewall/active-firewall.ts';
import { thisProgram } from '../../this-program.ts';
import { type Check, found, ok, type Problem, unknown } from '../check.ts';

const CLOSED: Problem = {
  severity: 'problem',
  symptom: 'The firewall of this machine keeps clients of other machines out',
  advice: 'Add a rule as an administrator: `hal-listener firewall add --apply`',
};

/** Whether the firewall lets clients in. */
export const firewallCheck: Check = {
  id: 'firewall',
  title: 'Firewall',
  problems: [CLOSED],
  async run(diagnosis) {
    const { supervisor, config, options } = diagnosis;
    const { platform, run } = options.autostart;
    if (config.host !== undefined && isLoopback(config.host))
      return [ok('not needed: only this machine connects')];
    const target = { port: supervisor.port, program: thisProgram().program };
    const firewall = await activeFirewall(platform, run, target);
    if (firewall === undefined) return [ok('none')];
    const state = await firewall.read(target);
    switch (state.kind) {
      case 'off':
        return [ok(`${firewall.name} is not active`)];
      case 'open':
        return [ok(`${firewall.name}: ${state.rules.join(', ')}`)];
      case 'unknown':
        return [unknown(state.why, 'Run this as an administrator.')];
      case 'closed': {
        const commands = await firewall.addCommands(target);
        const fix = {
          question: `Let clients in (${commands.map(formatCommand).join('; ')})?`,
          apply: async () => {
            await applyCommands(run, commands);
            return `${firewall.name} has a rule for port ${target.port} now.`;
          },
        };
        return [found(CLOSED, state.why, { fix })];
      }
    }
  },
};
