"""Classification by topic, type of question, intent, language; and by labels that only the examples tell."""

from . import phrases, topics, words
from .form import few_shot, listing
from .sentiment import sentence

QUESTIONS = {
    "Person": [
        "Who {did} the {x}?",
        "Who is the {job} of {city}?",
        "Who lives in {city}?",
        "Which {job} {did} the {x}?",
        "Whose {x} is this?",
        "Who was the first {job} in {country}?",
        "What is the name of the {job}?",
        "Who gave {name} the {x}?",
    ],
    "Location": [
        "Where is the {x}?",
        "Where does {name} live?",
        "What is the capital of {country}?",
        "In which city was {name} born?",
        "Where can I find a {x}?",
        "Which country is {city} in?",
        "Where was the {x} made?",
        "What city has the biggest {x}?",
    ],
    "Number": [
        "How many {x}s are there?",
        "How many people live in {city}?",
        "How much does the {x} cost?",
        "How old is {name}?",
        "How far is {city} from here?",
        "How tall is the {x}?",
        "What is the population of {country}?",
        "How many days are in a year?",
    ],
    "Date": [
        "When was {name} born?",
        "When does the {x} open?",
        "What year did {name} move to {city}?",
        "On what day is the party?",
        "When will the train arrive?",
        "What date is the meeting?",
        "When did the {job} leave?",
        "In what year was the {x} built?",
    ],
    "Reason": [
        "Why did {name} leave {city}?",
        "Why is the {x} broken?",
        "Why is the sky blue?",
        "Why does the {job} work at night?",
        "What is the reason for the {x}?",
        "Why are {x}s so expensive?",
    ],
    "Method": [
        "How do I open the {x}?",
        "How can I fix a {x}?",
        "How do you get to {city}?",
        "How does a {job} make a {x}?",
        "How should I clean the {x}?",
        "How do you say {x} in French?",
    ],
    "Description": [
        "What is a {x}?",
        "What does a {job} do?",
        "What is the meaning of {x}?",
        "Describe a {x}.",
        "What is {city} like?",
        "What are {x}s made of?",
    ],
}
HELD_OUT_QUESTIONS = {
    "Person": ["Who found the {x} in {city}?", "Who taught {name} to cook?"],
    "Location": ["Where did {name} put the {x}?", "Where do {x}s come from?"],
    "Number": ["How many {x}s does {name} have?", "How long is the {x}?"],
    "Date": ["When did {name} buy the {x}?", "When is the {x} ready?"],
    "Reason": ["Why did the {job} buy a {x}?", "Why does {name} like the {x}?"],
    "Method": ["How can {name} repair the {x}?", "How do I send a {x}?"],
    "Description": ["What does the word {x} mean?", "What is a {job}?"],
}
INTENTS = {
    "Refund": [
        "I want my money back for the {t}.",
        "Can I get a refund?",
        "Please refund my order.",
        "I would like to return the {t} and be repaid.",
        "How do I get a refund for the {t}?",
    ],
    "Shipping": [
        "Where is my package?",
        "When will my {t} arrive?",
        "My order has not arrived yet.",
        "How long does delivery take?",
        "Can you track my {t}?",
    ],
    "Account": [
        "I forgot my password.",
        "I cannot log in.",
        "How do I change my email address?",
        "Please delete my account.",
        "My login does not work.",
    ],
    "Technical": [
        "The {t} does not turn on.",
        "My {t} keeps crashing.",
        "The screen of the {t} is frozen.",
        "I get an error when I open the {t}.",
        "The {t} stopped working.",
    ],
    "Billing": [
        "I was charged twice.",
        "Why is my bill so high?",
        "I need a copy of my invoice.",
        "There is a wrong charge on my card.",
        "Can I pay with a credit card?",
    ],
    "Greeting": ["Hello there!", "Good morning!", "Hi, how are you?", "Hey, nice to meet you.", "Good evening to you."],
}
SPAM = {
    "spam": [
        "Win a free {t} now!",
        "Click here to claim your prize!",
        "You have won {n} dollars!",
        "Limited offer, buy one {t} and get two free!",
        "Congratulations, you are our lucky winner!",
        "Make {n} dollars a day from home!",
        "Urgent: verify your bank account now!",
        "Cheap {t} for sale, order today!",
    ],
    "ham": [
        "Are we still meeting at {n}?",
        "I left the {t} on the desk.",
        "Can you call me after lunch?",
        "See you at home tonight.",
        "Thanks for your help with the {t}.",
        "The meeting moved to {n}.",
        "Mom says dinner is ready.",
        "Do you want to watch a {t} later?",
    ],
}
DONE = "built painted wrote found broke invented bought designed".split()


def fill(w, template):
    """A template about things, people and places."""
    r = w.r
    return template.format(
        x=r.choice(w.objects),
        did=r.choice(DONE),
        job=r.choice(w.categories["job"]),
        city=r.choice(w.cities),
        country=r.choice(list(words.CAPITALS)),
        name=r.choice(w.names),
        t=r.choice(w.things),
        n=r.randint(2, 99),
    )


def topic_text(w, topic):
    its_words, sentences = topics.TOPICS[topic]
    if w.is_test:
        sentences = topics.HELD_OUT_SENTENCES[topic]
    elif w.chance(0.3):
        sentences = topics.FRAMES
    return w.r.choice(sentences).format(*w.r.sample(its_words, 2))


def question_text(w, kind):
    return fill(w, w.r.choice((HELD_OUT_QUESTIONS if w.is_test else QUESTIONS)[kind]))


def language_text(w, language):
    return phrases.pair(w, "French")[language == "French"]


# kind: (weight, classes, numbers of classes, text of a class, what is classified, by what)
KINDS = {
    "topic": (5, sorted(topics.TOPICS), (2, 3, 3, 4, 4), topic_text, ("text", "text", "headline", "sentence"), "topic"),
    "question": (4, sorted(QUESTIONS), (2, 3, 4, 5), question_text, ("question",), "type"),
    "intent": (2, sorted(INTENTS), (2, 3, 4), lambda w, c: fill(w, w.r.choice(INTENTS[c])), ("message",), "intent"),
    "language": (1, ["English", "French"], (2,), language_text, ("text",), "language"),
    "spam": (1, ["spam", "ham"], (2,), lambda w, c: fill(w, w.r.choice(SPAM[c])), ("message",), "type"),
}


def classification(w, shots=(1, 1, 2, 3, 4, 5, 6, 8, 10, 12), arbitrary=0.2):
    r = w.r
    kind = r.choices(list(KINDS), [k[0] for k in KINDS.values()])[0]
    _, classes, counts, text, nouns, what = KINDS[kind]
    classes, noun = r.sample(classes, r.choice(counts)), r.choice(nouns)
    names, style = list(classes), r.random()
    if style < arbitrary:
        names = w.some_labels(len(classes))
    elif style < 0.35:
        names = [c.lower() for c in classes]
    elif style < 0.42:
        names = list("ABCDE")[: len(classes)]
    label, listed = dict(zip(classes, names)), listing(r.sample(names, len(names)))
    others = [
        f"Classify the {noun} as {listed}.",
        f"Choose the {what} of the {noun}: {listed}.",
        f"Which {what} is it: {listed}?",
    ]
    description = r.choice([f"Classify the {what} of the {noun} as {listed}."] * 5 + others)
    drawn = [r.choice(classes) for _ in range(r.choice(shots))]
    worded = w.worded()
    pairs = [(worded(text(w, c)), label[c]) for c in drawn]
    return few_shot(w, "" if w.chance(0.12) else description, pairs, arrows=False)


# Easy to tell apart, so that the labels are all that is left to learn.
PLAIN = {
    "sentiment": ([0, 1], sentence),
    "topic": (sorted(topics.TOPICS), topic_text),
    "question": (sorted(QUESTIONS), question_text),
    "category": (sorted(words.CATEGORIES), lambda w, c: w.word_of(c)),
}


def arbitrary_labels(w, kinds=tuple(sorted(PLAIN)), counts=(2, 2, 3, 4)):
    """Many examples of a few classes whose labels say nothing: the model can only look at the examples."""
    r = w.r
    classes, text = PLAIN[r.choice(kinds)]
    classes = r.sample(classes, min(len(classes), r.choice(counts)))
    label = dict(zip(classes, w.some_labels(len(classes))))
    listed = listing(list(label.values()))
    description = r.choice([f"Classify the text as {listed}.", f"Label the text with {listed}.", ""])
    drawn = r.choices(classes, k=r.randint(6, 20))
    worded = w.worded()
    return few_shot(w, description, [(worded(text(w, c)), label[c]) for c in drawn], arrows=False)
