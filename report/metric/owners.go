package metric

// Owners numbers the members who own the numbers in a book. It must be used by one goroutine only.
type Owners struct {
	ids  map[Owner]Whose
	list []Owner
}

// NewOwners returns Owners without members.
func NewOwners() *Owners { return &Owners{ids: map[Owner]Whose{}} }

// Number returns the number of a member. It gives him a new one if he has none yet.
func (o *Owners) Number(who Owner) Whose {
	id, ok := o.ids[who]
	if !ok {
		id = firstMember + Whose(len(o.list))
		o.list, o.ids[who] = append(o.list, who), id
	}
	return id
}

// OwnerOf returns the member whom w stands for, and whether w also includes the total, because a number was compared
// with it. ok is false if w does not stand for a single member.
func (o *Owners) OwnerOf(w Whose) (who Owner, withWhole, ok bool) {
	at := w &^ withEveryone
	if at < firstMember {
		return who, w&withEveryone != 0, false
	}
	return o.list[at-firstMember], w&withEveryone != 0, true
}
