import { foldWord, stem } from '../words/tokenize.ts';

/** Words that a translation may not touch, though they stand where a verb does. */

/** Common verbs that are nobody's way to say that he took, paid or visited something; and words that restrict what was. */
export const OTHER_VERBS: ReadonlySet<string> = new Set(
  (
    'want need like love hate prefer know think believe hope wish fear doubt mean understand notice hear feel touch smell taste ' +
    'lose lost losing find found sell sold selling save saved saving steal stole stolen owe owed owing lend lent borrow borrowed give gave given giving ' +
    'hide hid hidden avoid avoided refuse refused reject rejected throw threw thrown share shared keep kept keeping hold held work worked working live lived ' +
    'sleep slept walk walked run ran drive drove sit sat stand stood fall fell break broke broken fix fixed clean cleaned wash washed cook cooked ' +
    'learn learned teach taught read write wrote written say said tell told talk talked speak spoke sing sang draw drew play played win won ' +
    'expect expected plan planned consider considered deserve deserved promise promised offer offered accept accepted return returned miss missed ' +
    'hurt kill killed die died marry married meet met invite invited thank thanked blame blamed sue sued trust trusted recommend recommended ' +
    'own owned belong cost lack lacked differ exceed exceeded collect collected count compare compared check qualify qualified afford afforded ' +
    'estimate estimated predict predicted budget budgeted allow allowed limit limited control controlled mix mixed crush crushed split smoke smoked ' +
    'inherit inherited donate donated tip tipped bet gamble gambled wear wore worn bring brought carry carried pack packed eat ate eaten drink drank drunk ' +
    'except excepting excluding excluded besides beside without minus apart unlike instead rather nor neither almost nearly hardly barely rarely seldom scarcely only solely'
  )
    .split(' ')
    .map((word) => stem(foldWord(word))),
);
