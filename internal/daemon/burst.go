package daemon

import (
	"cmp"
	"context"
	"strings"

	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/settlement"
)

// makeReport has the maker make a report. If the report has an edition per member, it stages each edition when it is
// made. staged is the number of messages of these editions.
func (d *Daemon) makeReport(ctx context.Context, g *generation, t maker.Task, job ledger.Job, left *settlement.Left) (product *maker.Product, staged int, err error) {
	each, ok := g.maker.(maker.EditionsMaker)
	if !ok || len(t.Members) == 0 && (!g.cfg.Reports[t.Report].PerMember() && len(t.Corrects.Members()) == 0 || !t.Audience.All) {
		product, err = g.maker.Make(ctx, t)
		return product, 0, err
	}
	product, err = each.MakeEach(ctx, t, func(m *maker.Made) error {
		made := g.ledgerEdition(job.Slot, m)
		left.MarkSent(job.Slot.Due, made.Deliveries)
		staged += len(made.Deliveries)
		return job.Stage(ctx, made)
	})
	return product, staged, err
}

// ledgerEdition returns a made edition and its deliveries in the ledger's types.
func (g *generation) ledgerEdition(s ledger.Slot, m *maker.Made) ledger.Made {
	made := ledger.Made{Row: m.Row, Edition: ledger.Edition{
		PeriodID: m.PeriodID, PDF: m.PDF, Figures: m.Figures, Record: m.Record, Subject: m.Subject, FileName: m.FileName, Banner: m.Banner,
		Draft: g.cfg.Reports[s.Report].State == "draft", Batch: m.Batch, Distribution: m.Distribution,
	}, Body: m.Body}
	for _, msg := range m.Messages {
		made.Deliveries = append(made.Deliveries, ledger.Delivery{
			Address: msg.Address, Sender: g.cfg.Mail.Sender(), Role: cmp.Or(msg.Role, g.role(s, msg.Address)), Name: strings.TrimSuffix(m.FileName, ".pdf"),
			MessageID: msg.MessageID, Head: msg.Head, Purpose: ledger.ForReport,
		})
	}
	return made
}
