package orgs

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/session"
)

// EnabledRegions returns the regions that the session's account has enabled, by
// choice or by default, sorted. With patterns, as of [session.MatchRegions]
// ("us-*"), it returns those that match one. It costs one request to Account
// Management for every 50 regions. A nil context or session is
// [awserr.ErrInvalid].
func EnabledRegions(ctx context.Context, s *session.Session, patterns ...string) ([]string, error) {
	switch {
	case ctx == nil:
		return nil, awserr.Invalid("orgs.EnabledRegions", "ctx", nil, "must be a context")
	case s == nil:
		return nil, awserr.Invalid("orgs.EnabledRegions", "s", nil, "must be a session")
	}
	client := session.Client(s, account.NewFromConfig)
	in := &account.ListRegionsInput{
		MaxResults:              aws.Int32(50), // the most that the operation takes
		RegionOptStatusContains: []types.RegionOptStatus{types.RegionOptStatusEnabled, types.RegionOptStatusEnabledByDefault},
	}
	var regions []string
	for r, err := range paginate.List[types.Region](ctx, client.ListRegions, in) {
		if err != nil {
			return nil, fmt.Errorf("orgs: enabled regions: %w", err)
		}
		regions = append(regions, aws.ToString(r.RegionName))
	}
	slices.Sort(regions)
	if len(patterns) == 0 {
		return regions, nil
	}
	return session.MatchRegions(regions, patterns...)
}
