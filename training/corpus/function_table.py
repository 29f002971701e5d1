"""Small functions in three languages, as lines: name | type | descriptions | Python | JavaScript | C#.

{0} and {1} are the parameters. An empty JavaScript or C# is the same as Python. Written for this project. A line is as long
as its function.
"""

ONE_NUMBER = """
square | int | square a number; return the square of a number; compute the square of a number | {0} * {0}
cube | int | cube a number; return the cube of a number | {0} * {0} * {0}
double | int | double a number; return twice a number; multiply a number by two | {0} * 2
triple | int | triple a number; return three times a number | {0} * 3
half | double | halve a number; return half of a number; divide a number by two | {0} / 2 |  | {0} / 2.0
negate | int | negate a number; return the negative of a number; change the sign of a number | -{0}
increment | int | increment a number; add one to a number | {0} + 1
decrement | int | decrement a number; subtract one from a number | {0} - 1
absolute | int | return the absolute value of a number; get the absolute value | abs({0}) | Math.abs({0}) | Math.Abs({0})
is_even | bool | check if a number is even; return true if a number is even; test whether a number is even | {0} % 2 == 0 | {0} % 2 === 0
is_odd | bool | check if a number is odd; return true if a number is odd; test whether a number is odd | {0} % 2 != 0 | {0} % 2 !== 0 | {0} % 2 != 0
is_positive | bool | check if a number is positive; return true if a number is positive | {0} > 0
is_negative | bool | check if a number is negative; return true if a number is negative | {0} < 0
is_zero | bool | check if a number is zero; return true if a number is zero | {0} == 0 | {0} === 0
last_digit | int | get the last digit of a number; return the last digit of a number | {0} % 10
to_text | string | convert a number to a string; turn a number into text | str({0}) | String({0}) | {0}.ToString()
square_root | double | return the square root of a number; compute the square root | {0} ** 0.5 | Math.sqrt({0}) | Math.Sqrt({0})
minutes_to_seconds | int | convert minutes to seconds | {0} * 60
hours_to_minutes | int | convert hours to minutes | {0} * 60
days_to_hours | int | convert days to hours | {0} * 24
weeks_to_days | int | convert weeks to days | {0} * 7
years_to_months | int | convert years to months | {0} * 12
meters_to_centimeters | int | convert meters to centimeters | {0} * 100
kilometers_to_meters | int | convert kilometers to meters | {0} * 1000
celsius_to_fahrenheit | double | convert celsius to fahrenheit; convert a temperature from celsius to fahrenheit | {0} * 9 / 5 + 32 |  | {0} * 9.0 / 5 + 32
fahrenheit_to_celsius | double | convert fahrenheit to celsius; convert a temperature from fahrenheit to celsius | ({0} - 32) * 5 / 9 |  | ({0} - 32) * 5.0 / 9
area_of_square | int | compute the area of a square; return the area of a square | {0} * {0}
perimeter_of_square | int | compute the perimeter of a square; return the perimeter of a square | {0} * 4
area_of_circle | double | compute the area of a circle; return the area of a circle | 3.14159 * {0} * {0}
"""

TWO_NUMBERS = """
add | int | add two numbers; return the sum of two numbers; compute the sum of two numbers | {0} + {1}
subtract | int | subtract two numbers; return the difference of two numbers; subtract one number from another | {0} - {1}
multiply | int | multiply two numbers; return the product of two numbers; compute the product of two numbers | {0} * {1}
divide | double | divide two numbers; divide one number by another; return the quotient of two numbers | {0} / {1} |  | (double){0} / {1}
remainder | int | return the remainder of two numbers; compute the remainder of a division | {0} % {1}
power | double | raise a number to a power; compute the power of a number | {0} ** {1} | Math.pow({0}, {1}) | Math.Pow({0}, {1})
maximum | int | return the larger of two numbers; find the maximum of two numbers; return the bigger of two numbers | max({0}, {1}) | Math.max({0}, {1}) | Math.Max({0}, {1})
minimum | int | return the smaller of two numbers; find the minimum of two numbers | min({0}, {1}) | Math.min({0}, {1}) | Math.Min({0}, {1})
average | double | return the average of two numbers; compute the mean of two numbers | ({0} + {1}) / 2 |  | ({0} + {1}) / 2.0
are_equal | bool | check if two numbers are equal; return true if two numbers are equal | {0} == {1} | {0} === {1}
is_greater | bool | check if the first number is greater than the second; return true if the first number is larger | {0} > {1}
is_less | bool | check if the first number is less than the second; return true if the first number is smaller | {0} < {1}
is_divisible | bool | check if one number is divisible by another | {0} % {1} == 0 | {0} % {1} === 0
distance | int | return the distance between two numbers; compute the absolute difference of two numbers | abs({0} - {1}) | Math.abs({0} - {1}) | Math.Abs({0} - {1})
area_of_rectangle | int | compute the area of a rectangle; return the area of a rectangle | {0} * {1}
perimeter_of_rectangle | int | compute the perimeter of a rectangle; return the perimeter of a rectangle | 2 * ({0} + {1})
area_of_triangle | double | compute the area of a triangle; return the area of a triangle | {0} * {1} / 2 |  | {0} * {1} / 2.0
sum_of_squares | int | return the sum of the squares of two numbers | {0} * {0} + {1} * {1}
"""

ONE_TEXT = """
reverse | string | reverse a string; return the reverse of a string; return a string backwards | {0}[::-1] | {0}.split('').reverse().join('') | new string({0}.Reverse().ToArray())
to_upper | string | convert a string to uppercase; make a string uppercase; return a string in upper case | {0}.upper() | {0}.toUpperCase() | {0}.ToUpper()
to_lower | string | convert a string to lowercase; make a string lowercase; return a string in lower case | {0}.lower() | {0}.toLowerCase() | {0}.ToLower()
length | int | return the length of a string; get the length of a string; count the characters of a string | len({0}) | {0}.length | {0}.Length
first_char | char | return the first character of a string; get the first letter of a string | {0}[0]
last_char | char | return the last character of a string; get the last letter of a string | {0}[-1] | {0}[{0}.length - 1] | {0}[{0}.Length - 1]
is_empty | bool | check if a string is empty; return true if a string is empty | len({0}) == 0 | {0}.length === 0 | {0}.Length == 0
trim | string | remove spaces around a string; trim a string | {0}.strip() | {0}.trim() | {0}.Trim()
words | string[] | split a string into words; return the words of a string | {0}.split() | {0}.split(' ') | {0}.Split(' ')
count_words | int | count the words in a string; return the number of words in a string | len({0}.split()) | {0}.split(' ').length | {0}.Split(' ').Length
is_palindrome | bool | check if a string is a palindrome; test whether a string is a palindrome | {0} == {0}[::-1] | {0} === {0}.split('').reverse().join('') | {0} == new string({0}.Reverse().ToArray())
remove_spaces | string | remove all spaces from a string; delete the spaces in a string | {0}.replace(' ', '') | {0}.replaceAll(' ', '') | {0}.Replace(" ", "")
to_number | int | convert a string to a number; parse a number from a string | int({0}) | parseInt({0}) | int.Parse({0})
repeat_twice | string | repeat a string twice; write a string two times | {0} * 2 | {0}.repeat(2) | {0} + {0}
greet | string | greet a person by name; say hello to a person | 'Hello, ' + {0} |  | "Hello, " + {0}
shout | string | add an exclamation mark to a string | {0} + '!' |  | {0} + "!"
quote | string | put quotes around a string | '"' + {0} + '"' |  | "'" + {0} + "'"
"""

TWO_TEXTS = """
concat | string | join two strings; concatenate two strings; combine two strings | {0} + {1}
contains | bool | check if a string contains another string; return true if a string contains another | {1} in {0} | {0}.includes({1}) | {0}.Contains({1})
starts_with | bool | check if a string starts with a prefix | {0}.startswith({1}) | {0}.startsWith({1}) | {0}.StartsWith({1})
ends_with | bool | check if a string ends with a suffix | {0}.endswith({1}) | {0}.endsWith({1}) | {0}.EndsWith({1})
same_length | bool | check if two strings have the same length | len({0}) == len({1}) | {0}.length === {1}.length | {0}.Length == {1}.Length
join_with_space | string | join two strings with a space; combine two strings with a space between them | {0} + ' ' + {1} |  | {0} + " " + {1}
remove | string | remove a string from another string | {0}.replace({1}, '') | {0}.replaceAll({1}, '') | {0}.Replace({1}, "")
"""

ONE_LIST = """
sum_list | int | sum a list of numbers; return the sum of a list; add up all numbers in a list | sum({0}) | {0}.reduce((a, b) => a + b, 0) | {0}.Sum()
max_of_list | int | find the largest number in a list; return the maximum of a list | max({0}) | Math.max(...{0}) | {0}.Max()
min_of_list | int | find the smallest number in a list; return the minimum of a list | min({0}) | Math.min(...{0}) | {0}.Min()
average_of_list | double | compute the average of a list; return the mean of a list of numbers | sum({0}) / len({0}) | {0}.reduce((a, b) => a + b, 0) / {0}.length | {0}.Average()
count | int | count the items in a list; return the length of a list; return the number of items in a list | len({0}) | {0}.length | {0}.Length
first | int | return the first item of a list; get the first element of a list | {0}[0]
last | int | return the last item of a list; get the last element of a list | {0}[-1] | {0}[{0}.length - 1] | {0}[{0}.Length - 1]
reverse_list | int[] | reverse a list; return a list in reverse order | {0}[::-1] | {0}.slice().reverse() | {0}.Reverse().ToArray()
sort_list | int[] | sort a list of numbers; sort a list in ascending order | sorted({0}) | {0}.slice().sort((a, b) => a - b) | {0}.OrderBy(v => v).ToArray()
sort_descending | int[] | sort a list in descending order; sort a list from largest to smallest | sorted({0}, reverse=True) | {0}.slice().sort((a, b) => b - a) | {0}.OrderByDescending(v => v).ToArray()
unique | int[] | remove duplicates from a list; return the unique items of a list | list(set({0})) | [...new Set({0})] | {0}.Distinct().ToArray()
is_empty_list | bool | check if a list is empty; return true if a list is empty | len({0}) == 0 | {0}.length === 0 | {0}.Length == 0
range_of_list | int | return the difference between the largest and smallest number in a list | max({0}) - min({0}) | Math.max(...{0}) - Math.min(...{0}) | {0}.Max() - {0}.Min()
copy_list | int[] | copy a list; return a copy of a list | {0}[:] | {0}.slice() | {0}.ToArray()
all_but_first | int[] | return a list without its first item | {0}[1:] | {0}.slice(1) | {0}.Skip(1).ToArray()
"""

# For each number @ of a range.
NUMBERED = {
    "one number": (
        range(2, 13),
        """
add_@ | int | add @ to a number | {0} + @
subtract_@ | int | subtract @ from a number | {0} - @
times_@ | int | multiply a number by @; return @ times a number | {0} * @
divisible_by_@ | bool | check if a number is divisible by @ | {0} % @ == 0 | {0} % @ === 0
greater_than_@ | bool | check if a number is greater than @ | {0} > @
less_than_@ | bool | check if a number is less than @ | {0} < @
""",
    ),
    "one list": (
        range(2, 7),
        """
first_@ | int[] | return the first @ items of a list | {0}[:@] | {0}.slice(0, @) | {0}.Take(@).ToArray()
skip_@ | int[] | skip the first @ items of a list | {0}[@:] | {0}.slice(@) | {0}.Skip(@).ToArray()
""",
    ),
    "one text": (
        range(2, 7),
        """
repeat_@ | string | repeat a string @ times | {0} * @ | {0}.repeat(@) | string.Concat(Enumerable.Repeat({0}, @))
""",
    ),
    "one list of numbers": (
        range(2, 11),
        """
greater_@_in_list | int[] | keep the numbers greater than @ in a list | [v for v in {0} if v > @] | {0}.filter(v => v > @) | {0}.Where(v => v > @).ToArray()
count_greater_@ | int | count the numbers greater than @ in a list | sum(1 for v in {0} if v > @) | {0}.filter(v => v > @).length | {0}.Count(v => v > @)
less_@_in_list | int[] | keep the numbers less than @ in a list | [v for v in {0} if v < @] | {0}.filter(v => v < @) | {0}.Where(v => v < @).ToArray()
count_less_@ | int | count the numbers less than @ in a list | sum(1 for v in {0} if v < @) | {0}.filter(v => v < @).length | {0}.Count(v => v < @)
add_@_to_all | int[] | add @ to every number in a list | [v + @ for v in {0}] | {0}.map(v => v + @) | {0}.Select(v => v + @).ToArray()
multiply_@_to_all | int[] | multiply every number in a list by @ | [v * @ for v in {0}] | {0}.map(v => v * @) | {0}.Select(v => v * @).ToArray()
""",
    ),
}

# For each letter @.
LETTERED = """
count_@ | int | count the letter @ in a string | {0}.count('@') | {0}.split('@').length - 1 | {0}.Count(c => c == '@')
starts_with_@ | bool | check if a string starts with @ | {0}.startswith('@') | {0}.startsWith('@') | {0}.StartsWith('@')
remove_@ | string | remove the letter @ from a string | {0}.replace('@', '') | {0}.replaceAll('@', '') | {0}.Replace("@", "")
"""
LETTERS = "aeiostnr"

# A predicate: Python, JavaScript, C#.
PREDICATES = {
    "even": ("v % 2 == 0", "v % 2 === 0", "v % 2 == 0"),
    "odd": ("v % 2 != 0", "v % 2 !== 0", "v % 2 != 0"),
    "positive": ("v > 0",) * 3,
    "negative": ("v < 0",) * 3,
    "nonzero": ("v != 0", "v !== 0", "v != 0"),
}
MAPS = {
    "squares": "v * v",
    "doubles": "v * 2",
    "cubes": "v * v * v",
    "halves": "v / 2",
    "negatives": "-v",
    "triples": "v * 3",
}

# For each predicate; @ is its name, ? its condition.
FILTERED = """
filter_@ | int[] | keep the @ numbers of a list; return the @ numbers in a list; filter the @ numbers | [v for v in {0} if ?] | {0}.filter(v => ?) | {0}.Where(v => ?).ToArray()
count_@ | int | count the @ numbers in a list | sum(1 for v in {0} if ?) | {0}.filter(v => ?).length | {0}.Count(v => ?)
sum_@ | int | sum the @ numbers in a list; add up the @ numbers of a list | sum(v for v in {0} if ?) | {0}.filter(v => ?).reduce((a, b) => a + b, 0) | {0}.Where(v => ?).Sum()
any_@ | bool | check if a list has a number that is @ | any(? for v in {0}) | {0}.some(v => ?) | {0}.Any(v => ?)
all_@ | bool | check if all numbers in a list are @ | all(? for v in {0}) | {0}.every(v => ?) | {0}.All(v => ?)
"""
# For each map; $ is its name, ! its value.
MAPPED = """
$_of_list | int[] | return the $ of a list of numbers; compute the $ of all numbers in a list | [! for v in {0}] | {0}.map(v => !) | {0}.Select(v => !).ToArray()
sum_of_$ | int | sum the $ of a list | sum(! for v in {0}) | {0}.map(v => !).reduce((a, b) => a + b, 0) | {0}.Sum(v => !)
max_of_$ | int | return the largest of the $ of a list | max(! for v in {0}) | Math.max(...{0}.map(v => !)) | {0}.Max(v => !)
"""
# For each predicate and each of the first four maps.
FILTERED_AND_MAPPED = """
$_of_@ | int[] | return the $ of the @ numbers in a list | [! for v in {0} if ?] | {0}.filter(v => ?).map(v => !) | {0}.Where(v => ?).Select(v => !).ToArray()
sum_$_of_@ | int | sum the $ of the @ numbers in a list | sum(! for v in {0} if ?) | {0}.filter(v => ?).map(v => !).reduce((a, b) => a + b, 0) | {0}.Where(v => ?).Sum(v => !)
"""
