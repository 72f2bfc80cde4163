package notification

import (
	"flag"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"bilan/internal/locale"
	"bilan/report/alert"
	"bilan/report/amount"
	"bilan/report/metric"
)

var update = flag.Bool("update", false, "write the golden files")

func rat(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return r
}

func day(d int) time.Time { return time.Date(2026, 11, d, 8, 0, 0, 0, time.UTC) }

// The golden file has each kind of mail in each language.
func TestWords(t *testing.T) {
	opened := Item{Mail: alert.Opened, Value: rat("412000"), Threshold: rat("450000"), Reference: rat("500000"), Since: day(26), Until: day(27)}
	north := opened
	north.Member = "Nord"
	over, ended := north, north
	over.Mail, over.Value = alert.Recovered, rat("455000")
	ended.Mail, ended.Member = alert.PeriodEnded, "Sud"
	level := Item{Mail: alert.Opened, Value: rat("0.268"), Threshold: rat("0.27"), Since: day(1), Until: day(1)}
	var b strings.Builder
	for _, tag := range []string{"en-GB", "fr-FR", "de-DE", "es-ES", "it-IT", "nl-NL", "pt-PT"} {
		l, err := locale.For(tag)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "# %s\n", tag)
		for _, c := range []struct {
			when  string
			unit  metric.Unit
			items []Item
		}{
			{"below 90 % of objective", metric.Currency, []Item{opened}},
			{"10 % below last year", metric.Currency, []Item{north}},
			{"50000 above previous", metric.Currency, []Item{north}},
			{"below last year", metric.Currency, []Item{north}},
			{"below 27 %", metric.Percent, []Item{level}},
			{"below 90 % of objective", metric.Currency, []Item{over}},
			{"below 90 % of objective", metric.Currency, []Item{over, ended, north}},
			{"below 90 % of objective", metric.Currency, []Item{over, ended}},
			{"below 90 % of objective", metric.Currency, []Item{north, north, over, north, north}},
		} {
			cond, err := alert.Parse(c.when)
			if err != nil {
				t.Fatal(err)
			}
			m := &metric.Metric{Unit: c.unit, Currency: "EUR", Decimals: map[bool]int{true: 1}[c.unit == metric.Percent]}
			doc := Document(l, Facts{Metric: "CA", Condition: cond, Items: c.items, Period: "en novembre 2026",
				Write: func(list ...*big.Rat) []string { return amount.DistinctTexts(l, m, list...) }})
			fmt.Fprintf(&b, "%s\n", doc.Subject)
			for _, card := range doc.Sections[0].Blocks[0].Cards.Cards {
				fmt.Fprintf(&b, "    %s: %s | %s %d", card.Label, card.Value, card.Status, card.StatusTone)
				for _, line := range card.Lines {
					fmt.Fprintf(&b, " | %s", line.Label)
				}
				b.WriteString("\n")
			}
		}
	}
	got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(b.String())
	if *update {
		if err := os.WriteFile("testdata/words.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/words.txt")
	if err != nil || string(want) != got {
		t.Errorf("the words are others (%v), see with -update:\n%s", err, got)
	}
}

// With a title in the YAML, the subject is the title and the preview has the figure.
func TestTitle(t *testing.T) {
	l, err := locale.For("fr")
	if err != nil {
		t.Fatal(err)
	}
	cond, err := alert.Parse("below 5")
	if err != nil {
		t.Fatal(err)
	}
	doc := Document(l, Facts{Title: "Visites en baisse", Metric: "Visites", Condition: cond, Items: []Item{{Mail: alert.Opened, Value: rat("3"), Threshold: rat("5"), Since: day(1)}},
		Write: func(list ...*big.Rat) []string { return amount.DistinctTexts(l, &metric.Metric{}, list...) }})
	if doc.Subject != "Alerte\u00a0: Visites en baisse" || doc.Preview != "Visites 3, sous le seuil de 5" {
		t.Errorf("%s, %s", doc.Subject, doc.Preview)
	}
}
