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
)

// Cluster is a cluster. Its Name may be its ARN. It is identified by its Name.
type Cluster struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Cluster
}

// Cluster returns the cluster with a name. It makes no request, and the cluster
// need not exist.
func (e *ECS) Cluster(name string) *Cluster {
	return &Cluster{node: node{service: e}, Name: name}
}

// Identity returns what identifies the cluster. It is comparable, and can be
// the key of a map.
func (c *Cluster) Identity() resources.Identity {
	if c == nil {
		return resources.Identity{}
	}
	return c.service.at().Identity("Cluster", "Name", c.Name)
}

// String returns the type and the identifiers of the cluster.
func (c *Cluster) String() string { return c.Identity().String() }

// LogValue implements slog.LogValuer.
func (c *Cluster) LogValue() slog.Value { return c.Identity().LogValue() }

func (c *Cluster) check(operation string) error {
	if c == nil {
		return resources.Nil(operation, "Cluster")
	}
	return c.service.at().Check(operation, "Name", c.Name)
}

// Load reads Data (DescribeClusters), unless it is set and not stale.
// Concurrent calls make one request.
func (c *Cluster) Load(ctx context.Context) error {
	if err := c.check("ecs.DescribeClusters"); err != nil {
		return err
	}
	return resources.Load(ctx, "ecs.DescribeClusters", &c.state, &c.Data, c.fetch)
}

// Reload reads Data again (DescribeClusters).
func (c *Cluster) Reload(ctx context.Context) error {
	if err := c.check("ecs.DescribeClusters"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ecs.DescribeClusters", &c.state, &c.Data, c.fetch)
}

func (c *Cluster) fetch(ctx context.Context) (*types.Cluster, error) {
	out, err := c.service.describeClusters(ctx, &ecs.DescribeClustersInput{Clusters: []string{c.Name}, Include: []types.ClusterField{types.ClusterFieldTags}})
	if err != nil {
		return nil, err
	}
	if data := clusterIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ecs.DescribeClusters", c.Identity())
}

func clusterIn(out *ecs.DescribeClustersOutput) *types.Cluster {
	if len(out.Clusters) == 0 {
		return nil
	}
	return &out.Clusters[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (c *Cluster) Tags() map[string]string {
	if c == nil || c.Data == nil {
		return nil
	}
	return tagMap(c.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (c *Cluster) Tag(key string) string {
	if c == nil || c.Data == nil {
		return ""
	}
	return tagValue(c.Data.Tags, key)
}

// CreateService creates a service in the cluster (CreateService) and returns
// it. Data is stale afterwards.
func (c *Cluster) CreateService(ctx context.Context, serviceName string, changes ...func(*ecs.CreateServiceInput)) (*Service, error) {
	if err := c.check("ecs.CreateService"); err != nil {
		return nil, err
	}
	in := &ecs.CreateServiceInput{Cluster: aws.String(c.Name), ServiceName: aws.String(serviceName)}
	out, err := resources.Act(ctx, &c.state, "ecs.CreateService", c.service.createService, in, changes)
	if err != nil {
		return nil, err
	}
	if out.Service == nil {
		return nil, resources.Without("ecs.CreateService", "Service")
	}
	return &Service{node: node{service: c.service}, ClusterName: c.Name, Name: aws.ToString(out.Service.ServiceName), Data: out.Service}, nil
}

// Delete deletes the cluster (DeleteCluster).
func (c *Cluster) Delete(ctx context.Context, changes ...func(*ecs.DeleteClusterInput)) (*ecs.DeleteClusterOutput, error) {
	if err := c.check("ecs.DeleteCluster"); err != nil {
		return nil, err
	}
	in := &ecs.DeleteClusterInput{Cluster: aws.String(c.Name)}
	return resources.Act(ctx, &c.state, "ecs.DeleteCluster", c.service.deleteCluster, in, changes)
}

// RunTask starts tasks in the cluster (RunTask); see [Cluster.Run]. Data is
// stale afterwards.
func (c *Cluster) RunTask(ctx context.Context, taskDefinition string, changes ...func(*ecs.RunTaskInput)) (*ecs.RunTaskOutput, error) {
	if err := c.check("ecs.RunTask"); err != nil {
		return nil, err
	}
	in := &ecs.RunTaskInput{Cluster: aws.String(c.Name), TaskDefinition: aws.String(taskDefinition)}
	return resources.Act(ctx, &c.state, "ecs.RunTask", c.service.runTask, in, changes)
}

// Service returns the service of the cluster with a name. It makes no request.
func (c *Cluster) Service(name string) *Service {
	return &Service{node: node{service: c.service}, ClusterName: c.Name, Name: name}
}

// Task returns the task of the cluster with an ARN. It makes no request.
func (c *Cluster) Task(arn string) *Task {
	return &Task{node: node{service: c.service}, ClusterName: c.Name, ARN: arn}
}

// Services returns the services of the cluster (ListServices, and
// DescribeServices for their Data, 10 a request).
func (c *Cluster) Services() *Services {
	if err := c.check("ecs.ListServices"); err != nil {
		return newServices(collections.Refused(err))
	}
	in := &ecs.ListServicesInput{Cluster: aws.String(c.Name)}
	return newServices(collections.Listed(c.servicePage, in, c.servicesOf))
}

func (c *Cluster) servicesOf(out *servicePage) []any {
	count := len(out.Services)
	all, slab := make([]any, 0, count), make([]Service, count)
	for n := range out.Services {
		s := &slab[len(all)]
		s.service, s.ClusterName, s.Name, s.Data = c.service, c.Name, aws.ToString(out.Services[n].ServiceName), &out.Services[n]
		all = append(all, s)
	}
	return all
}

// servicePage is a page of ListServices, with what DescribeServices says of
// what it lists.
type servicePage struct {
	NextToken *string
	Services  []types.Service
}

func (c *Cluster) servicePage(ctx context.Context, in *ecs.ListServicesInput) (*servicePage, error) {
	out, err := c.service.listServices(ctx, in)
	if err != nil {
		return nil, err
	}
	page := &servicePage{NextToken: out.NextToken}
	for names := range slices.Chunk(out.ServiceArns, 10) {
		described, err := c.service.describeServices(ctx, &ecs.DescribeServicesInput{Cluster: aws.String(c.Name), Services: names, Include: []types.ServiceField{types.ServiceFieldTags}})
		if err != nil {
			return nil, err
		}
		page.Services = append(page.Services, described.Services...)
	}
	return page, nil
}

// Tasks returns the tasks of the cluster (ListTasks, and DescribeTasks for
// their Data, 100 a request).
func (c *Cluster) Tasks() *Tasks {
	if err := c.check("ecs.ListTasks"); err != nil {
		return newTasks(collections.Refused(err))
	}
	in := &ecs.ListTasksInput{Cluster: aws.String(c.Name)}
	return newTasks(collections.Listed(c.taskPage, in, c.tasksOf))
}

func (c *Cluster) tasksOf(out *taskPage) []any {
	count := len(out.Tasks)
	all, slab := make([]any, 0, count), make([]Task, count)
	for n := range out.Tasks {
		t := &slab[len(all)]
		t.service, t.ClusterName, t.ARN, t.Data = c.service, c.Name, aws.ToString(out.Tasks[n].TaskArn), &out.Tasks[n]
		all = append(all, t)
	}
	return all
}

// taskPage is a page of ListTasks, with what DescribeTasks says of what it
// lists.
type taskPage struct {
	NextToken *string
	Tasks     []types.Task
}

func (c *Cluster) taskPage(ctx context.Context, in *ecs.ListTasksInput) (*taskPage, error) {
	out, err := c.service.listTasks(ctx, in)
	if err != nil {
		return nil, err
	}
	page := &taskPage{NextToken: out.NextToken}
	for names := range slices.Chunk(out.TaskArns, 100) {
		described, err := c.service.describeTasks(ctx, &ecs.DescribeTasksInput{Cluster: aws.String(c.Name), Tasks: names, Include: []types.TaskField{types.TaskFieldTags}})
		if err != nil {
			return nil, err
		}
		page.Tasks = append(page.Tasks, described.Tasks...)
	}
	return page, nil
}

// Clusters is a collection of clusters, as ListClusters lists them. It makes no
// request until it is ranged over; see [collections.View].
type Clusters struct {
	collections.View[*Clusters, *ecs.ListClustersInput, *Cluster]
}

func newClusters(e *collections.Erased) *Clusters {
	return &Clusters{collections.ViewOf[*Clusters, *ecs.ListClustersInput, *Cluster](e)}
}

func (e *ECS) clustersOf(out *clusterPage) []any {
	count := len(out.Clusters)
	all, slab := make([]any, 0, count), make([]Cluster, count)
	for n := range out.Clusters {
		c := &slab[len(all)]
		c.service, c.Name, c.Data = e, aws.ToString(out.Clusters[n].ClusterName), &out.Clusters[n]
		all = append(all, c)
	}
	return all
}
