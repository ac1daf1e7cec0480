import { Phrases } from './phrases.ts';

/** Names for who is asked: for HAL, or for whoever listens. */

/** What one calls who is asked; never what a question is about. */
export const ADDRESSES = new Phrases([
  'my? dear|darling|sweetheart|sweetie|sweety|hon|luv|buddy|bro|bruh|bruv|mate|dude|pal|fella|chum|homie|hal',
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
