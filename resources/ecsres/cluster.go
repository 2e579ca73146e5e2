package ecsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Cluster is a cluster. Its Name may be its ARN, as in a listing. Its Name
// identifies it.
type Cluster struct {
	node
	Name string

	// Data is nil before a listing, Load, Reload or a wait has brought it. Load
	// makes it safe to read from several goroutines, as long as none calls Reload
	// or waits.
	Data *types.Cluster
}

// Cluster returns the cluster with a name. It makes no request, and the cluster
// need not exist.
func (e *ECS) Cluster(name string) *Cluster {
	return &Cluster{node: node{service: e}, Name: name}
}

// Identity tells the cluster apart from all others. It can be compared, and be
// the key of a map.
func (c *Cluster) Identity() resources.Identity {
	if c == nil {
		return resources.Identity{}
	}
	return c.service.at().Identity("Cluster", "Name", c.Name)
}

// String returns the type and what identifies the cluster.
func (c *Cluster) String() string { return c.Identity().String() }

// LogValue implements slog.LogValuer.
func (c *Cluster) LogValue() slog.Value { return c.Identity().LogValue() }

func (c *Cluster) check(operation string) error {
	if c == nil {
		return resources.Nil(operation, "Cluster")
	}
	return c.service.at().Check(operation, "Name", c.Name)
}

// Load reads Data (DescribeClusters), unless it is there and not stale. Of
// several goroutines at once only one makes the request.
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

// RunTask runs a task in the cluster (RunTask). Data is stale afterwards.
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

// Services returns the services of the cluster (ListServices). The listing
// gives no Data: Load it where it is needed, at a request each.
func (c *Cluster) Services() *Services {
	if err := c.check("ecs.ListServices"); err != nil {
		return collections.RefusedView[*Services](err)
	}
	in := &ecs.ListServicesInput{Cluster: aws.String(c.Name)}
	return collections.NewView[*Services](c.service.listServices, in, c.servicesOf)
}

func (c *Cluster) servicesOf(out *ecs.ListServicesOutput) []any {
	count := len(out.ServiceArns)
	all, slab := make([]any, 0, count), make([]Service, count)
	for n := range out.ServiceArns {
		s := &slab[len(all)]
		s.service, s.ClusterName, s.Name = c.service, c.Name, out.ServiceArns[n]
		all = append(all, s)
	}
	return all
}

// Tasks returns the tasks of the cluster (ListTasks). The listing gives no
// Data: Load it where it is needed, at a request each.
func (c *Cluster) Tasks() *Tasks {
	if err := c.check("ecs.ListTasks"); err != nil {
		return collections.RefusedView[*Tasks](err)
	}
	in := &ecs.ListTasksInput{Cluster: aws.String(c.Name)}
	return collections.NewView[*Tasks](c.service.listTasks, in, c.tasksOf)
}

func (c *Cluster) tasksOf(out *ecs.ListTasksOutput) []any {
	count := len(out.TaskArns)
	all, slab := make([]any, 0, count), make([]Task, count)
	for n := range out.TaskArns {
		t := &slab[len(all)]
		t.service, t.ClusterName, t.ARN = c.service, c.Name, out.TaskArns[n]
		all = append(all, t)
	}
	return all
}

// Clusters is a collection of clusters, as ListClusters lists them. It is lazy:
// nothing is requested before it is ranged over. See [collections.View].
type Clusters struct {
	collections.View[*Clusters, *ecs.ListClustersInput, *Cluster]
}

func (e *ECS) clustersOf(out *ecs.ListClustersOutput) []any {
	count := len(out.ClusterArns)
	all, slab := make([]any, 0, count), make([]Cluster, count)
	for n := range out.ClusterArns {
		c := &slab[len(all)]
		c.service, c.Name = e, out.ClusterArns[n]
		all = append(all, c)
	}
	return all
}
