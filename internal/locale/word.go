package locale

import (
	"fmt"
	"maps"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

// spellings replace the spellings of a language by those of one country.
var spellings = map[string]*strings.Replacer{
	"de-CH": strings.NewReplacer("ß", "ss"),
	"en-US": strings.NewReplacer("colour", "color", "avourable", "avorable"),
	"pt-BR": strings.NewReplacer("até ao fim", "até o fim", "ao ritmo", "no ritmo", "na mesma altura", "no mesmo ponto do período", "data de fecho", "data de fechamento",
		"face ao", "em relação ao", "de controlo", "de controle", "Contacto", "Contato", "Aceite até", "Aceito até", "quotas", "cotas", "percentagem", "porcentagem",
		"inverosím", "inverossím", "falhado", "não atingido", "isto é", "ou seja,"),
}

// variants are the texts of one country that differ from those of its language.
var variants = map[string]map[string]string{
	"de-CH": {"quoted": "«%[1]s»"},
	"es-MX": {"quoted": "“%[1]s”"},
	"pt-BR": {
		"quoted": "“%[1]s”",
	},
}

// localeWords returns the texts of a locale: those of its language, in the spelling of its country.
func localeWords(tag string) map[string]string {
	all := maps.Clone(languageWords(language(tag)))
	if spelling := spellings[tag]; spelling != nil {
		for key, text := range all {
			all[key] = spelling.Replace(text)
		}
	}
	maps.Copy(all, variants[tag])
	return all
}

// Spelled returns a text of the locale's language in the spelling of its country.
func (l *Locale) Spelled(text string) string {
	if spelling := spellings[l.tag]; spelling != nil {
		return spelling.Replace(text)
	}
	return text
}

// Word returns a fixed text by its key, with args in place of its verbs (%[1]s, %[2]d). Without args a text with verbs
// is returned as a format. An unknown key is returned unchanged; a test checks every literal key of the program.
func (l *Locale) Word(key string, args ...any) string {
	text, ok := l.words[key]
	switch {
	case !ok:
		return key
	case len(args) > 0:
		return fmt.Sprintf(text, args...)
	case strings.Contains(text, "%["):
		return text
	}
	return strings.ReplaceAll(text, "%%", "%")
}

// Plural returns the text of key+".one" or key+".other", by the language's grammar for n. Its %[1]s is n as the locale
// writes it; args are the verbs from %[2] on.
func (l *Locale) Plural(key string, n int64, args ...any) string {
	form := ".other"
	if l.names.isSingular(strings.TrimPrefix(fmt.Sprint(n), "-")) {
		form = ".one"
	}
	number := l.Number(new(big.Rat).SetInt64(n), 0)
	return l.Word(key+form, append([]any{number}, args...)...)
}

// IsSingular reports whether a number takes the singular of a noun.
func (l *Locale) IsSingular(n *big.Rat) bool {
	n = new(big.Rat).Abs(n)
	if n.IsInt() {
		return l.names.isSingular(n.Num().String())
	}
	return l.names.isSingular(n.FloatString(2))
}

// List joins items, such as "a, b et c".
func (l *Locale) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	comma := ""
	if l.names.serialComma && last > 1 {
		comma = ","
	}
	and := l.names.and
	if l.Language() == "es" && soundsLikeI(items[last]) {
		and = " e "
	}
	return strings.Join(items[:last], ", ") + comma + and + items[last]
}

// soundsLikeI reports whether Spanish uses "e" instead of "y" before a word: before Italia and Hidalgo, but not before
// hielo.
func soundsLikeI(s string) bool {
	s = strings.ToLower(s)
	if rest, ok := strings.CutPrefix(s, "hi"); ok {
		return !strings.HasPrefix(rest, "a") && !strings.HasPrefix(rest, "e")
	}
	return strings.HasPrefix(s, "i") || strings.HasPrefix(s, "í") || strings.HasPrefix(s, "hí")
}

// Of returns a text after "of", such as "de mars", "d’avril" or "of April".
func (l *Locale) Of(s string) string {
	if l.Language() == "fr" && startsWithVowel(s) {
		return "d’" + s
	}
	return l.Word("of", s)
}

// startsWithVowel reports whether French elides before the text. It does not elide before h, because a mute h cannot be
// distinguished from an aspirated one.
func startsWithVowel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("aàâäeéèêëiîïoôöuùûüyœæ", unicode.ToLower(r))
}

// Inline returns a heading as it is written inside a sentence: "Région" becomes "région". It keeps the capitals of
// abbreviations and of German nouns.
func (l *Locale) Inline(heading string) string {
	r, size := utf8.DecodeRuneInString(heading)
	next, _ := utf8.DecodeRuneInString(heading[size:])
	if l.Language() == "de" || !unicode.IsLower(next) || r == utf8.RuneError {
		return heading
	}
	return string(unicode.ToLower(r)) + heading[size:]
}

// Capital returns a text with its first letter in upper case.
func (l *Locale) Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// Fixed returns the texts of the language that have no verbs, unsorted.
func (l *Locale) Fixed() []string {
	list := make([]string, 0, len(l.words))
	for _, text := range l.words {
		if !strings.Contains(text, "%[") {
			list = append(list, strings.ReplaceAll(text, "%%", "%"))
		}
	}
	return list
}
