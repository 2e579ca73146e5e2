package ecsres

import (
	"context"
	"log/slog"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// ECS gives access to the resources of Amazon ECS in one account and region. It
// is safe for concurrent use. Its zero value makes no requests; use [Open] or
// [New].
type ECS struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*ecs.Options)) *ECS {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	e := New(ecs.NewFromConfig(cfg, optFns...))
	e.place = e.place.In(sess)
	return e
}

// New returns the resources that a client has access to. It makes no request.
func New(client *ecs.Client) *ECS {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &ECS{resources.NewPlace("ecs", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *ecs.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *ECS { return &ECS{resources.NewPlace("ecs", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (e *ECS) Client() *ecs.Client {
	client, _ := e.api().(*ecs.Client)
	return client
}

func (e *ECS) api() any {
	if e == nil {
		return nil
	}
	return e.place.API()
}

func (e *ECS) at() *resources.Place {
	if e == nil {
		return nil
	}
	return &e.place
}

// node holds what all resources have in common.
type node struct {
	service *ECS
	state   resources.State
}

// Service returns the ECS that the resource was made with.
func (n *node) Service() *ECS { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *ecs.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](e *ECS, operation string) (A, error) {
	api, ok := e.api().(A)
	if !ok {
		return api, e.at().Lacks(operation)
	}
	return api, nil
}

// tagMap returns tags as a map.
func tagMap(tags []types.Tag) map[string]string {
	m := make(map[string]string, len(tags))
	for _, t := range tags {
		m[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return m
}

// tagValue returns the value of a tag, or "".
func tagValue(tags []types.Tag, key string) string {
	for _, t := range tags {
		if aws.ToString(t.Key) == key {
			return aws.ToString(t.Value)
		}
	}
	return ""
}

// Service is a service of a cluster. Its Name may be its ARN, as in a listing.
// It is identified by its ClusterName and Name.
type Service struct {
	node
	ClusterName string
	Name        string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Service
}

// Service returns the service with these identifiers. It makes no request, and
// the service need not exist.
func (e *ECS) Service(clusterName, name string) *Service {
	return &Service{node: node{service: e}, ClusterName: clusterName, Name: name}
}

// Identity returns what identifies the service. It is comparable, and can be
// the key of a map.
func (s *Service) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("Service", "ClusterName", s.ClusterName, "Name", s.Name)
}

// String returns the type and the identifiers of the service.
func (s *Service) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *Service) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *Service) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "Service")
	}
	return s.service.at().Check(operation, "ClusterName", s.ClusterName, "Name", s.Name)
}

// Load reads Data (DescribeServices), unless it is set and not stale.
// Concurrent calls make one request.
func (s *Service) Load(ctx context.Context) error {
	if err := s.check("ecs.DescribeServices"); err != nil {
		return err
	}
	return resources.Load(ctx, "ecs.DescribeServices", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (DescribeServices).
func (s *Service) Reload(ctx context.Context) error {
	if err := s.check("ecs.DescribeServices"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ecs.DescribeServices", &s.state, &s.Data, s.fetch)
}

func (s *Service) fetch(ctx context.Context) (*types.Service, error) {
	out, err := s.service.describeServices(ctx, &ecs.DescribeServicesInput{Cluster: aws.String(s.ClusterName), Services: []string{s.Name}, Include: []types.ServiceField{types.ServiceFieldTags}})
	if err != nil {
		return nil, err
	}
	if data := serviceIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ecs.DescribeServices", s.Identity())
}

func serviceIn(out *ecs.DescribeServicesOutput) *types.Service {
	if out == nil || len(out.Services) == 0 {
		return nil
	}
	return &out.Services[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (s *Service) Tags() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	return tagMap(s.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (s *Service) Tag(key string) string {
	if s == nil || s.Data == nil {
		return ""
	}
	return tagValue(s.Data.Tags, key)
}

// CreateCluster creates a cluster (CreateCluster) and returns it.
func (e *ECS) CreateCluster(ctx context.Context, changes ...func(*ecs.CreateClusterInput)) (*Cluster, error) {
	in := &ecs.CreateClusterInput{}
	out, err := resources.Call(ctx, "ecs.CreateCluster", e.createCluster, in, changes)
	if err != nil {
		return nil, err
	}
	if out.Cluster == nil {
		return nil, resources.Without("ecs.CreateCluster", "Cluster")
	}
	return &Cluster{node: node{service: e}, Name: aws.ToString(out.Cluster.ClusterName), Data: out.Cluster}, nil
}

// RegisterTaskDefinition registers a revision of a family of task definitions
// (RegisterTaskDefinition) and returns the task definition.
func (e *ECS) RegisterTaskDefinition(ctx context.Context, family string, containerDefinitions []types.ContainerDefinition, changes ...func(*ecs.RegisterTaskDefinitionInput)) (*TaskDefinition, error) {
	in := &ecs.RegisterTaskDefinitionInput{Family: aws.String(family), ContainerDefinitions: containerDefinitions}
	out, err := resources.Call(ctx, "ecs.RegisterTaskDefinition", e.registerTaskDefinition, in, changes)
	if err != nil {
		return nil, err
	}
	if out.TaskDefinition == nil {
		return nil, resources.Without("ecs.RegisterTaskDefinition", "TaskDefinition")
	}
	return &TaskDefinition{node: node{service: e}, ARN: aws.ToString(out.TaskDefinition.TaskDefinitionArn), Data: out.TaskDefinition}, nil
}

// Clusters returns the clusters (ListClusters, and DescribeClusters for their
// Data, 100 a request).
func (e *ECS) Clusters() *Clusters {
	in := &ecs.ListClustersInput{}
	return newClusters(collections.Listed(e.clusterPage, in, e.clustersOf))
}

// clusterPage is a page of ListClusters, with what DescribeClusters says of
// what it lists.
type clusterPage struct {
	NextToken *string
	Clusters  []types.Cluster
}

func (e *ECS) clusterPage(ctx context.Context, in *ecs.ListClustersInput) (*clusterPage, error) {
	out, err := e.listClusters(ctx, in)
	if err != nil {
		return nil, err
	}
	page := &clusterPage{NextToken: out.NextToken}
	for names := range slices.Chunk(out.ClusterArns, 100) {
		described, err := e.describeClusters(ctx, &ecs.DescribeClustersInput{Clusters: names, Include: []types.ClusterField{types.ClusterFieldTags}})
		if err != nil {
			return nil, err
		}
		page.Clusters = append(page.Clusters, described.Clusters...)
	}
	return page, nil
}

// TaskDefinitions returns the task definitions (ListTaskDefinitions). The
// listing does not set Data: Load requests it for each.
func (e *ECS) TaskDefinitions() *TaskDefinitions {
	in := &ecs.ListTaskDefinitionsInput{}
	return newTaskDefinitions(collections.Listed(e.listTaskDefinitions, in, e.taskDefinitionsOf))
}

// Delete deletes the service (DeleteService).
func (s *Service) Delete(ctx context.Context, changes ...func(*ecs.DeleteServiceInput)) (*ecs.DeleteServiceOutput, error) {
	if err := s.check("ecs.DeleteService"); err != nil {
		return nil, err
	}
	in := &ecs.DeleteServiceInput{Cluster: aws.String(s.ClusterName), Service: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "ecs.DeleteService", s.service.deleteService, in, changes)
}

// Update updates the service (UpdateService). Data is stale afterwards.
func (s *Service) Update(ctx context.Context, changes ...func(*ecs.UpdateServiceInput)) (*ecs.UpdateServiceOutput, error) {
	if err := s.check("ecs.UpdateService"); err != nil {
		return nil, err
	}
	in := &ecs.UpdateServiceInput{Cluster: aws.String(s.ClusterName), Service: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "ecs.UpdateService", s.service.updateService, in, changes)
}

// Cluster returns the cluster of the service. It makes no request.
func (s *Service) Cluster() *Cluster {
	return &Cluster{node: node{service: s.service}, Name: s.ClusterName}
}

// TaskDefinition returns the task definition that Data names, or nil if there
// is no Data or it names none.
func (s *Service) TaskDefinition() *TaskDefinition {
	if s == nil || s.Data == nil || aws.ToString(s.Data.TaskDefinition) == "" {
		return nil
	}
	return &TaskDefinition{node: node{service: s.service}, ARN: aws.ToString(s.Data.TaskDefinition)}
}

// Tasks returns the tasks of the service (ListTasks, and DescribeTasks for
// their Data, 100 a request).
func (s *Service) Tasks() *Tasks {
	if err := s.check("ecs.ListTasks"); err != nil {
		return newTasks(collections.Refused(err))
	}
	in := &ecs.ListTasksInput{Cluster: aws.String(s.ClusterName), ServiceName: aws.String(s.Name)}
	return newTasks(collections.Listed(s.taskPage, in, s.tasksOf))
}

func (s *Service) tasksOf(out *taskPage) []any {
	count := len(out.Tasks)
	all, slab := make([]any, 0, count), make([]Task, count)
	for n := range out.Tasks {
		t := &slab[len(all)]
		t.service, t.ClusterName, t.ARN, t.Data = s.service, s.ClusterName, aws.ToString(out.Tasks[n].TaskArn), &out.Tasks[n]
		all = append(all, t)
	}
	return all
}

func (s *Service) taskPage(ctx context.Context, in *ecs.ListTasksInput) (*taskPage, error) {
	out, err := s.service.listTasks(ctx, in)
	if err != nil {
		return nil, err
	}
	page := &taskPage{NextToken: out.NextToken}
	for names := range slices.Chunk(out.TaskArns, 100) {
		described, err := s.service.describeTasks(ctx, &ecs.DescribeTasksInput{Cluster: aws.String(s.ClusterName), Tasks: names, Include: []types.TaskField{types.TaskFieldTags}})
		if err != nil {
			return nil, err
		}
		page.Tasks = append(page.Tasks, described.Tasks...)
	}
	return page, nil
}

// WaitUntilInactive waits until the service is inactive (DescribeServices). It
// sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (s *Service) WaitUntilInactive(ctx context.Context, opts waiters.Options) error {
	if err := s.check("ecs.ServicesInactive"); err != nil {
		return err
	}
	api, err := client[ecs.DescribeServicesAPIClient](s.service, "ecs.DescribeServices")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ecs.NewServicesInactiveWaiter(api), &ecs.DescribeServicesInput{Cluster: aws.String(s.ClusterName), Services: []string{s.Name}, Include: []types.ServiceField{types.ServiceFieldTags}}, opts)
	resources.Keep(&s.state, &s.Data, serviceIn(out))
	return err
}

// WaitUntilStable waits until the service is stable (DescribeServices). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (s *Service) WaitUntilStable(ctx context.Context, opts waiters.Options) error {
	if err := s.check("ecs.ServicesStable"); err != nil {
		return err
	}
	api, err := client[ecs.DescribeServicesAPIClient](s.service, "ecs.DescribeServices")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ecs.NewServicesStableWaiter(api), &ecs.DescribeServicesInput{Cluster: aws.String(s.ClusterName), Services: []string{s.Name}, Include: []types.ServiceField{types.ServiceFieldTags}}, opts)
	resources.Keep(&s.state, &s.Data, serviceIn(out))
	return err
}

// Services is a collection of services, as ListServices lists them. It makes no
// request until it is ranged over; see [collections.View].
type Services struct {
	collections.View[*Services, *ecs.ListServicesInput, *Service]
}

func newServices(e *collections.Erased) *Services {
	return &Services{collections.ViewOf[*Services, *ecs.ListServicesInput, *Service](e)}
}
