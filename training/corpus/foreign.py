"""English words and phrases with their French and Spanish, written for this project."""


def rows(text):
    """{first column: tuple of the others} of lines with columns parted by bars."""
    cells = (tuple(c.strip() for c in line.split("|")) for line in text.strip().splitlines())
    return {first: rest for first, *rest in cells}


# word | French | gender | Spanish | gender
NOUNS = rows(
    """
    cat      | chat       | m | gato      | m
    dog      | chien      | m | perro     | m
    house    | maison     | f | casa      | f
    car      | voiture    | f | coche     | m
    book     | livre      | m | libro     | m
    table    | table      | f | mesa      | f
    chair    | chaise     | f | silla     | f
    door     | porte      | f | puerta    | f
    window   | fenêtre    | f | ventana   | f
    flower   | fleur      | f | flor      | f
    tree     | arbre      | m | árbol     | m
    bird     | oiseau     | m | pájaro    | m
    fish     | poisson    | m | pez       | m
    horse    | cheval     | m | caballo   | m
    cow      | vache      | f | vaca      | f
    boy      | garçon     | m | niño      | m
    girl     | fille      | f | niña      | f
    man      | homme      | m | hombre    | m
    woman    | femme      | f | mujer     | f
    friend   | ami        | m | amigo     | m
    apple    | pomme      | f | manzana   | f
    bread    | pain       | m | pan       | m
    milk     | lait       | m | leche     | f
    water    | eau        | f | agua      | f
    city     | ville      | f | ciudad    | f
    street   | rue        | f | calle     | f
    school   | école      | f | escuela   | f
    garden   | jardin     | m | jardín    | m
    hat      | chapeau    | m | sombrero  | m
    shirt    | chemise    | f | camisa    | f
    shoe     | chaussure  | f | zapato    | m
    key      | clé        | f | llave     | f
    sun      | soleil     | m | sol       | m
    moon     | lune       | f | luna      | f
    sea      | mer        | f | mar       | m
    river    | rivière    | f | río       | m
    mountain | montagne   | f | montaña   | f
    train    | train      | m | tren      | m
    boat     | bateau     | m | barco     | m
    cheese   | fromage    | m | queso     | m
    letter   | lettre     | f | carta     | f
    pen      | stylo      | m | bolígrafo | m
    box      | boîte      | f | caja      | f
    bag      | sac        | m | bolsa     | f
    teacher  | professeur | m | profesor  | m
    doctor   | médecin    | m | médico    | m
    king     | roi        | m | rey       | m
    queen    | reine      | f | reina     | f
    brother  | frère      | m | hermano   | m
    sister   | soeur      | f | hermana   | f
    kitchen  | cuisine    | f | cocina    | f
    bed      | lit        | m | cama      | f
"""
)

# word | French masculine | feminine | before or after the noun | Spanish masculine | feminine
ADJECTIVES = rows(
    """
    red       | rouge     | rouge      | after  | rojo       | roja
    blue      | bleu      | bleue      | after  | azul       | azul
    green     | vert      | verte      | after  | verde      | verde
    black     | noir      | noire      | after  | negro      | negra
    white     | blanc     | blanche    | after  | blanco     | blanca
    yellow    | jaune     | jaune      | after  | amarillo   | amarilla
    big       | grand     | grande     | before | grande     | grande
    small     | petit     | petite     | before | pequeño    | pequeña
    good      | bon       | bonne      | before | bueno      | buena
    bad       | mauvais   | mauvaise   | before | malo       | mala
    clean     | propre    | propre     | after  | limpio     | limpia
    cold      | froid     | froide     | after  | frío       | fría
    strong    | fort      | forte      | after  | fuerte     | fuerte
    sad       | triste    | triste     | after  | triste     | triste
    rich      | riche     | riche      | after  | rico       | rica
    young     | jeune     | jeune      | before | joven      | joven
    easy      | facile    | facile     | after  | fácil      | fácil
    important | important | importante | after  | importante | importante
"""
)

# English | French | Spanish
PHRASES = rows(
    """
    Good morning.         | Bonjour.                    | Buenos días.
    Good evening.         | Bonsoir.                    | Buenas tardes.
    Good night.           | Bonne nuit.                 | Buenas noches.
    Hello.                | Bonjour.                    | Hola.
    Goodbye.              | Au revoir.                  | Adiós.
    Thank you.            | Merci.                      | Gracias.
    Thank you very much.  | Merci beaucoup.             | Muchas gracias.
    Please.               | S'il vous plaît.            | Por favor.
    Yes.                  | Oui.                        | Sí.
    No.                   | Non.                        | No.
    Excuse me.            | Excusez-moi.                | Perdón.
    How are you?          | Comment allez-vous ?        | ¿Cómo está?
    I am fine.            | Je vais bien.               | Estoy bien.
    See you tomorrow.     | À demain.                   | Hasta mañana.
    See you soon.         | À bientôt.                  | Hasta pronto.
    Welcome.              | Bienvenue.                  | Bienvenido.
    Happy birthday.       | Joyeux anniversaire.        | Feliz cumpleaños.
    I love you.           | Je t'aime.                  | Te quiero.
    I don't know.         | Je ne sais pas.             | No lo sé.
    I don't understand.   | Je ne comprends pas.        | No entiendo.
    Where is the station? | Où est la gare ?            | ¿Dónde está la estación?
    What time is it?      | Quelle heure est-il ?       | ¿Qué hora es?
    What is your name?    | Comment vous appelez-vous ? | ¿Cómo se llama?
    How much is it?       | Combien ça coûte ?          | ¿Cuánto cuesta?
    I am hungry.          | J'ai faim.                  | Tengo hambre.
    I am thirsty.         | J'ai soif.                  | Tengo sed.
    I am tired.           | Je suis fatigué.            | Estoy cansado.
    Of course.            | Bien sûr.                   | Por supuesto.
    Good luck.            | Bonne chance.               | Buena suerte.
    It is raining.        | Il pleut.                   | Está lloviendo.
    It is cold today.     | Il fait froid aujourd'hui.  | Hoy hace frío.
    It is hot today.      | Il fait chaud aujourd'hui.  | Hoy hace calor.
"""
)
