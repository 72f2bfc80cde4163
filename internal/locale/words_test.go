package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*[a-zA-Z%]`)

// verbs returns the verbs of a text without repetitions, sorted, because languages order their words differently.
func verbs(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(verb.FindAllString(text, -1))))
}

// everyLanguage returns the texts of every language, by language.
func everyLanguage() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, lang := range Languages() {
		out[lang] = languageWords(lang)
	}
	return out
}

func TestLanguagesHoldTheSameWords(t *testing.T) {
	for lang, table := range everyLanguage() {
		for key, text := range table {
			en, ok := languageWords("en")[key]
			if !ok {
				t.Errorf("%s: %q is not in English", lang, key)
				continue
			}
			if got, want := verbs(text), verbs(en); !slices.Equal(got, want) {
				t.Errorf("%s: %q has the verbs %v, English has %v", lang, key, got, want)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(languageWords("en"))) {
			if _, ok := table[key]; !ok {
				t.Errorf("%s: %q is missing", lang, key)
			}
		}
	}
}

// TestNumbersStayWithTheirNouns: no line ends between a number and the word after it. Heads of columns are narrow.
func TestNumbersStayWithTheirNouns(t *testing.T) {
	counted, plain := regexp.MustCompile(`%\[1\]s \pL`), regexp.MustCompile(`(^|[^\[\pL\d])\d+ \pL{4}`)
	for lang, table := range everyLanguage() {
		for key, text := range table {
			plural := strings.HasSuffix(key, ".one") || strings.HasSuffix(key, ".other")
			if plural && counted.MatchString(text) || plain.MatchString(text) && !strings.HasSuffix(key, ".range") {
				t.Errorf("%s: %s: write U+00A0 after the number in %q", lang, key, text)
			}
		}
	}
}

func TestWordsAreWellMade(t *testing.T) {
	for lang, table := range everyLanguage() {
		for key, text := range table {
			for _, v := range verbs(text) {
				if v != "%%" && !strings.HasPrefix(v, "%[") {
					t.Errorf("%s: %q: write %%[1]%s, so that languages may order their words", lang, key, v[len(v)-1:])
				}
			}
			if strings.Count(text, "%") != strings.Count(strings.Join(verb.FindAllString(text, -1), ""), "%") {
				t.Errorf("%s: %q: a per cent sign is written %%%%", lang, key)
			}
			if one, other := strings.CutSuffix(key, ".one"); other && table[one+".other"] == "" {
				t.Errorf("%s: %q has no .other", lang, key)
			}
			if text != strings.TrimSpace(text) || strings.Contains(text, "  ") {
				t.Errorf("%s: %q: stray space in %q", lang, key, text)
			}
		}
	}
}

// rule is a rule of typography that authors of texts forget.
type rule struct {
	wrong *regexp.Regexp
	why   string
}

var (
	dots     = rule{regexp.MustCompile(`\.\.\.`), "the ellipsis is U+2026"}
	straight = rule{regexp.MustCompile(`['"]`), "quotation marks and the apostrophe are not straight"}
	percent  = rule{regexp.MustCompile(`[^\x{00a0}%]%%`), "U+00A0 stands before %"}
	snug     = rule{regexp.MustCompile(`[ \x{00a0}\x{202f}][:;!?,.]`), "no space stands before a sign"}
)

func TestTypography(t *testing.T) {
	for lang, rules := range map[string][]rule{
		"fr": {
			dots, straight, percent,
			{regexp.MustCompile(`[^\x{202f}][;!?]`), "U+202F stands before ; ! ?"},
			{regexp.MustCompile(`[^\x{00a0}\d]:`), "U+00A0 stands before :"},
			{regexp.MustCompile(`«[^\x{00a0}\x{202f}]|[^\x{00a0}\x{202f}]»`), "« and » keep a space that does not break"},
		},
		"en": {dots, straight, snug},
		"de": {dots, straight, percent, snug, {regexp.MustCompile(`[«»”‘]`), "German quotation marks are „ and “"}},
		"es": {dots, straight, percent, snug, {regexp.MustCompile(`^[^¿]*\?|^[^¡]*!|« | »`), "¿ and ¡ open, and « » keep no space"}},
		"it": {dots, straight, percent, snug, {regexp.MustCompile(`« | »|[„“”]`), "« and » keep no space"}},
		"nl": {dots, straight, percent, snug, {regexp.MustCompile(`[„“”«»]`), "Dutch quotation marks are ‘ and ’"}},
		"pt": {dots, straight, percent, snug, {regexp.MustCompile(`« | »|[„‘]`), "« and » keep no space"}},
	} {
		for key, text := range languageWords(lang) {
			for _, r := range rules {
				if r.wrong.MatchString(text) {
					t.Errorf("%s: %q: %q: %s", lang, key, text, r.why)
				}
			}
		}
	}
}

func TestVariants(t *testing.T) {
	for tag, own := range variants {
		if shapes[tag] == nil {
			t.Errorf("%s is no locale", tag)
		}
		for key, text := range own {
			base, ok := languageWords(language(tag))[key]
			if !ok || base == text || !slices.Equal(verbs(base), verbs(text)) {
				t.Errorf("%s: %q: %q does not vary %q", tag, key, text, base)
			}
		}
	}
	for tag, wrong := range map[string]string{"de-CH": "ß", "en-US": "colour|favourable", "pt-BR": "até ao|controlo|Contacto|fecho|altura"} {
		changed := 0
		for key, text := range localeWords(tag) {
			if regexp.MustCompile(wrong).MatchString(text) {
				t.Errorf("%s: %q: %q is not how the country writes", tag, key, text)
			}
			if text != languageWords(language(tag))[key] {
				changed++
			}
		}
		if changed < 2 {
			t.Errorf("%s: %d words are spelt in the country's own way", tag, changed)
		}
	}
}

// TestEveryWordIsWritten fills in every text of every locale with the number of arguments that it needs.
func TestEveryWordIsWritten(t *testing.T) {
	for tag := range shapes {
		if languageWords(language(tag)) == nil {
			t.Errorf("%s has no words", tag)
		}
		l := mustFor(t, tag)
		for key, text := range l.words {
			var args []any
			for i := 1; i <= 6 && strings.Contains(text, "%["); i++ {
				if strings.Contains(text, "%["+strconv.Itoa(i)+"]d") {
					args = append(args, i)
				} else {
					args = append(args, "x")
				}
			}
			if got := l.Word(key, args...); strings.Contains(got, "%!") {
				t.Errorf("%s: %q is written %q", tag, key, got)
			}
		}
	}
}

// TestEveryKeyExists searches the program for literal keys of Word and Plural.
func TestEveryKeyExists(t *testing.T) {
	calls := 0
	err := filepath.WalkDir(moduleRoot(t), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".":
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go"):
			return nil
		}
		n, err := checkKeys(t, path)
		calls += n
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 5 {
		t.Errorf("only %d calls found: does the scan still work?", calls)
	}
}

func checkKeys(t *testing.T, path string) (calls int, err error) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return 0, nil // the compiler reports a file with errors
	}
	ast.Inspect(file, func(n ast.Node) bool {
		name, key, ok := keyOf(n)
		if !ok {
			return true
		}
		calls++
		if name == "Plural" {
			key += ".other"
		}
		if _, ok := languageWords("en")[key]; !ok && !strings.HasPrefix(key, "test.") {
			t.Errorf("%s: no word has the key %q: add it to every file of internal/locale/words", set.Position(n.Pos()), key)
		}
		return true
	})
	return calls, nil
}

// keyOf returns the literal key of a call such as x.Word("…") or x.Plural("…").
func keyOf(n ast.Node) (name, key string, ok bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", "", false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Word" && sel.Sel.Name != "Plural" {
		return "", "", false
	}
	if room, ok := sel.X.(*ast.Ident); ok && room.Name == "sales" {
		return "", "", false // sales.Word is for words of the sales model, which its own test checks
	}
	lit, ok := call.Args[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", "", false
	}
	key, err := strconv.Unquote(lit.Value)
	return sel.Sel.Name, key, err == nil
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for ; err == nil; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	t.Fatal("no go.mod above the test")
	return ""
}
