package orgs

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"

	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/session"
)

// EnabledRegions lists the regions that the session's account has enabled, by
// itself or by default, sorted, and of those the ones that match a pattern, as in
// [session.MatchRegions]: "us-*". Without a pattern it lists all. It costs one
// request to Account Management for every 50 regions.
func EnabledRegions(ctx context.Context, s *session.Session, patterns ...string) ([]string, error) {
	client := session.Client(s, account.NewFromConfig)
	pages := paginate.Op(client.ListRegions, &account.ListRegionsInput{
		MaxResults:              aws.Int32(50), // the most that the operation takes
		RegionOptStatusContains: []types.RegionOptStatus{types.RegionOptStatusEnabled, types.RegionOptStatusEnabledByDefault},
	})
	var regions []string
	for r, err := range paginate.Items(ctx, pages, func(out *account.ListRegionsOutput) []types.Region { return out.Regions }) {
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
