package run

import (
	"fmt"

	"bilan/internal/member"
	"bilan/internal/plans"
)

// CorrectedMembers returns the members whose editions this burst corrects. It returns an error if one of them is no
// longer in the data.
func (b *Burst) CorrectedMembers() (list []member.Member, err error) {
	for _, row := range b.Plan.Corrects.Members() {
		m, ok := b.byID(row)
		if !ok {
			return nil, &plans.BadRequest{Err: fmt.Errorf("%s has an edition, but the data no longer has a member with that key: its correction cannot be made", row)}
		}
		list = append(list, m)
	}
	return list, nil
}

func (b *Burst) byID(id string) (member.Member, bool) {
	for _, m := range b.Members {
		if m.ID() == id {
			return m, true
		}
	}
	return member.Member{}, false
}

// ChangedMembers returns those members of list whose new edition would differ from the one that they have. all says the
// same of the edition of all. It draws nothing.
func (b *Burst) ChangedMembers(list []member.Member) (changed []member.Member, all bool, err error) {
	for _, m := range list {
		part := b.Part(m)
		e := &Edition{Batch: b.Batch, Part: part, witness: b.witness(part)}
		d, err := e.difference(b.Plan.Corrects)
		if err != nil {
			return nil, false, err
		}
		if d.HasChanges() {
			changed = append(changed, m)
		}
	}
	d, err := (&Edition{Batch: b.Batch}).difference(b.Plan.Corrects)
	return changed, d != nil && d.HasChanges(), err
}
