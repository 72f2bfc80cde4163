package run

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/proof"
	"bilan/report/metric"
)

// mutants are changes that each take one proof out of the program, with the test that must then fail: in file, old is
// replaced by new.
var mutants = []struct{ proof, test, file, old, new string }{
	{"whose a figure is", "Leaks.*/a_cached_figure", "internal/proof/witness.go", "if n.OK() && !w.allowed(n.Whose, ranked) {", "if false {"},
	{"whose a row is", "Leaks.*/a_forgotten_filter", "internal/proof/witness.go", "if known && key == w.Member.Key {", "if known || key == w.Member.Key {"},
	{"whose a deal is", "Leaks.*/a_pipeline", "internal/proof/witness.go", "if s.Amount.OK() && !w.allowed(s.Amount.Whose, false) {", "if false {"},
	{"whose a cell or mark is", "Leaks.*/a_figure_of_the_member_before_that", "internal/proof/document.go", "if e == nil || e.Value == nil || ", "if e == nil || e.Value == nil || true || "},
	{"the lines of a figure sum to it", "Leaks.*/a_join_that_doubles,", "internal/proof/witness.go", "if sum.Cmp(answer.Total.AC.Rat) != 0 &&", "if false && sum.Cmp(answer.Total.AC.Rat) != 0 &&"},
	{"the editions sum to the whole", "Sums", "internal/proof/sums.go", "if exceedsRounding(sum, total.Rat) {", "if false && exceedsRounding(sum, total.Rat) {"},
	{"each row is one member's", "Leaks.*/(a_list_of|a_table_section_that_joins)", "internal/ownership/ownership.go", "if err := w.proveSingle(ctx, a, tables, dim); err != nil {", "if err := w.proveSingle(ctx, a, tables, dim); err != nil && false {"},
	{"rows that something identifies", "Leaks.*/a_join_that_gives", "report/metric/check/copies.go", "for _, key := range keys {", "for _, key := range keys[:0] {"},
	{"rows that nothing identifies", "Leaks.*/a_join_without_a_condition,_of", "report/metric/check/copies.go", "return c.equalMembers(ctx)", "return nil, nil"},
	{"values that stand under several members", "Leaks.*/a_join_that_gives", "report/metric/check/copies.go", "min(__who) is distinct from max(__who) as several", "false as several"},
	{"members who have all in common", "Leaks.*/a_join_without_a_condition,_of", "report/metric/check/alike.go", "return 2*query.Integer(t.Rows[0][0]) < c.members, nil", "return 2*query.Integer(t.Rows[0][0]) < c.members || true, nil"},
	{"a colleague's name where the member may not read it", "Leaks.*/a_page", "internal/proof/names.go", "if !readable(m.Label) {", "if false {"},
	{"a member's rows without those of others", "Leaks.*/the_order_before", "internal/ownership/ownership.go", "if err := w.proveIndependence(ctx, a, tables, dim); err != nil {", "if err := w.proveIndependence(ctx, a, tables, dim); err != nil && false {"},
	{"a number that few others make", "Leaks.*/(the_order|the_largest|a_total)", "internal/ownership/depends.go", "if leak, err := s.findLeakOfFew(ctx, suspects[key], key); leak != nil || err != nil {", "if leak, err := s.findLeakOfFew(ctx, suspects[key], key); false {"},
	{"a row or text of another", "Leaks.*/(the_customer|a_filter_that)", "internal/ownership/depends.go", "if leak := s.noteDifferences(suspects[key], key, omitted, rows[key]); leak != nil {", "if leak := s.noteDifferences(suspects[key], key, omitted, rows[key]); leak != nil && false {"},
	{"a second count of the rows", "Leaks.*/a_(credit_row_of|row_that)", "internal/proof/count.go", "inFigures != counted[key] {", "false && inFigures != counted[key] {"},
	{"sums and counts are asked for", "Leaks.*/a_(credit_row_of|row_that)", "internal/ownership/ownership.go", "return a, proveSums(ctx, plan, engine, book, dim, a.Members)", "return a, nil"},
	{"who is named where sums fail", "Leaks.*/a_join_that_doubles$", "internal/gather/figures.go", "ownership.Blame(ctx, plan, engine, err)", "err"},
	{"the files are read", "Leaks.*/a_(page|tag)", "internal/run/proved.go", "if err := b.proveFiles(e); err != nil {", "if err := b.proveFiles(e); err != nil && false {"},
	{"the texts of the pages", "Leaks.*/a_page", "internal/run/finished.go", `where := "a tag of the PDF"`, `where := "a tag of the PDF"; if t.Page > 0 { continue }`},
	{"the texts of the tags", "Leaks.*/a_tag", "internal/run/finished.go", `where := "a tag of the PDF"`, `where := "a tag of the PDF"; if t.Page == 0 { continue }`},
	{"the texts of the workbook", "Leaks.*/a_workbook", "internal/run/finished.go", "list = append(list, cells...)", "_ = cells"},
	{"the texts of the text files", "Leaks.*/a_text_file", "internal/run/finished.go", "list = append(list, proof.LineTexts(a.Name, string(a.Bytes))...)", ""},
	{"the texts of the mail as HTML", "Leaks.*/the_mail_as_HTML", "internal/run/finished.go", `append(proof.HTMLTexts("the mail", string(f.html)), proof`, `append([]proof.Text(nil), proof`},
	{"the texts of the mail", "Leaks.*/the_mail_as_text", "internal/run/finished.go", `proof.LineTexts("the mail", string(f.text))...`, `[]proof.Text(nil)...`},
	{"the notes in the mail", "Notes", "internal/run/review.go", "if err := e.proveNotes(notes); err != nil {", "if err := e.proveNotes(notes); err != nil && false {"},
	{"the texts of the document", "Leaks.*/a_colleague", "internal/run/finished.go", "append(proof.Texts(e.Document), texts...)", "texts"},
	{"two addresses of one key", "Leaks.*/a_key_with_a_trailing_blank_that", "internal/member/load.go", `&& !strings.EqualFold(w.mail, chosen.mail) {`, `&& !strings.EqualFold(w.mail, chosen.mail) && false {`},
	{"two names of one key", "Leaks.*/a_key_with_a_trailing_blank,", "internal/member/load.go", `if w.label != "" && !sameName(`, `if false && !sameName(`},
}

// For each proof a test of this package fails without it. make mutate-proofs runs this; it builds the package once for
// each proof, which takes minutes.
func TestEachProofIsNeeded(t *testing.T) {
	root := filepath.Join("..", "..")
	for _, m := range mutants {
		t.Run(m.proof, func(t *testing.T) {
			file, err := filepath.Abs(filepath.Join(root, m.file))
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(file)
			if err != nil || strings.Count(string(text), m.old) != 1 {
				t.Fatalf("%s does not hold %q once: %v", m.file, m.old, err)
			}
			if os.Getenv("BILAN_MUTATE") == "" {
				return // otherwise only check that each old text is in its file
			}
			out := without(t, m.test, file, strings.Replace(string(text), m.old, m.new, 1))
			if !strings.Contains(out, "--- FAIL") {
				t.Errorf("without it every test passes:\n%s", out)
			}
		})
	}
}

// without runs some tests of this package with another text of a file, and returns their output.
func without(t *testing.T, tests, file, text string) string {
	t.Helper()
	changed, overlay := filepath.Join(t.TempDir(), "changed.go"), filepath.Join(t.TempDir(), "overlay.json")
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{file: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{changed: []byte(text), overlay: list} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", "test", "-short", "-failfast", "-overlay", overlay, "-run", tests, ".")
	cmd.Env = append(os.Environ(), "BILAN_MUTATE=")
	out, err := cmd.CombinedOutput() // returns an error, because a test fails
	if strings.Contains(string(out), "[build failed]") || strings.Contains(string(out), "no tests to run") {
		t.Fatalf("nothing was tried: %v\n%s", err, out)
	}
	return string(out)
}

// Members' figures that do not add up are reported: the reps' numbers of customers exceed the total, because two reps
// share some.
func TestSumsAreHeldAgainstTheWhole(t *testing.T) {
	c := readCompany(t, "burst")
	c.change(t, "bilan.yaml", "  basket:", "  buyers: {label: Clients, dataset: orders, date: day, value: count(distinct customer)}\n  basket:")
	c.change(t, "bilan.yaml", "scorecard: [revenue, sales, basket, open]", "scorecard: [revenue, sales, basket, buyers]")
	_, b, err := burst(t.Context(), c.program(t, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	asks := []metric.Ask{{Metric: "buyers", Period: b.Plan.Periods[0]}}
	err = proof.CheckSums(b.Book.Book, "rep", asks, b.Batch.Members("rep"), func(string) bool { return true })
	if err == nil || !strings.Contains(err.Error(), `the editions by rep add up to 8.00 of "buyers" in 2026-11-09 to 2026-11-15, but the whole has 5.00`) {
		t.Errorf("sums: %v", err)
	}
	if err := proof.CheckSums(b.Book.Book, "rep", []metric.Ask{revenue(b)}, b.Batch.Members("rep"), func(string) bool { return true }); err != nil {
		t.Errorf("sums: %v", err)
	}
}

// A note that is only in the mail is proved too.
func TestNotesAreProved(t *testing.T) {
	p := readCompany(t, "burst").program(t, nil)
	list, _, err := burst(t.Context(), p, nil, "rep=R01")
	if err != nil {
		t.Fatal(err)
	}
	e := list[0]
	to := Recipients{To: e.Part.Member.To, Addresses: e.Part.Member.To}
	if _, err := p.newMessage(e, to, []string{"en retard de 2 h"}); err != nil {
		t.Error(err)
	}
	if _, err := p.newMessage(e, to, []string{"avec Zoé Müller"}); err == nil || !strings.Contains(err.Error(), anothers) {
		t.Errorf("a name in a note: %v", err)
	}
}
