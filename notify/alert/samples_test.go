package alert

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// samples are texts of errors, commands, settings and documents with a password.
var samples = []string{
	"mysql -pS3CRET -h db: exit status 1", "mysql -u root -pS3CRET db", "mysqldump -uroot -pS3CRET", "mysql -u root -p'S3CRET' db", "mysql -p 'S3CRET'",
	`mysql -p "S3CRET" x`, "sshpass -p S3CRET ssh x", "sshpass -p 'S3CRET' ssh x", "sshpass -pS3CRET ssh x", "docker login -u bob -p S3CRET registry",
	"docker login -u bob -p 'S3CRET' registry", "redis-cli -a S3CRET ping", "redis-cli -h x -a 'S3CRET'", "curl -u bob:S3CRET https://x",
	"curl --user bob:S3CRET https://x", "curl -u 'bob:S3CRET' https://x", `curl -u "bob:S3CRET" x`, "curl -ubob:S3CRET x", "curl --user=bob:S3CRET x",
	"curl --proxy-user bob:S3CRET", "curl -U bob:S3CRET x", "wget --user=bob --password=S3CRET x", "wget --http-password S3CRET",
	"wget --header='X-Api-Key: S3CRET' x", "curl -H \"X-Api-Key: S3CRET\" x", "curl -H 'PRIVATE-TOKEN: S3CRET' x", "curl -b 'sid=S3CRET' x",
	"curl --cookie sid=S3CRET x", "curl -d 'user=bob&password=S3CRET' x", `curl -d '{"password":"S3CRET"}' x`, "curl --data-urlencode password=S3CRET",
	"openssl rsa -passin pass:S3CRET -in k", "openssl enc -k S3CRET -in f", "openssl -passout 'pass:S3CRET'", "ldapsearch -D cn=x -w S3CRET -b dc=x",
	"ldapsearch -w 'S3CRET'", "htpasswd -b f bob S3CRET", "kubectl create secret generic x --from-literal=password=S3CRET", "kubectl --token=S3CRET get",
	"kubectl --token S3CRET get", "kubectl --token='S3CRET' get", "psql postgresql://bob:S3CRET@h/d", "psql 'host=h user=bob password=S3CRET'",
	"PGPASSWORD='S3CRET' psql", "export PGPASSWORD=S3CRET", "MYSQL_PWD=S3CRET mysql", "sqlcmd -S h -U sa -P S3CRET", "sqlcmd -S h -U sa -P 'S3CRET'",
	"sqlplus scott/S3CRET@db", "sqlplus 'scott/S3CRET@//h:1521/x'", "mongo -u bob -p S3CRET --authenticationDatabase admin", "mongosh --password S3CRET",
	"rabbitmqctl add_user bob S3CRET", "smbclient //h/s -U bob%S3CRET", "net use x /user:bob S3CRET", "vault login S3CRET",
	"vault login -method=userpass username=bob password=S3CRET", "helm --set db.password=S3CRET",
	"helm install x --set-string auth.rootPassword='S3CRET'", "terraform apply -var='db_password=S3CRET'", "terraform apply -var db_password=S3CRET",
	"ansible-playbook -e 'ansible_password=S3CRET'", "ansible -e ansible_become_pass=S3CRET", "git clone https://bob:S3CRET@github.com/x",
	"git clone https://oauth2:S3CRET@gitlab.com/x", "npm config set //r/:_authToken=S3CRET", "az login --service-principal -u x -p S3CRET",
	"--db-password='S3CRET'", "--db-password \"S3CRET\"", "--password='S3CRET more'", "--apiKey S3CRET", "-Dpassword=S3CRET",
	"-Djavax.net.ssl.keyStorePassword=S3CRET", "java -Ddb.password=\"S3CRET\" -jar x", "-storepass S3CRET", "keytool -storepass 'S3CRET'",
	"7z x -pS3CRET f.zip", "unzip -P S3CRET f.zip", "zip --password S3CRET", "DB_URL=mysql://bob:S3CRET@h/d",
	"DATABASE_URL: postgres://bob:S3CRET@h/d?sslmode=off", "bob:S3CRET@account/db/schema?warehouse=x", "bob:S3CRET@localhost",
	"redis://default:S3CRET@h:6379", "rediss://:S3CRET@h", "mongodb://bob:S3CRET@h1:1,h2:2/?x=1", "amqps://bob:S3CRET@h/v", "ldap://cn=x:S3CRET@h",
	"sqlserver://sa:S3CRET@h:1433?x=1", "clickhouse://h:9000?username=bob&password=S3CRET", "tcp://h:9000?password=S3CRET&x=1", "oracle://bob:S3CRET@h",
	"snowflake://bob:S3CRET@acc", "jdbc:postgresql://h/d?user=bob&password=S3CRET&ssl=true", "jdbc:sqlserver://h;user=sa;password=S3CRET;encrypt=true",
	"jdbc:redshift://h:5439/d?UID=u&PWD=S3CRET", "Server=h;Uid=u;Pwd=S3CRET", "Driver={SQL Server};Server=h;UID=u;PWD={S3CRET};",
	"host=h port=5432 user=u password=S3CRET dbname=d", "user=u password='S3CRET' host=h", "- name: DB_PASSWORD\n  value: S3CRET\n",
	"- name: DB_PASSWORD\n  value: \"S3CRET\"\n", "env:\n  - name: API_TOKEN\n    value: 'S3CRET'\n", "password: S3CRET\nuser: bob",
	"  password: \"S3CRET\"\n", "password: 'S3CRET'\n", "stringData:\n  password: S3CRET\n", "password: >-\n  S3CRET\n", "secrets:\n  - S3CRET\n",
	"PASSWORD = \"S3CRET\"\n[x]", "password=S3CRET\r\nuser=x", "[default]\naws_secret_access_key = S3CRET\n", "machine h login u password S3CRET",
	"machine h\nlogin u\npassword S3CRET\n", "DB_PASS=S3CRET DB_USER=x", "env: [PATH=/bin DB_PASSWORD=S3CRET HOME=/]",
	`["PATH=/bin","DB_PASSWORD=S3CRET"]`, "declare -x DB_PASSWORD=\"S3CRET\"", "SECRET_KEY_BASE=S3CRET", "DJANGO_SECRET_KEY='S3CRET'", "APP_KEY=S3CRET",
	"JWT_SIGNING_KEY=S3CRET", "ENCRYPTION_KEY=S3CRET", "SMTP_PASS=S3CRET", "SLACK_WEBHOOK_URL=https://x/S3CRET", "GITHUB_PAT=S3CRET",
	`{"db":{"password":"S3CRET"}}`, `{"password":"S3CRET`, `password":"S3CRET","user":"b"}`, `{"private_key":"S3CRET"}`,
	`{"client_secret": "S3CRET", "x": 1}`, `{"secret":{"key":"S3CRET"}}`, `{"passwords":["a","S3CRET"]}`, `{"credentials":[{"u":"b","p":"S3CRET"}]}`,
	`{\"password\":\"S3CRET\"}`, `"{\"password\":\"S3CRET\"}"`, `{"body":"{\"login\":{\"password\":\"S3CRET\"}}"}`,
	`{"PASSWORD":null,"Password":"S3CRET"}`, `{"password":"a\"S3CRET"}`, `{"password":"a\\","token":"S3CRET"}`, `{"k":"password","v":"S3CRET"}`,
	`{"Key":"db_password","Value":"S3CRET"}`, `{"Name":"/prod/db/password","Value":"S3CRET"}`,
	`{"Name":"/prod/db/password","Type":"SecureString","Value":"S3CRET","Version":3}`, `{Name:/prod/db/password Type:SecureString Value:S3CRET}`,
	`[["password","S3CRET"]]`, `["password","S3CRET"]`, `("password", "S3CRET")`, `('password', 'S3CRET')`, `{:password "S3CRET"}`,
	`:password => "S3CRET"`, "new password: \"S3CRET\"", "with password \"S3CRET\" and user x", "(password: S3CRET)", "[password: S3CRET]",
	"password:S3CRET", "<password>S3CRET</password>", "<Password>\n  S3CRET\n</Password>", "<secret name=\"x\">S3CRET</secret>",
	"<property name=\"password\" value=\"S3CRET\"/>", "<entry key=\"db.password\">S3CRET</entry>", "<wsse:Password Type=\"x\">S3CRET</wsse:Password>",
	"<![CDATA[password=S3CRET]]>", "&quot;password&quot;:&quot;S3CRET&quot;", "password%22%3A%22S3CRET%22", "%22password%22:%22S3CRET%22",
	"?password=S3CRET#x", ";jsessionid=S3CRET?x=1", "https://x/reset?token=S3CRET.", "Set-Cookie: session=S3CRET; HttpOnly",
	"cookie: a=1; session=S3CRET", "Cookies: {session: S3CRET}", "map[Set-Cookie:[session=S3CRET; Path=/]]", "X-Csrf-Token: S3CRET",
	"X-Vault-Token: S3CRET", "X-Amz-Security-Token:S3CRET", "x-goog-api-key: S3CRET", "Api-Key: S3CRET", "Authorization: S3CRET",
	"authorization:Bearer S3CRET", "'Authorization': 'Bearer S3CRET'", "Authorization\":\"Bearer S3CRET\"", "proxy-authorization: Basic S3CRET",
	"WWW-Authenticate: x\nAuthorization: Basic S3CRET\n", "http.Header{\"Authorization\":[]string{\"Bearer S3CRET\"}}",
}

// samplesOfTokens are told only if what stands there does not look like a word.
var samplesOfTokens = []string{
	"REDISCLI_AUTH=S3CRET", "aws configure set aws_secret_access_key S3CRET", "failed to connect to `host=h user=u database=d`: password S3CRET rejected",
	"_auth=S3CRET", "NPM_AUTH=S3CRET", `password -> S3CRET`, `password→S3CRET`, `password|S3CRET`, "password\tS3CRET", "password\nS3CRET\n",
	"| password | S3CRET |", "temporary password is S3CRET.", "password set to S3CRET", "password changed from S3CRET to x", "secret value S3CRET",
	"secret value: S3CRET", "token value is 'S3CRET'", "with credentials bob/S3CRET", "credentials bob:S3CRET rejected", "login failed for bob:S3CRET",
	"user bob, password S3CRET", "apikey: S3CRET",
}

func TestScrubHidesPasswordsInCommandsSettingsAndDocuments(t *testing.T) {
	for secret, texts := range map[string][]string{"opensesame": samples, "hunter2": append(samples, samplesOfTokens...), "Xk9$mP!q2w": append(samples, samplesOfTokens...)} {
		for _, text := range texts {
			assert.NotContains(t, scrub(strings.ReplaceAll(text, "S3CRET", secret)), secret, text)
		}
	}
}

func TestScrubKnowsTheTokensOfManyServices(t *testing.T) {
	for _, text := range []string{
		"databricks dapi0123456789abcdef0123456789abcdef x", "google GOCSPX-0123456789abcdefABCDEFGHIJKL x", "facebook EAACEdEose0cBA0123456789abcdef x",
		"newrelic NRAK-0123456789ABCDEFGHIJKLMNOPQ x", "atlassian ATATT3xFfGF00123456789abcdefABCDEF=01234567 x",
		"doppler dp.pt.0123456789abcdefABCDEFGHIJ0123456789 x", "linear lin_api_0123456789abcdefABCDEFGHIJ0123456789 x",
		"notion secret_0123456789abcdefABCDEFGHIJ0123456789012 x", "notion ntn_0123456789abcdefABCDEFGHIJ0123456789012 x",
		"openai sk-0123456789abcdefABCDEFGHIJ0123456789 x", "openai sk-proj-0123456789abcdefABCDEFGHIJ0123456789 x",
		"anthropic sk-ant-api03-0123456789abcdefABCDEFGHIJ x", "hf hf_0123456789abcdefABCDEFGHIJ01234567 x",
		"square sq0csp-0123456789abcdefABCDEFGHIJ0123456789abcdef x", "planetscale pscale_pw_0123456789abcdefABCDEFGHIJ01234567 x",
		"supabase sbp_0123456789abcdef0123456789abcdef01234567 x", "postman PMAK-0123456789abcdef01234567-0123456789abcdef01234567 x",
		"fly fo1_0123456789abcdefABCDEFGHIJ0123456789 x", "twilio SK0123456789abcdef0123456789abcdef x", "mailgun key-0123456789abcdef0123456789abcdef x",
		"mailchimp 0123456789abcdef0123456789abcdef-us12 x", "sendgrid SG.0123456789abcdefABCDEF.0123456789abcdefABCDEFGHIJ0123456789abcdefABC x",
		"github github_pat_0123456789abcdefABCDEF_0123456789abcdefABCDEF x", "gho_0123456789abcdefABCDEFGHIJ0123456789 x", "glpat-0123456789abcdefABCD x",
		"glcbt-01_0123456789abcdefABCD x", "telegram https://api.telegram.org/bot123456789:AAE0123456789abcdefABCDEFGHIJ/send",
		"azure AccountKey=0123456789abcdefABCDEFGHIJ0123456789==", "tfe 0123456789abcd.atlasv1.0123456789abcdefABCDEFGHIJ0123456789 x",
		"{AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY0123 tok}", "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI0123456789/bPxRfiCYEXAMPLEKE",
		"AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI0123456789/bPxRfiCYEXAMPLEKE", "AKIAIOSFODNN7EXAMPLE/wJalrXUtnFEMI0123456789+bPxRfiCYEXAMPLEKE",
		"secret wJalrXUtnFEMI0123456789/bPxRfiCYEXAMPLEKE",
		"{ASIAIOSFODNN7EXAMPLE wJalrXUtnFEMI0123456789/bPxRfiCYEXAMPLEKE IQoJb3JpZ2luX2VjEMb0123456789 EnvConfigCredentials}",
		"aws.Credentials{AccessKeyID:\"ASIAIOSFODNN7EXAMPLE\", SecretAccessKey:\"wJalrXUtnFEMI0123456789/bPxRfiCYEXAMPLEKE\"}",
		"ssh-key b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ0123456789AAAAAAABAAAAMwAAAAtz",
		"MIIEpAIBAAKCAQEA0123456789abcdefABCDEFGHIJ0123456789abcdefABCDEFGHIJ0123456789abcdefABCDEFGHIJ",
	} {
		assert.NotContains(t, scrub(text), "0123456789", text)
	}
}

func TestScrubKeepsOrdinaryCommandsAndSettings(t *testing.T) {
	for _, text := range []string{
		"docker run -p 80:80 nginx: exit status 1", "ssh -p 22 host: refused", "mkdir -p /tmp/x: permission denied", "docker run -u 1000:1000 x", "git push -u origin main", "sudo -u bob ls", "ls -a /tmp",
		"cp -p a b", "grep -b x f", "kill -p '12'", "user_id not found", "access_token expired", "auth_token missing from header", "secret_name prod/db-1", "token_count 512", "primary_key id_1",
		"key-management-service-endpoint-1: timeout", "secret_rotation_lambda_handler_v2: failed", "hf_model_name_with_long_words: not found", "task-definition-family-name:12", "deploy -us-east-1",
		"token -> user", "state: pending -> ready2", "a|b|c1", `["username","password"]`, `["id","token1"]`, "auth-mode: IAM", "x-auth-error: forbidden", "x-api-key: missing", "api_key: required", "<b>1</b>",
		"credentials file not found", "credentials expired at 12:00", "login failed for user bob", "login: bob", "curl -b x", "curl: (6) Could not resolve host: x", "mysql: command not found", "openssl: exit 1", "ldapsearch: x",
		"0123456789abcdef0123456789abcdef-x", "SKU0123456789", "MIIC", "(\"a\", \"b\")", "name->value1", "bob@localhost", "tcp:10.0.0.1", "key: a_b c_d1", "pattern: x1", "path_item x123456",
	} {
		assert.Equal(t, text, scrub(text))
	}
}
