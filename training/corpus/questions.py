"""Short contexts of facts that do not contradict each other, and questions that they answer."""

from . import words
from .split import part
from .world import answer, with_articles

OBJECTS = """
    ball book key hat cup lamp phone bag pen box letter coin ring map clock bottle spoon umbrella camera ticket apple
    cake doll kite
""".split()
RELATIONS = "brother sister friend teacher neighbor boss cousin".split()

# A fact a block: the sentence, then lines of "question | answer". p is a person, o an object, l a place, c a color,
# a an animal, j a job, f and g foods, k a number, y a year, d a day, t a town, q another person, n a pet's name, r a
# relation, i an instrument; she is the person's pronoun. Lines are as long as a fact.
FACTS = """
{p} {lives} {t}. | Where does {p} live? = {t} | Who lives in {t}? = {p} | In which city does {p} live? = {t}
{p} has a {c} {o}. | What color is the {o}? = {c} | Who has a {o}? = {p} | What does {p} have? = a {c} {o}
The {o} is in the {l}. | Where is the {o}? = in the {l} | What is in the {l}? = the {o}
{p} is {k} years old. | How old is {p}? = {k} | Who is {k} years old? = {p}
{p} works as a {j}. | What is the job of {p}? = {j} | What does {p} do? = {j} | Who works as a {j}? = {p}
{p} bought a {o} for {k} dollars. | What did {p} buy? = a {o} | How much did the {o} cost? = {k} dollars | Who bought a {o}? = {p}
{p} went to the {l}. | Where did {p} go? = to the {l} | Who went to the {l}? = {p}
{p} has a {a} named {n}. | What is the name of the {a}? = {n} | What pet does {p} have? = a {a} | Who has a {a}? = {p}
The {l} was built in {y}. | When was the {l} built? = {y} | What was built in {y}? = the {l}
{p} gave the {o} to {q}. | Who gave the {o} away? = {p} | Who got the {o}? = {q}
{p} lost the {o}. | Who lost the {o}? = {p} | What did {p} lose? = the {o}
The {o} will arrive on {d}. | When will the {o} arrive? = on {d} | What will arrive on {d}? = the {o}
{p} likes {f}. | What does {p} like? = {f} | Who likes {f}? = {p}
{p} is a {j} from {t}. | Where is {p} from? = {t} | What is the job of {p}? = {j} | Who is from {t}? = {p}
{p} put the {c} {o} on the table in the {l}. | Where is the {o}? = on the table in the {l} | What color is the {o}? = {c} | Who put the {o} on the table? = {p}
There are {k} {a}s in the {l}. | How many {a}s are in the {l}? = {k} | Where are the {a}s? = in the {l}
{p} was born in {t} in {y}. | Where was {p} born? = {t} | When was {p} born? = {y} | Who was born in {t}? = {p}
For lunch {p} ate {f} with {g}. | Who ate {f}? = {p} | When did {p} eat {f}? = for lunch
{p} plays the {i}. | What does {p} play? = the {i}
{p} is the {r} of {q}. | Who is the {r} of {q}? = {p}
"""
# Two sentences about one person, the second with a pronoun.
FIRST = """
{p} lives in {t}. | Where does {p} live? = {t} | Who lives in {t}? = {p}
{p} is {k} years old. | How old is {p}? = {k}
{p} is from {t}. | Where is {p} from? = {t} | Who is from {t}? = {p}
"""
SECOND = """
{she} works as a {j}. | What is the job of {p}? = {j} | What does {p} do? = {j}
{she} has a {c} {a} named {n}. | What is the name of the {a}? = {n} | What color is the {a}? = {c} | Who has a {a}? = {p}
{she} bought a {c} {o}. | What did {p} buy? = a {c} {o} | Who bought a {o}? = {p} | What color is the {o}? = {c}
"""

# Who did something is harder to find than what somebody did, since the name stands before: asked so much more often.
WHO = 2.5
# In training, the share of documents that have several contexts.
SEVERAL = 0.3


def parse(text):
    """[(sentence, [(question, answer)])] of lines parted by bars and equals signs."""
    lines = (line.split(" | ") for line in text.strip().splitlines())
    return [(sentence, [tuple(q.split(" = ")) for q in questions]) for sentence, *questions in lines]


FACTS, FIRST, SECOND = parse(FACTS), parse(FIRST), parse(SECOND)


def values_of(w, person, thing, place, others, cities):
    r = w.r
    food, side = r.sample(words.CATEGORIES["food"], 2)
    return {
        "p": person,
        "she": "She" if person in words.FEMALE else "He",
        "o": thing,
        "l": place,
        "c": r.choice(words.COLORS),
        "a": r.choice(words.CATEGORIES["animal"][:12]),
        "j": r.choice(words.CATEGORIES["job"]),
        "i": r.choice(words.CATEGORIES["instrument"]),
        "f": food,
        "g": side,
        "k": r.randint(2, 90),
        "y": r.randint(1900, 2023),
        "d": r.choice(words.DAYS),
        "t": r.choice(cities),
        "q": r.choice(others or [r.choice(w.names)]),
        "n": r.choice(part(words.NAMES, w.split)),
        "r": r.choice(RELATIONS),
        "lives": r.choice(["lives in", "lives in", "moved to", "has a house in"]),
    }


def facts(w, count):
    """So many (sentence, [(question, answer)]), each about its own person, object and place."""
    r = w.r
    people, things = w.unlisted_names(r.sample(w.names, min(count, len(w.names)))), r.sample(OBJECTS, count)
    cities = w.unlisted_names(w.cities)
    places = r.sample(words.CATEGORIES["place"], count)
    # Facts of few forms, in some contexts of training: only who or what is asked for tells them apart.
    forms = r.sample(FACTS, r.randint(1, 3)) if w.trains_with(0.35) else FACTS
    out = []
    for i in range(count):
        person = people[i % len(people)]
        values = values_of(w, person, things[i], places[i], [p for p in people if p != person], cities)
        sentence, questions = r.choice(forms)
        if w.chance(1 / 7):
            (first, some), (second, more) = r.choice(FIRST), r.choice(SECOND)
            sentence, questions = f"{first} {second}", some + more
        fill = lambda text: with_articles(text.format(**values))
        out.append((fill(sentence), [(fill(q), fill(a)) for q, a in questions]))
    return out


def context_questions(w):
    """A context with its questions; in training also several, of which only the last one answers."""
    r = w.r
    known = facts(w, r.choice([1, 2, 2, 3, 3, 4, 4, 5, 6, 8]))
    usual = "Answer the question based on the context.\n\n"
    head = r.choice([usual] * 4 + ["", "Read the context and answer the question.\n\n"])
    contexts = [asked_about(w, known)]
    if w.trains_with(SEVERAL):
        contexts += [asked_about(w, facts(w, r.randint(1, 5))) for _ in range(r.randint(1, 4))]
    return head + "\n".join(contexts)


def asked_about(w, known):
    """One to four questions below a context of facts."""
    r = w.r
    questions = [q for _, of_fact in known for q in of_fact]
    questions.sort(key=lambda q: r.random() * (WHO if q[0].startswith("Who ") else 1), reverse=True)
    asked = questions[: r.choice([1, 2, 3, 4])]
    body = "\n".join(f"Question: {q}\nAnswer:{answer(a)}" for q, a in asked)
    return f"Context: {' '.join(sentence for sentence, _ in known)}\n\n{body}"
