"""Sentences with a sentiment, and documents that classify them."""

from . import words
from .form import few_shot
from .world import with_articles

# {t} and {t2} are things, {a}, {a2} and {A} words of the sentiment, {o} one of the other.
TEMPLATES = [
    "This {t} is {a}!",
    "This {t} is {a}.",
    "The {t} was {a}.",
    "The {t} was really {a}.",
    "The {t} is very {a}.",
    "What a {a} {t}!",
    "What a {a} {t}!",
    "It was a {a} {t}.",
    "This was a {a} {t}.",
    "We had a {a} {t}.",
    "The {t} and the {t2} were {a}.",
    "I am {fe} with the {t}.",
    "Such a {a} {t}.",
    "{A} {t}!",
    "{A} experience, {rec}.",
    "{A} {t}, {rec}.",
    "I absolutely {v} this {t}!",
    "I {v} this {t}.",
    "I {v} the {t}.",
    "We {v} the {t} and the {t2}.",
    "My family {v} it.",
    "The {t} was {a} and the {t2} was {a2}.",
    "It was {a}.",
    "A {a} {t} from start to finish.",
    "The {t} looks {a}.",
    "Honestly, the {t} is {a}.",
    "The {t} is {a}, {rec}.",
    "I think this {t} is {a}.",
    "I found the {t} {a}.",
    "Everything about this {t} was {a}.",
    "{fixed}",
    "{fixed}",
    "{fixed}",
    "{fixed}",
    "{fixed}",
    "The {t}? {A}!",
    "The {t} was not {o}.",
    "This {t} is not {o} at all.",
    "I {nv} this {t}.",
    "The {t} turned out {a}.",
    "The {t} felt {a} to me.",
    "Overall it is {a}.",
    "In short: {a}.",
    "{A} from the first minute to the last.",
    "They gave us a {a} {t}.",
    "Never have I had such a {a} {t}.",
    "I would call the {t} {a}.",
    "For this price the {t} is {a}.",
    "Both the {t} and the {t2} seemed {a}.",
    "The {t} is {a}, and so is the {t2}.",
    "It is hard to find a {t} as {a} as this one.",
    "My sister says the {t} is {a}.",
    "His {t} is rather {a}.",
    "Our {t} has been {a} since day one.",
    "{A}, just {a2}.",
    "{A} {t}, {a2} {t2}.",
    "Expect a {a} {t}.",
    "The {t} that I bought is {a}.",
    "After a month the {t} is still {a}.",
    "Compared to the old one, this {t} is {a}.",
    "It has a {a} {t} and a {a2} {t2}.",
    "Nobody told me how {a} the {t} is.",
    "How {a}!",
    "How {a} the {t} is!",
    "Every {t} here is {a}.",
    "I {v} it from the beginning.",
    "I {v} how the {t} looks.",
    "My friends {v} the {t}, and so did I.",
    "You know what? I {v} it.",
    "The {t} made me {fe}.",
    "I was {fe} with it, {rec}.",
    "{Rec}, the {t} is {a}.",
    "Bought it for the {t}, {rec}.",
    "There is nothing {o} about this {t}.",
    "Not {o} at all.",
    "The {t} is far from {o}.",
    "Some call it {o}, but I {v} it.",
    "The {t} was {o} before, now it is {a}.",
]
HELD_OUT_TEMPLATES = [
    "All in all, a {a} {t}.",
    "My new {t} is {a}.",
    "That {t} was simply {a}!",
    "You will find this {t} {a}.",
    "{A} service and a {a2} {t}.",
    "We thought the {t} was {a}.",
    "I {v} every part of the {t}.",
]
# By sentiment: 0 negative, 1 positive.
FIXED = {
    1: [
        "It works perfectly.",
        "Worth every penny.",
        "Best purchase I have made this year.",
        "I will definitely come back.",
        "Two thumbs up!",
        "I could not be happier.",
        "Exceeded my expectations.",
        "Five stars!",
        "Highly recommended.",
        "I am very happy with it.",
        "It made me smile the whole time.",
        "I would buy it again.",
        "The staff was friendly and helpful.",
        "Fast delivery and great quality.",
        "Everyone should try this.",
        "It is a joy to use.",
        "I can't stop listening to it.",
        "A must see.",
        "The best {t} ever.",
        "I am impressed with the {t}.",
        "So glad I bought this {t}.",
        "I would recommend this {t} to everyone.",
    ],
    0: [
        "It stopped working after a week.",
        "A complete waste of money.",
        "Worst purchase I have made this year.",
        "I will never come back.",
        "Two thumbs down.",
        "I could not be more disappointed.",
        "Did not meet my expectations.",
        "One star.",
        "Do not buy this.",
        "I am very unhappy with it.",
        "I fell asleep halfway through.",
        "I want my money back.",
        "The staff was rude and unhelpful.",
        "Slow delivery and poor quality.",
        "Stay away from this.",
        "It is a pain to use.",
        "It broke after two days.",
        "Save your money.",
        "The worst {t} ever.",
        "I am disappointed with the {t}.",
        "So sorry I bought this {t}.",
        "I would not recommend this {t} to anyone.",
    ],
}
RECOMMENDATION = {
    1: ["would recommend", "highly recommended", "would buy again", "worth it", "I will be back", "loved it"],
    0: ["would not recommend", "not recommended", "would not buy again", "not worth it", "never again", "hated it"],
}
FEELING = {
    0: "unhappy annoyed disappointed upset frustrated".split(),
    1: "happy pleased delighted thrilled satisfied".split(),
}
DENIED = {0: ["do not love", "did not like", "do not recommend", "did not enjoy"], 1: ["do not regret", "did not hate"]}
LABELS = (
    [("Negative", "Positive")] * 8
    + [("negative", "positive")] * 3
    + [
        ("bad", "good"),
        ("Bad", "Good"),
        ("sad", "happy"),
        ("no", "yes"),
        ("dislike", "like"),
        ("-", "+"),
        ("0", "1"),
        ("poor", "great"),
    ]
)


def sentence(w, sentiment, natural=0.35):
    """A sentence of a sentiment, 0 or 1; with this probability one that a person wrote, where there are any."""
    r = w.r
    if w.natural.sentiment[sentiment] and w.chance(natural):
        return r.choice(w.natural.sentiment[sentiment])
    adjectives = words.BAD_ADJECTIVES, words.GOOD_ADJECTIVES
    template = r.choice(HELD_OUT_TEMPLATES if w.is_test else TEMPLATES)
    if template == "{fixed}":
        template = r.choice(FIXED[sentiment])
    a, a2 = r.sample(adjectives[sentiment], 2)
    recommendation = r.choice(RECOMMENDATION[sentiment])
    return with_articles(
        template.format(
            t=r.choice(w.things),
            t2=r.choice(w.things),
            a=a,
            a2=a2,
            A=a.capitalize(),
            o=r.choice(adjectives[1 - sentiment]),
            fe=r.choice(FEELING[sentiment]),
            v=r.choice((words.BAD_VERBS, words.GOOD_VERBS)[sentiment]),
            rec=recommendation,
            Rec=recommendation.capitalize(),
            nv=r.choice(DENIED[sentiment]),
        )
    )


def description_of(w, labels, natural):
    """What to do, in the words of people; sometimes nothing."""
    r, noun = w.r, w.r.choice(["text", "text", "text", "review", "sentence", "comment"])
    a, b = r.sample(labels, 2) if w.chance(0.35) else (labels[1], labels[0])
    usual = f"Classify the sentiment of the {noun} as {a} or {b}."
    if not natural:
        return r.choice([f"Classify the {noun} as {a} or {b}.", f"Label the {noun} with {a} or {b}.", usual, ""])
    others = [
        f"Classify the {noun} as {a} or {b}.",
        f"Is the {noun} {a} or {b}?",
        f"Label the sentiment of the {noun}: {a} or {b}.",
        f"Decide whether the sentiment is {a} or {b}.",
    ]
    if labels[1] in ("Positive", "positive"):
        others += ["Classify the sentiment.", "What is the sentiment of the text?"]
    return r.choice([usual] * 5 + others) if w.chance(0.85) else ""


def sentiment(w, shots=(1, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14), natural_labels=0.65):
    r, natural = w.r, w.chance(natural_labels)
    labels = r.choice(LABELS) if natural else tuple(w.some_labels(2))
    description = description_of(w, labels, natural)
    worded = w.worded()
    pairs = [(worded(sentence(w, y)), labels[y]) for y in r.choices((0, 1), k=r.choice(shots))]
    names = None
    if w.chance(0.15):
        names = r.choice(
            [("Review", "Sentiment"), ("Text", "Sentiment"), ("Sentence", "Sentiment"), ("Comment", "Label")]
        )
    return few_shot(w, description, pairs, names, arrows=False)
