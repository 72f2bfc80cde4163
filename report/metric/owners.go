package metric

// Owners numbers the members whose numbers a book holds. It is for one goroutine.
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

// Who is the member that a number is of, and whether it is set against the whole. ok is false of what is no single member's.
func (o *Owners) Who(w Whose) (who Owner, withWhole, ok bool) {
	at := w &^ withEveryone
	if at < firstMember {
		return who, w&withEveryone != 0, false
	}
	return o.list[at-firstMember], w&withEveryone != 0, true
}
