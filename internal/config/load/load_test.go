package load

import (
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/figure"
	"bilan/internal/config/keys"
	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/yamlfile"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func load1(t *testing.T, path string) *config.Config {
	t.Helper()
	c, err := Load(path, goodEnvironment)
	if err != nil {
		t.Fatalf("%s:\n%v", path, err)
	}
	return c
}

func goodEnvironment(name string) (string, bool) {
	if name == "COMPANY" {
		return "Maison: \"Lenoir\" # & fils", true // must not be read as YAML
	}
	return environment(name)
}

// LoadText loads a text as a single file.
func LoadText(text string) (*config.Config, error) {
	return LoadFS(fstest.MapFS{"bilan.yaml": {Data: []byte(text)}}, "bilan.yaml", environment)
}

// Each key of each block is used in one of the good files.
func TestGoodFilesUseEveryKey(t *testing.T) {
	used := map[string]bool{}
	for _, path := range goodFiles(t) {
		markUsed(reflect.ValueOf(*load1(t, path)), used)
	}
	used["Section.pack"], used["Section.quiet"] = true, true // sections have replaced the packs that these keys name
	keys.Walk(reflect.TypeFor[config.Config](), map[reflect.Type]bool{}, func(st reflect.Type) {
		for _, f := range keys.ForStruct(st) {
			if !used[st.Name()+"."+f.Name] {
				t.Errorf("no file in testdata/good sets %s.%s", st.Name(), f.Name)
			}
		}
	})
}

func markUsed(v reflect.Value, used map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			markUsed(v.Elem(), used)
		}
	case reflect.Slice:
		for i := range v.Len() {
			markUsed(v.Index(i), used)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			markUsed(v.MapIndex(k), used)
		}
	case reflect.Struct:
		if scalar.ValueTypes[v.Type()] {
			return
		}
		for _, f := range keys.ForStruct(v.Type()) {
			if field := v.Field(f.Index); !field.IsZero() {
				used[v.Type().Name()+"."+f.Name] = true
				markUsed(field, used)
			}
		}
	}
}

// words makes cmp compare values of these types with ==.
var words = cmpopts.EquateComparable(period.Phrase{}, scalar.Zone{}, scalar.RowCount{})

func TestLoadReadsWhatIsWritten(t *testing.T) {
	c := load1(t, "testdata/good/everything.yaml")
	here, err := filepath.Abs("testdata/good")
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range []struct {
		what      string
		got, want any
	}{
		{"company from the environment", c.Company, `Maison: "Lenoir" # & fils`},
		{"logo is absolute", c.Logo, filepath.Join(here, "parts/logo.png")},
		{"path of an included file", c.Sources["archive2"].Files, filepath.Join(here, "data/old")},
		{"no ${} in SQL", c.Datasets["orders"].Query, "select * from orders\nwhere order_date >= :history_start and comment <> '${NOT_FILLED_IN} $1 $$'\n"},
		{"$${} elsewhere", c.Reports["hebdo"].Sections[9].Text.Body, "Voir *l'essentiel* et ${NAME}."},
		{"one day as a list", c.Calendar.RemoveHolidays, []period.Date{{Year: 2026, Month: 5, Day: 25}}},
		{"a number as text", c.Reports["hebdo"].Title, "2026"},
		{"a sheet that is a number", c.Sources["exports"].Tables["quotas"].Sheet, "2026"},
		{"null words", c.Sources["exports"].CSV.Nulls, []string{"", "#N/A", "NULL"}},
		{"no quote", c.Sources["exports"].Tables["quotas"].CSV.Quote, "none"},
		{"secret from a file", c.Sources["crm2"].Postgres.Reveal(), "mysql-pass-hunter2"},
		{"secret from the environment", c.Sources["crm"].Postgres.Reveal(), "postgres://bilan:hunter2@db/crm"},
		{"fresh with days", c.Datasets["orders"].Checks.Fresh, figure.Fresh{Column: "order_date", Within: &scalar.Age{Days: 3, Calendar: true}}},
		{"bare fresh", c.Datasets["quotas"].Checks.Fresh, figure.Fresh{Column: "month"}},
		{"one sum", len(c.Datasets["orders"].Checks.Sum), 1},
		{"bare no_rows", c.Datasets["quotas"].Checks.NoRows, []figure.Query{{SQL: "select 1 where false"}}},
		{"no_rows both ways", c.Datasets["orders"].Checks.NoRows, []figure.Query{{SQL: "select * from orders where amount < 0"},
			{SQL: "select * from orders where owner_id is null", Say: "orders without a rep"}}},
		{"bare scorecard", *c.Reports["hebdo"].Sections[0].Scorecard, section.Scorecard{Metrics: []string{"revenue", "returns"}}},
		{"merged keys", *c.Reports["hebdo"].Sections[1].Scorecard, section.Scorecard{Title: "L'essentiel", Metrics: []string{"revenue"}, Period: period.MonthToDate}},
		{"bare text", *c.Reports["hebdo"].Sections[8].Text, section.Text{Body: "Hors taxes, avoirs déduits."}},
		{"bare column", c.Reports["hebdo"].Sections[7].Table.Columns[0], section.TableColumn{Column: "customer"}},
		{"one address", c.Reports["hebdo"].BCC, scalar.StringList{"archive@lenoir.example"}},
		{"a group", c.Reports["hebdo"].CC, scalar.StringList{"finance@lenoir.example", "dg@lenoir.example", "DAF <daf@lenoir.example>"}},
		{"percent", c.Metrics["revenue"].OnTrack.Rat.Cmp(big.NewRat(98, 100)), 0},
		{"percent is noted", c.Metrics["revenue"].OnTrack.Percent, true},
		{"ratio", c.Metrics["revenue"].AtRisk.String(), "0.85"},
		{"duration", c.Sources["crm"].Timeout, 30 * time.Second},
		{"included report", c.Reports["mensuel"].Title, "Mois"},
		{"heading", c.Dimensions["rep"].Heading(), "Commercial"},
		{"label column", c.Dimensions["rep"].LabelColumn(), "name"},
	} {
		if diff := cmp.Diff(check.want, check.got, words); diff != "" {
			t.Errorf("%s (-want +got):\n%s", check.what, diff)
		}
	}
	if len(c.Files()) != 2 || filepath.Base(c.Files()[1]) != "monthly.yaml" {
		t.Errorf("files: %v", c.Files())
	}
}

func TestDefaults(t *testing.T) {
	_, err := LoadText(`
datasets: {orders: {query: select 1}}
metrics: {revenue: {dataset: orders, value: sum(x)}}
targets: [{metric: revenue, value: 1, per: month}]
sources: {crm: {sqlite: x.db}}
owner: a@b.example
reports: {w: {title: T, sections: [{trend: {metric: orders, last: 2 weeks}}]}}
`)
	if err == nil {
		t.Fatal("a metric that is not there was found")
	}
	c, err := LoadText(`
datasets: {orders: {query: select 1, keys: {rep: r}}}
dimensions: {rep: {}}
metrics: {revenue: {dataset: orders, date: d, value: sum(x)}}
targets: [{metric: revenue, value: 1, per: month}]
sources: {crm: {sqlite: x.db}}
owner: a@b.example
currency: EUR
mail: {from: a@b.example, smtp: {host: smtp.b.example}}
reports: {w: {title: T, sections: [{trend: {metric: revenue, last: 2 weeks}}, {breakdown: {metric: revenue, by: rep}}, {table: {query: select 1}},
  {breakdown: {metric: revenue, by: rep, as: donut}}, {waterfall: {metric: revenue, by: rep}}, {small_multiples: {metric: revenue, by: rep, last: 2 weeks}},
  {heat_map: {metric: revenue, by: rep, last: 2 weeks}}, {cohorts: {dataset: orders, member: m, date: d}},
  {cohorts: {dataset: orders, member: m, date: d, show: value, value: sum(x)}}, {trend: {metric: revenue, over: this year}}, {trend: {metric: revenue, over: last quarter}},
  {trend: {metric: revenue, over: month to date}}]}}
`)
	if err != nil {
		t.Fatal(err)
	}
	r, m, s := c.Reports["w"], c.Metrics["revenue"], c.Mail.SMTP
	for _, check := range [][2]any{
		{c.Locale, "en"}, {c.Timezone, scalar.UTC}, {c.Calendar.Workdays, "monday-friday"}, {c.Calendar.FiscalYearStarts, "january"}, {c.Calendar.Weeks, "iso"},
		{c.Sources["crm"].Timeout, 5 * time.Minute}, {c.Sources["crm"].MaxRows, int64(5_000_000)}, {c.Sources["crm"].Timezone, scalar.Zone{}},
		{m.Unit, "number"}, {m.Better, "higher"}, {m.OnTrack.String(), "100%"}, {m.AtRisk.String(), "90%"}, {c.Targets[0].Duplicates, "fail"}, {c.Targets[0].Scale.String(), "1"},
		{r.Owner, "a@b.example"}, {r.Locale, "en"}, {r.Periods, []period.Phrase{period.MustPhrase("last month")}}, {*r.SubjectFigures, true},
		{r.Sections[0].Trend.As, ""}, {r.Sections[1].Breakdown.Limit, 12}, {r.Sections[2].Table.Limit, 1000},
		{c.Targets[0].Scenario, "target"}, {c.Targets[0].Share, "business_days"}, {r.Layout, config.Layout{Paper: "A4", Orientation: "portrait", Fit: "pages"}},
		{r.Sections[0].Width, "full"}, {r.Sections[0].Trend.Limit, 5}, {r.Sections[0].Trend.Per, ""}, {r.Sections[1].Breakdown.As, "bars"}, {r.Sections[3].Breakdown.Limit, 6},
		{*r.Sections[4].Waterfall, section.Waterfall{Metric: "revenue", By: "rep", From: "target", Limit: 12}}, {r.Sections[5].Multiples.Limit, 12},
		{r.Sections[6].HeatMap.Limit, 30}, {r.Sections[6].HeatMap.Show, "value"},
		{*r.Sections[7].Cohorts, section.Cohorts{Dataset: "orders", Member: "m", Date: "d", Per: "month", Last: 12, Show: "share"}}, {r.Sections[8].Cohorts.Unit, "currency"},
		{r.Sections[9].Trend.Per, "month"}, {r.Sections[10].Trend.Per, "week"}, {r.Sections[11].Trend.Per, "day"},
		{s.Port, 587}, {s.TLS, "starttls"}, {s.Auth, "auto"}, {s.Timeout, 100 * time.Second},
	} {
		if diff := cmp.Diff(check[1], check[0], words); diff != "" {
			t.Error(diff)
		}
	}
}

func TestSMTPDefaults(t *testing.T) {
	for in, want := range map[string]config.SMTP{
		"host: a.example":                {Port: 587, TLS: "starttls"},
		"host: a.example, port: 465":     {Port: 465, TLS: "implicit"},
		"host: a.example, tls: implicit": {Port: 465, TLS: "implicit"},
		"host: localhost":                {Port: 587, TLS: ""},
		"host: 127.0.0.1, port: 25":      {Port: 25, TLS: ""},
		"host: \"::1\", tls: starttls":   {Port: 587, TLS: "starttls"},
	} {
		c, err := LoadText("mail: {from: a@b.example, smtp: {" + in + "}}")
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := c.Mail.SMTP; got.Port != want.Port || got.TLS != want.TLS {
			t.Errorf("%s: port %d, tls %s", in, got.Port, got.TLS)
		}
	}
}

// The mistake for a file that cannot be read names the file.
func TestUnreadableFiles(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "big.yaml")
	if err := os.WriteFile(big, []byte(strings.Repeat("# x\n", yamlfile.MaxFile/4+1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "none.yaml"):  `/none.yaml: there is no such file ("bilan init" writes a first one; -c FILE names another)`,
		dir:                              `: is a folder (name the file in it: ` + dir + `/bilan.yaml)`,
		big:                              `/big.yaml: is larger than 4 MB (name the YAML file, not the data)`,
		"":                               `.: is a folder (name the file in it: bilan.yaml)`,
		filepath.Join(big, "below.yaml"): `/below.yaml: cannot be read: not a directory`,
	} {
		_, err := Load(path, nil)
		var found yamlfile.Mistakes
		if !errors.As(err, &found) || len(found) != 1 || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: %v", path, err)
		}
	}
}

// A mounted file is often a link to a file in a folder whose name changes. Relative paths start in the folder of the
// link.
func TestPathsStartAtTheLink(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"v1/bilan.yaml": "include: parts/*.yaml\nsources: {exports: {files: data}}\n", "parts/more.yaml": "include: ../*.yaml\nsources: {old: {files: old}}\n",
	} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("v1/bilan.yaml", filepath.Join(dir, "bilan.yaml")); err != nil {
		t.Fatal(err)
	}
	c, err := Load(filepath.Join(dir, "bilan.yaml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Sources["exports"].Files + " " + c.Sources["old"].Files; got != filepath.Join(dir, "data")+" "+filepath.Join(dir, "parts/old") {
		t.Error(got)
	}
	if got := strings.Join(c.Files(), " "); got != filepath.Join(dir, "bilan.yaml")+" "+filepath.Join(dir, "parts/more.yaml") {
		t.Error(got)
	}
}

func TestAt(t *testing.T) {
	c := load1(t, "testdata/good/bilan.yaml")
	for path, want := range map[string]string{
		"metrics.revenue.value":                          "34:12",
		"metrics.revenue.nothing":                        "30:3",
		"metrics.nothing":                                "29:1",
		"nothing.at.all":                                 "",
		"targets[0].metric":                              "49:14",
		"targets[7]":                                     "48:1",
		"reports.suivi-hebdo.sections[2].trend":          "61:9",
		"reports.suivi-hebdo.sections[0].scorecard[9].x": "59:9",
		"": "",
	} {
		p := c.Pos(path).String()
		if want != "" {
			want = ":" + want
		}
		if p != "testdata/good/bilan.yaml"+want {
			t.Errorf("%q stands at %s, not %s", path, p, want)
		}
	}
	m := c.At("metrics.revenue.value", `column "amount" is not there`, `did you mean "montant"?`)
	want := `testdata/good/bilan.yaml:34:12: metrics.revenue.value: column "amount" is not there (did you mean "montant"?)
   34 |     value: sum(amount)
      |            ^^^^^^^^^^^`
	if diff := cmp.Diff(want, m.Error()); diff != "" {
		t.Error(diff)
	}
	if got := (&config.Config{}).At("metrics.x", "is odd", "").Error(); got != "metrics.x: is odd" {
		t.Errorf("without a file: %q", got)
	}
	var all yamlfile.Mistakes
	all.Add(m, c.At("company", "is first", ""), m)
	if len(all) != 2 || all[0].Path != "company" || all.Err() == nil || yamlfile.Mistakes(nil).Err() != nil {
		t.Errorf("%v", all)
	}
}

// AtOffset finds a single sign of SQL, also directly after a word.
func TestAtOffset(t *testing.T) {
	c, err := LoadText("currency: EUR\nsources:\n  s: {files: data}\ndatasets:\n  o: {source: s, query: select * from o}\nmetrics:\n" +
		"  m: {label: M, dataset: o, filter: \"true) or (1=1)\",\n      value: sum(a)}\n")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"true) or (1=1)": ":7:42", "1=1)": ":7:42"} {
		m := c.AtOffset("metrics.m.filter", text, strings.Index(text, ")"), "is odd", "")
		if got := strings.TrimPrefix(m.Position.String(), m.File); got != want {
			t.Errorf("%q stands at %s, not %s", text, got, want)
		}
	}
}

func TestRowCounts(t *testing.T) {
	for _, c := range []struct {
		rows string
		n    int64
		want bool
	}{
		{">= 1", 1, true}, {">= 1", 0, false}, {">1", 1, false}, {"< 5", 4, true}, {"<= 5", 6, false}, {"12", 12, true},
		{"= 12", 11, false}, {"10..200", 10, true}, {"10..200", 200, true}, {"10..200", 201, false}, {"==3", 3, true},
	} {
		if rows, err := scalar.ParseRowCount(c.rows); err != nil || rows.Allows(c.n) != c.want || rows.String() != c.rows {
			t.Errorf("%q allows %d: %v, %v", c.rows, c.n, !c.want, err)
		}
	}
	if _, err := scalar.ParseRowCount("many"); err == nil {
		t.Error("many was understood")
	}
}

func TestParentIsADimensionInAnyCase(t *testing.T) {
	c, err := LoadText(`
sources: {crm: {sqlite: x.db}}
datasets: {reps: {source: crm, query: select 1}, orders: {source: crm, query: select 1, keys: {rep: rep}}}
dimensions: {rep: {dataset: reps, key: rep, parent: Country}, country: {name: Country}}
metrics: {revenue: {dataset: orders, date: d, value: sum(x)}}
owner: a@b.example
reports: {r: {title: T, sections: [{breakdown: {metric: revenue, by: country}}]}}
`)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Dimensions["rep"].Parent; got != "country" {
		t.Errorf("the parent is %q", got)
	}
}
