package daemon

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/mailaddr"
	"bilan/internal/maker"
	"bilan/internal/review"
	"bilan/internal/run"
	"bilan/internal/timetable"
	"bilan/internal/versions"
	"bilan/report/correction"
)

// reviewOf returns who reviews a slot's edition before its readers get it. It returns nil if nobody does, for a draft,
// and for addresses given by hand.
func (g *generation) reviewOf(s ledger.Slot, to run.Audience, now time.Time) *run.Review {
	r := g.cfg.Reports[s.Report].Release
	if len(r.By) == 0 || s.Kind == ledger.Address || !to.All && len(to.To) == 0 {
		return nil
	}
	return &run.Review{By: r.By, Until: now.Add(r.Within), Send: r.Else == "send", Turn: s.Key.Slot}
}

// askReviewers makes an edition's messages wait for the review, and queues the mails to the reviewers. It does nothing
// if r is nil.
func (g *generation) askReviewers(out *ledger.Outcome, s ledger.Slot, r *run.Review, m *maker.Made, now time.Time) {
	if r == nil {
		return
	}
	withhold(out, s, review.Review{Hash: m.DistributionHash, Until: r.Until, ReleaseUnanswered: r.Send, Asked: now})
	for _, address := range r.By {
		out.Notices = append(out.Notices, ledger.Delivery{
			Address: mailaddr.Bare(address), Sender: g.cfg.Mail.Sender(), Role: "to", Name: "review-" + strings.TrimSuffix(m.FileName, ".pdf"), MessageID: m.ReviewID,
			Raw: m.Review, Purpose: ledger.ForReview, Dedupe: ledger.NoticeKey(s.Key, "review "+mailaddr.Bare(address)), Key: s.Key,
		})
	}
}

// withhold makes a turn's messages wait for a review. The review is stored in the transaction that ends the turn.
func withhold(out *ledger.Outcome, s ledger.Slot, asked review.Review) {
	out.Withhold = true
	along := out.Along
	out.Along = func(ctx context.Context, t ledger.Tx) error {
		if along != nil {
			if err := along(ctx, t); err != nil {
				return err
			}
		}
		return review.Ask(ctx, t, s.ID, asked)
	}
}

// replaceEarlier returns what to do in the transaction that stores a correction: end the earlier versions of the turn, and
// the reviews of those that were not released.
func (d *Daemon) replaceEarlier(s ledger.Slot, c *correction.Correction, made bool) func(context.Context, ledger.Tx) error {
	end := versions.Replace(s, c, made)
	return func(ctx context.Context, t ledger.Tx) error {
		if err := end(ctx, t); err != nil || c == nil || !made {
			return err
		}
		return review.Replace(ctx, t, s.Key, c.Version, d.Now())
	}
}

// endReviews ends the reviews that nobody answered in time.
func (d *Daemon) endReviews(ctx context.Context, g *generation) error {
	list, err := review.Waiting(ctx, d.Ledger)
	var errs []error
	for _, r := range list {
		if r.Decision == review.Undecided && !d.Now().Before(r.Until) {
			errs = append(errs, d.endReview(ctx, g, r))
		}
	}
	return errors.Join(append(errs, err)...)
}

// endReview ends a review that nobody answered in time. If the report is then sent unreviewed, the reviewers' time
// counts from the arrival of their mail; if their mail reached none of them, the report stays held.
func (d *Daemon) endReview(ctx context.Context, g *generation, r review.Review) error {
	decision := review.Expired
	if r.ReleaseUnanswered {
		began, err := d.reviewSince(ctx, r)
		if err != nil || !began.IsZero() && d.Now().Before(began.Add(r.Until.Sub(r.Asked))) {
			return err
		}
		if !began.IsZero() {
			decision = review.Released
		}
	}
	_, err := review.Decide(ctx, d.Ledger, r.Key, decision, "", "nobody", "nobody answered in time", d.Now())
	if errors.Is(err, review.ErrDecided) { // decided meanwhile by another replica or a person
		return nil
	}
	if err != nil {
		return err
	}
	d.Log.Info("review is over", "report", r.Report, "slot", r.Slot, "decision", decision)
	if decision == review.Released {
		return nil
	}
	return d.Ledger.Notify(ctx, g.Unreleased(d.Now(), r.Key)...)
}

// reviewSince returns when the first reviewer got the mail that asks for the review, or now if the mail is still on
// its way. It returns the zero time if the mail reached none of them.
func (d *Daemon) reviewSince(ctx context.Context, r review.Review) (began time.Time, err error) {
	list, err := d.Ledger.NoticesOf(ctx, r.Report, r.Slot)
	list = slices.DeleteFunc(list, func(m ledger.Delivery) bool { return m.Purpose != ledger.ForReview || m.Key != r.Key })
	if err != nil || len(list) == 0 {
		return r.Asked, err
	}
	for _, m := range list {
		at := time.Time{}
		switch {
		case m.State == ledger.Sent:
			at = m.SentAt
		case m.State == ledger.Uncertain:
			at = r.Asked
		case !m.State.Final():
			at = d.Now()
		}
		if !at.IsZero() && (began.IsZero() || at.Before(began)) {
			began = at
		}
	}
	return began, nil
}

// RefusalLetter returns the mail that tells a report's owner that a reviewer refused it.
func RefusalLetter(cfg *config.Config, now time.Time, k ledger.Key, by, why string) ([]ledger.Delivery, error) {
	t := timetable.New(cfg)
	w := &letter.Writer{Config: cfg, Zone: t.ZoneOf}
	return w.Refused(now, k, by, why), nil
}
