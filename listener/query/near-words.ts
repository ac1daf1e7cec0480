/**
 * English words that are one letter away from a word of the table, and are no typing error of it: "pavement" is no
 * "payment". Written by `npm run near-words` from the SCOWL word list (public domain).
 */
export const NEAR_WORDS: ReadonlySet<string> = new Set(
  (
    'abetter abetters abode abodes abort aborts addresses advised adviser advisers affect affects ahmad albert aleut ' +
    'alight alights allen alloyed alpert amply anibal annals anneal anneals annul annuls anted antone apple apples aptly ' +
    'aright arisen arising armful armfuls arranged arranger arrangers ashed askew asocial aster asters attach attucks ' +
    'atypical atypically augusta augustus aversion aversions avert averts avery aweigh baking balled balling barents ' +
    'baring barth basal basked batch bather bathers bating batter batters baying beach beading beast beasts beaten beater ' +
    'beaters beating beatings begat begun behan bellow bellows benin bequest bequests bering berth berths beset besets ' +
    'bested bette betted betting bettor bettors bevel bevels biddle bight bights billed billing billings birch birthrate ' +
    'birthrates bitter bitters blank blanks bleeping blending bling block blocks blond blonds bloodies bloody bloom ' +
    'blooms blower blowers boding boeing boldest boney boning boobed booed booing bookend bookends booker boomed booted ' +
    'boozed border borders boring bother bothers bough boughs bound bounds bower bowers bowing braining brand brands ' +
    'breach breaches breaching breading breadth breadths breathed breather breathers breathy breeding brice briggs bright ' +
    'brine brink brinks briny brood broods brooked brothel brothels brought buffer buffers bugger buggers buick bunnies ' +
    'bunny burgeon burgeons bushiness businesses busing busyness butter butters cabled caddies caddy caking calked caller ' +
    'callers calling callings calmed calved cancer cancers cannon cannons canted capsuled carnot casals casing casings ' +
    'caster casters catch cather caused caving cello cellos center centers cervices chance chanced chancel chancels ' +
    'chances chancing chang chanted chanting charger chargers charging charles charmed charred charted cheapen cheapens ' +
    'cheat cheater cheaters cheats checker checkers cheek cheeked cheeks chess chick chicks chile chiles chili chilies ' +
    'chilis chill chills chock chocked chocking chocks chopped chopping chose chowing christa chuck chucked chucks clack ' +
    'clacks clair clanged clanging clause clauses clean cleans cleansing clearing clearings cleat cleats cleaving cloche ' +
    'cloches clone clones closed closer closet closets closing cloth clothed clotho cloths clotting clove cloves coding ' +
    'coffer coffers coffey coking coldest combined combing compete competed competes complected completer complexes ' +
    'concerted conform conformed conforms contract contracts cooing cooked cooking coping copings coring corked corning ' +
    'couch couched counties county court courts coverall coveralls cower cowers cowing crannies cranny crate crates creak ' +
    'creaks creamy crease creases created cremate cremates crest crests crete cropped culled curing curio curios currant ' +
    'currants dailies daily daisy dandies dandy daring darned darning dating dding deadest deafest decease deceased ' +
    'deceases deceasing deceive deceived deceives decent decently dedication dedications deleted denial denials deplete ' +
    'depletes derail derails derive derives detain detains developer developers diaries diary diced dicing diddle diddles ' +
    'digger diggers diked diking dimer diner diners dinged dinging dinned dinning discontinue discontinues dissed dived ' +
    'diving doable doling doming donated doping dormer dormers dosing dotage doting doubled doublet doublets doubly dough ' +
    'dousing dowdies dowdy dozing draining drank dreading dream dreams dripped drivel drivels driven driver drivers ' +
    'drooped dropper droppers drove droves drunk drunks drying duding duffer duffers dumber duping dyeing dyking earner ' +
    'earners earring earrings easier easing eastern eater eaters eaton eight eights elating eldest electronica elevate ' +
    'elevates ember embers emergence emery endued entice entices erased eraser erasers erises eroses espouse espouses ' +
    'ester esters evert excise excises excused exhort exhorts expanse expanses expansive expert experts extensive extort ' +
    'extorts eying factually failing failings faint fainter faints fairies fairy faking fallow fallowed fallows fannies ' +
    'fanny farmer farmers farther faster fating fatter feast feasts feather feathers feinted felled felling fellow ' +
    'fellows fended fetter fetters fewer fewest fiddle fiddles fiend fiends fight fights filed filing filings filler ' +
    'fillers fillet fillets filmed filming finance finances fined fining finises finisher finishers finishes finnish ' +
    'finny firmer firth firths fiver flack flacks flood floods flower flowers foment foments fonder forced forded ' +
    'foremast foremasts forge forged forger forgers forges forgo forgoes formal formals formed forth fought found founds ' +
    'fount founts foxing france frances franny fried fright frights fulled fulling fundy funky furious fusing futility ' +
    'gaines galled galling gasolene gassed gather gathers gating geeing genera genetic genetics girth girths gland glands ' +
    'gleaning glisten glistens glower glowers goodby goodbys goring gorse gould grainy grant grants grater graters gravel ' +
    'graveling gravelling gravels greet greets greta griddle griddles grind grinds grocer grocers guess gunny gutting ' +
    'hairy haling hallowed halving hanged hanging hangings haring hatch hating hawing haying hazing hazings headiest ' +
    'heading headings heady heard hearst hearth hearths hearties hearty heath heather heaths heating heave heaves heaving ' +
    'helios hissed hither hiving hollow hollows homebodies homebody homing honey honeys hoodies hooked hopped hopping ' +
    'horse horses horsing hosing hound hounds hying incest indexes inert infect infection infections infects infest ' +
    'infests ingest ingests inhale inhaled inhales inlay inlays insect insects inset insets inter inters invent invents ' +
    'invert inverts iphone jello jellos jested jetting jigger jiggers killed killing killings kinney kissed knight ' +
    'knights knowing knowings laddies lager lagers lamely lamest larch larder larders large larges largess lasing lasted ' +
    'latch latent lather lathers laughter laxest laying leach leading leaning leanings leapt learned learning lease ' +
    'leases leash leather leathers leigh letter letters letting levee levees lever levers lifted light lights lilted ' +
    'limpid lined linger lingers lining linings linted lisped lister liston littler livid locution locutions lodger ' +
    'lodgers logan logger loggers logic logon logons loner loners longed looked loosing loping lorries lorry loser losers ' +
    'lover lovers loving lowed lowery lowing lumber lumbers luring lusted lying making makings marches marci marco marcos ' +
    'marcus marcy marsh masked massed master masters match mather mating maturation medial mediation meditation ' +
    'meditations megan mended mental messed middle middles might milled milling mince minces mined mining mirth misled ' +
    'misplay misplays misses misted mister misters misused moaning moderated momma mommas monet monger mongers monkey ' +
    'monkeys monte monty mooney mooning morse mosey moseys mostly motion motions mound mounds mount mounts mourning ' +
    'mousing mouthe mower mowers mummies mummy musing musings mussed natal naval nearest neigh neighed neighs nested ' +
    'netter netters netting never nieves nigger niggers nigher nighest nighties nighty norma norman normans norse nosing ' +
    'notion notions nought noughts nuder numbed oaken oaten odder oddest older osage other others ought outgrow outgrows ' +
    'outsider outsiders outsize outsizes overage overages overdoes overdone pacing paddies paddy paging pained paining ' +
    'paint painted paints palace palaces paling palings palled palling panned panted parch paring parings parsed parson ' +
    'parsons passel passels passer passes passport passports pasted patches patchy patent patents patrica patrice patrol ' +
    'patrols pause pauses pausing paving pavings pawing peace peaces peach pearliest pearson pease pediatrist pediatrists ' +
    'peeing pended pending peopled peron persona petrel petrels petting phoned phoney phoneys phonies phony piddle ' +
    'piddles piece pieces pilled pilling pined pining pissed pitch placed placer placers plaice plane planed planes ' +
    'planked planner planners planted plate plates playing pleased pluses plying point points poisoner poisoners poker ' +
    'pokers ponder pondering ponders poser posers posing postponed potion potions pouch powder powders praying preach ' +
    'precious preciously preset presets pressured prevent prevents priced pricey prick pricks pricy pride prides primacy ' +
    'prime primes prince princes priviest prize prizes processor processors progresses prone propped proscribe proscribed ' +
    'proscribes proscription proscriptions provide provided provides prying puffed puffier pulsed purchaser purchasers ' +
    'purposed purse purses pusses quack quacks quartet quartets quest quests quickies quirk quirks raiding railing ' +
    'railings rained raising raking rallies rally ranted raster rather rating ratings ravel raveling ravelling ravels ' +
    'raving ravings reached reaches readying realty reaming reaping rearing rebind rebinds recant recants receiver ' +
    'receivers recorder recorders redding refile refiles regain regaining regains regally regent regents reich reilly ' +
    'reining relent relents remainder remainders remand remands reminded remote remotes removed remover removers renamed ' +
    'rending renee rental rentals renter renters repaid repent repents replaced rescheduled resent resents resister ' +
    'resisters respirator respirators rested retail retails retain retaining retains retch revel revels revere reveres ' +
    'reveries revery rewind rewinds reword reworded rewords rhone ricing riddled riding rightest riling riming rinsing ' +
    'ripen ripens riser risers risking riven roach rooked rotten rouge rouges rough roughed roughs round rounds rouse ' +
    'rouses rousing routed router rowdies rowdy rower rowers ruining runny safeties safety sanding sanely sarong sarongs ' +
    'sassed sating saving savings saying sayings scare scares scent scents scheduler schedulers score scores scream ' +
    'screaming screams season seasons seating secrete secretes seeding seeking seeming seeping selectric sending serous ' +
    'serviced servile setter setters setting settings sever severed severer severn severs severus sewing sexing shade ' +
    'shades shake shakes shale shalt shame shames shane shank shanks shape shapes shard shards shared shari shark sharks ' +
    'sharp sharpe sharps shave shaves shaving shavings shawl shawls shelf sheller shelley shelly shelved sheol shill ' +
    'shilled shills shipped shipping shire shires shone shopper shoppers shore shores showing showings sidling sidney ' +
    'sifter sifters sight sights singe singes siting sitter sitters skill skills slack slacks slash slashed slightest ' +
    'sling slings slopped slopping slower slowest slowing small smalls smart smarted smarts smell smelled smells smother ' +
    'smothers snare snares snell snitch snore snores snoring soften softens sonnies sonny sopped sopping sorties sough ' +
    'soughed soughs sought sound sounds souse souses sousing south souths sower sowers sowing spare spares spaying ' +
    'specialized specially speed speeding speeds spell spelled spells spelt spill spills splashes splashy splay splays ' +
    'spore spores sprat sprats sprint sprints staid stakeout stakeouts staking stall stalls stank stare stared stares ' +
    'stark starr starred starter starters startled starved state stated states statue statues steaming stent stents ' +
    'stepped stetson stile stiles stilt stilts stine stingy stink stinks stint stints stitch stoke stokes stole stoles ' +
    'stomped stone stones stony stooped stopper stoppers stopping stored storey storeys stork storks storm storms stormy ' +
    'stove stoves stowe stowing strand stranding strands stray strays streaking strike strikes string strings strobe ' +
    'strobes strode stroked stropped strove strung stuart stuarts stung sturgeon sturgeons sucrets suffer suffers sugary ' +
    'suing sulla summit summits sundae sundaes sundas sunder sunders sundries sundry sunni suppose supposes suspender ' +
    'suspenders suture sutures swatch swell swelled swells swill swills swing swings switches swopped swopping swore ' +
    'table tabled tables tacking taint tainted taints taker takers talking tamer tamers taming tanking taping taring ' +
    'tasked tasking tasted taster tasters taxing teach teeing teethe teethes telephoned telephony tended tending tented ' +
    'tenth tenths tester testers testes texted thanh thant thebes theme themes theseus thesis thine think thinks thong ' +
    'thongs threat threats three threes throaty thunk thunks tiber tiger tigers tight tightest tights tilled tilling ' +
    'timber timbers timed timex timor timur tittle tittles toadies toady toddies toddy toffee toffees tokay token tokens ' +
    'toking tommy tonal topical topically topped torch touches touchy tough toughs tower towers training tread treading ' +
    'treads treason treaties treaty treed trendies trendy trent trice trite tunnies tunny turing twitch tying udder ' +
    'udders umber untie updated updater upend upending upends vague valentin valentino valued valve valves vaster vegan ' +
    'vegans vended vested vetting vidal vince viral vising vocation vocations vouch vying wafted waite waited waken ' +
    'wakens waking walled walling wallowed wander wandering wanders waned wanked warned warning warnings wasted waster ' +
    'wasters watch waugh waving wealth wealthy weeing weighted weighty wended wetter wetting whale whales whereas while ' +
    'whiles white whites whither whopping whore whores whose wiesel wight wights wildest willed willing wince winces ' +
    'windex wined wining witch withdrawn withdrew wonted wordy worked world worlds wormy worrier worriers worsen worsens ' +
    'wound wounder wounds wreath wreathe wreathes wreathing wreaths wright wring wrings writer writers writhe writhes ' +
    'wrote yearned yearning yearnings yeast yeasts yogin yogins yonder youth youths'
  ).split(' '),
);
