import { patterns } from './core-words.ts';

/** Words that change nothing beside a measurement, a day or an appointment. */

/** Said around a measurement; it changes nothing beside one. */
export const MEASURING = patterns(
  'right now',
  'at the moment|present',
  'at this moment|time|point',
  'current|currently|now',
  'how much',
  'how high|low|heavy|tall|fast',
  'how',
  'reading|level|value|number|measurement',
  'measured|measure|checked|taken|tested|recorded|read',
  // "How do I take my blood pressure?" asks for something else.
  'when|times|often did i|we .. take|check|test',
  'did i|we .. take|check|test',
  'i|we .. took',
  'like',
  'myself',
  'body',
  'doing',
  'come|came|coming|turn|turned out at|as|to',
  'come|came|coming|turn|turned out',
  'come|came|coming in at|as',
  'come|came to',
  'say|says|said|show|shows|showed|shown',
  'show|shows|showed|shown|say|said|give|gave|put me|us',
  'go|goes|went|get|gets|got on me|us',
  'a time|day|point|moment',
  'one of',
  'written|noted|jotted|put|entered down',
  'noted|written|jotted',
  'number|numbers|figure|figures',
  'go|went|reach|reached|hit',
  'stand|standing',
  'where is|was|am|are ... at$',
  'where is|was|are ... standing|sitting',
  'where does|do|did ... stand|sit',
  'at',
  'at|on its',
);

/** The same behind "how": "is it holding up?" asks for a judgement. */
export const FARING = patterns('looking|faring|behaving|doing', 'looking|doing lately', 'holding up');

/** Said around a time that is asked about: "what's on in December". */
export const CALENDAR = patterns(
  'on',
  'happening',
  'going on',
  'coming up',
  'planned|scheduled|booked',
  'down|in|due|booked for',
  'free|available|busy',
  'have to go|be anywhere|somewhere',
  'go|going|be anywhere|somewhere',
  'have to see|get up for anyone|anybody|someone|somebody|doctor',
  'have to get up for .. doctor',
  'medical|health|doctors calendar|diary|schedule|agenda',
  'on|in my|our|the medical|health|doctors calendar|diary|schedule|agenda',
  'schedule|agenda|diary|calendar',
  'schedule|agenda|diary|calendar looking|look like',
  'have|need|got to be|go',
  'have|need|got to',
  'must .. be|go',
  'anywhere|somewhere',
  'expected|needed|wanted|due anywhere|somewhere',
  'anywhere|somewhere i|we am|are expected|needed|wanted|due',
  'anywhere|somewhere to go|be',
  'anything|something to do|attend|go to',
  'commitment|commitments|engagement|engagements|plan|plans|arrangement|arrangements|obligation|obligations',
  'arranged|entered|marked|lined|pencilled|penciled|set|fixed up|in|down',
  'arranged|entered|marked|pencilled|penciled|fixed',
  'in the|my appointment|appointments book|calendar|diary',
  'on|in my|our|the calendar|schedule|agenda|diary|book|books|planner',
  'open|clear',
  'nothing',
  'not anything',
  'going out anywhere|somewhere',
  'need|needed|expected|wanted|due to go|be',
  'free or busy|booked|not',
  'with anything|something',
  'at all',
  'got',
  'of any kind|sort',
);

/** Where one has to be. */
export const AT_DOCTOR = patterns(
  'to|for the|a|any|my|our doctor|doctors',
  'at|with the|a|any doctor|doctors',
  'at|with|by the|a|any|my|our doctor|doctors',
);

/** What one has to do, asked when or where it is; "must I see a doctor?" asks for advice. */
export const DUTY = patterns(
  'due',
  'due for|at|with|to|in',
  'off to',
  'is it that',
  'is it i|we have|have got to',
  'at|to the doctor|doctors|clinic',
  'wanted|expected at|in|by',
  'have|got|need to|in go|be|come in',
);

/** The same where it is asked for yes or no: "am I due for a vaccination?" */
export const DUE = patterns('due for|at', 'due to see|visit', 'due$');

/** What is told of an appointment anyway, beside its day: "when and with whom?". */
export const TOLD_OF_EVENT = patterns('who|whom', 'with who|whom', 'at what time', 'what time', 'what for$');
