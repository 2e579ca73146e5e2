module github.com/awsessentials/essentials/resources

go 1.26
