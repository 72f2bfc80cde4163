package metric

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"unicode"
)

// Formula is an arithmetic expression of other metrics. It is evaluated exactly for each total, member and period; its
// values are never summed.
type Formula struct {
	Names []string // the metrics in the formula, each once, in the order of first use
	root  operand
}

// operand is a part of a formula. It computes the part's value from the values of the metrics in it.
type operand func(of func(name string) Num) Num

// ParseFormula parses names of metrics and plain numbers with + - * / and parentheses. A minus must have blanks around
// it, because a name may contain one. Errors end with the correction in parentheses.
func ParseFormula(text string) (*Formula, error) {
	p := formulaParser{tokens: formulaTokens(text), formula: &Formula{}}
	root, err := p.sum()
	if err == nil && len(p.tokens) > 0 {
		err = p.unexpected()
	}
	if err == nil && len(p.formula.Names) == 0 {
		err = fmt.Errorf("the formula %q contains no metric (write visits / sales)", text)
	}
	if err != nil {
		return nil, err
	}
	p.formula.root = root
	return p.formula, nil
}

// Value computes the formula. of returns the value of a metric.
func (f *Formula) Value(of func(name string) Num) Num { return f.root(of) }

// formulaTokens divides a text at blanks and at operators. A minus without blanks around it is part of a name.
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

// take removes and returns the next token if it is one of signs, else returns "".
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
	return fmt.Errorf("a sign is missing before %q (write + - * or / between two metrics, with blanks around a minus)", p.tokens[0])
}

func (p *formulaParser) sum() (operand, error) {
	return p.chain(p.product, map[string]func(a, b Num) Num{"+": Add, "-": Sub})
}

func (p *formulaParser) product() (operand, error) {
	return p.chain(p.atom, map[string]func(a, b Num) Num{"*": Mul, "/": Div})
}

// chain parses operands between signs of equal precedence, from left to right. next parses one operand.
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

// atom parses a metric, a number, or a sum in parentheses.
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
		return nil, fmt.Errorf("a metric is missing before %q (write visits / sales)", word)
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

// constant parses a number of digits, with or without a decimal point.
func constant(word string) (Num, bool) {
	if strings.Trim(word, "0123456789.") != "" {
		return Num{}, false
	}
	r, ok := new(big.Rat).SetString(word)
	return NumOf(r), ok
}
