/**
 * Other ways to say what is asked of payments, in the words that everything else is read by: "how many have I spent",
 * "the running total", "to date". Each begins with a word of `MONEY_STARTS`.
 */
export const MONEY_PHRASES: readonly (readonly [RegExp, string])[] = [
  // "How many have I bought" counts what was bought; money is not counted.
  [/^how many (?=(?:have |had |did |do )?(?:i|we) (?:have |had )?(?:spent|spend)\b)/, 'how much '],
  [/^how (?:dear|steep|costly|pricey) (?=(?:is|was|were|are) )/, 'how much '],
  [
    /^how (?:is|are|was|were) (my|our|the) (spending|outgoings|expenses) (?:looking|doing|shaping up|coming along)(?= |$)/,
    'what is $1 $2',
  ],
  [
    /^how (?:is|was) (my|our) spending (?=(?:so far )?(?:this|last) (?:week|month|year|quarter)$)/,
    'what is $1 spending ',
  ],
  [/^how long (?:(?:has|is|was) )?it been (?=since\b)/, 'how long '],
  [
    /^(?:year on year|year over year|yoy) (?:change|difference|growth) (?:in|for|of|on) ([a-z ]+)$/,
    '$1 this year vs last year',
  ],
  [
    /^(?:month on month|month over month) (?:change|difference|growth) (?:in|for|of|on) ([a-z ]+)$/,
    '$1 this month vs last month',
  ],
  [/^(?:how many )?days since (?:my |our |the )?last(?= )/, 'how long since my last'],
  // Until now.
  [/^up to date(?= |$)/, 'up to date'],
  [/^(year|month|week|quarter) to date(?= |$)/, '$1 to date'],
  [
    /^from ((?:january|february|march|april|may|june|july|august|september|october|november|december)(?: (?:19|20)\d\d)?) to date(?= |$)/,
    'since $1',
  ],
  [/^per annum(?= |$)/, 'a year'],
  [/^for the (summer|winter|spring|autumn)(?= |$)/, 'in the $1'],
  // Totals.
  [/^(?:grand|running|sum) totals?(?= |$)/, 'total'],
  [/^tally (?=(?:for|of|on|at|in)\b)/, 'total '],
  [/^(?:tot|tally|reckon|count) up (?=[a-z])/, 'total of '],
  // What comes back is a refund, whatever a shop calls it.
  [/^credits? (?=(?:from|by|at) )/, 'refund '],
  // The rent goes to the landlord.
  [
    /^(pay|paid|paying|gave|give|send|sent) (?:my|our|the) (?:landlord|landlady|letting agents?)(?= |$)/,
    '$1 for the rent',
  ],
  [/^to (?:my|our|the) (?:landlord|landlady|letting agents?)(?= |$)/, 'for the rent'],
  [/^these days(?= |$)/, 'now'],
  // Bills.
  [/^line items(?= |$)/, 'expenses'],
  [/^(reimbursable|claimable|deductible) items(?= |$)/, '$1 transactions'],
  [
    /^(travel|health|car|food|medical|pet) (?:related )?claimable (?:portion|part|share|amount|costs|expenses)(?= |$)/,
    'reimbursable $1',
  ],
  [/^claimable (?:portion|part|share|amount|costs|expenses)(?= |$)/, 'reimbursable'],
  [
    /^(health|work|car|pet|travel|food) related (?=(?:costs?|expenses?|bills?|spending|payments?|purchases?)\b)/,
    '$1 ',
  ],
  [
    /^(expenditures?|expenses?|payments?|purchases?|transactions?|costs?|charges?) (?:incurred|effected|executed)(?= |$)/,
    '$1',
  ],
  [/^(spent|spend|paid|pay) (?:the )?maximum(?= |$)/, '$1 the most'],
  [/^(spent|spend|paid|pay) (?:the )?minimum(?= |$)/, '$1 the least'],
  [/^whichever(?= (?:day|month|year|shop|store|payee)\b)/, 'which'],
  [/^(?:i am|we are|am i|are we) supposed to get back(?= |$)/, 'reimbursable'],
  [/^what one (?:has|had) (?=spent|paid|earned|bought)/, 'what i have '],
  [/^(?:the )?(week|month|year) passed(?= |$)/, 'last $1'],
  [/^(a|per|each|every) (month|week|year|day) like$/, '$1 $2'],
  [/^(first|second) half year(?= |$)/, '$1 half of the year'],
  [/^(?:anything|something) back (?=from (?:the )?(?:tax|taxman|irs)\b)/, 'a refund '],
  [/^i done (?=(?:paid|spent|bought|gave)\b)/, 'i '],
  [/^(?:got|gets|get|takes|took|had) more of (?:my|our) money(?= |$)/, 'cost me more'],
  [/^(?:the )?(?:present|running) (year|month|week|quarter)(?= |$)/, 'this $1'],
  [/^(?:the )?quantity of (?=(?:purchases|transactions|payments|visits|refunds|orders)\b)/, 'number of '],
  [/^been (?:effected|carried out|executed)(?= |$)/, 'been paid'],
  [
    /^from (?:which|what) (?:employer|company|firm) (?:do|did) (?:i|we) (?:get|receive) (?=(?:my|our) (?:salary|wages?|pay|paycheck)\b)/,
    'who pays ',
  ],
  [/^than (?:at )?this time last year(?= |$)/, 'than a year ago'],
  [
    /^the damage (?:from|on|for) (?=(?:last|this|yesterday|today|the weekend|(?:sun|mon|tues|wednes|thurs|fri|satur)day)\b)/,
    'the spending on ',
  ],
  [
    /^in (?:the )?month (?:of )?(?=(?:january|february|march|april|june|july|august|september|october|november|december)\b)/,
    'in ',
  ],
  [/^any (?:dosh|moolah|wonga|dough) (?=back\b)/, 'any money '],
  [/^overspen[dt] (?=.*\b(?:compared|than|versus|vs)\b)/, 'spend more '],
];

/** The words that they begin with. */
export const MONEY_STARTS: readonly string[] = (
  'days a each every first second anything something you got gets get takes took had present running quantity been in any ' +
  'than quarter paying gave give send sent these how up from to per for grand running sum tot tally reckon count credit credits line reimbursable claimable deductible travel ' +
  'health car food medical pet work expenditure expenditures expense expenses purchase purchases transaction transactions payment payments cost costs charge charges spent ' +
  'spend paid pay whichever i we am are what the week month year overspend overspent'
).split(' ');
