package session

import (
	"github.com/awsessentials/essentials/internal/similar"
	"path"
	"slices"
	"strings"
)

// A Partition is a separate part of AWS with its own accounts, regions and
// names: "aws", "aws-cn", "aws-us-gov" and others.
type Partition struct {
	ID        string // as in ARNs: arn:aws-cn:...
	DNSSuffix string // the end of its endpoints: amazonaws.com.cn
}

// partition is a partition with its regions. Regions belong to it by their prefix, so
// that one opened after this was written still has a partition.
type partition struct {
	Partition
	prefixes []string
	regions  []string
}

var partitions = []partition{
	{Partition{"aws-us-gov", "amazonaws.com"}, []string{"us-gov"}, []string{"us-gov-east-1", "us-gov-west-1"}},
	{Partition{"aws-iso", "c2s.ic.gov"}, []string{"us-iso"}, []string{"us-iso-east-1", "us-iso-west-1"}},
	{Partition{"aws-iso-b", "sc2s.sgov.gov"}, []string{"us-isob"}, []string{"us-isob-east-1", "us-isob-west-1"}},
	{Partition{"aws-iso-e", "cloud.adc-e.uk"}, []string{"eu-isoe"}, []string{"eu-isoe-west-1"}},
	{Partition{"aws-iso-f", "csp.hci.ic.gov"}, []string{"us-isof"}, []string{"us-isof-east-1", "us-isof-south-1"}},
	{Partition{"aws-eusc", "amazonaws.eu"}, []string{"eusc-de"}, []string{"eusc-de-east-1"}},
	{Partition{"aws-cn", "amazonaws.com.cn"}, []string{"cn"}, []string{"cn-north-1", "cn-northwest-1"}},
	{Partition{"aws", "amazonaws.com"}, []string{"us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"}, []string{
		"af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
		"ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
		"ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1",
		"eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
		"il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2",
		"us-west-1", "us-west-2",
	}},
}

func isPartition(id string) bool {
	for i := range partitions {
		if partitions[i].ID == id {
			return true
		}
	}
	return false
}

// isRegionWord reports whether s is the middle of a region's name. The name of every
// region so far is a prefix, one of these words and a number; a typo ("us-eats-1")
// seldom is.
func isRegionWord(s string) bool {
	switch s {
	case "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest":
		return true
	}
	return false
}

// isRegionNumber reports whether s is a number from 1 to 99 without leading zeros.
func isRegionNumber(s string) bool {
	return (len(s) == 1 || len(s) == 2) && s[0] != '0' && strings.Trim(s, "0123456789") == ""
}

// isHostLabel reports whether s can be part of a host name, as a region must.
func isHostLabel(s string) bool {
	return only("-", s) && len(s) <= 63 && !strings.Contains(s, "_") && s[0] != '-' && s[len(s)-1] != '-'
}

// PartitionOf returns the partition that a region belongs to. It knows
// partitions by the shape of their regions' names, so that it also answers for
// regions opened later. A name that fits none gives a [*RegionError].
//
// The SDK's names for what is not bound to a region ("aws-global") and for FIPS
// endpoints ("fips-us-gov-west-1") count as regions of their partition.
func PartitionOf(region string) (Partition, error) {
	plain := withoutFIPS(region)
	for i := range partitions {
		p := &partitions[i]
		if plain == p.ID+"-global" {
			return p.Partition, nil
		}
		for _, prefix := range p.prefixes {
			rest, ok := strings.CutPrefix(plain, prefix+"-")
			if !ok {
				continue
			}
			word, number, _ := strings.Cut(rest, "-")
			if isRegionWord(word) && isRegionNumber(number) {
				return p.Partition, nil
			}
		}
	}
	return Partition{}, &RegionError{Region: shown(region), Similar: similar.To(region, knownRegions(), 3)}
}

// withoutFIPS returns the region of one of the SDK's old names of FIPS endpoints.
func withoutFIPS(region string) string {
	return strings.TrimSuffix(strings.TrimPrefix(region, "fips-"), "-fips")
}

// knownRegions returns the regions of all partitions, sorted.
func knownRegions() []string {
	var all []string
	for i := range partitions {
		all = append(all, partitions[i].regions...)
	}
	slices.Sort(all)
	return all
}

// checkRegion returns an error for a region that cannot exist. With an endpoint other
// than AWS's, any name that fits into a host name is valid.
func (c *state) checkRegion(region setting) error {
	switch {
	case region.value == "":
		return &RegionError{}
	case c.anyRegion && isHostLabel(region.value):
		return nil
	}
	_, err := PartitionOf(region.value)
	if err != nil {
		err.(*RegionError).From = region.from
	}
	return err
}

// Regions lists the regions of the partition "aws" that this version knows and
// that match one of the patterns, as in path.Match: "eu-*", "us-west-?". Without
// a pattern it lists all. It makes no request and does not say which of them an
// account has enabled; opt-in regions are disabled by default (see [OptIn]). A pattern
// that matches none is a [*RegionError].
func Regions(patterns ...string) ([]string, error) { return regionsOf("aws", patterns) }

// Regions is [Regions] for the session's partition.
func (s *Session) Regions(patterns ...string) ([]string, error) {
	return regionsOf(s.Partition().ID, patterns)
}

func regionsOf(partition string, patterns []string) ([]string, error) {
	var known []string
	for i := range partitions {
		if partitions[i].ID == partition {
			known = slices.Sorted(slices.Values(partitions[i].regions))
		}
	}
	if len(patterns) == 0 {
		return known, nil
	}
	return MatchRegions(known, patterns...)
}

// OptIn reports whether a region has to be enabled by an account before it can
// be used, as all regions opened since March 2019 have to be. Regions that this
// version does not know are new, and opt-in.
func OptIn(region string) bool {
	for i := range partitions {
		if p := &partitions[i]; slices.Contains(p.regions, region) {
			return p.ID == "aws" && !slices.Contains(enabledRegions, region)
		}
	}
	p, err := PartitionOf(region)
	return err == nil && p.ID == "aws" && !strings.HasSuffix(region, "-global")
}

// enabledRegions are the regions of "aws" that are enabled in every account.
var enabledRegions = []string{
	"ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1",
	"eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
}

// MatchRegions returns those of a list of regions that match one of the patterns, as in
// path.Match, in the order of the list. A pattern that matches none is a
// [*RegionError].
func MatchRegions(regions []string, patterns ...string) ([]string, error) {
	keep := make([]bool, len(regions))
	for _, pattern := range patterns {
		matched := false
		for i, r := range regions {
			ok, err := path.Match(pattern, r)
			if err != nil {
				return nil, &RegionError{Region: shown(pattern), Reason: "is not a pattern of path.Match"}
			}
			if ok {
				keep[i], matched = true, true
			}
		}
		if !matched && pattern == "" {
			return nil, &RegionError{Reason: "pattern is empty"}
		}
		if !matched {
			like := similar.To(pattern, regions, 3)
			return nil, &RegionError{Region: shown(pattern), Similar: like, Reason: "matches no region" + didYouMean(like)}
		}
	}
	var out []string
	for i, r := range regions {
		if keep[i] {
			out = append(out, r)
		}
	}
	return out, nil
}
