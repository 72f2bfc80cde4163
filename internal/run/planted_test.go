package run

import (
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"bilan/internal/mail"
	"bilan/internal/member"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/render"
	"bilan/report/scope"
	"bilan/report/sheet"
)

// leaks returns the planted leaks, by name.
func leaks() map[string]planted {
	return map[string]planted{
		"a join that doubles": {
			engine: byRep(func(of *table.Table) { change(of, "R01", 2, 2) }),
			want:   []string{`the members sum to`, `rep "Émilie Brès" (R01)`, `is made of 4 rows of the dataset "orders", and 2 were counted`},
		},
		"a join that doubles, of the lines by product": {
			made: answering(func(b *Burst, own scope.Book, a metric.Ask) metric.Answer {
				answer := own.Answer(a)
				if a.By == "product" {
					answer.Slices = append(answer.Slices[:1:1], answer.Slices...)
				}
				return answer
			}),
			want: []string{hers, `the lines of revenue by product sum to 300.10 (the total is 150.05), through the dataset "orders"`},
		},
		"a list of members that is joined without a condition": {
			company: func(t *testing.T, c company) {
				c.change(t, "bilan.yaml", "query: select * from orders\n", "query: \"select o.* replace (r.id as owner) from orders o, (select distinct id from reps) r\"\n")
			},
			want: []string{`the edition of rep`, `a row that 5 members have in common, like 10 of all 10 rows (id O1, day 2026-11-10`, `through the dataset "orders"`, `common: true`},
		},
		"a list of members that is joined by too little": {
			company: func(t *testing.T, c company) {
				c.change(t, "bilan.yaml", "query: select * from orders\n", "query: \"select o.* replace (r.id as owner) from orders o join reps s on s.id = trim(o.owner) and s.until is null join reps r on r.team = s.team and r.until is null\"\n")
			},
			want: []string{`a row that 3 members have in common, like 9 of all 9 rows`, `through the dataset "orders"`},
		},
		"a join that gives one member what all have": {
			company: func(t *testing.T, c company) {
				c.change(t, "bilan.yaml", "query: select * from orders\n", "query: \"select o.* replace (r.id as owner) from orders o join (select distinct id from reps) r on r.id = trim(o.owner) or r.id = 'R01'\"\n")
			},
			want: []string{hers, `a row that 2 members have in common`, `through the dataset "orders"`},
		},
		"a join without a condition, of rows that nothing identifies": {
			company: func(t *testing.T, c company) {
				c.change(t, "bilan.yaml", "query: select * from orders\n", "query: \"select r.id as owner, r.team, o.day, o.amount, o.product from orders o, reps r where r.until is null\"\n")
				c.change(t, "bilan.yaml", "    credit: {by: rep, dataset: splits, id: id, member: rep, share: share, amounts: [amount]}\n", "")
				c.change(t, "bilan.yaml", "value: sum(credit)", "value: count(*)")
				c.change(t, "bilan.yaml", `select id, day, customer, owner, amount from orders where day >= :period_start and day < :period_end order by id", columns: [id, customer, amount]`, `select day, owner, amount from orders", columns: [day, amount]`)
			},
			want: []string{`a row that 5 members have in common, like 10 of all 10 rows (day 2026-11-`, `through the dataset "orders"`},
		},
		"a table section that joins the list of members without a condition": {
			company: func(t *testing.T, c company) {
				c.change(t, "bilan.yaml", "select id, day, customer, owner, amount from orders where", "select o.id, day, customer, amount, r.id as rep from orders o, reps r where r.until is null and")
			},
			want: []string{`sections[4], a row that 5 members have in common, like 8 of all 8 rows (id O1`, `through the dataset "orders, reps"`},
		},
		"the order before in a table section": {
			company: func(t *testing.T, c company) { c.insert(t, "lag(amount) over (order by day, id) as before") },
			want:    []string{`would show data of`, `sections[4], row`, `column "before", which changes without his rows`, `through the dataset "orders"`, `partition by`},
		},
		"the customer before in a table section": {
			company: func(t *testing.T, c company) { c.insert(t, "lag(customer) over (order by day, id) as before") },
			want:    []string{`would show data of`, `column "before", which changes without his rows`, `through the dataset "orders"`},
		},
		"the largest of all in a table section": {
			company: func(t *testing.T, c company) { c.insert(t, "max(amount) over () as largest") },
			want:    []string{hers + anothers, `column "largest", which changes without his rows`, `through the dataset "orders"`},
		},
		"a total of the days so far in a table section": {
			company: func(t *testing.T, c company) { c.insert(t, "sum(amount) over (order by day, id) as so_far") },
			want:    []string{`would show data of`, `column "so_far", which changes without his rows`},
		},
		"a filter that is forgotten for large amounts": {
			company: func(t *testing.T, c company) {
				c.change(t, "bilan.yaml", "select id, day, customer, owner, amount from orders where", "select o.id, day, customer, amount, r.id as rep from orders o join reps r on (r.id = trim(o.owner) or amount > 900) where r.until is null and")
			},
			want: []string{anothers, `which is missing without his rows (O4 2026-11-09 Zazie 1000)`, `through the dataset "orders"`},
		},
		"deals that are joined without a condition": {
			company: func(t *testing.T, c company) {
				c.change(t, "bilan.yaml", "query: select * from deals,", `query: "select d.* replace (r.id as owner) from deals d, reps r where r.until is null",`)
			},
			want: []string{`a row that 5 members have in common, like 4 of all 4 rows (id D1`, `through the dataset "deals"`},
		},
		"a credit row of another": {
			engine: byRep(func(of *table.Table) { move(of, "R02", "R01", 50) }),
			want:   []string{`rep "Émilie Brès" (R01): "revenue"`, `is made of 3 rows of the dataset "orders", and 2 were counted`},
		},
		"a credit row that stands twice": {
			company: func(_ *testing.T, c company) { c["data/splits.csv"] += "O3,R01,100\nO3,R02,100\n" },
			want:    []string{`id O3: the shares sum to 200 %`},
		},
		"a row that the second count finds and the first does not": {
			engine: func(sql string, of *table.Table) {
				if strings.HasPrefix(sql, "with r as") {
					of.Rows = append(of.Rows, []table.Cell{"R02", of.Rows[0][1], int64(1)})
				}
			},
			want: []string{`rep "Zoé Müller" (R02): "revenue"`, `is made of 3 rows of the dataset "orders", and 4 were counted`},
		},
		"a forgotten filter in a table section": {
			made: booked(func(b *Burst, own scope.Book) scope.Book { return unfiltered{own, b.Batch.Book} }),
			want: []string{hers + anothers, `sections[4], row 3 (O3 2026-11-13 Zazie R02)`, `through the dataset "orders"`},
		},
		"a cached figure of the member before": {
			made: answering(func(b *Burst, own scope.Book, a metric.Ask) metric.Answer {
				if a.Metric == "basket" {
					return b.Part(*member.Find(b.Members, "rep", "R02")).Answer(a)
				}
				return own.Answer(a)
			}),
			want: []string{hers + anothers, `the figure basket`},
		},
		"a figure of the member before that a section remembers": {
			made: written(func(b *Burst, doc *report.Document) {
				doc.Sections[0].Blocks[0].Cards.Cards[0].Exact.Whose = b.Part(*member.Find(b.Members, "rep", "R02")).Answer(revenue(b)).Total.AC.Whose
			}),
			want: []string{hers + anothers, `section "`},
		},
		"a pipeline of the member before": {
			made: booked(func(b *Burst, own scope.Book) scope.Book {
				return piped{own, b.Part(*member.Find(b.Members, "rep", "R02"))}
			}),
			want: []string{hers + anothers, `stage Qualifié (900), through the dataset "deals"`},
		},
		"a key with a trailing blank that is somebody else's": {
			company: func(t *testing.T, c company) {
				c["data/reps.csv"] += "R01 ,Émile Bras,Nord,R01,autre@lenoir.example,2020-01-01,\n"
			},
			want: []string{`two rows of rep "R01" with different addresses, "autre@lenoir.example" and "emilie@lenoir.example"`},
		},
		"a key with a trailing blank, without an address": {
			company: func(t *testing.T, c company) { c["data/reps.csv"] += "R01 ,Émile Bras,Nord,R01,,2020-01-01,\n" },
			want:    []string{`two rows of rep "R01" with different names, "Émile Bras" and "Émilie Brès"`},
		},
		"two members of the same name": {
			made: booked(func(b *Burst, own scope.Book) scope.Book { return unfiltered{own, b.Batch.Book} }),
			want: []string{hers, `rep "Jean Martin" (R03)`, `rep "Jean Martin" (R04)`},
		},
		"a colleague's label in a text section": {
			company: func(t *testing.T, c company) {
				c.change(t, "bilan.yaml", "text: Bonne semaine à tous.", "text: Bravo à Zoé Müller !")
			},
			want: []string{`would show data of ` + anothers, `section "" (Bravo à Zoé Müller !)`},
		},
		"a page": {
			made: ended(func(t *testing.T, b *Burst, f *finished) { f.pages = pagesOf(t, "Bravo à Zoé Müller !") }),
			want: []string{hers + anothers, `page 1 of the PDF`},
		},
		"a tag": {
			made: ended(func(t *testing.T, b *Burst, f *finished) {
				f.pages = append(f.pages, "\n9999 0 obj\n<</Alt <FEFF005A006F00E90020004D00FC006C006C00650072>>>\nendobj\n"...)
			}),
			want: []string{hers + anothers, `a tag of the PDF (Zoé Müller)`},
		},
		"a workbook": {
			made: ended(func(t *testing.T, b *Burst, f *finished) {
				content, err := sheet.XLSX(note("Zoé Müller : 1 300 €"), sheet.Figures{})
				if err != nil {
					t.Error(err)
				}
				replace(t, f.files, ".xlsx", content)
			}),
			want: []string{hers + anothers, `the workbook`},
		},
		"a text file": {
			made: ended(func(t *testing.T, b *Burst, f *finished) {
				replace(t, f.files, ".csv", []byte("O3;Zoé Müller;250\n"))
			}),
			want: []string{hers + anothers, `hebdo-2026-W46-R01.csv (Zoé Müller)`},
		},
		"the mail as HTML": {
			made: ended(func(t *testing.T, b *Burst, f *finished) { f.html = append(f.html, "<p>Zo&eacute; Müller</p>"...) }),
			want: []string{hers + anothers, `the mail (Zoé Müller)`},
		},
		"the mail as text": {
			made: ended(func(t *testing.T, b *Burst, f *finished) { f.text = append(f.text, "\nZoé\u00a0MÜLLER\n"...) }),
			want: []string{hers + anothers, `the mail (Zoé`},
		},
	}
}

// byRep lets do change an answer of figures by rep. Such an answer has a row per period and rep, with the number of rows,
// the credits, and then each value with a flag.
func byRep(do func(*table.Table)) func(string, *table.Table) {
	return func(sql string, of *table.Table) {
		if strings.Contains(sql, "select __i as i, __key as k") && strings.Contains(sql, "r.key as __key") {
			do(of)
		}
	}
}

// change multiplies a rep's rows and values in the first period.
func change(of *table.Table, key string, rows int64, by int64) {
	for _, row := range of.Rows {
		if row[1] == key && row[0] == int64(0) {
			row[2] = row[2].(int64) * rows
			for at := 4; at < len(row); at += 2 {
				row[at] = times(row[at], by)
			}
		}
	}
}

func times(c table.Cell, by int64) table.Cell {
	n, _ := table.Rat(c)
	return exactly(n.Mul(n, big.NewRat(by, 1)))
}

func exactly(n *big.Rat) table.Cell { return decimal.RequireFromString(n.FloatString(6)) }

// move gives a row of one rep to another in the first period, with its credit and amount.
func move(of *table.Table, from, to string, amount int64) {
	for _, row := range of.Rows {
		if row[0] != int64(0) || row[1] != from && row[1] != to {
			continue
		}
		sign := int64(1)
		if row[1] == from {
			sign = -1
		}
		row[2] = row[2].(int64) + sign
		n, _ := table.Rat(row[4])
		row[4] = exactly(n.Add(n, big.NewRat(sign*amount, 1)))
	}
}

// revenue asks for last week's revenue.
func revenue(b *Burst) metric.Ask { return metric.Ask{Metric: "revenue", Period: b.Plan.Periods[0]} }

// booked replaces the book of the member's edition by another.
func booked(in func(b *Burst, own scope.Book) scope.Book) func(*testing.T, *Burst, any) {
	return func(_ *testing.T, b *Burst, what any) {
		if own, ok := what.(*scope.Book); ok {
			*own = in(b, *own)
		}
	}
}

// answering changes the answers of the book of the member's edition.
func answering(answer func(b *Burst, own scope.Book, a metric.Ask) metric.Answer) func(*testing.T, *Burst, any) {
	return booked(func(b *Burst, own scope.Book) scope.Book {
		return answered{own, func(a metric.Ask) metric.Answer { return answer(b, own, a) }}
	})
}

type answered struct {
	scope.Book
	answer func(metric.Ask) metric.Answer
}

func (o answered) Answer(a metric.Ask) metric.Answer { return o.answer(a) }

// unfiltered is a member's book with the tables of all members.
type unfiltered struct {
	scope.Book
	all scope.Book
}

func (o unfiltered) Table(id string) *table.Table { return o.all.Table(id) }

// piped is a member's book with the deals of another member.
type piped struct {
	scope.Book
	of scope.Book
}

func (o piped) Pipeline(id string) metric.Pipeline { return o.of.Pipeline(id) }

// written changes the document of the member's edition.
func written(in func(*Burst, *report.Document)) func(*testing.T, *Burst, any) {
	return func(_ *testing.T, b *Burst, what any) {
		if doc, ok := what.(*report.Document); ok {
			in(b, doc)
		}
	}
}

// ended changes the finished files of the member's edition.
func ended(in func(*testing.T, *Burst, *finished)) func(*testing.T, *Burst, any) {
	return func(t *testing.T, b *Burst, what any) {
		if f, ok := what.(*finished); ok {
			in(t, b, f)
		}
	}
}

// note returns a document with a single text.
func note(text string) *report.Document {
	doc := &report.Document{Lang: "fr", Title: "Hebdo", Company: "Maison Lenoir", Accent: "#1f4e5f", Period: "semaine 46", Words: report.Words{PageOf: "page %d sur %d"}}
	doc.Sections = []report.Section{{Kind: "text", Title: "Note", Blocks: []report.Block{{Text: &report.Text{Paragraphs: []report.Paragraph{{Kind: report.Prose, Runs: []report.Run{{Text: text}}}}}}}}}
	return doc
}

func pagesOf(t *testing.T, text string) []byte {
	pages, err := render.PDF(t.Context(), note(text), render.Options{})
	if err != nil {
		t.Error(err)
	}
	return pages
}

func replace(t *testing.T, files []mail.Attachment, end string, content []byte) {
	for i := range files {
		if strings.HasSuffix(files[i].Name, end) {
			files[i].Bytes = content
			return
		}
	}
	t.Errorf("no file ends in %s", end)
}
