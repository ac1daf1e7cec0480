/** The kind of an attribute's value; the file's dictionary says how it is stored and printed. */
export type AttributeKind = 'text' | 'date' | 'time' | 'number';

/** One attribute of a HAL file. */
export interface HalAttribute {
  readonly name: string;
  /** The field's number in the record, from 1. */
  readonly number: number;
  readonly kind: AttributeKind;
  readonly multivalued: boolean;
}

/** The files HAL keeps and the attributes clients ask for, by file name (docs/protocol.md §10). */
export const HAL_SCHEMA = {
  MEDICATION: [
    text('PERSON_ID', 1),
    text('MEDICATION_NAME', 2),
    text('GENERIC_NAME', 3),
    text('NDC_CODE', 4),
    text('DOSAGE', 5),
    text('DOSAGE_UNIT', 6),
    text('FREQUENCY', 7),
    text('ROUTE', 8),
    date('START_DATE', 9),
    date('END_DATE', 10),
    text('STATUS', 11),
    text('PRESCRIBER_ID', 12),
    text('PHARMACY_ID', 13),
    text('PRESCRIPTION_NUMBER', 14),
    number('REFILLS_REMAINING', 15),
    text('REASON', 16),
    text('CONDITION_ID', 17),
    many('SIDE_EFFECTS', 18),
    many('INTERACTIONS', 19),
    text('INSTRUCTIONS', 20),
    number('COST', 21),
    text('INSURANCE_COVERED', 22),
    text('NOTES', 23),
    many('TAGS', 24),
    text('ACTIVE', 25),
  ],
  ALLERGY: [
    text('PERSON_ID', 1),
    text('ALLERGEN', 2),
    text('ALLERGEN_TYPE', 3),
    text('SEVERITY', 4),
    text('REACTION', 5),
    many('SYMPTOMS', 6),
    date('ONSET_DATE', 7),
    date('LAST_REACTION_DATE', 8),
    text('NOTES', 14),
    many('TAGS', 15),
    text('ACTIVE', 16),
  ],
  APPOINTMENT: [
    text('PERSON_ID', 1),
    text('DOCTOR_ID', 2),
    text('FACILITY_ID', 3),
    date('APPOINTMENT_DATE', 4),
    time('APPOINTMENT_TIME', 5),
    number('DURATION', 6),
    text('APPOINTMENT_TYPE', 7),
    text('REASON', 8),
    text('STATUS', 9),
    text('ACTIVE', 27),
  ],
  VITAL_SIGNS: [
    text('PERSON_ID', 1),
    date('MEASUREMENT_DATE', 2),
    time('MEASUREMENT_TIME', 3),
    number('HEIGHT', 7),
    number('WEIGHT', 8),
    number('BMI', 9),
    number('TEMPERATURE', 10),
    number('BLOOD_PRESSURE_SYSTOLIC', 12),
    number('BLOOD_PRESSURE_DIASTOLIC', 13),
    number('PULSE', 15),
    number('RESPIRATORY_RATE', 17),
    number('OXYGEN_SATURATION', 18),
    number('GLUCOSE', 22),
    text('ACTIVE', 29),
  ],
  TRANSACTION: [
    date('TRANS_DATE', 1),
    text('ORIGINAL_PAYEE', 2),
    text('STANDARDIZED_PAYEE', 3),
    number('AMOUNT', 4),
    text('CATEGORY_KEY', 5),
    text('ACCOUNT', 6),
    text('MEMO', 7),
    text('REIMBURSABLE_FLAG', 8),
    many('TAG_KEYS', 13),
  ],
  DOCTOR: [
    text('FIRST_NAME', 1),
    text('LAST_NAME', 2),
    text('MIDDLE_NAME', 3),
    text('TITLE', 4),
    text('SPECIALTY', 5),
    text('PHONE', 14),
  ],
  CONVERSATION: [
    text('SESSION_ID', 1),
    text('PERSONA_ID', 2),
    text('USER_ID', 3),
    date('TIMESTAMP', 4),
    text('MESSAGE_TYPE', 5),
    text('CONTENT', 6),
    number('LATENCY_MS', 11),
    text('INTENT', 14),
  ],
} as const satisfies Readonly<Record<string, readonly HalAttribute[]>>;

export type HalFile = keyof typeof HAL_SCHEMA;

function text(name: string, number: number): HalAttribute {
  return { name, number, kind: 'text', multivalued: false };
}

function many(name: string, number: number): HalAttribute {
  return { name, number, kind: 'text', multivalued: true };
}

function date(name: string, number: number): HalAttribute {
  return { name, number, kind: 'date', multivalued: false };
}

function time(name: string, number: number): HalAttribute {
  return { name, number, kind: 'time', multivalued: false };
}

function number(name: string, number: number): HalAttribute {
  return { name, number, kind: 'number', multivalued: false };
}
