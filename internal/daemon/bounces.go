package daemon

import (
	"context"
	"time"

	"bilan/internal/bounce"
	"bilan/internal/clock"
)

// bouncesEvery is the interval between two reads of the bounces.
const bouncesEvery = time.Minute

// readBounces reads the folder mail: {bounces: …} at intervals until ctx ends. It has its own goroutine because the
// folder's disk may not respond.
func (d *Daemon) readBounces(ctx context.Context) {
	folder := bounce.NewFolder("")
	read := func() {
		if path := d.active().cfg.Mail.Bounces; path != folder.Path() {
			folder = bounce.NewFolder(path)
		}
		if err := d.noteBounces(ctx, folder); err != nil && ctx.Err() == nil {
			d.Log.Error("could not read bounces, trying again", "err", err)
		}
	}
	read()
	clock.Every(ctx, bouncesEvery, read)
}

// noteBounces assigns new notifications to their messages. The owners are told later, together with other messages that
// did not arrive.
func (d *Daemon) noteBounces(ctx context.Context, folder *bounce.Folder) error {
	if folder.Path() == "" {
		return nil
	}
	return folder.Read(func(n *bounce.Notification) error {
		list, err := n.Apply(ctx, d.Ledger, d.Now())
		for _, o := range list {
			d.logBounce(o)
		}
		return err
	})
}

func (d *Daemon) logBounce(o bounce.Outcome) {
	switch {
	case !o.Found:
		d.Log.Warn("bounce of a message that is not stored here", "to", o.Addresses, "status", o.Status, "reply", o.Diagnostic)
	case !o.Known:
		d.Log.Info("bounce", "report", o.Delivery.Key.Report, "slot", o.Delivery.Key.Slot, "to", o.Delivery.Address, "action", o.Action, "status", o.Status,
			"reply", o.Diagnostic, "suspended", o.Suspended)
	}
}
