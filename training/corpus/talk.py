"""Customer service, one-sentence summaries, and short tales."""

from . import words
from .questions import OBJECTS
from .world import answer, with_articles

# What a customer says: what an assistant may answer. t is a thing, n an order, k a number, m a price, d a day.
TURNS = {
    "order": {
        "Where is my order {n}?": [
            "Your order {n} is on its way and will arrive on {d}.",
            "I checked order {n}. It will arrive in {k} days.",
        ],
        "My {t} has not arrived.": [
            "I am sorry to hear that. Can you give me the order number for the {t}?",
            "I am sorry for the delay. Your {t} will arrive on {d}.",
        ],
        "When will my {t} arrive?": ["Your {t} will arrive on {d}.", "Your {t} will arrive in {k} days."],
    },
    "refund": {
        "I want a refund for my {t}.": [
            "I am sorry the {t} did not work for you. I have started your refund.",
            "Of course. You will get the refund for the {t} in {k} days.",
        ],
        "Can I return the {t}?": [
            "Yes, you can return the {t} within {k} days.",
            "Of course. You can return the {t} for free.",
        ],
    },
    "account": {
        "I forgot my password.": [
            "No problem. I have sent you a link to reset your password.",
            "You can reset your password on the login page.",
        ],
        "I cannot log in.": [
            "I am sorry about that. Please try to reset your password.",
            "Let me help you. What is your email address?",
        ],
        "How do I change my email?": [
            "You can change your email in the account settings.",
            "Open the settings and choose your account.",
        ],
    },
    "hours": {
        "When are you open?": ["We are open from 9 to 5 every day.", "We are open from Monday to Friday."],
        "Do you have a store in {city}?": [
            "Yes, we have a store in {city}.",
            "Yes, our store in {city} is open every day.",
        ],
    },
    "broken": {
        "My {t} is broken.": [
            "I am sorry to hear that. We will send you a new {t}.",
            "I am sorry about the {t}. Would you like a refund or a new one?",
        ],
        "The {t} does not work.": [
            "I am sorry to hear that. Have you tried to turn the {t} off and on again?",
            "I am sorry. We will repair the {t} for free.",
        ],
    },
    "price": {
        "How much is the {t}?": ["The {t} costs {m} dollars.", "The {t} is {m} dollars today."],
        "Do you ship abroad?": ["Yes, we ship to most countries.", "Yes, shipping abroad takes about ten days."],
    },
}
HELLO = {
    "Hello!": ["Hello! How can I help you today?", "Hi there! What can I do for you?"],
    "Hi, my name is {name}.": ["Hello {name}! How can I help you?", "Nice to meet you, {name}. What can I do for you?"],
    "Good morning.": ["Good morning! How can I help you today?"],
}
THANKS = {
    thanks: ["You are welcome!", "You're welcome. Have a nice day!", "Happy to help!"]
    for thanks in ("Thank you.", "Thanks!", "Thank you for your help.", "Great, thanks.")
}
HEADS = [
    "",
    "",
    "You are a helpful customer service assistant.\n\n",
    "The following is a conversation with a helpful assistant.\n\n",
]


def conversation(w):
    r = w.r
    k = r.randint(2, 14)
    values = {"n": r.randint(1000, 99999), "t": r.choice(w.things), "d": r.choice(words.DAYS[:6]), "k": k, "m": k * 5}
    values |= {"city": r.choice(w.cities), "name": r.choice(w.names)}
    count = min(r.randint(1, 3) + 2 * w.trains_with(0.3), len(TURNS))
    subjects = [TURNS[s] for s in r.sample(list(TURNS), count)]
    subjects = [HELLO] * w.chance(0.4) + subjects + [THANKS] * w.chance(0.4)
    out = r.choice(HEADS)
    for subject in subjects:
        said, answers = r.choice(list(subject.items()))
        reply = r.choice(answers).format(**values)
        out += f"User: {said.format(**values)}\nAssistant:{answer(reply)}"
    return out


WEATHER = [
    "It was a sunny day.",
    "It was raining outside.",
    "It was early in the morning.",
    "The wind was cold.",
]
SUMMARIES = [
    (
        "{x} {p} looked for the {c} {o} all day. {q} helped to look. At last {p} found it in the {l}.",
        "{p} found the {o} in the {l}.",
    ),
    (
        "{p} wanted a new {o}. {x} {p} went to the {l} with {q}. There {p} bought a {c} {o} and went home happy.",
        "{p} bought a {c} {o} at the {l}.",
    ),
    (
        "{x} {p} met {q} at the {l}. They talked for a long time. Then {q} gave {p} a {c} {o}.",
        "{q} gave {p} a {o} at the {l}.",
    ),
    (
        "{p} and {q} played near the {l}. {x} {p} dropped the {o} and it broke. {p} said sorry and {q} smiled.",
        "{p} broke the {o}, but {q} was not angry.",
    ),
    (
        "{p} lost the {c} {o} last week. {x} Today {q} called. {q} had found it at the {l}.",
        "{q} found the {o} that {p} had lost.",
    ),
]


def scene(w):
    """Two people, a thing, a place and the weather."""
    r = w.r
    p, q = r.sample(w.names, 2)
    values = {"p": p, "q": q, "o": r.choice(OBJECTS), "l": r.choice(words.CATEGORIES["place"])}
    return values | {"c": r.choice(words.COLORS), "x": r.choice(WEATHER)}


def summary(w):
    r = w.r
    out = []
    for _ in range(r.randint(1, 2)):
        values = scene(w)
        text, short = (form.format(**values) for form in r.choice(SUMMARIES))
        out.append(f"Text: {text}\nSummary:{answer(short)}")
    wordings = ["Summarize the text in one sentence.\n\n", "", "Write a one-sentence summary of the text.\n\n"]
    return r.choice(wordings) + "\n".join(out)


# A tale is a beginning, two or three things that happen, and an end.
BEGINNINGS = [
    "Once upon a time, there was a {kind} named {p}. {p} lived near the {l} and had a {c} {o}.",
    "One day, {p} and {q} went to the {l}. {x} {p} took a {c} {o} along.",
    "{p} was a {kind} who loved to play. {x} {p} ran to the {l} with {q}.",
    "There once was a little {a} called {p}. Every day {p} walked to the {l} to look for a {o}.",
]
EVENTS = [
    "But the {o} was gone. {p} looked under the table and behind the door, and could not find it.",
    'Then {q} came along. "What are you doing here?" asked {q}. "I am looking for my {o}," said {p}.',
    "A {adj} {a} sat beside the road. It looked at {p} and did not say a word.",
    '"Can I help you?" asked {q}. {p} was very {mood} and said yes.',
    "They found an old box. In the box there was a {adj} {o}, and it shone like the sun.",
    'The {a} was hungry. {p} gave it some {f}. "Thank you," said the {a}.',
    "It began to rain. {p} and {q} ran home as fast as they could.",
]
ENDS = [
    "From that day on, {p} and {q} were good friends.",
    "{p} went home and told everyone what had happened. It was the best day of the year.",
    'At last the {o} was found. "We did it!" said {q}, and they laughed.',
    "In the evening {p} was tired and {mood}, and slept until the morning.",
    "{p} learned to ask for help, and to share.",
]


def tale(w):
    """A story; one that is not the project's own, where there are any."""
    r = w.r
    if w.natural.stories and w.chance(0.7):
        return r.choice(w.natural.stories)
    values = scene(w) | {
        "kind": r.choice(["little girl", "little boy", "young farmer", "brave child", "kind old woman"]),
        "a": r.choice(w.categories["animal"]),
        "adj": r.choice(words.ADJECTIVES),
        "mood": r.choice(["happy", "sad", "tired", "proud", "surprised"]),
        "f": r.choice(words.CATEGORIES["food"]),
    }
    parts = [r.choice(BEGINNINGS), *r.sample(EVENTS, r.randint(2, 3)), r.choice(ENDS)]
    return with_articles(r.choice([" ", "\n\n"]).join(part.format(**values) for part in parts)) + "\n"
