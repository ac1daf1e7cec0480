// Ends the process at once, as a power cut does, at its n-th change of the disk (KILL_AT), or says how many it made.
const fs = require('node:fs');
const promises = require('node:fs/promises');

const last = Number(process.env.KILL_AT);
let changes = 0;

function counted(module, name, isChange = () => true) {
  const original = module[name];
  module[name] = function (...args) {
    if (isChange(...args)) {
      changes += 1;
      if (changes === last) process.kill(process.pid, 'SIGKILL');
    }
    return original.apply(this, args);
  };
}

const writes = (_file, flags) => typeof flags === 'string' && flags !== 'r';
for (const name of ['renameSync', 'linkSync', 'rmSync', 'mkdirSync', 'writeFileSync', 'fsyncSync'])
  counted(fs, name);
for (const name of ['rename', 'link', 'rm']) counted(promises, name);
counted(fs, 'openSync', writes);
counted(promises, 'open', writes);
process.on('exit', () => process.stderr.write(`changes: ${changes}\n`));
