"""Words for the generators, written for this project: plain data, no third-party source."""


def pairs(text):
    """{"hot": "cold"} of "hot:cold"; an underscore stands for a space."""
    return dict(x.replace("_", " ").split(":") for x in text.split())


NAMES = """
    Anna Ben Carla David Emma Frank Grace Henry Ivy Jack Kate Leo Maria Nick Olivia Paul Rosa Sam Tina Victor Wendy
    Alice Bob Clara Daniel Ella Felix Gina Hugo Irene James Karen Liam Mia Noah Oscar Paula Ruth Simon Tom Uma Vera
    Will Zoe Adam Beth Chris Dora Eric Fiona George Helen Ian Julia Kevin Laura Mark Nina Otto Peter Rachel Steve
    Tara Luca Sara Omar Aisha Chen Yuki Ravi Priya Lars Ingrid Pablo Elena Marco Sofia Ahmed Layla Ivan Olga Hans
    Greta Pierre Claire Diego Lucia Kofi Amara Jonas Freya Max Lily Tim Sue Amy Dan Joe Lucy Mike Molly Ned Polly
    Rob Sally Ted Vicky Walt Bella Colin Daisy Edith Fred Gwen Harry Iris Jill Ken Lena Milo Nora
""".split()
FEMALE = """
    Aisha Alice Amara Amy Anna Bella Beth Carla Claire Clara Daisy Dora Edith Elena Ella Emma Fiona Freya Gina Grace
    Greta Gwen Helen Ingrid Irene Iris Ivy Jill Julia Karen Kate Laura Layla Lena Lily Lucia Lucy Maria Mia Molly
    Nina Nora Olga Olivia Paula Polly Priya Rachel Rosa Ruth Sally Sara Sofia Sue Tara Tina Uma Vera Vicky Wendy
    Yuki Zoe
""".split()
CITIES = """
    Paris London Rome Berlin Madrid Lisbon Vienna Oslo Dublin Tokyo Cairo Delhi Boston Chicago Dallas Denver Miami
    Seattle Toronto Sydney Moscow Athens Prague Warsaw Geneva Milan Venice Naples Munich Hamburg Lyon Nice Porto
    Seville Kyoto Lima Quito Havana Nairobi Helsinki Stockholm Brussels Amsterdam Zurich Istanbul Dubai Mumbai
    Bangkok Seoul Beijing
""".split()
COLORS = """
    red blue green yellow black white brown orange purple pink gray gold silver
""".split()
NUMBER_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve
""".split()
ADJECTIVES = """
    big small red old new cold warm soft loud quiet tall short clean dirty shiny round heavy bright dark young tiny
    huge strong weak smooth rough sweet sour fresh gentle brave clever funny happy sad angry calm kind rich poor
    fast slow
""".split()
REGULAR_VERBS = """
    walk talk jump play work help call ask look want need open close start clean cook paint wash watch laugh climb
    visit answer finish follow learn listen push pull touch turn wait
""".split()
LABEL_WORDS = """
    foo bar baz qux alpha beta gamma delta zig zag ping pong yin yang dax wug blick tove mip nar kol vek plim sora
    tiki lomo red blue north south up down left right yes no cat dog sun moon fire ice one two true false on off
    apple stone river cloud king queen hot cold win lose A B C D X Y Z P Q R 0 1 2 3 zip zap flo gru mek pod rux tam
    ulk vit wob yex snip snap tick tock
""".split()
NONSENSE = """
    blicket dax wug zorp florp grint plim snark trell vask quib morp drell fent glim hask jast kelp lorn mirt nuff
    oxen prath quorn rell sconk tarn ulip varn wexit yarn zint brill crond drum elk fazz grom hulm ibix jorn krell
    lumm mosk nirt orb pim quell rusk slom tirk
""".split()
MISC = """
    window bottle paper river mountain island bridge street letter pencil candle mirror basket blanket pillow button
    ribbon feather pebble lantern wagon barrel bucket kettle spoon fork plate bowl cup jar box bag coin key lock
    door wall roof floor stone rock sand leaf root seed flower tree branch bush grass hill valley lake pond ocean
    wave star planet engine wheel rope chain nail board brick metal glass wood cotton music story song dance game
    puzzle secret dream idea plan reason answer question number circle square corner shadow morning evening winter
    summer spring autumn monday friday doctor captain soldier prince dragon giant wizard ghost robot pirate
""".split()
ORDINARY = """
    account acid action address advice agency agreement alarm alley amount anchor angle apology appetite arch arrow
    article ash atom attempt attic audience author award balance bandage banner bargain basement battle beam bean
    belief bill birth blade blast blessing block blood bomb bond bonus border bother bottom bounce bow brand breath
    bribe brother bubble budget bug bullet bundle burden cable cage calendar camp canal canvas capacity carbon card
    care cargo cash cause ceiling cell cement century ceremony chalk champion chance change channel chapter charge
    charm chart chase cheer chess chief choice circuit claim class clay cliff clinic clock cloth club clue coal code
    collar colony column comedy comfort comma comment committee compound concept contest contract copy corn corridor
    cost couple courage court crack craft crash cream credit crew crime crisis crop crowd crown crystal culture curb
    cure curtain curve cushion custom cycle damage danger data dawn deal debate debt decade decision deck delay demand
    depth desire detail device diagram dial diamond diary diet digit dirt disk distance ditch dock document dose doubt
    draft drama drawing drift drop dust duty echo edge effect effort election electron element elevator energy entry
    envelope episode error escape essay estate event evidence exam example exit expert fabric factor failure faith
    fame fan farewell fashion fate fault favor fear fee fence fever fiber fiction field figure file film filter flag
    flame flash flavor flight flock fluid folder folk foam force forecast form formula fortune frame freedom friend
    fuel function fund funeral fur fuse gallery gap garbage gas gate gem gene gift glance globe glory glue goal grade
    grain grammar grant graph gravity greeting grid grief grip ground group growth guess guest guide guilt habit half
    handle harmony harvest haste haven hazard heading health heap heat height heritage hint history hobby hole honor
    hook hope hour household humor hunger hurry ideal image impact income index industry injury ink insect instinct
    insult interest invention invoice item jewel joke journal journey joy judgment junk jury justice keyhole kingdom
    kit kiss knot label labor lack lane language lawn layer league leak lesson level license limit lid line link
    liquid list load loan lobby logic loop loss lot luck lumber lump lunch machine magic magnet mail manner map marble
    margin marriage mask mass match matter meaning measure medal medicine meeting member memory menu mercy message
    metaphor meter method mile mind mineral minute miracle mission mistake mixture model moment money monster mood
    motion motive motor movement mud muscle mystery myth name nation nature needle neighbor nest net network news
    nickname night noise note notebook notion novel nut object oil opinion option order origin outcome oxygen pace
    package page pain pair panel panic paragraph parade parcel part party passage passport patch path patience pattern
    pause peace peak pearl pension pepper percent perfume period permit phrase picture piece pile pillar pin pipe
    pitch pity plaster plastic plot plug poem poison pole policy poll portion position postcard pot powder power
    praise prayer present pressure pride prize problem product profit program project promise proof protest proverb
    pulse pump purpose purse quality quarrel quest quota race rack radio rage rail range rank rate ration ray reach
    recipe record refuge region relief remedy rent report request rescue result reward rhythm riddle ring riot risk
    ritual role rubber rule rumor safety sail salt sample scale scandal scene schedule scheme scratch screen script
    search season second section sector sense sentence sequence series service session shade shape share sheet shell
    shelter shield shift shock shore side sight sign signal silence silk sin size sketch skill slice slope smell smile
    smoke soap soil source space spark species speech speed sphere spice spirit splash spot spray staff stage stain
    stair stake stamp statement statue steam steel step stick stock stop strategy stream strength stress string strip
    stroke structure struggle style subject success sugar suggestion sum support surface surprise survey symbol
    symptom system tail tale talent target task taste tax team tear temper tension term test text texture theory thing
    thirst thought thread threat throne ticket tide timber time tin tip title tobacco token ton topic torch total
    touch tour toy trace track trade tradition trail trap treasure treat treaty trial tribe trick trip trouble trunk
    trust truth tube tune tunnel turn twin type union unit value vapor variety verb verse vessel victim victory video
    view vine virtue virus vision visit voice volume vote voyage wage war warning waste water wax way wealth weapon
    wedding week weight welcome wheat whisper width wing wire wish witness wonder word work world worry wound wreck
    wrap yard year youth zone
""".split()
THINGS = """
    movie film product book phone camera laptop restaurant hotel meal food service song album game show series staff
    room place story acting plot battery screen pizza burger coffee waiter band concert shop store app website sound
    design price quality music speaker headset case charger keyboard soup dessert pasta steak view location bed
    bathroom shirt jacket shoes bag watch toy course teacher trip flight museum play script director performance
    ending dialogue tablet printer blender vacuum lamp chair day idea experience party weather job class city gift
    holiday morning evening visit ride lesson story picture news plan tea cake wine bus train beach park tour garden
    color voice team hat dress watch weekend man woman neighbor speech
""".split()
GOOD_ADJECTIVES = """
    amazing great excellent wonderful fantastic brilliant superb delightful perfect lovely outstanding awesome
    beautiful charming impressive terrific pleasant fabulous enjoyable splendid marvelous incredible stunning good
    nice refreshing memorable comfortable reliable tasty remarkable magnificent exceptional satisfying elegant
    gorgeous thrilling fun funny smooth friendly helpful clean fresh warm cozy sturdy handy solid flawless ideal
    inspiring entertaining hilarious touching clever stylish spotless crisp generous lively relaxing adorable
    magical
""".split()
BAD_ADJECTIVES = """
    terrible awful horrible bad disappointing dreadful poor boring dull disgusting useless annoying ugly unpleasant
    mediocre pathetic worst lousy miserable broken rude slow noisy dirty cold bland overpriced frustrating painful
    ridiculous tedious unreliable uncomfortable tasteless defective cheap flimsy buggy stale greasy soggy overcooked
    unfair pointless shallow predictable messy confusing insulting faulty scratched smelly cramped gloomy lame
    forgettable clumsy harsh weak hopeless nasty depressing creepy sloppy stupid
""".split()
GOOD_VERBS = """
    love loved adore adored enjoyed liked recommend appreciated admire treasured
""".split()
BAD_VERBS = """
    hate hated disliked regret regretted despise returned avoided detest loathed
""".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = """
    January February March April May June July August September October November December
""".split()

CATEGORIES = {
    "animal": """
        cat dog horse cow pig sheep goat lion tiger bear wolf fox rabbit mouse rat frog snake duck goose hen eagle owl
        crow shark whale seal monkey zebra camel deer donkey elephant giraffe kangaroo lizard otter panda parrot
        penguin pigeon squirrel swan turtle bee ant spider puppy kitten pony mule bull ox buffalo bison moose antelope
        gazelle hyena leopard cheetah jaguar panther cougar lynx badger weasel beaver hamster gerbil hedgehog mole bat
        sloth koala wombat gorilla chimpanzee baboon lemur dolphin walrus octopus squid crab lobster shrimp jellyfish
        salmon trout tuna cod herring eel toad newt gecko iguana chameleon crocodile alligator tortoise viper cobra
        python falcon hawk vulture stork heron crane flamingo pelican seagull sparrow robin finch canary raven magpie
        woodpecker cuckoo peacock ostrich turkey chicken rooster wasp hornet beetle ladybug butterfly moth caterpillar
        grasshopper mosquito dragonfly cockroach termite snail slug worm scorpion llama alpaca reindeer rhino hippo
        skunk raccoon ferret chipmunk porcupine armadillo meerkat puma coyote jackal
    """.split(),
    "fruit": """
        apple banana pear peach plum cherry grape lemon lime orange mango melon kiwi fig date papaya apricot
        strawberry raspberry blueberry pineapple coconut tangerine grapefruit nectarine pomegranate passionfruit guava
        lychee mandarin blackberry cranberry gooseberry currant quince persimmon mulberry elderberry clementine
        cantaloupe watermelon raisin prune olive avocado plantain starfruit durian pomelo kumquat boysenberry
    """.split(),
    "color": """
        red blue green yellow black white brown purple pink gray violet beige crimson turquoise maroon magenta cyan
        teal navy lilac lavender ivory scarlet ruby emerald khaki tan bronze copper indigo mauve coral charcoal amber
        azure ochre
    """.split(),
    "vehicle": """
        car bus truck train bike boat ship plane van taxi tractor scooter tram ferry helicopter motorcycle canoe
        rocket lorry minibus limousine jeep coach caravan trailer carriage cart sled sleigh yacht sailboat raft kayak
        barge dinghy submarine tanker freighter steamer hovercraft glider jet airplane airship balloon spaceship moped
        bicycle tricycle unicycle skateboard bulldozer ambulance subway locomotive snowmobile rickshaw trolley cab
        pickup
    """.split(),
    "food": """
        bread cheese rice soup pasta cake pie butter egg salad sandwich pizza steak noodles pancake sausage burger
        cookie yogurt honey toast bagel muffin croissant biscuit cracker waffle oatmeal cereal porridge omelette bacon
        ham meatball lasagna spaghetti macaroni ravioli dumpling curry stew chili taco burrito sushi tofu hummus
        ketchup mustard mayonnaise jam marmalade syrup custard pudding brownie doughnut cupcake candy chocolate
        caramel popcorn pretzel chips fries gravy broth potato carrot onion tomato cabbage spinach lettuce cucumber
        broccoli pumpkin celery
    """.split(),
    "clothing": """
        shirt hat coat shoe sock dress skirt scarf glove jacket sweater boot belt tie jeans vest cap pajamas blouse
        cardigan pullover hoodie sweatshirt tunic gown robe cloak cape poncho blazer tuxedo suit trousers shorts
        leggings tights stockings slippers sandals sneakers mittens bonnet beret helmet apron overalls kimono bikini
        swimsuit raincoat parka anorak nightgown kilt
    """.split(),
    "tool": """
        hammer saw drill screwdriver wrench shovel rake axe pliers ladder knife brush chisel broom screw mallet
        crowbar hatchet sickle scythe spade hoe trowel pickaxe spanner clamp vise tweezers scissors sander grinder
        lathe anvil winch jack wheelbarrow sieve funnel ruler compass stapler hose mop dustpan sponge plunger tongs
    """.split(),
    "furniture": """
        chair table bed desk sofa shelf lamp stool bench cupboard wardrobe couch dresser armchair cabinet drawer
        bookcase nightstand sideboard recliner rocker hammock mattress crib cradle footstool ottoman futon barstool
        bunk lectern pew chaise divan settee hutch
    """.split(),
    "instrument": """
        piano guitar violin drum flute trumpet harp cello clarinet saxophone banjo organ tuba viola bass mandolin
        ukulele lute lyre zither sitar accordion harmonica bagpipes oboe bassoon piccolo recorder trombone cornet
        bugle horn tambourine xylophone marimba bongo cymbal gong triangle keyboard synthesizer fiddle maracas
        castanets
    """.split(),
    "body": """
        hand foot arm leg head nose ear eye mouth knee elbow finger toe neck shoulder ankle chin wrist thumb palm fist
        hip thigh calf shin heel chest back belly waist spine rib skull forehead eyebrow eyelid cheek lip tongue tooth
        gum jaw throat lung liver kidney stomach brain heart skin beard hair nostril thumbnail
    """.split(),
    "job": """
        doctor teacher farmer baker nurse pilot driver lawyer judge painter writer singer actor waiter cook plumber
        dentist soldier sailor butcher carpenter engineer chef tailor barber hairdresser gardener mechanic electrician
        bricklayer architect scientist chemist biologist astronaut reporter journalist editor librarian secretary
        accountant banker cashier salesman manager translator photographer musician dancer poet sculptor detective
        policeman firefighter paramedic surgeon therapist vet shepherd fisherman hunter miner blacksmith carter
        jeweler janitor porter butler maid nanny referee priest monk diplomat senator programmer
    """.split(),
    "sport": """
        football tennis golf rugby hockey cricket boxing skiing swimming cycling baseball basketball volleyball judo
        rowing soccer badminton squash archery fencing wrestling karate sailing surfing diving canoeing skating
        snowboarding curling bowling billiards darts polo lacrosse handball softball gymnastics triathlon marathon
        sprinting climbing hiking fishing croquet rafting jogging kickboxing
    """.split(),
    "weather": """
        rain snow wind storm fog hail thunder lightning sunshine cloud frost drizzle sleet blizzard hurricane tornado
        typhoon cyclone monsoon drought flood breeze gale gust mist haze downpour shower heatwave smog dew rainbow
        snowfall overcast
    """.split(),
    "place": """
        school park beach library kitchen garden market hospital museum station church hotel office farm bank garage
        castle forest university college theater cinema stadium gym pool zoo circus airport harbor port prison factory
        warehouse mill mine quarry temple mosque cathedral chapel palace tower lighthouse cottage cabin barn stable
        bakery butchery pharmacy supermarket shop mall restaurant cafe pub inn motel village town city suburb plaza
        playground cemetery desert jungle swamp meadow orchard vineyard canyon cave
    """.split(),
}
# Of both splits: no word that is invented may be one of them.
KNOWN = {
    word.lower()
    for some in (NAMES, CITIES, ADJECTIVES, LABEL_WORDS, NONSENSE, MISC, ORDINARY, *CATEGORIES.values())
    for word in some
}
CAPITALS = pairs(
    """
    France:Paris Italy:Rome Spain:Madrid Germany:Berlin Portugal:Lisbon Austria:Vienna Norway:Oslo Ireland:Dublin
    Japan:Tokyo Egypt:Cairo Russia:Moscow Greece:Athens Poland:Warsaw Peru:Lima Cuba:Havana Kenya:Nairobi
    Finland:Helsinki Sweden:Stockholm Belgium:Brussels Thailand:Bangkok China:Beijing Canada:Ottawa England:London
    Scotland:Edinburgh Denmark:Copenhagen Hungary:Budapest Turkey:Ankara Chile:Santiago Iceland:Reykjavik
    Argentina:Buenos_Aires
"""
)
LANGUAGES = pairs(
    """
    France:French Italy:Italian Spain:Spanish Germany:German Portugal:Portuguese Japan:Japanese Russia:Russian
    Greece:Greek Poland:Polish China:Chinese England:English Sweden:Swedish Denmark:Danish Turkey:Turkish
    Finland:Finnish Norway:Norwegian
"""
)
ANTONYMS = pairs(
    """
    hot:cold big:small tall:short fast:slow happy:sad light:dark old:young rich:poor hard:soft clean:dirty wet:dry
    full:empty open:closed early:late high:low long:brief good:bad strong:weak near:far thick:thin wide:narrow
    deep:shallow loud:quiet easy:difficult cheap:expensive up:down left:right in:out day:night black:white win:lose
    buy:sell push:pull start:stop give:take come:go always:never love:hate true:false front:back inside:outside
    above:below before:after first:last more:less many:few king:queen brave:cowardly rough:smooth sharp:blunt
    safe:dangerous kind:cruel polite:rude laugh:cry remember:forget arrive:leave asleep:awake alive:dead
    ancient:modern bitter:sweet noisy:silent calm:nervous accept:refuse begin:end build:destroy lazy:hardworking
    north:south east:west top:bottom friend:enemy summer:winter heavy:lightweight simple:complex public:private
    visible:hidden
"""
)
PLURALS = pairs(
    """
    child:children man:men woman:women foot:feet tooth:teeth mouse:mice goose:geese person:people leaf:leaves
    knife:knives wolf:wolves city:cities baby:babies lady:ladies fly:flies party:parties story:stories box:boxes
    bus:buses dish:dishes watch:watches fox:foxes glass:glasses brush:brushes church:churches potato:potatoes
    tomato:tomatoes hero:heroes shelf:shelves
"""
)
PAST = pairs(
    """
    go:went see:saw eat:ate take:took give:gave run:ran come:came make:made find:found know:knew think:thought
    buy:bought bring:brought write:wrote read:read speak:spoke break:broke drive:drove sing:sang swim:swam
    begin:began drink:drank fly:flew grow:grew throw:threw sit:sat stand:stood sleep:slept keep:kept leave:left
    lose:lost win:won feel:felt tell:told sell:sold send:sent build:built teach:taught catch:caught fight:fought
    wear:wore choose:chose hide:hid ride:rode rise:rose fall:fell
"""
)
SOUNDS = pairs(
    """
    dog:woof cat:meow cow:moo duck:quack sheep:baa pig:oink horse:neigh lion:roar bee:buzz snake:hiss frog:croak
    owl:hoot mouse:squeak wolf:howl crow:caw
"""
)
BABIES = pairs(
    """
    dog:puppy cat:kitten cow:calf sheep:lamb horse:foal duck:duckling pig:piglet bear:cub goat:kid hen:chick
    lion:cub deer:fawn swan:cygnet frog:tadpole
"""
)
COLOR_OF = pairs(
    """
    banana:yellow cherry:red lemon:yellow lime:green orange:orange strawberry:red blueberry:blue grass:green
    snow:white coal:black sky:blue blood:red carrot:orange milk:white chocolate:brown tomato:red sun:yellow
    leaf:green crow:black raspberry:red pea:green
"""
)
