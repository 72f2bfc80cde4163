package enginetest

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/metrictest"
	"bilan/report/metric/query"
)

// A member with several rows has the label of the row that ends last, and the first and last day of all. A member
// without a label has its key as the label.
func TestMembers(t *testing.T) {
	m, engine := model(t), tables(t, sales())
	list, err := query.Members(t.Context(), m, engine, "rep")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, who := range list {
		got = append(got, fmt.Sprintf("%s %s %s–%s", who.Key, who.Label, day(who.First), day(who.Last)))
	}
	if got, want := strings.Join(got, " | "), "R1 Anne Leroy 2025-01-01– | R2 Bob – | R3 R3 2024-01-01–2025-12-31"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	teams, err := query.Members(t.Context(), m, engine, "team")
	if err != nil || len(teams) != 2 || teams[0].Key != "north" || teams[1].Key != "south" {
		t.Errorf("the groups of a roster are no members: %+v, %v", teams, err)
	}
	if none, err := query.Members(t.Context(), m, engine, "region"); none != nil || err != nil {
		t.Errorf("a dimension without a roster has members: %v, %v", none, err)
	}
}

// day writes a day, "" for the zero Date.
func day(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// A row matches its member with any blanks around the key, and by an alias. A value that matches no member is kept in
// __raw.
func TestRowsFindTheirMember(t *testing.T) {
	m, engine := model(t), tables(t, sales())
	keyed, err := query.Keyed(m, "orders", "rep", "day")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := asked(t, engine, "select id, __key, __raw from "+keyed+" order by id"), "1 R1 R1 | 2 R1 R1 | 3 R2 R2 | 4 ∅ R9 | 5 ∅ ∅ | 6 R3 R3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, err := query.Keyed(m, "orders", "product", "day"); err == nil || !strings.Contains(err.Error(), "add keys: {product: <column>}") {
		t.Errorf("a dimension that the rows do not have: %v", err)
	}
}

// A row belongs to the group of its member on the row's day, and before his first day to his first group.
func TestRowsGoToTheGroupOfTheirDay(t *testing.T) {
	m, engine := model(t), tables(t, sales())
	keyed, err := query.Keyed(m, "orders", "team", "day")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := asked(t, engine, "select id, __key from "+keyed+" order by id"), "1 north | 2 south | 3 north | 4 ∅ | 5 ∅ | 6 south"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	undated, err := query.Keyed(m, "orders", "team", "")
	if err != nil {
		t.Fatal(err)
	}
	if got := asked(t, engine, "select id, __key from "+undated+" where id <= 2 order by id"); got != "1 south | 2 south" {
		t.Errorf("rows without a day go to %s", got)
	}
}

// Keys of digits get the leading zeros that a spreadsheet has removed. Other keys do not change.
func TestKeysGetTheirZeros(t *testing.T) {
	engine := tables(t, map[string][]string{"codes": {"code", "'7'", "'0042'", "'A1'", "'12345'"}})
	dim := &metric.Dimension{Digits: 4}
	if got := asked(t, engine, "select "+query.AliasedKey("code", dim)+" from codes order by 1"); got != "0007 | 0042 | 12345 | A1" {
		t.Error(got)
	}
}

// A number belongs to the last band whose lower bound it reaches. A text belongs to none.
func TestNumbersFallIntoBands(t *testing.T) {
	engine := tables(t, map[string][]string{"deals": {"size", "'0'", "'9.99'", "'10'", "'100'", "'many'"}})
	dim := &metric.Dimension{Bands: []metric.Band{{Key: "small", From: big.NewRat(0, 1)}, {Key: "middle", From: big.NewRat(10, 1)}, {Key: "large", From: big.NewRat(100, 1)}}}
	if got := asked(t, engine, "select size, "+query.AliasedKey("size", dim)+" from deals order by 1"); got != "0 small | 10 middle | 100 large | 9.99 small | many ∅" {
		t.Error(got)
	}
}

// credited returns model with orders that several reps share: order 1 with 60 and 40 %, order 2 in thirds.
func credited(t *testing.T, shares ...string) (*metric.Model, metric.Engine) {
	m, list := model(t), sales()
	m.Datasets["orders"] = metric.Dataset{Name: "orders", Keys: map[string]string{"rep": "rep"},
		Credit: &metric.Credit{By: "rep", Dataset: "shares", ID: "id", Member: "rep", Share: "share", Amounts: []string{"amount"}}}
	list["shares"] = append([]string{"id, rep, share"}, shares...)
	return m, tables(t, list)
}

// A shared row is divided exactly among its members. The remainder of thirds goes to the largest share, so that nothing
// is lost.
func TestRowsAreShared(t *testing.T) {
	for name, shares := range map[string][]string{
		"ratios":    {"1, 'R1', 0.6", "1, 'R2', 0.4", "2, 'R1', 0.3333333334", "2, 'R2', 0.3333333333", "2, 'R3', 0.3333333333"},
		"per cents": {"1, 'R1', 60.0", "1, 'R2', 40.0", "2, 'R1', 33.33333334", "2, 'R2', 33.33333333", "2, 'R3', 33.33333333"},
	} {
		m, engine := credited(t, shares...)
		rows, err := query.MeasuredRows(m, m.Metrics["sold"], "rep")
		if err != nil {
			t.Fatal(err)
		}
		if got := asked(t, engine, "select id, __key, amount, credit from "+rows+" where id = 1 order by 2"); got != "1 R1 60 0.6 | 1 R2 40 0.4" {
			t.Errorf("%s: %s", name, got)
		}
		if got := asked(t, engine, "select id, sum(amount), sum(credit) from "+rows+" group by id order by id"); got != "1 100 1 | 2 200 1 | 3 50 1 | 4 7 1 | 5 3 1 | 6 11 1" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A filter applies before a row is divided: a deal of 100 is above 80 for both members who share it.
func TestFiltersJudgeWholeRows(t *testing.T) {
	m, engine := credited(t, "1, 'R1', 0.6", "1, 'R2', 0.4")
	m.Metrics["sold"].Filter = "amount > 80"
	rows, err := query.MeasuredRows(m, m.Metrics["sold"], "rep")
	if err != nil {
		t.Fatal(err)
	}
	if got := asked(t, engine, "select id, __key, amount from "+rows+" order by 1, 2"); got != "1 R1 60 | 1 R2 40 | 2 R1 200" {
		t.Error(got)
	}
}

// Sales are rows, or distinct values of the column of sales, or their shares.
func TestSalesAreCounted(t *testing.T) {
	engine := tables(t, map[string][]string{"lines": {"sale, credit", "'A', 0.5", "'A', 0.5", "'B', 1.0", "null, 1.0"}})
	for _, c := range []struct {
		ds     metric.Dataset
		shared bool
		only   string
		want   string
	}{
		{metric.Dataset{Credit: &metric.Credit{}}, true, "", "3"},
		{metric.Dataset{Sale: "sale"}, false, "", "3"},
		{metric.Dataset{Sale: "sale", Credit: &metric.Credit{}}, true, "", "2.5"},
		{metric.Dataset{Credit: &metric.Credit{}}, true, "d.sale = 'A'", "1"},
		{metric.Dataset{Sale: "sale"}, false, "d.sale = 'A'", "1"},
		{metric.Dataset{Sale: "sale", Credit: &metric.Credit{}}, true, "d.sale is null", "1"},
	} {
		if got := asked(t, engine, "select "+query.SalesSQL(&metric.Model{}, c.ds, c.shared, c.only)+" from lines as d"); got != c.want {
			t.Errorf("%+v: %s, want %s", c.ds, got, c.want)
		}
	}
}

// If each row is a sale, the statement counts no sales.
func TestRowsThatAreSales(t *testing.T) {
	if got := query.SalesSQL(&metric.Model{}, metric.Dataset{}, false, ""); got != "null" {
		t.Error(got)
	}
}

// A period contains its first day and a timestamp on its last evening, but not the day after its last one.
func TestWithin(t *testing.T) {
	m := model(t)
	engine := tables(t, map[string][]string{"visits": {"seen", "timestamp '2026-02-28 23:59:59'", "timestamp '2026-03-01 00:00:00'", "timestamp '2026-03-31 23:59:59'", "timestamp '2026-04-01 00:00:00'"}})
	march := metrictest.Period(t, m.Calendar, "2026-03")
	if got := asked(t, engine, "select count(*) from visits where "+query.WithinSQL("seen", march)); got != "2" {
		t.Error(got)
	}
}

// Quotes in names and texts of users are escaped, and a comment ends with its expression.
func TestQuotes(t *testing.T) {
	engine := tables(t, map[string][]string{"odd": {`"a ""b"""`, "1"}})
	if got := asked(t, engine, "select "+table.Ident(`a "b"`)+", "+table.Literal("l'été")+", "+query.Expression("1 -- one")+" from odd"); got != "1 l'été 1" {
		t.Error(got)
	}
}

// A member belongs to a group between the days of his rows. The keys of a pair are in the order of the dimensions.
func TestBelonging(t *testing.T) {
	m, engine := model(t), tables(t, sales())
	told := func(of, by string) string {
		pairs, err := query.PairMemberships(t.Context(), m, engine, of, by)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, p := range pairs {
			list = append(list, fmt.Sprintf("%s %s–%s", strings.ReplaceAll(p.Key, metric.PairKeys, "/"), day(p.First), day(p.Last)))
		}
		return strings.Join(list, " | ")
	}
	if got, want := told("team", "rep"), "north/R1 2025-01-01–2026-02-28 | south/R1 2026-03-01– | north/R2 – | south/R3 2024-01-01–2025-12-31"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := told("rep", "team"); !strings.HasPrefix(got, "R1/north 2025-01-01–2026-02-28 | R1/south ") {
		t.Errorf("the other way round: %s", got)
	}
	m.Dimensions["rep"].From, m.Dimensions["rep"].Until = "", ""
	if got, want := told("team", "rep"), "north/R1 – | north/R2 – | south/R3 –"; got != want {
		t.Errorf("without days: %s, want %s", got, want)
	}
	if got := told("rep", "region"); got != "" {
		t.Errorf("dimensions that have nothing to do with each other: %s", got)
	}
	stints, err := query.MembershipsOf(t.Context(), m, engine, "rep")
	if err != nil || len(stints) != 3 || stints[1].Member != "R2" || stints[1].Group != "north" {
		t.Errorf("%+v, %v", stints, err)
	}
}

// The difference between the shares of a row and 100 % is added to the largest share.
func TestTheRestGoesToTheLargestShare(t *testing.T) {
	m, engine := credited(t, "1, 'R1', 0.3333333333", "1, 'R2', 0.6666666666")
	rows, err := query.MeasuredRows(m, m.Metrics["sold"], "rep")
	if err != nil {
		t.Fatal(err)
	}
	if got := asked(t, engine, "select __key, credit from "+rows+" where id = 1 order by 1"); got != "R1 0.3333333333 | R2 0.6666666667" {
		t.Error(got)
	}
}
