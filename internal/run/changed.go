package run

import (
	"fmt"

	"bilan/internal/member"
	"bilan/internal/plans"
)

// Having are the members who have an edition that this burst corrects. Its error names one whom the data does not know any more.
func (b *Burst) Having() (list []member.Member, err error) {
	for _, row := range b.Plan.Corrects.Rows() {
		m, ok := b.byID(row)
		if !ok {
			return nil, &plans.BadRequest{Err: fmt.Errorf("%s has an edition, and the data knows nobody of that key any more: its correction cannot be made", row)}
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

// Differing are those of some members whose edition would differ from the one that they have, and whether that of all would. Nothing is drawn.
func (b *Burst) Differing(list []member.Member) (changed []member.Member, whole bool, err error) {
	for _, m := range list {
		part := b.Part(m)
		e := &Edition{Batch: b.Batch, Part: part, witness: b.witness(part)}
		d, err := e.difference(b.Plan.Corrects)
		if err != nil {
			return nil, false, err
		}
		if d.Any() {
			changed = append(changed, m)
		}
	}
	d, err := (&Edition{Batch: b.Batch}).difference(b.Plan.Corrects)
	return changed, d != nil && d.Any(), err
}
