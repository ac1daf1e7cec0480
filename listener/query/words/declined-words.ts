import { patterns } from './core-words.ts';

/** The words of what is not answered: changes, reminders, calls, advice, emergencies, secrets and small talk. */

/** What asks for no record but for judgement, which is never given. */
export const ADVICE = patterns(
  'should',
  'safe|safely',
  'dangerous',
  'harmful',
  'normal',
  'abnormal',
  'healthy|unhealthy',
  'too high|low|much|many|little|fast|slow',
  'is ... high|low|good|bad|ok|okay|fine|elevated|alright',
  'is|are ... all right',
  'can i ... take|drink|eat|stop|mix|combine|have|skip|use|drive',
  'may i',
  'ok|okay to',
  'could i ... take|drink|eat|stop|mix|combine',
  'is it ok|okay|fine|bad',
  'good|bad for me',
  'recommend',
  'advice|advise',
  'better to',
  'worry|worried|concerned',
  'what if i',
  'allowed to',
  'need to worry',
  'do i need|have to',
  'have i got to',
  'must i',
  'is it time to',
  'cause|causing',
  'interact|interacts|interacting|interaction|interactions|mix|mixes|mixed|combine|combined|clash|clashes with|between',
  'interact|interacts|mix|mixes|react|go|goes|get|gets well|badly|along|together',
  'ok|okay|fine|alright|safe with|together|beside|alongside',
  'cure',
  'diagnose|diagnosis',
  'maximum|max|most|highest|minimum|min|lowest|recommended|standard|starting|lethal .. dose|dosage',
);

/** What no doctor is asked about: money, things, work and law. */
export const OTHER_ADVICE = patterns(
  'stock|stocks|share|shares|bond|bonds|fund|funds|etf|bitcoin|crypto|cryptocurrency|gold|silver',
  'invest|invests|investing|investment|investments|savings|pension|retire|retirement|mortgage|loan|debt|tax|taxes|budget',
  'buy|buying|sell|selling|rent|lease|afford|spend|spending|bet|gamble|lottery',
  'job|career|boss|lawyer|sue|divorce|marry|vote|college|university',
  'car|house|flat|apartment|phone|laptop|holiday|vacation|bank|insurance',
);
/** What makes it a question for a doctor all the same. */
export const HEALTH = patterns(
  'doctor|dr|nurse|hospital|clinic|pharmacy|pharmacist|chemist|dentist|surgery|surgeon|health|medical',
  'medicine|medication|med|meds|pill|tablet|drug|dose|insulin|inhaler|vitamin|vitamins|vaccine|jab|shot|treatment|therapy',
  'pain|ache|sick|ill|illness|fever|cough|cold|flu|rash|dizzy|bleeding|symptom|allergy|allergies|allergic',
  'blood|pressure|sugar|glucose|heart|pulse|weight|cholesterol|diabetes|asthma|pregnant',
  'eat|eating|drink|drinking|diet|exercise|sleep|smoke|smoking|alcohol',
);

/** Kinds of medicine. Records name medicines, not their classes: which is one takes a pharmacist. */
export const DRUG_CLASSES = patterns(
  'antibiotic|antiviral|antifungal|antihistamine|antidepressant|antipsychotic|anticoagulant|anticonvulsant|antacid|antiinflammatory',
  'anti inflammatory',
  'painkiller|analgesic|opioid|opiate|nsaid|narcotic',
  'pain killer|reliever|pill|med|medicine|medication',
  'blood thinner',
  'statin|steroid|corticosteroid|diuretic|laxative|sedative|stimulant|tranquilizer|tranquiliser|benzo|benzodiazepine|ssri',
  'beta blocker',
  'ace inhibitor',
  'calcium channel blocker',
  'water|sleeping pill|tablet',
  'sleep aid|med',
  'blocker|inhibitor',
  'muscle relaxant',
  'decongestant|bronchodilator|betablocker|chemo|chemotherapy|contraceptive|hormone',
  'supplement|vitamin|mineral',
);

/** What only others can change. */
export const CHANGES = new Set(
  (
    'measure weigh test inject claim expense reimburse cancel move reschedule postpone add put delete remove erase change update set book schedule make create order buy send mark enter edit correct transfer log write save refill renew ' +
    'pay charge start stop turn play open close note forget cut increase decrease double skip take drop switch sign register arrange submit request fill record rename insert append clear reset replace fix confirm undo share forward print export deposit withdraw donate invest'
  ).split(' '),
);
export const REMINDERS = patterns(
  'remind me',
  'reminder',
  'wake me',
  'alarm',
  'timer',
  'alert me',
  'notify me',
  'do not let me forget',
);
/** "Can you tell me each night that I have to ...": whatever stands in front of it. */
export const DAILY_REMINDERS = patterns(
  'tell|ping|nudge|prompt me each|every day|morning|night|evening|hour|week that|to|when|at',
);
export const CALLS = new Set('call phone dial ring text email message contact fax'.split(' '));
export const EMERGENCIES = patterns(
  'emergency',
  '911',
  'call 112|999',
  'ambulance',
  'heart attack',
  'can not breathe|breath',
  'cannot breathe',
  'choking',
  'overdose|overdosed',
  'suicide|suicidal',
  'kill|hurt|harm myself',
  'want to die',
  'bleeding',
  'unconscious',
  'having .. chest pain',
  'have .. chest pain',
  'get help$',
  'poisoned',
  'have|having .. stroke',
  'passed out',
  'fainted',
  'not breathing',
  'seizure',
  'i fell',
  'i have fallen',
  'anaphylaxis|anaphylactic',
  'chest hurts',
  'end my life',
  'dying',
);
export const SECRETS = patterns(
  'password|passcode|passphrase|passwort',
  'login',
  'log in',
  'pin',
  'pin code|number',
  'credential',
  'secret key|code',
  'security code',
  'cvv',
  'social security',
);
export const WEATHER = patterns(
  'weather|forecast',
  'rain|raining|snow|snowing|sunny',
  'temperature outside',
  'outside temperature',
  'umbrella',
);
export const JOKES = patterns('joke', 'funny', 'make me laugh', 'story', 'poem', 'sing', 'riddle');
export const THANKS = patterns(
  'thank you',
  'thanks|thank|thx',
  'good job|night|bye',
  'goodbye|bye',
  'well done',
  'see you',
  'nice work',
  'love you',
  'you are great|awesome',
);
