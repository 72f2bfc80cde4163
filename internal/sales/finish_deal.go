package sales

import (
	"fmt"
	"strings"

	"bilan/internal/table"
)

// finishQuotes keeps the last revision of each quote, and adds its outcome and the outcome's day.
func (b *builder) finishQuotes() {
	if b.has("revision_of") {
		b.addStep("select * from $last where id not in (select revision_of from $last where revision_of is not null)")
		b.addStep("select * from $last qualify row_number() over (partition by coalesce(revision_of, id) order by created desc, id desc) = 1 or revision_of is null")
	}
	expiry := fmt.Sprintf("created + %d", b.m.quoteExpiryDays())
	if b.has("valid") {
		expiry = "coalesce(valid, " + expiry + ")"
	}
	decided := "created"
	if b.has("decided") {
		decided = "coalesce(decided, created)"
	}
	refused := "false"
	if list := b.e.Lists["refused"]; list != nil {
		refused = inListSQL("status", list)
	}
	b.addStep("select *, %s as __expiry, case when %s then 'accepted' when %s then 'refused' when %[1]s < :today then 'expired' end as outcome from $last",
		expiry, inListSQL("status", b.e.Lists["accepted"]), refused)
	decidedSQL := fmt.Sprintf("case when outcome in ('accepted', 'refused') then %s when outcome = 'expired' then __expiry end as decided", decided)
	if b.has("decided") {
		b.addStep("select * exclude (__expiry) replace (%s) from $last", decidedSQL)
	} else {
		b.addStep("select * exclude (__expiry), %s from $last", decidedSQL)
	}
	b.addColumns("decided", "outcome")
}

func (m *Model) quoteExpiryDays() int {
	if n := m.Mapping.Definitions.QuoteExpires; n > 0 {
		return n
	}
	return 90
}

// finishDeals adds each deal's state (open, won or lost), the number of its stage, its label, the day on which it
// closed, and whether it is overdue.
func (b *builder) finishDeals() {
	lost := "false"
	if list := b.e.Lists["lost"]; list != nil {
		lost = inListSQL("stage", list)
	}
	b.addStep("select *, case when %s then 'won' when %s then 'lost' when %s then 'open' end as state from $last", inListSQL("stage", b.e.Lists["won"]), lost,
		inListSQL("stage", b.e.Lists["stages"]))
	b.addColumns("state")
	b.addStep("select *, case %s end as stage_no from $last", b.stageBranches())
	b.addColumns("stage_no")
	var labelColumns []string
	for _, c := range []string{"name", "customer_name", "id"} {
		if b.has(c) {
			labelColumns = append(labelColumns, table.Ident(c))
		}
	}
	b.addStep("select *, coalesce(%s) as label from $last", strings.Join(labelColumns, ", "))
	b.addColumns("label")
	closed := ""
	switch {
	case b.has("closed") && b.has("close"):
		closed = "coalesce(closed, close)"
	case b.has("closed"):
		closed = "closed"
	case b.has("close"):
		closed = "close"
	}
	if closed != "" {
		closedSQL := "case when state in ('won', 'lost') then " + closed + " end as closed"
		if b.has("closed") {
			b.addStep("select * replace (%s) from $last", closedSQL)
		} else {
			b.addStep("select *, %s from $last", closedSQL)
		}
		b.addColumns("closed")
	}
	if b.has("close") {
		b.addStep("select *, state = 'open' and coalesce(close < :today, false) as overdue from $last")
		b.addColumns("overdue")
	}
	kept := b.columns[:0:0]
	for _, c := range b.columns {
		if !strings.HasPrefix(c, enteredRole("")) {
			kept = append(kept, c)
		}
	}
	b.columns = kept
}

// stageBranches returns the branches of a SQL CASE that gives each open stage its place in 'stages', from 1.
func (b *builder) stageBranches() string {
	var parts []string
	for i, stage := range b.e.Lists["stages"] {
		parts = append(parts, fmt.Sprintf("when %s then %d", inListSQL("stage", []string{stage}), i+1))
	}
	return strings.Join(parts, " ")
}

// finishHistory adds the day on which a deal left a stage: its next stage's, if the CRM does not have it.
func (b *builder) finishHistory() {
	next := "lead(entered) over (partition by deal order by entered)"
	if b.has("left") {
		b.addStep(`select * replace (coalesce("left", %s) as "left") from $last`, next)
		return
	}
	b.addStep(`select *, %s as "left" from $last`, next)
	b.addColumns("left")
}

// historyFromEntered makes a stage history from the columns of deals that hold the day on which a deal entered each
// stage.
func (b *builder) historyFromEntered() {
	b.e = b.m.entities["deals"]
	var parts []string
	for _, r := range b.e.Roles {
		if stage, ok := strings.CutPrefix(r.Name, enteredRole("")); ok {
			parts = append(parts, fmt.Sprintf("select nullif(trim(cast(id as varchar)), '') as deal, %s as stage, cast(%s as date) as entered from %s",
				table.Literal(stage), table.Ident(r.Name), table.Ident(StagedDataset(b.e, Dataset("deals")))))
		}
	}
	b.datasetOf("deals") // so that the deals' rows are staged
	b.steps = []string{"select * from (" + strings.Join(parts, " union all ") + ") where entered is not null"}
	b.columns = []string{"deal", "stage", "entered"}
	b.finishHistory()
}
