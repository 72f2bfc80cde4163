package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/alarm"
	"bilan/internal/locale"
	"bilan/internal/maker"
)

func (a *app) alarmCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "alarm",
		Short: "Test the alarm: use the webhook and the command in alarm: of the YAML",
		Args:  cobra.NoArgs,
		RunE:  command(func(ctx context.Context, _ *cobra.Command, _ []string) error { return a.tryAlarm(ctx) }),
	}
}

func (a *app) tryAlarm(ctx context.Context) error {
	cfg, err := a.load()
	if err != nil {
		return err
	}
	ways := alarm.New(cfg.Alarm, maker.Environment())
	if ways.IsEmpty() {
		return errors.New("the YAML has no alarm: (add alarm: {webhook: …} or alarm: {command: […]})")
	}
	l, err := locale.For(cfg.Locale)
	if err != nil {
		return err
	}
	if err := ways.Send(ctx, alarm.Message{Kind: "trial", Since: a.Now(), Company: cfg.Company, Text: l.Word("alarm.trial")}); err != nil {
		return err
	}
	fmt.Fprintln(a.Stdout, "sent: check that it has arrived")
	return nil
}
