/**
 * English words that are one letter away from a word of the table, and are no typing error of it: "pavement" is no
 * "payment". Written by `npm run near-words` from the SCOWL word list (public domain).
 */
export const NEAR_WORDS: ReadonlySet<string> = new Set(
  (
    'abetter abetters abode abodes abort aborts abound abounds addend addends adder adders addled addresses adverser ' +
    'advised adviser advisers afield agreed aground ahmad aided albert aleut alight alights allen alloyed alpert alter ' +
    'alters amply anibal annals anneal anneals annul annuls antone appeal appealed appeals appeased apple apples apter ' +
    'aptly aright arisen arising armful armfuls arranged arranger arrangers ashed askew asleep asocial aster asters ' +
    'attach attucks atypical atypically augusta augustus averse aversion aversions avert averts avery awaking aweigh ' +
    'awhile awing backer backers badder baked baking baldly balled balling banded banked banker bankers barents barer ' +
    'barge barges baring barker barkers barth basal baser basked basting batch bather bathers bating batter batters bauer ' +
    'bayer baying beach beaching beading beaker beakers bearing bearings beast beasts beaten beater beaters beating ' +
    'beatings begat begun behan belated bellow bellows benin bequest bequests bering berth berths beset besets bested ' +
    'besting bette betted betting bettor bettors bevel bevels biddle bight bights biker bikers billed billing billings ' +
    'binging birch birthrate birthrates bitter bitters bland blander blank blanks blare blares bleep bleeping bleeps ' +
    'blending blight blights bling block blocks blond blonds bloodies bloody bloom blooms blower blowers boding boeing ' +
    'boldest boney boning boobed booed booing bookend bookends booker booking bookings boomed booted booth booths boozed ' +
    'bopped border bordered bordering borders boring bough boughs bound bounds bower bowers bowing bradly braid braids ' +
    'braining brainy branch brandi brandies brando brandt brandy brant brawn breach breaches breaching breading breadth ' +
    'breadths breathed breather breathers breathy breeding brian brice briggs bright brine bringing brink brinks briny ' +
    'brood broods brooked brothel brothels bruin bruins brunches buffer buffers bugger buggers bunnies bunny buoying ' +
    'burgeon burgeons burned burying bushiness businesses busing busying busyness butter butters butting cabled cabling ' +
    'caddies caddy caking calked calking calkings caller callers calmed calming calved calving candle candles canker ' +
    'cankers cannon cannons canter canters capsuled cardin carnot casals cashes casing casings caster casters casting ' +
    'castings cater caters cather caused caving cello cellos center centers cervices chanced chancel chancels chancing ' +
    'chang chanted chanting charger chargers charging charles charmed charred charted cheapen cheapens cheat cheater ' +
    'cheaters cheats checker checkers cheek cheeked cheeks chemise chemises chess chick chicks chile chiles chili chilies ' +
    'chilis chill chills chock chocked chocking chocks chopped chopping chose chowing christa chuck chucked chucks clack ' +
    'clacks clair clammed clamming clanged clanging clare clashed clasp clasps class classes clause clauses cleaned ' +
    'cleansing clearer clearing clearings cleat cleats cleaved cleaving climber climbers clime climes cloche cloches ' +
    'clone clones closed closer closet closets closing cloth clothed clotho cloths clotting clove cloves coasting coating ' +
    'coatings coding coffer coffers coffey coking coldest combined combing compete competed competes complain complains ' +
    'complected completer complexes compliant concerted conform conformed conforms contract contracting contracts cooing ' +
    'cooked cooking coping copings copped coring corked corning couch couched couches counties county court courts ' +
    'coverall coveralls cower cowers cowing crank cranks crannies cranny crash crashes crate crates crating creak creaks ' +
    'creamy crease creases created creating cremate cremates crest cresting crests crete cringing cropped crunch culled ' +
    'culling curing currant currants cutting cuttings dafter daisy dallies dally dancer dancers dandies dandle dandles ' +
    'dandy daring darned darning dating dding deadest deafest decease deceased deceases deceasing deceive deceived ' +
    'deceives decent decently decree decrees dedication dedications deeded defect defected defects deject dejected ' +
    'dejects deleted denial denials deplete depletes derail derails derive derives dermis detain detains detest detested ' +
    'detests developer developers diaries diary diced dicing diddle diddles digger diggers diked diking dimer diner ' +
    'diners dinged dinging dinker dinned dinning discontinue discontinues discoverer discoverers discoveries discovery ' +
    'diseased dissed dived diving doable doilies doily doling doming donated donner doping dormer dormers dosing dotage ' +
    'doted doting doubled doublet doublets doubly douche douched douches dough dousing dowdies dowdy dozing drain ' +
    'draining drains drano dreading dream dreams drily dripped drivel drivels driven driver drivers drooped dropper ' +
    'droppers drought droughts drove droves drunk drunks drying duding duffer duffers dumber dunner duping dyeing dyking ' +
    'earner earners earring earrings easier easing eastern eater eaters eaton effecting eight eights elated elating ' +
    'eldest electronica elevate elevates ember embers emergence emery endued entice entices erased eraser erasers erises ' +
    'eroses espouse espouses ester esters evert ewing exert exerts exhort exhorts expanse expanses expansive expect ' +
    'expects expose exposes extensive extort extorts extremer eying factually failing failings faint fainter faints ' +
    'fairies fairy faker fakers faking fallow fallowed fallows famed fannies fanny farmer farmers farther farting faster ' +
    'fating fatter fearing feast feasting feasts feather feathers feinted felled felling fended fetter fetters fewer ' +
    'fewest fiddle fiddles fiend fiends fight fights filed filing filings filler fillers fillet fillets filmed filming ' +
    'finance finances fined fining finises finisher finishers finishes finnish finny firmer firth firths fiver flack ' +
    'flacks flake flakes flame flames flared flash flashes flight flights flood floods flores flower flowers foment ' +
    'foments forced forded foremast foremasts forge forged forger forgers forges formal formally formals formed forth ' +
    'fought fount founts foxing france frances frank franks franny fried fright frights fringing fulled fulling fundy ' +
    'funky fusing futility gadded gaily gaines galled galling gamed garaged garbage gashed gasolene gasped gasser gasses ' +
    'gather gathers gating gearing geeing genera genetic genetics girth girths gladder glade glades glare glares glassed ' +
    'glean gleaning gleans glower glowers goodby goodbys goring gorse gould grace graces graded grader graders grady ' +
    'grain grains grainy grant grants grape grapes grassed grate grater graters grates grating gratings grave gravel ' +
    'graveling gravelling gravels graves graze grazes greet greets greta griddle griddles grind grinds grocer grocers ' +
    'ground grounds guess gunny gutting guying hairy haling hallowed halving handed handel handled handler handlers ' +
    'hanged hanging hangings haring hasting hastings hatch hater haters hating hawing haying hazing hazings headiest ' +
    'heading headings heady healing heaping heard hearst hearth hearths hearties hearty heath heather heaths heating ' +
    'heave heaves heaving heeded helios herring herrings hinging hissed hither hiving hollow hollows homebodies homebody ' +
    'homing hoodies hooked hooking hopped hopping horse horses horsing hosing hosting hound hounds hunch hying identifier ' +
    'identifiers illnesses incense incenses incest indexes inert infect infected infecting infectious infects infest ' +
    'infests inflection inflections ingest ingests inlay inlays inner insect insects inset insets intenser inter inters ' +
    'invent invents invert inverts iphone jello jellos jested jesting jetting jigger jiggers jingle jingles joint joints ' +
    'jutting killed killing killings kinney kissed knight knightly knights ladder ladders laddies laded lager lagers ' +
    'lamed lamely lamest lanced lancer lancers lander larch larded larder larders largess largo largos lashes lasing ' +
    'lasted lasting latch latent later lather lathers lauded laughter launch laxest laying leach leaching leading leaning ' +
    'leanings leapt learned learning lease leases leash leather leathers legree leigh letter letters letting levee levees ' +
    'lever levers lifted lightly lilted limpid lined linger lingers lining linings linted lisped lister littler liven ' +
    'livens livid locking locution locutions lodger lodgers logan logger loggers logic logon logons loner loners longed ' +
    'looked looming looping loosing looting loping lopped lorries lorry loser losers lover lovers loving lowed lowery ' +
    'lowing lumber lumbers lunches lurch luring lusted lying lynch madly maker makers making makings managed manager ' +
    'managers mange manor manors marches marci marco marcos marcus marcy marge marsh masked massed master masters match ' +
    'mather mating maturation mclean meantime meany medial mediation meditation meditations meekly megan menage menages ' +
    'mended mental messed middies middle middles middy midway midways mighty milled milling mince minces mined miner ' +
    'miners mingle mingles mining minot minuet minuets minuses minuted minuter mirth misled misses misted misused moaning ' +
    'mobil moderated momma mommas monet monger mongers monkey monkeys monte monty mooney mooning mopped morse mosey ' +
    'moseys mostly mothered motile motiles motion motions mound mounds mount mounts mourning mousing mouthe mower mowers ' +
    'munch musing musings mussed naked natal naval nearest nearing needled negro negros neigh neighed neighing neighs ' +
    'nerved nervy nested nesting netter netters netting neuron neurons nieves nigger niggers nigher nighest nighties ' +
    'nighty norma normalcy norman normans norse nosed nosing notion notions nought noughts novice novices nuder numbed ' +
    'nutting oaken oaten odder oddest officer officers older orating osage other others ought outgrow outgrows outlaw ' +
    'outlaws outplay outplays outsider outsiders outsize outsizes overage overages overdoes overdone oversight oversights ' +
    'owing pacing padded paddies paddy paging pained paining paint painted paints palace palaces paling palings palled ' +
    'palling panned parch paring parings parsed parson parsons passel passels passer passes passport passports pasted ' +
    'pasting patches patchy patent patents patrica patrice patrol patrols patting pause pauses pausing paving pavings ' +
    'pawing payed payer payers payne peace peaces peach pearliest pearson pease pediatrist pediatrists peeing pended ' +
    'pending peopled pepped peron persona petrel petrels petting phoned phoney phoneys phonies phony piddle piddles piece ' +
    'pieces pilled pilling pined pinging pining pipped pissed pitch pitting placed placer placers plaice plane planed ' +
    'planes planked planner planners planted plate plates playing pleased plight plights plopped pluses plying pointy ' +
    'poisoner poisoners poker pokers pooped popper poser posers posing posting postings postponed potion potions potting ' +
    'pouch pouched pouches powder powders practiced practise practises prank pranks prating praying preach preaching ' +
    'preciously preset presets pressured prevent prevents priced pricey prick pricks pricy pride prides primacy prime ' +
    'primes prince princes priviest prize prizes processor processors progresses prone propped proscribe proscribed ' +
    'proscribes proscribing proscription proscriptions prostrate prostrates provide provided provides prying puffed ' +
    'puffier pulsed punch punting pupped purchaser purchasers purposed purse purses pusses puttying quantifies quantify ' +
    'quartet quartets quest quests racing rafter rafters rafting raging raiding railing railings rained raising raking ' +
    'rallies rally ranging ranked ranting raping raring raster rather ratting ravel raveling ravelling ravels raving ' +
    'ravings razing reached reaches readying realty reaming reaping rearing rebated rebind rebinds recant recants ' +
    'receiver receivers recommenced recorder recorders redding refile refiled refiles regain regaining regains regally ' +
    'regent regents reich reilly reining relate relates relaxed relayed relent relents remainder remainders remand ' +
    'remands remote remotes removed remover removers renamed rending renee rental rentals renter renters renting repaid ' +
    'repent repents replaced require requires requited rescheduled resent resents resister resisters respirator ' +
    'respirators responsibly rested retail retails retain retaining retains retch retching revel revels revere reveres ' +
    'reveries revery rewind rewinds reword reworded rewords rhone ricing riddled ridging riding rigging rightest rightly ' +
    'riling riming ringling rinsing ripen ripens riser risers risking riven roach roaching rooked rooking rotten rouge ' +
    'rouges rough roughed roughs round rounds rouse rouses rousing routed router rowdies rowdy rower rowers ruining runny ' +
    'rusting rutting sable sables sadly safeties safety sallow sanded sanding sanely sarong sarongs sassed sating saving ' +
    'savings sawing scare scares scent scents scheduler schedulers score scores scream screaming screams scrip scrips ' +
    'scuff scuffs scupper scuppers searing season seasons seating secrete secretes seeded seeding seeking seeming seeping ' +
    'selectric selves sending serge serous served server servers serviced servile servo servos setter setters setting ' +
    'settings sever severed severer severn severs severus sewing sexing shade shades shake shakes shale shallow shallows ' +
    'shalt shame shames shane shank shanks shape shapes shard shards shared shari shark sharks sharp sharpe sharps shave ' +
    'shaves shaving shavings shawl shawls shearing sheep shelf sheller shelley shelly shelved sheol shill shilled shills ' +
    'shingle shingles shipped shipping shire shires shone shopper shoppers shore shores sidling sidney sifter sifters ' +
    'sight sights singe singes singing singled singly sinner sinners siting sitter sitters skill skills slack slacks ' +
    'slash slashed slashes sleek sleeking sleeks sleepy sleet sleeting sleets slightest sling slings slopped slopping ' +
    'slower slowest slowing slung smart smarted smarting smarts smelled smelly smelt smelts smother smothers snare snares ' +
    'sneak sneaks sneezed snell snitch snore snores snoring snuff snuffs soften softens sonnies sonny sooth sopped ' +
    'sopping sough soughed soughs sought sound sounds souse souses sousing south souths sower sowers sowing spare spares ' +
    'spaying spear spears specialized specially speck specks speeding spelled spelt spill spills splashes splashy splay ' +
    'splays spore spores sprat sprats sprint sprints squint squints squire squires squirm squirms stabled stabler staff ' +
    'staffs staid stakeout stakeouts staking stale stales stall stalls stank staple staples stare stared stares staring ' +
    'stark starling starlings starr starred starring starter starters startled startling starved starving starvings state ' +
    'stated states stating statue statues stead steads steak steaks steaming steamy steep steeping steeps stent stents ' +
    'stepped stepping stetson stiff stiffs stile stiles stilt stilts stine stingy stink stinks stint stints stitch stoke ' +
    'stokes stole stoles stomped stomping stone stones stony stooped stooping stopper stoppers stored storey storeys ' +
    'stork storks storm storms stormy stove stoves stowe stowing strand stranding strands stray strays streaking strike ' +
    'strikes string strings stript strobe strobes strode stroked stropped stropping strove strung stuart stuarts stuffy ' +
    'stung sturgeon sturgeons sucrets suffer suffers sugary suggester suing sulla summit summits sundae sundaes sundas ' +
    'sunder sunders sundries sundry sunni supped suppler suspender suspenders suture sutures swatch sweep sweeping ' +
    'sweepings sweeps swell swelled swells swerve swerves swill swills swine swines switches swopped swopping swore table ' +
    'tabled tables tacked tacking taint tainted taints taker takers talked talking tamed tamer tamers taming tanker ' +
    'tankers tanking tanned taping taring tasked tasking tasted taster tasters tasting taxing teach teaching teachings ' +
    'tearing teeing teethe teethes telephoned telephony tended tending tented tenth tenths tester testers testes testing ' +
    'texted thanh thanked thant thebes theme themes theseus thesis thine thong thongs thorough thoth threat threats three ' +
    'threes throaty thunk thunks tiber tiger tigers tight tightest tightly tights tilled tilling timber timbers timed ' +
    'timex timor timur tinging tingle tingles tirade tirades tissue tissues tittle tittles toadies toady toddies toddy ' +
    'toffee toffees tokay token tokens toking tommy tonal toothy topical topically topped topping toppings torch torched ' +
    'torches toted touchy tough toughs tower towers trace traces traded trader traders train training trains tread ' +
    'treading treads treason treaties treaty treed trendies trendy trent trice trite troth trough troughs tuned tunnies ' +
    'tunny turfed turing turner turners twine twines twitch tying udder udders umber unset untie unwonted updated updater ' +
    'upend upending upends upper uppers vague valentin valentino valued valve valves vaster vegan vegans vended vender ' +
    'venders verve vested vesting vetting vidal vince vindication vindications viral vising vocation vocations voted ' +
    'vouch vouched vouches vying wadded wader waders wading wafer wafers wager wagers waging waite waiter waiters waken ' +
    'wakens waling walking walled walling wallow wallowed wallowing wallows walter walters waning wanked wanking waring ' +
    'warned warning warnings waster wasters wasting watch watery waugh waver wavers waving waxing weakly wealth wealthy ' +
    'wearing weeded weeing weighted weighting weighty wended wetter wetting whale whales whelping whereas whiled whine ' +
    'whines white whites whopping whore whores wield wields wiesel wight wights wildest willed willing wince winces ' +
    'windex wined winging wining winner winners witch withdrawn withdrew wordy worked world worlds wormy worrier worriers ' +
    'worsen worsens wound wounds wreath wreathe wreathes wreathing wreaths wresting wright wring wringing wrings writer ' +
    'writers writhe writhes wroth wrought yanked yearned yearning yearnings yeast yeasts yelping yield yields yogin ' +
    'yogins youth youths zinging'
  ).split(' '),
);
