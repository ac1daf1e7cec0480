/**
 * Other ways to say what is asked of medicines, allergies and doctors, in the words that everything else is read by: "the
 * doctor who sees to my heart", "since how many years", "more refills coming". Each is of two words or more: a single
 * word has a place in the table.
 */
export const CARE_PHRASES: readonly (readonly [RegExp, string])[] = [
  // Doctors, by what they do.
  [/^(?:sees|tends|attends) to(?= (?:my|our|the) )/, 'looks after'],
  [/^(?:seeing|tending|attending) to(?= (?:my|our|the) )/, 'looking after'],
  [/^(?:minds|oversees)(?= (?:my|our) )/, 'looks after'],
  [/^(?:watches over|keeps an eye on)(?= (?:my|our|the) )/, 'looks after'],
  [
    /^(?:follows|treats|sees|manages|handles|looks after) me for (?:(?:my|the|a) )?(?=[a-z])/,
    'looks after my ',
  ],
  [
    /^(which|what) (?:fella|fellow|bloke|chap|guy|lad|person|man|lady|woman|expert)(?= (?:who |that )?(?:is |are )?(?:looks|looking|takes|taking|deals|dealing|treats|handles|manages|does|checks|fixes) )/,
    '$1 doctor',
  ],
  [/^(?:house|home) (?=doctor|physician|gp)/, 'family '],
  [/^what did (?:they|you|he|she) say (?=(?:the|my|our) )/, 'what is '],
  // Since when, until when, and how long.
  [/^(?:since|for) how many (years|months|weeks|days)(?= )/, 'how many $1'],
  [/^(?:it is|is it) since when that(?= (?:i|we)\b)/, 'since when'],
  [/^how long time(?= )/, 'how long'],
  [/^have (i|we) begun(?= )/, 'did $1 begin'],
  [/^it (?:makes|is|does) how long that(?= (?:i|we)\b)/, 'how long do'],
  [
    /^(?:it|there) (?:stays|remains|rests|is left|are left) (?:(?:to |for )?(?:me|us) )?how many (refills|renewals|repeats)(?= |$)/,
    'how many $1 left',
  ],
  [/^how long now since(?= )/, 'how long since'],
  [
    /^(?:until|till|up to|up until) when (?:have|did|had) (i|we) (?:been )?(?:taken|take|taking|used|use|using|had|have|on)(?= )/,
    'when did $1 stop',
  ],
  [/^the last time (?:it|they) (?:was|were) a (?:problem|bother)(?= |$)/, 'the last reaction'],
  // In the words of lawyers.
  [/^the manner in which(?= )/, 'how'],
  [/^(?:in|with) respect (?:of|to)(?= )/, 'for'],
  [/^subsequent to(?= )/, 'after'],
  // Begun and given up.
  [/^most lately(?= |$)/, 'most recently'],
  [/^(?:most recent|latest|newest|last) addition to (?:my|our|the)(?= )/, 'my newest'],
  [/^was it (?:that )?they started(?= )/, 'did they start'],
  [/^was it (?:that )?they gave(?= )/, 'did they give'],
  [/^was it (?:that )?they put(?= )/, 'did they put'],
  [/^(?:knock|knocked) ((?:[a-z0-9]+ ){1,3})on the head(?= |$)/, 'stop $1'],
  [/^(?:pack|jack|chuck) in(?= (?!the\b)[a-z])/, 'stop'],
  [/^(?:packed|jacked|chucked) in(?= (?!the\b)[a-z])/, 'stopped'],
  [/^(?:gave|given|give) up(?: on)?(?= (?:the|my|it|that|taking)\b)/, 'stopped'],
  [/^(?:am i|are we) after (?:finishing|stopping)(?= )/, 'have i finished'],
  [/^(do|does|am) (i|we) be (?:taking|using)(?= )/, 'do $2 take'],
  [/^(i|we) do be (?:taking|using)(?= )/, '$1 take'],
  [/^(i|we) (?:does|do) (use|take|have|need)(?= )/, '$1 $2'],
  // Refills.
  [
    /^(?:any )?more (refills|repeats|fills) (?:coming|due|owing|owed|outstanding|to come)(?: to (?:me|us))?(?: on| for)?(?= )/,
    '$1 left on',
  ],
  [
    /^(refills|repeats|fills) (?:outstanding|pending|owing|in hand|to go|to come|in reserve|authori[sz]ed)(?= |$)/,
    '$1 left',
  ],
  [
    /^(?:outstanding|authori[sz]ed|available|unused) (?:authori[sz]ed )?(?=(?:refills|repeats|fills)\b)/,
    'remaining ',
  ],
  [
    /^(?:am|are) (?:i|we) (?:right|good|ok|okay|set|sorted|fine|all right|covered) (?:for|on) (?:any )?(?=(?:refills|repeats|fills)\b)/,
    'do i have ',
  ],
  // What it costs.
  [
    /^(?:fork|forking|forked|shell|shelling|shelled|cough|coughing|coughed) (?:out|up) (for|on)(?= )/,
    'pay $1',
  ],
  // What it is for, and how it is used.
  [
    /^(?:a |an |my |the )?(?:sore|bad|aching|achy|dodgy|gammy|painful|crook|dicky|wonky) back(?= |$)/,
    'back pain',
  ],
  [/^(?:empty|fasting) (?:belly|tum|gut|stomach)(?= |$)/, 'empty stomach'],
  [/^before (?:i|we) have (?:my|our|the|any|a) (breakfast|dinner|lunch|tea|supper)(?= |$)/, 'before $1'],
  [
    /^before (?:i|we) have (?:had|eaten|touched) (?:my |our |the |any |a bite of )?(?:breakfast|dinner|lunch|tea|supper|food)(?= |$)/,
    'before i eat',
  ],
  [/^(do|should|must) (i|we) (?:draw up|dial up|dial in|shoot up|jab in|stick in)(?= |$)/, '$1 $2 inject'],
  [/^(?:smear|slap|spread|dab|slather|massage)(?= (?:it |that |this |them )?(?:on|onto|into)\b)/, 'apply'],
  // What does not go with it.
  [/^ought not to?(?= )/, 'should not'],
  [/^am (i|we) to (?=(?:stay|steer|keep|avoid)\b)/, 'should $1 '],
  [
    /^(?:stay|steer|keep|stop) (?:well )?(?:away|clear|off)(?: from| of)?(?= (?:with|when|while|on|if|because)\b)/,
    'avoid',
  ],
  [
    /^(?:(?:has|have|needs?|ought) to be |(?:must|should) be )kept (?:well )?(?:away|apart) from(?= )/,
    'interacts with',
  ],
  // The insurance.
  [
    /^(covered|reimbursed|paid) (?:for )?(?:by|under|on|through) (?:my|our|the) (?:health |medical |insurance |drug )?(?:plan|insurer|policy)(?= |$)/,
    '$1 by my insurance',
  ],
  // Reactions.
  [/^me allergic(?= )/, 'am i allergic'],
  [/^(allergy|allergies|allergic) (?:at|against)(?= )/, '$1 to'],
  [/^(?:take|took) a (?:turn|funny turn|fit|reaction) (?:from|to|with|off)(?= )/, 'react to'],
  [
    /^how (?:crook|ill|sick|poorly|rough) (?:do|would|will) i (?:get|go|be|turn) (?:from|with|off|on|after)(?= )/,
    'what happens to me with',
  ],
  [/^(?:allergic|an allergic) reaction to (?:anything|something)(?= |$)/, 'allergic reaction'],
  [
    /^(?:bad|ill|poorly|sick|unwell) (?:with|from|off|because of)(?= (?:the |my )?(?:peanuts?|nuts?|cats?|latex|milk|penicillin)\b)/,
    'bothered by',
  ],
  // Status.
  [/^what is the (?:go|craic|score|crack|word|position|latest) (?:with|on)(?= )/, 'what is the status of'],
  [/^(?:held|parked|shelved) (?:at (?:present|the moment)|for now|currently|just now)(?= |$)/, 'on hold'],
  [/^(?:in abeyance|stood down)(?= |$)/, 'on hold'],
];

/** The same in the words of formal letters, of clinics, and of those who learned English late. */
export const CARE_PHRASES_OTHERWISE: readonly (readonly [RegExp, string])[] = [
  // What is asked for.
  [/^to what (?:end|purpose)(?= )/, 'why'],
  [/^by whose hand(?= )/, 'by whom'],
  [/^what ails me (when|if)(?= )/, 'what happens to me $1'],
  [/^(?:the )?nature of (?:the |my )?(?=reaction)/, ''],
  [/^(?:the )?coordinates of(?= (?:dr|doctor|prof|the|my)\b)/, 'contact details of'],
  [/^(route|mode|method) of administration(?= |$)/, 'route'],
  [/^date (?:commenced|started|begun|initiated)(?= |$)/, 'start date'],
  [/^(?:the )?duration of (?:the |my )?(?=[a-z]+ (?:course|therapy|treatment)(?: |$))/, 'how long was i on '],
  [
    /^what (?:do|should|must|am) (?:i|we) (?:(?:meant|supposed|have|need) to |to )?do with (the|my|this|that) (?=cream|ointment|drops|eye drops|inhaler|puffer|insulin|injection|spray)/,
    'how do i use $1 ',
  ],
  [
    /^(?:untoward|unwanted|undesirable|unpleasant|ill|harmful) (?:consequences|effects)(?= |$)/,
    'side effects',
  ],
  [/^(?:are |is )?(?:ascribed|attributed|imputed) to(?= )/, 'of'],
  [/^how bad a(?= )/, 'how severe a'],
  // With every medicine its dose is told anyway.
  [/^and (?:how much|what dose|the doses?) of (?:each|all of them|them all)(?= |$)/, ''],
  [
    /^(?:with|including|plus) (?:the |their |its )?(?:doses?|dosages?|strengths?) and (?:frequency|frequencies|times|how often)$/,
    '',
  ],
  // Whether it is taken.
  [
    /^(what|which [a-z]+) (am|are) (i|we) on (?:right now|just now|the now|now|currently|at the moment|at present|these days|nowadays|presently) (for|against)(?= )/,
    '$1 $2 $3 taking $4',
  ],
  [
    /^(?:still )?(?:continuing|continued|going|running|in use|current|ongoing) or (?:(?:it is|is it|has it been|it has been|been) )?(?:stopped|discontinued|finished|over|ended)(?= |$)/,
    'active or stopped',
  ],
  [/^(?:run|ran) its course(?= |$)/, 'finished'],
  [/^(?:partake|partaking|partook) of(?= )/, 'take'],
  [/^before to(?= (?:sleep|eat|bed)\b)/, 'before'],
  [
    /^(?:anything|something|any medicines?|one) (?:that )?i (?:have|need|got) to (inject|inhale)(?= |$)/,
    'anything by $1',
  ],
  [/^(?:get|got|getting) put on(?= )/, 'put on'],
  [/^(my|the|our) (?:several|various|numerous|assorted|sundry)(?= [a-z])/, '$1'],
  [
    /^(?:these|them|those|this|that) (?:here|there)(?= (?:medicines?|pills?|tablets?|meds|drugs|medications?|allergies|appointments?)\b)/,
    'my',
  ],
  [/^them(?= (?:antibiotics|tablets|pills|meds|drops|drugs|medicines|painkillers)\b)/, 'those'],
  [/^(give|gives|make|makes|cause|causes) a body(?= )/, '$1 me'],
  [/^my good self is(?= )/, 'i am'],
  [
    /^(start|started|starting|begin|began|take|taking|stop|stopped|prescribe|prescribed) (?:the|my) (blood pressure|bp|cholesterol|thyroid|sugar|diabetes|asthma|eczema|glaucoma|hay fever) ones?(?= |$)/,
    '$1 my $2 medicine',
  ],
  // What does not go with it.
  [
    /^(?:mess|messes|messing|interfere|interferes|clash|clashes|quarrel|quarrels|fight|fights) with(?= (?:alcohol|booze|wine|beer|drink|drinking|grapefruit|calcium|iron|potassium|milk|dairy|coffee)\b)/,
    'interacts with',
  ],
  [
    /^(?:(?:are|is) there )?any (?:dramas?|clash(?:es)?|conflicts?|trouble|problems?|issues?|interactions?) between ([a-z]+) and (?:anything|something|other things)(?= |$)/,
    'what interacts with $1',
  ],
  // Reactions.
  [
    /^(?:is|are) (milk|dairy|eggs?|nuts?|peanuts?|latex|rubber|cats?|dogs?|pets|animals|shellfish|shrimps?|prawns?|fish|penicillin|aspirin|ibuprofen|sulfa|wheat|gluten|soy|strawberr(?:y|ies)|pollen|dust|grass|bees?|wasps?|wool|nickel|cheese) (?:still )?(?:an? )?(?:problems?|trouble|issue|bad news|no no) for (?:me|us)(?= |$)/,
    'am i allergic to $1',
  ],
  [
    /^(?:was|were) (milk|dairy|eggs?|nuts?|peanuts?|latex|rubber|cats?|dogs?|pets|animals|shellfish|shrimps?|prawns?|fish|penicillin|aspirin|ibuprofen|sulfa|wheat|gluten|soy|strawberr(?:y|ies)|pollen|dust|grass|bees?|wasps?|wool|nickel|cheese) (?:ever )?(?:an? )?(?:problems?|trouble|issue|bad news|no no) for (?:me|us)(?= |$)/,
    'was i ever allergic to $1',
  ],
  [
    /^(?:do|does) (milk|dairy|eggs?|nuts?|peanuts?|latex|rubber|cats?|dogs?|pets|animals|shellfish|shrimps?|prawns?|fish|penicillin|aspirin|ibuprofen|sulfa|wheat|gluten|soy|strawberr(?:y|ies)|pollen|dust|grass|bees?|wasps?|wool|nickel|cheese) (?:disagree with|upset) (?:me|us)(?= |$)/,
    'am i allergic to $1',
  ],
  [/^make me (?:come|break|go) out in(?= )/, 'give me'],
  [/^makes me (?:come|break|go) out in(?= )/, 'gives me'],
  [/^made me (?:come|break|go) out in(?= )/, 'gave me'],
  [/^(?:set|sets) (me|us) (sneezing|itching|wheezing|coughing)(?= |$)/, 'make $1 sick'],
  [/^(environmental|food|drug|contact) (?:category|class|group|section)(?= |$)/, '$1'],
];
