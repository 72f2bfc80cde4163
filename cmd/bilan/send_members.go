package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"bilan/internal/plans"
	"bilan/internal/progress"
	"bilan/internal/run"
	"bilan/internal/usage"
)

// membersOptions are those of a report with editions of members.
type membersOptions struct {
	plan, csv, json, allMembers bool
	sample                      int
	only                        []string
}

func (o *membersOptions) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.plan, "plan", false, "make and prove everything, send nothing, and say who would get what, with the sums and a hash")
	cmd.Flags().BoolVar(&o.csv, "csv", false, "with --plan: as CSV")
	cmd.Flags().BoolVar(&o.json, "json", false, "with --plan: as JSON")
	cmd.Flags().IntVar(&o.sample, "sample", 0, "send `N` editions of members, to the owner or to --to")
	cmd.Flags().StringArrayVar(&o.only, "only", nil, "send the edition of one `MEMBER`, rep=R07 or team=Nord, to the owner or to --to; of any report")
	cmd.Flags().BoolVar(&o.allMembers, "all-members", false, "send the editions of all members to the owner or to --to")
	for _, mine := range []string{"sample", "only", "all-members"} {
		usage.Exclusive(cmd, mine, "all")
		usage.Exclusive(cmd, mine, "again")
		usage.Exclusive(cmd, mine, "plan")
	}
	usage.Exclusive(cmd, "plan", "to")
	usage.Exclusive(cmd, "csv", "json")
	usage.Exclusive(cmd, "sample", "all-members")
}

// members are whose editions somebody wants to see, as a turn names them.
func (o *membersOptions) members() []string {
	list := o.only
	if o.allMembers {
		list = append(list[:len(list):len(list)], "*")
	}
	if o.sample > 0 {
		list = append(list[:len(list):len(list)], strconv.Itoa(o.sample))
	}
	return list
}

// planned prints who would get what.
func (a *app) planned(ctx context.Context, p *run.Program, name string, o sendOptions) error {
	shown := progress.New(a.Stderr)
	defer shown.Stop()
	p.Stage = shown.Stage
	d, err := p.Plan(ctx, plans.Order{Report: name, Period: o.period, Anyway: o.anyway})
	shown.Stop()
	if err != nil {
		return err
	}
	return d.Write(a.Stdout, o.format())
}

func (o *membersOptions) format() string {
	switch {
	case o.csv:
		return "csv"
	case o.json:
		return "json"
	}
	return "table"
}
