package metric

// Owners numbers the members who own the numbers in a book. It must be used by one goroutine only.
type Owners struct {
	ids  map[Owner]Whose
	list []Owner
}

// NewOwners are none yet.
func NewOwners() *Owners { return &Owners{ids: map[Owner]Whose{}} }

// Of is the number of a member, a new one where he has none yet.
func (o *Owners) Of(who Owner) Whose {
	id, ok := o.ids[who]
	if !ok {
		id = firstMember + Whose(len(o.list))
		o.list, o.ids[who] = append(o.list, who), id
	}
	return id
}

// Who returns the member who owns a number, and whether the number is compared with the whole. ok is false for a number
// that does not belong to a single member.
func (o *Owners) Who(w Whose) (who Owner, withWhole, ok bool) {
	at := w &^ withEveryone
	if at < firstMember {
		return who, w&withEveryone != 0, false
	}
	return o.list[at-firstMember], w&withEveryone != 0, true
}
