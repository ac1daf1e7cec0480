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
    /^(refills|repeats|fills) (?:outstanding|owing|in hand|to go|to come|in reserve|authori[sz]ed)(?= |$)/,
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
  // What it is for, and how it is used.
  [/^(?:a |an |my |the )?(?:sore|bad|aching|achy|dodgy|gammy|painful) back(?= |$)/, 'back pain'],
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
