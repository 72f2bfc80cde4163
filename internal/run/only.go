package run

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/member"
	"bilan/internal/nearest"
	"bilan/internal/plans"
)

// ProduceMembers makes the editions of the members that names lists, such as rep=R07 or team=Nord, and passes each to
// give. It works for any report, and for members who get no edition by the schedule.
func (p *Program) ProduceMembers(ctx context.Context, order plans.Order, names []string, give func(*Edition) error) error {
	dims, err := p.DimensionsOf(names)
	if err != nil {
		return err
	}
	order.Each = dims
	b, err := p.Burst(ctx, order)
	if err != nil {
		return err
	}
	list := make([]member.Member, len(names))
	for i, text := range names {
		if list[i], err = b.FindMember(text); err != nil {
			return err
		}
	}
	p.Begin("drawing the pages")
	return b.Each(ctx, list, give, nil)
}

// DimensionsOf returns the dimensions of the members that names lists, each once.
func (p *Program) DimensionsOf(names []string) ([]string, error) {
	var dims []string
	for _, text := range names {
		if _, err := strconv.Atoi(text); err == nil || text == "*" {
			continue
		}
		dim, key, ok := strings.Cut(text, "=")
		if dim = strings.TrimSpace(dim); !ok || key == "" {
			return nil, &plans.BadRequest{Err: fmt.Errorf("%q names no member (write rep=R07: a dimension and a key or name)", text)}
		}
		known := slices.Sorted(maps.Keys(p.Config.Dimensions))
		if !slices.Contains(known, dim) && p.Config.ChildDimension(dim) == "" {
			return nil, &plans.BadRequest{Err: fmt.Errorf("%q: no dimension is called %q (%s)", text, dim, nearest.Hint(dim, known))}
		}
		if p.Config.Dimensions[dim].Dataset == "" && p.Config.ChildDimension(dim) == "" {
			return nil, &plans.BadRequest{Err: fmt.Errorf("%q: the members of %q are not known (add dataset: and key: to dimensions.%s)", text, dim, dim)}
		}
		if !slices.Contains(dims, dim) {
			dims = append(dims, dim)
		}
	}
	return dims, nil
}

// FindMember returns the member that a text such as rep=R07 names, by key or by name.
func (b *Burst) FindMember(text string) (member.Member, error) {
	dim, name, _ := strings.Cut(text, "=")
	dim, name = strings.TrimSpace(dim), strings.TrimSpace(name)
	var found []member.Member
	var known []string
	for _, m := range b.Batch.Members(dim) {
		if m.Key == name {
			return m, nil
		}
		if strings.EqualFold(m.Label, name) {
			found = append(found, m)
		}
		known = append(known, m.Key)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return member.Member{}, &plans.BadRequest{Err: fmt.Errorf("no %s is called %q (%s)", dim, name, nearest.Hint(name, known))}
	}
	return member.Member{}, &plans.BadRequest{Err: fmt.Errorf("%d of %s are called %q: write the key of one of them", len(found), dim, name)}
}

// ChooseReaders returns the readers whose editions are made. An empty choice means all, and checks their number against
// expect:. Otherwise each item is "*" for all, a number for a sample of that size, or a member such as rep=R07.
func (b *Burst) ChooseReaders(choice []string) ([]member.Member, error) {
	readers := b.Readers()
	if len(choice) == 0 {
		return readers, b.CheckExpected()
	}
	var list []member.Member
	for _, text := range choice {
		switch n, err := strconv.Atoi(text); {
		case text == "*":
			return readers, nil
		case err == nil:
			list = append(list, sample(readers, n)...)
		default:
			m, err := b.FindMember(text)
			if err != nil {
				return nil, err
			}
			list = append(list, m)
		}
	}
	return list, nil
}

// SampleIDs returns the ids of n members that are spread evenly over a list.
func SampleIDs(list []member.Member, n int) map[string]bool {
	chosen := map[string]bool{}
	for _, m := range sample(list, n) {
		chosen[m.ID()] = true
	}
	return chosen
}

// sample returns n readers that are spread evenly over all, or all if there are fewer.
func sample(readers []member.Member, n int) []member.Member {
	n = min(n, len(readers))
	list := make([]member.Member, 0, n)
	for i := range n {
		at := i
		if n > 1 {
			at = i * (len(readers) - 1) / (n - 1)
		}
		list = append(list, readers[at])
	}
	return list
}
