"""Topics of news: words, sentences of training, sentences of the held-out samples. Written for this project."""

# {0} and {1} become two words of the topic.
TOPICS = {
    "Sports": (
        """
            team coach player goal match league striker tournament stadium referee championship goalkeeper
            athlete marathon medal season defender quarterback cup runner
        """.split(),
        [
            "The {0} won the {1} last night.",
            "Fans cheered as the {0} scored in the final minute.",
            "The {0} was injured before the {1}.",
            "A record crowd watched the {1}.",
            "The {0} trains every day for the {1}.",
            "The coach praised the {0} after the {1}.",
            "They lost the {1} by two goals.",
        ],
    ),
    "Business": (
        """
            company profit shares bank investor market sales merger economy startup revenue stock budget
            factory loan trade contract inflation customers dividend
        """.split(),
        [
            "The company reported higher {0} this quarter.",
            "Its {0} fell after the {1} was announced.",
            "Investors worry about the {0}.",
            "The bank approved a new {1} for the firm.",
            "The {0} grew by ten percent last year.",
            "Analysts expect the {0} to rise.",
            "The firm signed a {1} worth millions.",
        ],
    ),
    "Technology": (
        """
            computer software smartphone app robot chip internet laptop browser algorithm server database
            update code network gadget website cloud password processor
        """.split(),
        [
            "The new {0} runs much faster than before.",
            "Engineers released an update for the {0}.",
            "The {0} connects to the {1} over wireless.",
            "A bug in the {0} exposed the {1}.",
            "Users can download the {0} today.",
            "The {0} uses artificial intelligence.",
            "Developers fixed the {1} overnight.",
        ],
    ),
    "Science": (
        """
            planet experiment scientists galaxy atom telescope molecule laboratory fossil gravity species
            theory microscope physics chemistry researchers particle comet energy
        """.split(),
        [
            "Researchers discovered a new {0}.",
            "The {0} was observed with a powerful {1}.",
            "The study explains how the {0} formed.",
            "The {0} could change the way we understand the universe.",
            "Scientists measured the {0} in the laboratory.",
            "A rare {0} was found near the {1}.",
        ],
    ),
    "Health": (
        """
            doctor hospital patient vaccine disease diet medicine surgery virus nurse exercise symptoms
            heart therapy infection flu clinic vitamin treatment pain
        """.split(),
        [
            "The {0} helps people with the {1}.",
            "Doctors recommend a {0} every year.",
            "The patient recovered after the {0}.",
            "A new {0} may prevent the {1}.",
            "Eating well lowers the risk of {1}.",
            "The hospital treats the {0} quickly.",
        ],
    ),
    "Politics": (
        """
            president election minister parliament vote law senator government policy campaign tax treaty
            mayor party debate congress candidate reform citizens protest
        """.split(),
        [
            "The {0} spoke about the new {1}.",
            "Voters will choose a {0} in November.",
            "The parliament rejected the {0}.",
            "The {0} promised to change the {1}.",
            "Protesters marched against the {0}.",
            "The government announced a {1}.",
        ],
    ),
    "Travel": (
        """
            beach hotel flight tourist passport island airport luggage cruise tour vacation resort guide
            mountain ticket suitcase museum road journey souvenir
        """.split(),
        [
            "We booked a {0} near the {1}.",
            "The {0} offers a lovely view of the sea.",
            "Tourists love the {0} in summer.",
            "Pack your {0} before you leave for the airport.",
            "The {1} was crowded with visitors.",
            "Our {0} was delayed for three hours.",
        ],
    ),
    "Food": (
        """
            recipe soup cheese bread chef sauce kitchen oven salad sugar pepper dessert butter garlic onion
            flour pan spice noodles chicken
        """.split(),
        [
            "Add the {0} and stir the {1} slowly.",
            "The chef served a {0} with fresh {1}.",
            "Bake the {0} for thirty minutes.",
            "This {0} needs more salt.",
            "Chop the {1} and fry it in oil.",
            "The {0} smells delicious.",
        ],
    ),
    "Music": (
        """
            song band guitar concert album singer piano melody drummer orchestra lyrics violin rhythm tune
            choir microphone jazz opera stage
        """.split(),
        [
            "The band played a new {0}.",
            "Her {0} reached the top of the charts.",
            "The {0} sounded beautiful in the hall.",
            "The singer wrote the {0} last summer.",
            "He plays the {0} in a jazz group.",
            "Fans sang along to the {1}.",
        ],
    ),
    "Weather": (
        """
            rain storm snow wind temperature clouds fog thunder sunshine hail forecast frost hurricane
            drought flood breeze
        """.split(),
        [
            "Heavy {0} is expected tomorrow.",
            "The {0} will last until Friday.",
            "Expect {0} and {1} in the north.",
            "The {0} caused delays on the roads.",
            "Temperatures will drop after the {0}.",
            "A strong {0} hit the coast.",
        ],
    ),
}

HELD_OUT_SENTENCES = {
    "Sports": ["Everyone talked about the {0} and the {1}.", "The {0} surprised the whole {1}."],
    "Business": ["The {0} and the {1} are closely linked.", "Rising {0} hurt the {1}."],
    "Technology": ["My {0} needs a better {1}.", "The {0} stopped working with the {1}."],
    "Science": ["The {0} tells us much about the {1}.", "They published a paper on the {0}."],
    "Health": ["The {0} and the {1} were discussed at length.", "She needed a {0} after the {1}."],
    "Politics": ["The {0} and the {1} divided the country.", "The {0} lost support over the {1}."],
    "Travel": ["The {0} was the best part of our {1}.", "They photographed the {0} and the {1}."],
    "Food": ["The {0} goes well with the {1}.", "Grandma makes the best {0}."],
    "Music": ["The {0} and the {1} were wonderful together.", "I listen to this {0} every night."],
    "Weather": ["The {0} was followed by {1}.", "There was {0} all week."],
}

# Sentences that fit any topic: what they are about stands in the words alone.
FRAMES = [
    "People talk about the {0} and the {1}.",
    "A report about the {0} was published today.",
    "Here is the latest about the {0}.",
    "I read an article about the {0}.",
    "The {0} was in the news again.",
    "My friend knows a lot about the {0}.",
    "There is a problem with the {0}.",
    "The {0} is important for the {1}.",
    "Nobody expected the {0}.",
    "This week: the {0} and the {1}.",
    "She wrote a book about the {0}.",
    "We saw the {0} yesterday.",
    "What a great {0}!",
]
