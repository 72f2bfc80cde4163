package run

import (
	"strings"
	"testing"

	"bilan/internal/plans"
	"bilan/report"
)

// A member's edition leaves out cards and sections that cannot be divided, sections with a line per group, the total
// below his single line, and columns that depend on others. In a report without each:, an undivided section says that
// instead.
func TestSectionsOfAMember(t *testing.T) {
	c := readCompany(t, "burst")
	c["data/visits.csv"] = "day,minutes\n2026-11-10,30\n2026-11-11,45\n"
	c.change(t, "bilan.yaml", "  splits: {", "  visits: {source: data, query: select * from visits}\n  splits: {")
	c.change(t, "bilan.yaml", "  open: {", "  visits: {label: Visites, dataset: visits, date: day, value: count(*)}\n  open: {")
	c["bilan.yaml"] += `  libre:
    title: Libre
    periods: [last week]
    to: direction@lenoir.example
    headline: [visits, revenue]
    sections:
      - scorecard: [visits, revenue]
      - trend: {metric: visits, last: 4 weeks}
      - cohorts: {dataset: orders, member: customer, date: day}
      - breakdown: {metric: revenue, by: team}
      - members: {by: rep, columns: [revenue]}
      - table: {query: "select id, owner, amount, amount / sum(amount) over () as share, lag(amount) over (order by day, id) as before from orders", columns: [id, amount, {column: share, unit: percent}, before]}
      - table: {query: "select owner, amount, lag(amount) over (order by day, id) as before from orders"}
      - text: {small: true, body: "CA : montant.\nVisites : nombre.", figures: [revenue, visits]}
`
	var doc *report.Document
	err := c.program(t, nil).ProduceMembers(t.Context(), plans.Order{Report: "libre"}, []string{"rep=R01"}, func(e *Edition) error {
		doc = e.Document
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(doc.Sections); n != 7 {
		t.Fatalf("%d sections", n)
	}
	if cards := doc.Sections[0].Blocks[0].Cards.Cards; len(cards) != 1 || cards[0].Label != "CA" {
		t.Errorf("cards: %+v", cards)
	}
	for _, s := range doc.Sections[1:3] {
		if len(s.Blocks) != 1 || s.Blocks[0].Text == nil {
			t.Errorf("%s: %+v", s.Title, s.Blocks)
		}
	}
	if rows := doc.Sections[3].Blocks[0].Table.Rows; len(rows) != 1 || rows[0].Cells[0].Text != "Émilie Brès" {
		t.Errorf("rows: %+v", rows)
	}
	if list := doc.Sections[4].Blocks[0].Table; len(list.Columns) != 2 || len(list.Rows) != 3 {
		t.Errorf("the list: %+v", list)
	}
	if doc.Sections[5].Blocks[0].Text == nil {
		t.Errorf("the list without columns: %+v", doc.Sections[5].Blocks)
	}
	if said := doc.Sections[6].Footnotes; len(said) != 1 || said[0] != "CA : montant." {
		t.Errorf("definitions: %q", said)
	}
	if trust := strings.Join(doc.Trust, " "); strings.Contains(trust, "Visites") || !strings.Contains(trust, "CA") {
		t.Errorf("what the data is like: %s", trust)
	}
	if !strings.HasPrefix(doc.Headline, "CA") {
		t.Errorf("headline: %q", doc.Headline)
	}
}
