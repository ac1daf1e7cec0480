import { REGISTRATION_FORM, type Registration } from '../../contract/registration.ts';

/** What a listener could say of itself. */
export const REGISTRATION: Registration = {
  form: REGISTRATION_FORM,
  userNo: 10_001,
  pid: 4_242,
  processStart: 'boot:1:1',
  origin: 'panel',
  ports: [8_768],
  account: 'HAL',
  version: '0.0.0',
  endpoint: '/nowhere.sock',
  registeredAt: 1,
  flags: {},
  environment: [],
};
