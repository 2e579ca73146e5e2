package route53res

import (
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Record is the records of one name and type in a zone. Those of a routing
// policy have a SetID; it is "" for others. It is identified by its ZoneID,
// Name, Type and SetID.
type Record struct {
	node
	ZoneID string
	Name   string
	Type   string
	SetID  string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.ResourceRecordSet
}

// Record returns the record with these identifiers. It makes no request, and
// the record need not exist.
func (r *Route53) Record(zoneID, name, typ, setID string) *Record {
	return &Record{node: node{service: r}, ZoneID: zoneID, Name: name, Type: typ, SetID: setID}
}

// Identity returns what identifies the record. It is comparable, and can be the
// key of a map.
func (r *Record) Identity() resources.Identity {
	if r == nil {
		return resources.Identity{}
	}
	return r.service.at().Identity("Record", "ZoneID", r.ZoneID, "Name", r.Name, "Type", r.Type, "SetID", r.SetID)
}

// String returns the type and the identifiers of the record.
func (r *Record) String() string { return r.Identity().String() }

// LogValue implements slog.LogValuer.
func (r *Record) LogValue() slog.Value { return r.Identity().LogValue() }

// Zone returns the zone of the record. It makes no request.
func (r *Record) Zone() *Zone {
	return &Zone{node: node{service: r.service}, ID: r.ZoneID}
}

// Records is a collection of records, as ListResourceRecordSets lists them. It
// makes no request until it is ranged over; see [collections.View].
type Records struct {
	collections.View[*Records, *route53.ListResourceRecordSetsInput, *Record]
}

func newRecords(e *collections.Erased) *Records {
	return &Records{collections.ViewOf[*Records, *route53.ListResourceRecordSetsInput, *Record](e)}
}
