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
        cat dog horse cow pig sheep goat lion tiger bear wolf fox rabbit mouse rat frog snake duck goose hen
        eagle owl crow shark whale seal monkey zebra camel deer donkey elephant giraffe kangaroo lizard otter
        panda parrot penguin pigeon squirrel swan turtle bee ant spider
    """.split(),
    "fruit": """
        apple banana pear peach plum cherry grape lemon lime orange mango melon kiwi fig date papaya apricot
        strawberry raspberry blueberry pineapple coconut
    """.split(),
    "color": """
        red blue green yellow black white brown purple pink gray violet beige crimson turquoise
    """.split(),
    "vehicle": """
        car bus truck train bike boat ship plane van taxi tractor scooter tram ferry helicopter motorcycle canoe
        rocket
    """.split(),
    "food": """
        bread cheese rice soup pasta cake pie butter egg salad sandwich pizza steak noodles pancake sausage
        burger cookie yogurt honey
    """.split(),
    "clothing": """
        shirt hat coat shoe sock dress skirt scarf glove jacket sweater boot belt tie jeans vest cap pajamas
    """.split(),
    "tool": """
        hammer saw drill screwdriver wrench shovel rake axe pliers ladder knife brush chisel broom
    """.split(),
    "furniture": """
        chair table bed desk sofa shelf lamp stool bench cupboard wardrobe couch dresser armchair
    """.split(),
    "instrument": """
        piano guitar violin drum flute trumpet harp cello clarinet saxophone banjo organ tuba
    """.split(),
    "body": """
        hand foot arm leg head nose ear eye mouth knee elbow finger toe neck shoulder ankle chin
    """.split(),
    "job": """
        doctor teacher farmer baker nurse pilot driver lawyer judge painter writer singer actor waiter cook
        plumber dentist soldier sailor butcher carpenter engineer
    """.split(),
    "sport": """
        football tennis golf rugby hockey cricket boxing skiing swimming cycling baseball basketball volleyball
        judo rowing
    """.split(),
    "weather": """
        rain snow wind storm fog hail thunder lightning sunshine cloud frost drizzle
    """.split(),
    "place": """
        school park beach library kitchen garden market hospital museum station church hotel office farm bank
        garage castle forest
    """.split(),
}
# Of both splits: no word that is invented may be one of them.
KNOWN = {
    word.lower()
    for some in (NAMES, CITIES, ADJECTIVES, LABEL_WORDS, NONSENSE, MISC, *CATEGORIES.values())
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
