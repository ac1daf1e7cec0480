import { REGISTRATION_FORM, type Registration } from '../../contract/registration.ts';
import type { NextRun } from '../lifecycle/supervisor-types.ts';

/** An example of a registration. */
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

/** A next run without a token, TLS or a password. */
export const UNPROTECTED_RUN: Extract<NextRun, { kind: 'usable' }> = {
  kind: 'usable',
  port: 8_768,
  driver: 'embedded',
  tls: false,
  token: 'none',
  qmPassword: 'none',
  assistKey: 'none',
  alarmWebhook: 'none',
  alarmWebhookSecret: 'none',
  host: undefined,
  hostSource: 'default',
};
