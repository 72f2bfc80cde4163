package metric

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"unicode"
)

// Formula is arithmetic over other metrics, evaluated exactly wherever a value is asked: for the whole, for a member, for a
// period. It is never summed.
type Formula struct {
	Names []string // the metrics that it names, each once, in the order of first use
	root  operand
}

// operand is a part of a formula: its value, when every metric in it has one.
type operand func(of func(name string) Num) Num

// ParseFormula parses names of metrics and plain numbers with + - * / and parentheses. A minus has blanks around it,
// because a name may contain one. The error ends with the correction, in parentheses.
func ParseFormula(text string) (*Formula, error) {
	p := formulaParser{tokens: formulaTokens(text), formula: &Formula{}}
	root, err := p.sum()
	if err == nil && len(p.tokens) > 0 {
		err = p.unexpected()
	}
	if err == nil && len(p.formula.Names) == 0 {
		err = fmt.Errorf("%q is not a metric (write visits / sales)", text)
	}
	if err != nil {
		return nil, err
	}
	p.formula.root = root
	return p.formula, nil
}

// Value computes the formula with the values of its metrics.
func (f *Formula) Value(of func(name string) Num) Num { return f.root(of) }

// formulaTokens splits a text at blanks and at every operator; a minus is one only between blanks.
func formulaTokens(text string) []string {
	var tokens []string
	word := ""
	flush := func() {
		if word != "" {
			tokens, word = append(tokens, word), ""
		}
	}
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			flush()
		case strings.ContainsRune("+*/()", r):
			flush()
			tokens = append(tokens, string(r))
		default:
			word += string(r)
		}
	}
	flush()
	return tokens
}

type formulaParser struct {
	tokens  []string
	formula *Formula
}

// take takes the next token where it is one of some signs, else it gives "".
func (p *formulaParser) take(signs ...string) string {
	if len(p.tokens) == 0 || !slices.Contains(signs, p.tokens[0]) {
		return ""
	}
	sign := p.tokens[0]
	p.tokens = p.tokens[1:]
	return sign
}

func (p *formulaParser) unexpected() error {
	switch {
	case len(p.tokens) == 0:
		return fmt.Errorf("the formula ends too early (write visits / sales)")
	case p.tokens[0] == ")":
		return fmt.Errorf("%q has no opening parenthesis (delete it)", ")")
	}
	return fmt.Errorf("%q is where a sign is needed (write + - * or / between two metrics, with blanks around a minus)", p.tokens[0])
}

func (p *formulaParser) sum() (operand, error) {
	return p.chain(p.product, map[string]func(a, b Num) Num{"+": Add, "-": Sub})
}

func (p *formulaParser) product() (operand, error) {
	return p.chain(p.atom, map[string]func(a, b Num) Num{"*": Mul, "/": Div})
}

// chain reads operands between signs of one rank, from left to right.
func (p *formulaParser) chain(next func() (operand, error), signs map[string]func(a, b Num) Num) (operand, error) {
	left, err := next()
	for err == nil {
		do := signs[p.take(slices.Sorted(maps.Keys(signs))...)]
		if do == nil {
			return left, nil
		}
		var right operand
		if right, err = next(); err != nil {
			break
		}
		before := left
		left = func(of func(string) Num) Num { return do(before(of), right(of)) }
	}
	return nil, err
}

// atom is a metric, a number, or a sum in parentheses.
func (p *formulaParser) atom() (operand, error) {
	if p.take("(") != "" {
		inner, err := p.sum()
		if err == nil && p.take(")") == "" {
			err = fmt.Errorf("a parenthesis is not closed (add %q)", ")")
		}
		return inner, err
	}
	if len(p.tokens) == 0 {
		return nil, p.unexpected()
	}
	word := p.tokens[0]
	if strings.Contains("+-*/)", word) {
		return nil, fmt.Errorf("%q is where a metric is needed (write visits / sales)", word)
	}
	p.tokens = p.tokens[1:]
	if n, ok := constant(word); ok {
		return func(func(string) Num) Num { return n }, nil
	}
	if !slices.Contains(p.formula.Names, word) {
		p.formula.Names = append(p.formula.Names, word)
	}
	return func(of func(string) Num) Num { return of(word) }, nil
}

// constant reads digits, with a point or without.
func constant(word string) (Num, bool) {
	if strings.Trim(word, "0123456789.") != "" {
		return Num{}, false
	}
	r, ok := new(big.Rat).SetString(word)
	return Of(r), ok
}
