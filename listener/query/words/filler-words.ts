import { byWord } from './by-word.ts';
import { Phrases } from './phrases.ts';

/** Sounds and words that are put in anywhere and say nothing. */

/** Sounds and words that are put in anywhere. */
export const FILLERS = new Phrases([
  'um|umm|uh|uhh|uhm|erm|hm|hmm|hmmm|mm|mmm|ahem|ehm|eh|pls|plz|lol|haha|omg|tbh|basically|literally|honestly',
  'comma|possibly|perhaps|maybe',
  'even',
  'on earth',
  'in the world|blazes',
  'in heavens|gods|the name',
  'the hell|heck|devil|dickens|deuce|blazes',
  'for the life of me',
  'for love nor money',
  'if memory serves',
  'if my memory serves me|is right|correctly?',
  'flipping|bloomin|blooming|ruddy|blasted|dratted|darned|darn|damned|damn|friggin|frigging|stupid|wretched|confounded',
  'pray',
  'if any',
  'that? i|we might|may|could have missed|forgotten|overlooked',
  'may|might i ask',
  'simply',
  'once more|again',
  'you know',
  'you see',
  'sort|kind of',
  'so to speak',
  'let us say',
  'for instance|example',
  'in the way of',
  'roughly|approximately',
  'back then',
  'back in the day',
  'let me think|see',
  'what is it called again',
  'whats it called again',
  'how do you|we say',
  'please|kindly',
]);

/** Said so of anything, it is nothing: "what you know about ...". */
export const NOT_AFTER: Readonly<Record<string, ReadonlySet<string>>> = byWord({
  'you know': new Set(
    'do did would should what if things suppose not that as all everything anything because'.split(' '),
  ),
  'you see': new Set(['do', 'did', 'can', 'could', 'what', 'if']),
  'sort of': new Set(['what', 'which', 'this', 'that', 'any', 'a', 'the', 'some', 'same', 'every', 'one']),
  'kind of': new Set(['what', 'which', 'this', 'that', 'any', 'a', 'the', 'some', 'same', 'every', 'one']),
  eh: new Set(['the', 'an']),
});

/** Names for who is asked: for HAL, or for whoever listens. */

/** What one calls who is asked; never what a question is about. */
export const ADDRESSES = new Phrases([
  'my? dear|darling|darlin|petal|hen|guv|guvnor|squire|comrade|amigo|sweetheart|sweetie|sweety|hon|luv|buddy|bro|bruh|bruv|mate|dude|pal|fella|chum|homie|hal',
  'my dearest',
  'my dear fellow|hal|boy|girl|sir|lady|love|friend',
  'sir|madam|maam|mister|folks|guys|chief|champ|kiddo|lovey|ducky|duckie|sunshine|babe|fam',
  'my good? man|friend|boy|girl|lady',
  'old boy|chap|chum|friend|man|pal|sport',
]);

/** The same where a pause sets them off: elsewhere they may be asked about. */
export const APART = new Phrases([
  'my? dearest|love|honey|sugar|doll|angel|treasure|precious|friend|friends|boss|man|doc|doctor|captain',
  'girl|boy|son|nurse|computer|alexa|siri|assistant|machine|robot|jarvis|everyone|everybody|ladies|gents|gentlemen',
  'my? boys|girls|lad|lads|lass|nana|nan|gran|granny|grandma|grandpa|grandad|granddad|mum|mom|mummy|mommy|mama|ma',
  'dad|daddy|papa|pa|pops|sis|sister|brother|auntie|aunty|aunt|uncle|mother|father',
]);

/** Those of them who may be asked about by a word that stands for them: "Mum, what does she take?" */
export const KIN = new Phrases([
  'my? friend|friends|nana|nan|gran|granny|grandma|grandpa|grandad|granddad|mum|mom|mummy|mommy|mama|ma|son',
  'dad|daddy|papa|pa|pops|sis|sister|brother|auntie|aunty|aunt|uncle|mother|father|boy|girl|boys|girls',
  'everyone|everybody|doctor|doc|boss|nurse|man|lads|lad|lass',
]);
