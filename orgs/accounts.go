package orgs

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

// A Query selects accounts. The zero value selects all that are active.
type Query struct {
	// Under keeps accounts below one of these organizational units, at any depth. A
	// unit is an ID ("ou-ab12-11111111", or a root's "r-ab12"), or the names from
	// the root to it ("Workloads/Prod"); one that does not exist is [ErrNoUnit]. It
	// costs two requests for each unit below and one for each level of a name,
	// instead of the listing of all accounts.
	Under []string

	// Tags keeps accounts that have all of these tags; an empty value matches any.
	// It costs one request for each account that the rest of the query keeps.
	Tags map[string]string

	// States keeps accounts in one of these states. Empty means ACTIVE.
	States []types.AccountState

	// Except excludes accounts, by their ID of 12 digits.
	Except []string
}

// ErrNoUnit is the class of errors for a unit of [Query.Under] that does not
// exist.
var ErrNoUnit = errors.New("no such organizational unit")

// Accounts returns the accounts of the organization that q selects, in the order
// of the service, each once. Nothing is requested before the range, and each
// range makes the requests again. An error comes once, last, with the zero
// account; a nil context or session and an invalid query are [awserr.ErrInvalid],
// before any request.
func Accounts(ctx context.Context, s *session.Session, q Query) iter.Seq2[types.Account, error] {
	q.Under, q.States, q.Except = slices.Clone(q.Under), slices.Clone(q.States), slices.Clone(q.Except)
	q.Tags = maps.Clone(q.Tags)
	if err := q.check(ctx, s, "orgs.Accounts"); err != nil {
		return func(yield func(types.Account, error) bool) { yield(types.Account{}, err) }
	}
	client := session.Client(s, organizations.NewFromConfig)
	return func(yield func(types.Account, error) bool) {
		seen := map[string]bool{} // one unit may be below another
		for a, err := range listed(ctx, client, q.Under) {
			keep := false
			if err == nil && q.keeps(a) && !seen[aws.ToString(a.Id)] {
				seen[aws.ToString(a.Id)] = true
				keep, err = hasTags(ctx, client, a, q.Tags)
			}
			switch {
			case err != nil:
				yield(types.Account{}, fmt.Errorf("orgs: accounts: %w", err))
				return
			case keep && !yield(a, nil):
				return
			}
		}
	}
}

// listed is every account of the organization, or of some of its units.
func listed(ctx context.Context, client *organizations.Client, under []string) iter.Seq2[types.Account, error] {
	if len(under) == 0 {
		return paginate.List[types.Account](ctx, client.ListAccounts, nil)
	}
	return func(yield func(types.Account, error) bool) {
		units, err := unitIDs(ctx, client, under)
		if err != nil {
			yield(types.Account{}, err)
			return
		}
		for len(units) > 0 {
			unit := units[0]
			units = units[1:]
			for a, err := range paginate.List[types.Account](ctx, client.ListAccountsForParent, &organizations.ListAccountsForParentInput{ParentId: &unit}) {
				if !yield(a, err) || err != nil {
					return
				}
			}
			for child, err := range children(ctx, client, unit) {
				if err != nil {
					yield(types.Account{}, err)
					return
				}
				units = append(units, aws.ToString(child.Id))
			}
		}
	}
}

// children are the units right below a parent.
func children(ctx context.Context, client *organizations.Client, parent string) iter.Seq2[types.OrganizationalUnit, error] {
	return paginate.List[types.OrganizationalUnit](ctx, client.ListOrganizationalUnitsForParent, &organizations.ListOrganizationalUnitsForParentInput{ParentId: &parent})
}

// Targets returns the accounts that q selects, each with every region, as
// [across.Targets] does, with the names of the accounts. role is how to enter an
// account, as in s.RoleIn("Audit"); nil is with the session itself. The requests
// are those of [Accounts].
func Targets(ctx context.Context, s *session.Session, q Query, regions []string, role func(account string) session.Role) ([]session.Target, error) {
	if err := q.check(ctx, s, "orgs.Targets"); err != nil {
		return nil, err
	}
	var targets []session.Target
	for a, err := range Accounts(ctx, s, q) {
		if err != nil {
			return nil, err
		}
		for _, t := range across.Targets([]string{aws.ToString(a.Id)}, regions, role) {
			t.Name = aws.ToString(a.Name)
			targets = append(targets, t)
		}
	}
	return targets, nil
}

// accountID is an account's ID.
var accountID = regexp.MustCompile(`^[0-9]{12}$`)

// check returns an error for an invalid query.
func (q Query) check(ctx context.Context, s *session.Session, operation string) error {
	switch {
	case ctx == nil:
		return awserr.Invalid(operation, "ctx", nil, "must be a context")
	case s == nil:
		return awserr.Invalid(operation, "s", nil, "must be a session")
	}
	for _, unit := range q.Under {
		if slices.Contains(strings.Split(strings.Trim(unit, "/"), "/"), "") {
			return awserr.Invalid(operation, "Query.Under", unit, `must be the ID of a unit, or names from the root, as in "Workloads/Prod"`)
		}
	}
	for key := range q.Tags {
		if key == "" {
			return awserr.Invalid(operation, "Query.Tags", key, "must not have an empty key")
		}
	}
	for _, account := range q.Except {
		if !accountID.MatchString(account) {
			return awserr.Invalid(operation, "Query.Except", account, "must be the 12 digits of an account's ID")
		}
	}
	return nil
}

// keeps reports whether q selects an account, by its fields in the listing.
func (q Query) keeps(a types.Account) bool {
	states := q.States
	if len(states) == 0 {
		states = []types.AccountState{types.AccountStateActive}
	}
	return slices.Contains(states, a.State) && !slices.Contains(q.Except, aws.ToString(a.Id))
}

func hasTags(ctx context.Context, client *organizations.Client, a types.Account, want map[string]string) (bool, error) {
	if len(want) == 0 {
		return true, nil
	}
	found := 0
	for tag, err := range paginate.List[types.Tag](ctx, client.ListTagsForResource, &organizations.ListTagsForResourceInput{ResourceId: a.Id}) {
		if err != nil {
			return false, err
		}
		if value, ok := want[aws.ToString(tag.Key)]; ok && (value == "" || value == aws.ToString(tag.Value)) {
			found++
		}
	}
	return found == len(want), nil
}

// unitIDs turns the names of units into IDs.
func unitIDs(ctx context.Context, client *organizations.Client, under []string) ([]string, error) {
	var ids []string
	var root string
	for _, unit := range under {
		if strings.HasPrefix(unit, "ou-") || strings.HasPrefix(unit, "r-") {
			ids = append(ids, unit)
			continue
		}
		if root == "" {
			out, err := client.ListRoots(ctx, &organizations.ListRootsInput{})
			if err != nil {
				return nil, fmt.Errorf("unit %q: %w", unit, err)
			}
			if len(out.Roots) == 0 {
				return nil, fmt.Errorf("%w: %q: the organization has no root", ErrNoUnit, unit)
			}
			root = aws.ToString(out.Roots[0].Id)
		}
		id := root
		for name := range strings.SplitSeq(strings.Trim(unit, "/"), "/") {
			next, err := childUnit(ctx, client, id, name)
			if err != nil {
				return nil, fmt.Errorf("unit %q: %w", unit, err)
			}
			if next == "" {
				return nil, fmt.Errorf("%w: %q: there is no %q", ErrNoUnit, unit, name)
			}
			id = next
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func childUnit(ctx context.Context, client *organizations.Client, parent, name string) (string, error) {
	for unit, err := range children(ctx, client, parent) {
		if err != nil {
			return "", err
		}
		if aws.ToString(unit.Name) == name {
			return aws.ToString(unit.Id), nil
		}
	}
	return "", nil
}
