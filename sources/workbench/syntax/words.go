package syntax

import (
	"regexp"
	"strings"
)

// phrase is a message of the engine and its replacement. In the sentence and the hint, $1 … are the matched groups.
type phrase struct {
	engine     *regexp.Regexp
	said, hint string
}

// phrases are tried in order; the first match is used.
var phrases = []phrase{
	{re(`^No function matches the given name and argument types '([^']*)'.*`), "$1 cannot be computed", "the types do not go together: cast one, as in cast(amount as decimal(18,2)), or look at the columns with bilan sources"},
	{re(`^Could not choose a best candidate function for the function call "(.*?)".*`), "$1 cannot be computed", "say what you mean with a cast, as in cast('2026-01-31' as date)"},
	{re(`^Ambiguous reference to column name "(.*?)" \(use: (.*?)\).*`), `the column "$1" is in more than one table`, "write $2"},
	{re(`^Ambiguous reference to table "(.*?)".*`), `two tables of the query are called "$1"`, "give each a name of its own, as in orders as o"},
	{re(`^Referenced table "(.*?)" not found.*`), `the query has no table "$1" in its from`, "write the name or alias that is after from or join"},
	{re(`^Duplicate alias "(.*?)" in query.*`), `two tables of the query are called "$1"`, "give each a name of its own, as in orders as o"},
	{re(`^Table ".*?" does not have a column named "(.*?)".*`), `there is no column "$1"`, ""},
	{re(`^Column "(.*?)" in (EXCLUDE|REPLACE|RENAME) list not found.*`), `there is no column "$1" to $2`, "name a column of the table"},
	{re(`^column "(.*?)" must appear in the GROUP BY clause.*`), `the column "$1" is neither grouped by nor in an aggregate`, "write group by all, or an aggregate of it, as in max($1)"},
	{re(`^aggregate function calls cannot be nested.*`), "an aggregate is inside another one", "compute the inner one in a subquery, or in a dataset of its own"},
	{re(`^(WHERE|GROUP BY) clause cannot contain (?:aggregates|window functions).*`), "$1 is evaluated for each row, but it contains something computed from many rows", "filter after group by with having, or with qualify for window functions"},
	{re(`^aggregate functions are not allowed in ([A-Z ]+).*`), "an aggregate cannot stand in $1", "compute it in a subquery"},
	{re(`^More than one row returned by a subquery.*`), "a query in brackets gives several rows where one value is needed", "use an aggregate in it, or add a condition that selects one row"},
	{re(`^Subquery returns (\d+) columns - expected (\d+).*`), "a query in brackets gives $1 columns where $2 is needed", "name the one that is meant"},
	{re(`^Set operations can only apply to expressions with the same number of result columns.*`), "the queries around union, except or intersect have different numbers of columns", "give each the same columns, in the same order"},
	{re(`^(?:Could not convert|Failed to cast) (?:string )?'(.*?)' to (?:type )?'?(?i:bool(?:ean)?)\b.*from source column (.*)$`), `the column "$2" is text, as "$1", and stands where yes or no is needed`, `compare it, as in $2 = '$1', or declare it as bool in columns: of its file`},
	{re(`^(?:Could not convert|Failed to cast) (?:string )?'(.*?)' to (?:type )?'?(\w+).*from source column (.*)$`), `"$1" in the column "$3" is not a $2`, "correct the data, or write try_cast(" + `$3 as $2` + "), which leaves such cells empty"},
	{re(`^(?:Could not convert|Failed to cast) (?:string )?'(.*?)' to (?:type )?'?(\w+).*`), `"$1" is not a $2`, "correct it, or write try_cast, which leaves such cells empty"},
	{re(`^(?:Failed to cast value: )?Could not convert string ['"](.*?)['"] to (.*)`), `"$1" is not a $2`, "correct it, or write try_cast, which leaves such cells empty"},
	{re(`^(missing [\])]|missing argument to repetition|unexpected \)|bad repetition|trailing \\|invalid escape|invalid character class|no argument for repetition|invalid perl).*`),
		"a regular expression cannot be read ($1 …)", `write a backslash before a character that is meant literally, as in '\('`},
	{re(`^cannot take (logarithm|square root) of (a negative number|zero).*`), "there is no $1 of $2", "leave such rows out, as in case when amount > 0 then ln(amount) end"},
	{re(`^QUANTILE can only take.*`), "a quantile lies between 0 and 1", "write quantile_cont(amount, 0.5)"},
	{re(`^collations are only supported.*`), "only texts have a collation", "leave collate out"},
	{re(`^(?:invalid )?(date|time|timestamp) field (?:format|value out of range): "(.*?)".*`), `"$2" is not a $1`, "write days as date '2026-01-31'"},
	{re(`^Could not parse string "(.*?)" according to format specifier "(.*?)".*`), `"$1" is not written as $2`, "correct the data, or write try_strptime, which leaves such cells empty"},
	{re(`^Date out of range: (.*)`), "$1 is not a date", "write a day that exists"},
	{re(`^Overflow in (\w+) of \w+ \((.*)\).*`), "the result is too large a number: $1 of $2", "cast it before, as in cast(amount as decimal(38,2))"},
	{re(`^(?:Out of range|.*out of range|Type .* with value .* can't be cast).*`), "a number is too large or too small for its type", "cast it to a wider one, as in cast(amount as decimal(38,2))"},
	{re(`^Casting value "(.*?)" to type (.*) failed.*`), `"$1" is too large for $2`, "cast it to a wider type, as in cast(amount as decimal(38,2))"},
	{re(`^Could not cast value (\S+) to (.*)`), `"$1" is too large for $2`, "cast it to a wider type, as in cast(amount as decimal(38,2))"},
	{re(`^Unimplemented type for cast \((.*) -> (.*?)\).*`), "a $1 cannot be cast to $2", "cast to another type"},
	{re(`^Cannot mix values of type (.*) and (.*) in (.*?)(?: -.*)?$`), "$3 contains a $1 and a $2", "cast one of them, as in cast(id as varchar)"},
	{re(`^Cannot compare values of type (.*?) and (?:type )?(.*?)(?: -.*)?$`), "a $1 cannot be compared with a $2", "cast one of them, as in cast(id as varchar)"},
	{re(`^unterminated (.*?) at or near.*`), "a $1 is opened and not closed", "close it"},
	{re(`^syntax error at end of input.*`), "the text ends too early", "something is missing at its end, such as a condition or a closing bracket"},
	{re(`^LIMIT/OFFSET cannot be negative.*`), "a limit cannot be negative", "write limit 10"},
	{re(`^(?:Max|Maximum) (?:expression )?(?:tree )?depth.*`), "the expression is nested too deeply", "compute parts of it in a subquery"},
	{re(`^Invalid type specifier "(.*?)".*`), `"$1" is not a unit of time here`, "write day, week, month, quarter or year"},
	{re(`^(?:"(.*?)" is not a recognized|extract specifier "(.*?)" not recognized).*`), `"$1$2" is not a part of a date`, "write day, week, month, quarter or year"},
	{re(`^(?:date_part|Extract|extract) specifier "(.*?)" not recognized.*`), `"$1" is not a part of a date`, "write day, week, month, quarter or year"},
	{re(`^Type with name (.*?) does not exist.*`), `there is no type "$1"`, "write varchar, bigint, decimal(18,2), date, timestamp or boolean"},
}

func re(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?s)` + pattern) }

// Translate translates a message of the engine for the user. hint is "" if there is no advice.
func Translate(engine string) (said, hint string) {
	for _, p := range phrases {
		if m := p.engine.FindStringSubmatchIndex(engine); m != nil {
			fill := func(template string) string { return string(p.engine.ExpandString(nil, template, engine, m)) }
			return operation.ReplaceAllStringFunc(translateTypes(fill(p.said)), infix), castable(fill(p.hint))
		}
	}
	return lowerFirst(translateTypes(engine)), ""
}

var (
	operation = regexp.MustCompile(`^[^\w"\s(]+\([^(),]+, [^(),]+\)`)
	likes     = map[string]string{"~~": "like", "!~~": "not like", "~~*": "ilike", "!~~*": "not ilike"}
)

// infix writes a call such as +(date, text) as an operation: date + text.
func infix(call string) string {
	sign, operands, _ := strings.Cut(strings.TrimSuffix(call, ")"), "(")
	left, right, _ := strings.Cut(operands, ", ")
	if word, ok := likes[sign]; ok {
		sign = word
	}
	return left + " " + sign + " " + right
}

// typeWords are the words for the engine's types in messages.
var typeWords = map[string]string{
	"INTEGER_LITERAL": "whole number", "STRING_LITERAL": "text", "VARCHAR": "text", "TINYINT": "whole number", "SMALLINT": "whole number",
	"INTEGER": "whole number", "BIGINT": "whole number", "HUGEINT": "whole number", "UHUGEINT": "whole number", "UBIGINT": "whole number",
	"UINTEGER": "whole number", "INT8": "whole number", "INT16": "whole number", "INT32": "whole number", "INT64": "whole number", "INT128": "whole number", "UINT32": "whole number",
	"UINT64": "whole number", "DOUBLE": "number", "FLOAT": "number", "DATE": "date", "TIMESTAMP": "timestamp", "BOOLEAN": "boolean", "BOOL": "boolean",
	"INTERVAL": "interval", "TIME": "time", "BLOB": "blob", "NULL": "empty column", "SQLNULL": "empty column",
}

var typeName = regexp.MustCompile(`\bDECIMAL\(\d+,\s*\d+\)|\bTIMESTAMP WITH TIME ZONE\b|\b[A-Z][A-Z_]*\d*(?:_LITERAL)?\b`)

func translateTypes(text string) string {
	return typeName.ReplaceAllStringFunc(text, func(name string) string {
		switch {
		case strings.HasPrefix(name, "DECIMAL("):
			return "decimal"
		case name == "TIMESTAMP WITH TIME ZONE":
			return "timestamp"
		}
		if word, ok := typeWords[name]; ok {
			return word
		}
		return name
	})
}

var castTypes = strings.NewReplacer("INT8", "integer", "INT16", "integer", "INT32", "integer", "INT64", "bigint", "INT128", "hugeint", "BOOL", "boolean", "DOUBLE", "double")

// castable replaces the engine's internal type names by those that a cast accepts.
func castable(text string) string { return castTypes.Replace(text) }

// lowerFirst begins a message with a small letter, as errors of this program do, unless the first word is in capitals.
func lowerFirst(text string) string {
	if len(text) > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z' {
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}
