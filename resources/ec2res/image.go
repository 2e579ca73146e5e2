package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Image is an image (AMI) that instances are launched from. It is identified by
// its ID.
type Image struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Image
}

// Image returns the image with an ID. It makes no request, and the image need
// not exist.
func (e *EC2) Image(id string) *Image {
	return &Image{node: node{service: e}, ID: id}
}

// Identity returns what identifies the image. It is comparable, and can be the
// key of a map.
func (i *Image) Identity() resources.Identity {
	if i == nil {
		return resources.Identity{}
	}
	return i.service.at().Identity("Image", "ID", i.ID)
}

// String returns the type and the identifiers of the image.
func (i *Image) String() string { return i.Identity().String() }

// LogValue implements slog.LogValuer.
func (i *Image) LogValue() slog.Value { return i.Identity().LogValue() }

func (i *Image) check(operation string) error {
	if i == nil {
		return resources.Nil(operation, "Image")
	}
	return i.service.at().Check(operation, "ID", i.ID)
}

// Load reads Data (DescribeImages), unless it is set and not stale. Concurrent
// calls make one request.
func (i *Image) Load(ctx context.Context) error {
	if err := i.check("ec2.DescribeImages"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeImages", &i.state, &i.Data, i.fetch)
}

// Reload reads Data again (DescribeImages).
func (i *Image) Reload(ctx context.Context) error {
	if err := i.check("ec2.DescribeImages"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeImages", &i.state, &i.Data, i.fetch)
}

func (i *Image) fetch(ctx context.Context) (*types.Image, error) {
	out, err := i.service.describeImages(ctx, &ec2.DescribeImagesInput{ImageIds: []string{i.ID}})
	if err != nil {
		return nil, err
	}
	if data := imageIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeImages", i.Identity())
}

func imageIn(out *ec2.DescribeImagesOutput) *types.Image {
	if out == nil || len(out.Images) == 0 {
		return nil
	}
	return &out.Images[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (i *Image) Tags() map[string]string {
	if i == nil || i.Data == nil {
		return nil
	}
	return tagMap(i.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (i *Image) Tag(key string) string {
	if i == nil || i.Data == nil {
		return ""
	}
	return tagValue(i.Data.Tags, key)
}

// CreateTags sets tags of the image (CreateTags) and returns them. Data is
// stale afterwards.
func (i *Image) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := i.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{i.ID}, Tags: tags}
	_, err := resources.Act(ctx, &i.state, "ec2.CreateTags", i.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: i.service}, ResourceID: i.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Deregister deregisters the image (DeregisterImage). Data is stale afterwards.
func (i *Image) Deregister(ctx context.Context, changes ...func(*ec2.DeregisterImageInput)) (*ec2.DeregisterImageOutput, error) {
	if err := i.check("ec2.DeregisterImage"); err != nil {
		return nil, err
	}
	in := &ec2.DeregisterImageInput{ImageId: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "ec2.DeregisterImage", i.service.deregisterImage, in, changes)
}

// DescribeAttribute describes an attribute of the image
// (DescribeImageAttribute).
func (i *Image) DescribeAttribute(ctx context.Context, attribute types.ImageAttributeName, changes ...func(*ec2.DescribeImageAttributeInput)) (*ec2.DescribeImageAttributeOutput, error) {
	if err := i.check("ec2.DescribeImageAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.DescribeImageAttributeInput{ImageId: aws.String(i.ID), Attribute: attribute}
	return resources.Call(ctx, "ec2.DescribeImageAttribute", i.service.describeImageAttribute, in, changes)
}

// ModifyAttribute modifies an attribute of the image (ModifyImageAttribute).
// Data is stale afterwards.
func (i *Image) ModifyAttribute(ctx context.Context, changes ...func(*ec2.ModifyImageAttributeInput)) (*ec2.ModifyImageAttributeOutput, error) {
	if err := i.check("ec2.ModifyImageAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ModifyImageAttributeInput{ImageId: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "ec2.ModifyImageAttribute", i.service.modifyImageAttribute, in, changes)
}

// ResetAttribute resets an attribute of the image (ResetImageAttribute). Data
// is stale afterwards.
func (i *Image) ResetAttribute(ctx context.Context, attribute types.ResetImageAttributeName, changes ...func(*ec2.ResetImageAttributeInput)) (*ec2.ResetImageAttributeOutput, error) {
	if err := i.check("ec2.ResetImageAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ResetImageAttributeInput{ImageId: aws.String(i.ID), Attribute: attribute}
	return resources.Act(ctx, &i.state, "ec2.ResetImageAttribute", i.service.resetImageAttribute, in, changes)
}

// WaitUntilExists waits until the image exists (DescribeImages). It sets Data
// from the last response; if the wait fails, Data is stale. The options or the
// context must bound the wait.
func (i *Image) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := i.check("ec2.ImageExists"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeImagesAPIClient](i.service, "ec2.DescribeImages")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewImageExistsWaiter(api), &ec2.DescribeImagesInput{ImageIds: []string{i.ID}}, opts)
	resources.Keep(&i.state, &i.Data, imageIn(out))
	return err
}

// Images is a collection of images, as DescribeImages lists them. It makes no
// request until it is ranged over; see [collections.View].
type Images struct {
	collections.View[*Images, *ec2.DescribeImagesInput, *Image]
}

func newImages(e *collections.Erased) *Images {
	return &Images{collections.ViewOf[*Images, *ec2.DescribeImagesInput, *Image](e)}
}

func (e *EC2) imagesOf(out *ec2.DescribeImagesOutput) []any {
	count := len(out.Images)
	all, slab := make([]any, 0, count), make([]Image, count)
	for n := range out.Images {
		i := &slab[len(all)]
		i.service, i.ID, i.Data = e, aws.ToString(out.Images[n].ImageId), &out.Images[n]
		all = append(all, i)
	}
	return all
}

// CreateTags sets tags of the images, 1,000 a request (CreateTags). It returns
// how many succeeded; the error has a [resources.ItemError] for each that did
// not.
func (c *Images) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Image]{
		Size:    1000,
		Group:   func(i *Image) any { return i.service },
		Changed: func(i *Image) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Image) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, i := range group {
				in.Resources = append(in.Resources, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the images,
// 1,000 a request (DeleteTags). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Images) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Image]{
		Size:    1000,
		Group:   func(i *Image) any { return i.service },
		Changed: func(i *Image) { i.state.Changed() },
		Do: func(ctx context.Context, group []*Image) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, i := range group {
				in.Resources = append(in.Resources, i.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
