package plans

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/yamlfile"
)

// SQLMistake returns a mistake in SQL text at a path of the YAML, with the position inside the text if it is known.
func SQLMistake(cfg *config.Config, path, text string, err error) yamlfile.Mistake {
	var at *loaded.SQLError
	if !errors.As(err, &at) {
		return cfg.At(path, err.Error(), "")
	}
	hint := at.Hint
	if hint == "" {
		hint = spaceHint(path, text, at)
	}
	if at.Offset < 0 {
		return cfg.At(path, at.Message, hint)
	}
	return cfg.AtOffset(path, text, at.Offset, at.Message, hint)
}

var (
	lastWords  = regexp.MustCompile(`[\pL_][\pL\d_]*(?: +[\pL\d_]+)* +$`)
	firstWords = regexp.MustCompile(`^[\pL_][\pL\d_]*(?: +[\pL\d_]+)*`)
	lastWord   = regexp.MustCompile(`[\pL\d_]+$`)
)

// sqlWords are the words of SQL that may stand beside a name without being part of it.
var sqlWords = strings.Fields(`select from where and or not in is null like ilike between case when then else end as by group order having limit
	distinct filter over partition join left right inner outer cross on using with union all asc desc nulls first last cast try_cast interval date
	timestamp exclude replace qualify offset exists any some values`)

func isSQLWord(word string) bool { return slices.Contains(sqlWords, strings.ToLower(word)) }

// spaceHint returns the hint for a syntax error at a column's name with a space, as in sum(Montant HT); "" for another
// error.
func spaceHint(path, text string, at *loaded.SQLError) string {
	if at.Offset <= 0 || at.Offset >= len(text) || !strings.HasPrefix(at.Message, "syntax error") {
		return ""
	}
	before, after := lastWords.FindString(text[:at.Offset]), firstWords.FindString(text[at.Offset:])
	if before == "" || after == "" {
		return ""
	}
	words := strings.Fields(before + after)
	if slices.ContainsFunc(words, isSQLWord) {
		return ""
	}
	start := at.Offset - len(before)
	quoted := text[:start] + `"` + text[start:at.Offset+len(after)] + `"` + text[at.Offset+len(after):]
	if len([]rune(quoted)) > 80 || strings.ContainsAny(quoted, "'\n") {
		return "a column with a space needs double quotes: \"" + strings.TrimSpace(before+after) + `"`
	}
	return "a column with a space needs double quotes: " + lastWord.FindString(path) + ": '" + quoted + "'"
}
