package guess

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"go.yaml.in/yaml/v3"

	"bilan/internal/locale"
)

//go:embed names.yaml
var namesYAML []byte

// dictionary is the content of names.yaml.
type dictionary struct {
	Shared    map[string]any          `yaml:"shared"`
	Entities  map[string]*entityNames `yaml:"entities"`
	Lines     *entityNames            `yaml:"lines"`
	FirstName phrases                 `yaml:"first_name"`
	LastName  phrases                 `yaml:"last_name"`
	Tax       phrases                 `yaml:"tax"`    // in the name of an amount that includes tax
	Taxes     phrases                 `yaml:"taxes"`  // the name of an amount that is a tax
	Totals    phrases                 `yaml:"totals"` // the name of an amount that includes the tax in a column beside it
	Entered   phrases                 `yaml:"entered"`
	Thousands []string                `yaml:"thousands"`
	Documents map[string]phrases      `yaml:"documents"`
	Statuses  map[string]phrases      `yaml:"statuses"`
	Stages    phrases                 `yaml:"stages"`
	Codes     map[string]codes        `yaml:"codes"`
	French    []string                `yaml:"french"`
}

type codes map[string][]string

type entityNames struct {
	Tables phrases              `yaml:"tables"`
	Roles  map[string]roleNames `yaml:"roles"`
}

type roleNames struct {
	Sure    phrases `yaml:"sure"`
	Perhaps phrases `yaml:"perhaps"`
}

// phrases are normalised names: see normalName. In the YAML a list of phrases may contain lists.
type phrases []string

func (p *phrases) UnmarshalYAML(n *yaml.Node) error {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind == yaml.ScalarNode {
		*p = append(*p, normalName(n.Value))
		return nil
	}
	for _, item := range n.Content {
		var inner phrases
		if err := inner.UnmarshalYAML(item); err != nil {
			return err
		}
		*p = append(*p, inner...)
	}
	return nil
}

// words returns the embedded dictionary. It panics if names.yaml cannot be read, which a test excludes.
var words = sync.OnceValue(func() *dictionary {
	var d dictionary
	if err := yaml.Unmarshal(namesYAML, &d); err != nil {
		panic("names.yaml: " + err.Error())
	}
	return &d
})

var (
	caseChanges = regexp.MustCompile(`(\p{Ll}|\d)(\p{Lu})`)
	caseChange  = regexp.MustCompile(`(\p{Lu})(\p{Lu}\p{Ll})`)
	numberSign  = regexp.MustCompile(`n[°º]\.?|№|#`)
	unitSuffix  = regexp.MustCompile(`\(?\b(en )?(k ?€|keur|eur|euros?|€|k ?\$|\$|£)\)?\s*$`)
)

// ignoredWords are words that are ignored when names are compared.
var ignoredWords = []string{"de", "du", "des", "d", "la", "le", "l", "les", "of", "the", "a", "en", "in", "un", "une"}

// synonyms maps words to the spelling by which they are compared.
var synonyms = map[string]string{
	"numero": "no", "number": "no", "nr": "no", "num": "no", "n": "no", "reference": "ref", "references": "ref", "tel": "telephone", "qte": "quantite",
	"email": "mail", "courriel": "mail", "percent": "pct", "identifiant": "id", "identifier": "id", "montants": "montant",
}

// normalName returns a name in the form in which names are compared. "OrderDate", "order_date" and "Order date" give
// the same form, as do "N° de commande" and "Numéro commande".
func normalName(name string) string {
	name = caseChanges.ReplaceAllString(caseChange.ReplaceAllString(name, "$1 $2"), "$1 $2")
	name = locale.Unaccented(name)
	if shorter := strings.TrimSpace(unitSuffix.ReplaceAllString(name, "")); shorter != "" {
		name = shorter
	}
	name = numberSign.ReplaceAllString(name, " no ")
	name = strings.NewReplacer("%", " pct ", "e-mail", "mail", "h.t.", "ht", "t.t.c.", "ttc", "p.u.", "pu").Replace(name)
	list := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var kept []string
	for _, w := range list {
		if other := synonyms[w]; other != "" {
			w = other
		}
		if !slices.Contains(ignoredWords, w) {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		kept = list
	}
	return strings.Join(kept, " ")
}

// nameForms returns the normalised names of a column: its full name, and the part after a separator as in "Deal -
// Amount" or "Order Lines/Amount".
func nameForms(name string) []string {
	list := []string{normalName(name)}
	for _, sign := range []string{" - ", "/", "."} {
		if at := strings.LastIndex(name, sign); at > 0 && at+len(sign) < len(name) {
			list = append(list, normalName(name[at+len(sign):]))
		}
	}
	return list
}

// containsPhrase reports whether a name contains the words of a phrase, in sequence.
func containsPhrase(name, phrase string) bool {
	return strings.Contains(" "+name+" ", " "+phrase+" ")
}

// kindOf returns the kind with the longest phrase that begins a value, or "" if no phrase does.
func kindOf(value string, kinds map[string]phrases) string {
	text, best, kind := normalName(value), 0, ""
	for name, list := range kinds {
		for _, p := range list {
			if (text == p || len(p) > 2 && strings.HasPrefix(text, p+" ")) && (len(p) > best || len(p) == best && name < kind) {
				best, kind = len(p), name
			}
		}
	}
	return kind
}

// matches reports whether a value equals a phrase of the list or begins with one.
func (p phrases) matches(value string) bool {
	text := normalName(value)
	return slices.ContainsFunc(p, func(w string) bool { return text == w || len(w) > 3 && strings.HasPrefix(text, w+" ") })
}

// index returns the position of a name among the phrases, or −1 if it is not among them. The order of words does not
// matter: "client_code" equals "Code client".
func (p phrases) index(name string) int {
	if i := slices.Index(p, name); i >= 0 {
		return i
	}
	sorted := sortWords(name)
	return slices.IndexFunc(p, func(phrase string) bool { return len(phrase) == len(name) && sortWords(phrase) == sorted })
}

func sortWords(name string) string {
	list := strings.Fields(name)
	slices.Sort(list)
	return strings.Join(list, " ")
}
