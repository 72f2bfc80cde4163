package decode

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/keys"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/nearest"
	"bilan/internal/yamlfile"
)

// scope is an enclosing block of the one that is being decoded. It helps to recognize a key in the wrong block.
type scope struct {
	typ  reflect.Type
	path string
}

// reportUnknown records a mistake for a key that a block does not have. The hint recognizes a misspelt key, another program's
// word for a key, and a key of an inner or outer block.
func (l *Decoder) reportUnknown(p yamlfile.Pair, t reflect.Type, path string, outer []scope) {
	key, known := p.Key.Text, keys.Names(t)
	if l.reportCommaSplit(p, path) {
		return
	}
	message, hint := "unknown key "+strconv.Quote(key), ""
	near := probableKey(key, known)
	in, out := innerBlockWith(t, key), outerBlockWith(outer, key)
	switch {
	case near != "" && nearest.Distance(key, near) <= 1:
		hint = "did you mean " + strconv.Quote(near) + "?"
	case key == "each" && t == reflect.TypeFor[config.Alert]():
		near, hint = "", "write by: with the dimension: one mail then lists each member that changed; for a separate mail to each member, use a report with each: and only_if:"
	case in != "":
		near, hint = "", strconv.Quote(key)+" belongs below "+strconv.Quote(in+":")
	case near != "":
		hint = "did you mean " + strconv.Quote(near) + "?"
	case out != nil && out.path == "":
		hint = strconv.Quote(key) + " belongs to the outermost level: is it indented too far?"
	case out != nil:
		hint = strconv.Quote(key) + " belongs to " + strconv.Quote(out.path) + ": is it indented too far?"
	case onlyBlockWith(key) != "":
		hint = strconv.Quote(key) + " belongs to " + strconv.Quote(onlyBlockWith(key))
	case len(known) <= 25:
		hint = "known: " + strings.Join(known, ", ")
	}
	l.Note(p.Key, path, message, hint)
	l.UnknownKeys[path] = true
	if near != "" {
		l.Spoilt[place.Join(path, near)] = true
	}
	if l.SecretKeys[near] {
		p.Key.File.Masker.MaskNode(p.Value)
	}
}

// reportCommaSplit reports whether a key is the rest of a text that contains a comma, such as {label: Paris, Lyon}. It
// records that mistake.
func (l *Decoder) reportCommaSplit(p yamlfile.Pair, path string) bool {
	if !hasNoValue(p) {
		return false
	}
	l.Note(p.Key, path, "a comma splits the value before it, or a key has no value", "put quotes around text that contains a comma")
	return true
}

// hasNoValue reports whether a key in braces has no value.
func hasNoValue(p yamlfile.Pair) bool {
	return p.Value.Null && p.Key.Flow && p.Value.Line == p.Key.Line && p.Value.Text == ""
}

// probableKey returns the known key that was probably meant, "" for none. A misspelt key comes before a synonym, and that
// before a similar key.
func probableKey(key string, known []string) string {
	near := nearest.Word(key, known)
	if near != "" && nearest.Distance(key, near) <= 1 {
		return near
	}
	for _, word := range strings.Fields(synonyms[nearest.Plain(key)]) {
		if slices.Contains(known, word) {
			return word
		}
	}
	return near
}

// innerBlockWith returns the block inside t that has the key; "" for none.
func innerBlockWith(t reflect.Type, key string) string {
	for _, f := range keys.ForStruct(t) {
		if f.Type.Kind() == reflect.Struct && !scalar.ValueTypes[f.Type] && slices.Contains(keys.Names(f.Type), key) {
			return f.Name
		}
	}
	return ""
}

// onlyBlockWith returns the path of the block that has the key, if exactly one block of the YAML has it; otherwise "".
func onlyBlockWith(key string) (only string) {
	var walk func(t reflect.Type, path string)
	found := 0
	walk = func(t reflect.Type, path string) {
		for _, f := range keys.ForStruct(t) {
			if path == "" && f.Name == "sales" {
				continue // the names of its roles are frequent in other blocks
			}
			if f.Name == key {
				found, only = found+1, path
			}
			in, at := f.Type, place.Join(path, f.Name)
			for in.Kind() == reflect.Map || in.Kind() == reflect.Slice || in.Kind() == reflect.Pointer {
				if in.Kind() == reflect.Map {
					at += ".…"
				}
				in = in.Elem()
			}
			if in.Kind() == reflect.Struct && !scalar.ValueTypes[in] {
				walk(in, at)
			}
		}
	}
	if walk(reflect.TypeFor[config.Config](), ""); found != 1 {
		return ""
	}
	return only
}

// outerBlockWith returns the innermost enclosing block that has the key; nil for none.
func outerBlockWith(outer []scope, key string) *scope {
	for i := len(outer) - 1; i >= 0; i-- {
		if slices.Contains(keys.Names(outer[i].typ), key) {
			return &outer[i]
		}
	}
	return nil
}

// synonyms are words from other programs and from French, each with the keys that may be meant. The first key that the
// block has is suggested.
var synonyms = map[string]string{
	"recipients": "to", "recipient": "to", "email": "mail to", "emails": "to", "destinataires": "to", "copie": "cc",
	"schedule": "send", "cadence": "send every", "when": "send at", "frequency": "every", "time": "at", "heure": "at", "hour": "at", "jour": "day", "mois": "month",
	"sql": "query", "select": "query", "requete": "query", "statement": "query", "expression": "value", "aggregate": "value", "formula": "value",
	"where": "filter", "condition": "filter", "filtre": "filter", "valeur": "value", "amount": "value", "montant": "amount value",
	"name": "title label", "titre": "title", "title": "label company", "heading": "title label", "libelle": "label", "nom": "name label",
	"devise": "currency", "langue": "locale", "language": "locale", "lang": "locale", "tz": "timezone", "zone": "timezone", "fuseau": "timezone",
	"societe": "company", "entreprise": "company", "organisation": "company", "colour": "accent", "color": "accent", "couleur": "accent",
	"connections": "sources", "databases": "sources", "datasources": "sources", "queries": "datasets", "kpis": "metrics", "kpi": "metrics metric", "measures": "metrics",
	"measure": "metric", "indicateurs": "metrics", "indicator": "metric", "objectifs": "targets", "objectives": "targets", "quotas": "targets", "goals": "targets", "budgets": "targets",
	"rapports": "reports", "axes": "dimensions", "calendrier": "calendar", "jours_feries": "holidays", "country": "holidays", "pays": "holidays",
	"pages": "sections", "blocks": "sections", "charts": "sections", "group_by": "by", "groupby": "by", "split": "by", "par": "by per",
	"folder": "files", "directory": "files", "path": "files file", "dossier": "files folder", "dir": "files folder", "out": "folder",
	"server": "host", "serveur": "host", "user": "username", "utilisateur": "username", "login": "username", "pass": "password", "pwd": "password", "mot_de_passe": "password",
	"encryption": "tls", "ssl": "tls", "security": "tls", "sender": "from", "expediteur": "from", "sep": "delimiter", "separator": "delimiter", "separateur": "delimiter",
	"charset": "encoding", "encodage": "encoding", "na": "nulls", "skip": "skip_lines", "skiprows": "skip_lines", "types": "columns", "postgresql": "postgres", "pg": "postgres",
	"mssql": "sqlserver", "csv": "files", "unite": "unit", "decimales": "decimals", "precision": "decimals", "digits": "decimals", "direction": "better",
	"grain": "per", "granularity": "per", "column": "value", "start": "from", "end": "until", "debut": "from", "fin": "until", "window": "last",
	"max": "limit", "top": "limit", "markdown": "body", "content": "body", "texte": "text body", "tableau": "table", "kpi_cards": "scorecard", "cards": "scorecard",
	"objectif": "target_table", "cascade": "waterfall", "bridge": "waterfall", "leaderboard": "members", "ranking": "members", "classement": "members", "palmares": "members", "tri": "sort", "order_by": "sort", "sort_by": "sort", "trier": "sort", "pont": "waterfall",
	"sparklines": "small_multiples", "petits_multiples": "small_multiples", "trellis": "small_multiples", "carte": "heat_map", "heat": "heat_map", "retention": "cohorts",
	"largeur": "width", "size": "width paper", "page_break": "new_page", "saut_de_page": "new_page", "format": "paper", "page_size": "paper", "mise_en_page": "layout", "page": "layout",
	"landscape": "orientation", "en_tete": "header", "entete": "header", "pied": "footer", "pied_de_page": "footer", "plan": "scenario", "version": "scenario",
	"partage": "share credit", "repartition": "share", "spread": "share", "valeurs": "values", "splits": "credit", "annees": "years", "cumul": "sum", "cumulative": "sum", "colonnes": "columns", "tendance": "trend", "entonnoir": "funnel", "tunnel": "funnel", "conversions": "funnel", "bars": "breakdown", "chart": "trend breakdown",
}
