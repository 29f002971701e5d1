"""Held-out samples from the generators' test split: the same for every model, so that tables can be compared.

A few-shot sample holds eight shots; the prompt of k shots uses the first k, so each number of shots is measured on the
same questions.
"""

from .corpus import classes, facts, phrases, questions, rules, sentiment, talk, topics, words
from .corpus.code import BY_SPLIT
from .corpus.form import listing
from .corpus.functions import LANGUAGES
from .corpus.world import OFF, ON, World, plain

SHOTS = 8
# How many samples of each rule that training knows.
KNOWN = """
    copy:40 upper:40 cap:40 plural:60 twice:40 firstletter:40 first:40 last:40 second:40 reverse:40 swap:40
    dropfirst:40 replace:40 join:40 pick:60 plus:60 numword:30 category:60 add:60
"""
# Rules that training does not know: fewest and most words, the output.
UNSEEN = {
    "third_word": (3, 5, lambda x: x[2]),
    "last_two": (3, 4, lambda x: " ".join(x[-2:])),
    "and_between": (2, 3, " and ".join),
    "angle": (1, 1, lambda x: f"<{x[0]}>"),
    "three_times": (1, 1, lambda x: " ".join(x * 3)),
    "please": (1, 1, lambda x: f"{x[0]}, please"),
    "middle": (3, 3, lambda x: x[1]),
    "outer": (3, 3, lambda x: f"{x[0]} {x[2]}"),
    "first_twice": (2, 3, lambda x: f"{x[0]} {x[0]}"),
    "my_is_good": (1, 1, lambda x: f"my {x[0]} is good"),
}


def few_shot(w, ability, task, description, draw, classes_=None, labels=None, **more):
    """draw() gives (input, output); with classes it takes one, and the shots go round them."""
    if classes_:
        order = []
        while len(order) < SHOTS:
            order += w.r.sample(classes_, len(classes_))
        pairs = [draw(c) for c in order[:SHOTS]]
        again = lambda: draw(w.r.choice(classes_))
    else:
        pairs, again = [draw() for _ in range(SHOTS)], draw
    given, target = again()
    # The question is not among the shots, where there are enough to choose from.
    for _ in range(50):
        if all(given != shown for shown, _ in pairs):
            break
        given, target = again()
    shots = [{"input": x, "output": y} for x, y in pairs]
    sample = {"ability": ability, "task": task, "description": description, "shots": shots, "input": given}
    return sample | {"target": target, "labels": labels} | more


def prompted(ability, task, prompt, target, **more):
    return {"ability": ability, "task": task, "prompt": prompt, "target": target, "labels": None} | more


def sentiments(w):
    def samples(task, count, natural, labels_of):
        for _ in range(count):
            labels = labels_of()
            a, b = w.r.sample(labels, 2) if task.endswith("arbitrary") else reversed(labels)
            what = "text" if task.endswith("arbitrary") else "sentiment of the text"
            draw = lambda y: (sentiment.sentence(w, y, natural), labels[y])
            yield few_shot(w, "sentiment", task, f"Classify the {what} as {a} or {b}.", draw, [0, 1], list(labels))

    usual = lambda: ("Negative", "Positive")
    yield from samples("sentiment_templates", 250, 0.0, usual)
    if w.natural.sentiment[0]:
        yield from samples("sentiment_real", 300, 1.0, usual)
    yield from samples("sentiment_good_bad", 150, 0.0, lambda: w.r.choice([("bad", "good"), ("negative", "positive")]))
    yield from samples("sentiment_arbitrary", 250, 0.0, lambda: tuple(w.some_labels(2)))


def classifications(w):
    def samples(task, count, all_classes, text, noun, what):
        for _ in range(count):
            chosen = w.r.sample(sorted(all_classes), w.r.choice([3, 4]))
            arbitrary = task.endswith("arbitrary")
            names = w.some_labels(len(chosen)) if arbitrary else chosen
            label, listed = dict(zip(chosen, names)), listing(w.r.sample(names, len(names)))
            of = "" if arbitrary else f"{what} of the "
            description = f"Classify the {of}{noun} as {listed}."
            draw = lambda c: (text(w, c), label[c])
            yield few_shot(w, "classification", task, description, draw, chosen, list(names))

    yield from samples("topic", 250, topics.TOPICS, classes.topic_text, "text", "topic")
    yield from samples("topic_arbitrary", 200, topics.TOPICS, classes.topic_text, "text", "topic")
    yield from samples("question_type", 200, classes.QUESTIONS, classes.question_text, "question", "type")
    yield from samples("question_type_arbitrary", 150, classes.QUESTIONS, classes.question_text, "question", "type")


def in_context(w):
    for _ in range(250):
        yield category_to_label(w)
    for _ in range(200):
        yield dictionary(w)
    for name, count in [("affix", "200"), *words.pairs(KNOWN).items()]:
        for _ in range(int(count)):
            _, draw = rules.rule(w, name)
            task = "affix" if name == "affix" else "known_function"
            yield few_shot(w, "icl", task, "", draw, function=name)
    for name, (fewest, most, output) in UNSEEN.items():
        draw = lambda: (lambda x: (" ".join(x), output(x)))(w.some_words(fewest, most))
        for _ in range(30):
            yield few_shot(w, "icl", "unseen_function", "", draw, function=name)


def category_to_label(w):
    """The question's word is held out; the shots' need not be, because some lists keep only one word."""
    chosen, labels = w.r.sample(sorted(w.categories), 2), w.some_labels(2)
    label = dict(zip(chosen, labels))
    shown = lambda c: (w.r.choice(words.CATEGORIES[c]), label[c])
    sample = few_shot(
        w, "icl", "category_to_label", f"Label each word as {labels[0]} or {labels[1]}.", shown, chosen, labels
    )
    shots = {shot["input"] for shot in sample["shots"]}
    kept = [(word, label[c]) for c in chosen for word in w.categories[c] if word not in shots]
    sample["input"], sample["target"] = w.r.choice(kept or [(sample["input"], sample["target"])])
    return sample


def dictionary(w):
    """Four pairs, each shown twice, and one of them asked for: a lookup."""
    keys, values = w.some_labels(4), w.some_labels(4)
    value = dict(zip(keys, values))
    shots = [{"input": k, "output": value[k]} for k in w.r.sample(keys, 4) + w.r.sample(keys, 4)]
    asked = w.r.choice(keys)
    sample = {"ability": "icl", "task": "dictionary", "description": "", "shots": shots, "input": asked}
    return sample | {"target": value[asked], "labels": None}


def questions_and_answers(w):
    for _ in range(300):
        known = questions.facts(w, w.r.randint(2, 5))
        question, target = w.r.choice([q for _, of_fact in known for q in of_fact])
        context = " ".join(sentence for sentence, _ in known)
        head = "Answer the question based on the context.\n\n"
        yield prompted("qa", "qa_context", f"{head}Context: {context}\n\nQuestion: {question}\nAnswer:", target)
    for wordings, target in facts.FACTS:
        if facts.kept_wording(wordings) is not None:
            question = wordings[facts.kept_wording(wordings)]
            yield prompted("qa", "qa_closed_new_wording", f"Question: {question}\nAnswer:", target)


def functions(w):
    known = w.r.sample(BY_SPLIT[False], 80)
    for name, some in (("unseen", BY_SPLIT[True]), ("known", known)):
        for function in some:
            for language, mark in (("python", "#"), ("javascript", "//"), ("c#", "//")):
                asked = function.descriptions[0]
                prompt = w.r.choice([f"{mark} {language}: {asked}\n", f"// {language} code for: {asked}\n\n"])
                target = function.render(language, function.draw_parameters(w.r))
                more = {"language": language, "function": function.name}
                yield prompted("code", f"code_{name}", prompt, target, **more)
            yield code_translation(w, name, function)


def code_translation(w, name, function):
    a, b = w.r.sample(list(LANGUAGES), 2)
    A, B, parameters = LANGUAGES[a], LANGUAGES[b], function.draw_parameters(w.r)
    prompt = f"Translate the code from {A} to {B}.\n\n{A}:\n{function.render(a, parameters)}{B}:\n"
    more = {"language": b, "function": function.name}
    return prompted("code", f"code_translation_{name}", prompt, function.render(b, parameters), **more)


def translations(w):
    for language, count in (("French", 200), ("Spanish", 150)):
        for _ in range(count):
            english, target = phrases.phrase(w, language)
            yield prompted("translation", f"phrase_{language.lower()}", f"English: {english}\n{language}:", target)
    for english, target in w.r.sample(w.natural.pairs, min(150, len(w.natural.pairs))):
        yield prompted("translation", "sentence_french_tatoeba", f"English: {english}\nFrench:", target)


def texts(w):
    for story in w.natural.stories:
        yield prompted("text", "story", "", story)
    for task, generate in (("chat", talk.conversation), ("summary", talk.summary)):
        for _ in range(100):
            before, _, after = generate(w).partition(ON)
            yield prompted("text", task, plain(before), after.partition(OFF)[0].strip(" \n"))


def samples(natural=None):
    """All samples, in the order of the table."""
    w = World("test", 4242, natural)
    for part in (sentiments, classifications, in_context, questions_and_answers, translations, texts, functions):
        yield from part(w)
