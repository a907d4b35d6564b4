"""Labelled lines as they stand in postmortems: secrets by kind, and harmless ones that look alike.

Every value is made when the tests run, so that nothing here looks like a real token to a scanner.
"""

import base64
import random
import string

from privacy.prose_samples import told, untold

LOWER = string.ascii_lowercase + string.digits
MIXED = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"
URL = MIXED + "-_"


class Maker:
    """Makes values; the same seed makes the same ones."""

    def __init__(self, seed=7):
        self.random = random.Random(seed)

    def some(self, alphabet, length):
        """Random characters, a digit among them."""
        middle = length // 2
        value = [self.random.choice(alphabet) for _ in range(length)]
        value[middle] = self.random.choice("23456789") if "2" in alphabet else value[middle]
        value[0] = self.random.choice([c for c in alphabet if c.isalnum()])
        value[-1] = self.random.choice([c for c in alphabet if c.isalnum()])
        return "".join(value)

    def b64(self, length):
        return base64.b64encode(self.random.randbytes(length)).decode()

    def uuid(self):
        return "-".join(self.some(HEX, n) for n in (8, 4, 4, 4, 12))

    def jwt(self):
        def part(text):
            return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

        head = part('{"alg":"HS256","typ":"JWT"}')
        return f"{head}.{part('{' + chr(34) + 'sub' + chr(34) + ':' + chr(34) + self.some(MIXED, 20) + chr(34) + '}')}.{self.some(URL, 43)}"

    def key(self, word):
        body = "\n".join(self.b64(48) for _ in range(6))
        dashes = "-" * 5
        return f"{dashes}BEGIN {word}PRIVATE KEY{dashes}\n{body}\n{dashes}END {word}PRIVATE KEY{dashes}"


def secrets():
    """(kind, line, value) for each secret; the value is what must not leave."""
    m = Maker()
    s = m.some
    made = []

    def add(kind, value, *lines):
        for line in lines:
            made.append((kind, line.replace("§", value), value))

    add("aws access key", "AK" + "IA" + s(UPPER, 16), "using §, then", "aws_access_key_id = §")
    add(
        "aws secret key",
        s(MIXED + "/+", 40),
        "aws_secret_access_key = §",
        'export AWS_SECRET_ACCESS_KEY="§"',
    )
    add("github token", "gh" + "p_" + s(MIXED, 36), "git clone with § failed", "token: §")
    add("github server token", "gh" + "s_" + s(MIXED, 36), "GITHUB_TOKEN=§")
    add("github fine-grained", "github" + "_pat_" + s(MIXED + "_", 82), "export GH=§")
    add("gitlab token", "gl" + "pat-" + s(URL, 20), "PRIVATE-TOKEN: §", "curl --header §")
    add("gitlab runner", "gl" + "rt-" + s(URL, 20), "registered with §")
    add(
        "slack bot token",
        "xo" + "xb-" + s("0123456789", 12) + "-" + s("0123456789", 12) + "-" + s(MIXED, 24),
        "bot § was revoked",
        "SLACK=§",
    )
    add(
        "slack webhook",
        f"T{s(UPPER, 8)}/B{s(UPPER, 8)}/{s(MIXED, 24)}",
        "posted to https://hooks.slack" + ".com/services/§",
    )
    add("stripe key", "sk" + "_live_" + s(MIXED, 24), "STRIPE=§", "charge with § declined")
    add("stripe restricted", "rk" + "_live_" + s(MIXED, 24), "key §")
    add("google api key", "AI" + "za" + s(URL, 35), "maps?key=§", "GOOGLE: §")
    add("google oauth", "GOC" + "SPX-" + s(URL, 28), "client_secret: §", "used §")
    add("google access", "ya" + "29." + s(URL, 60), "Bearer §")
    add("jwt", m.jwt(), "session § expired", "Authorization: Bearer §")
    add("private key", m.key("RSA "), "the file held\n§\nand more")
    add("private key", m.key("OPENSSH "), "§")
    add("private key", m.key(""), "key: §")
    add(
        "address",
        s(MIXED, 14),
        "postgres://app:§@db-1.internal:5432/orders",
        "redis://:§@cache:6379/0",
        "https://deploy:§@git.example/repo.git",
        "amqp://svc:§@mq.example//",
    )
    add(
        "bearer",
        s(URL, 40),
        "curl -H 'Authorization: Bearer §' https://x.example",
        "authorization: bearer §",
    )
    add("basic", m.b64(18), "Authorization: Basic §")
    add(
        "password",
        s(MIXED, 10) + "!",
        "password=§",
        "DB_PASSWORD: §",
        "the password is in config: password = '§'",
    )
    add(
        "password",
        "Winter" + "2026" + "!",
        "pwd=§",
        '"password": "§"',
        "MYSQL_PWD=§",
        "user=app;Password=§;Host=db",
    )
    add("password", "tr0ub4dor" + "&3", "passwd: §", "PGPASSWORD='§' psql -h db")
    add(
        "api key",
        s(LOWER, 32),
        "api_key=§",
        "apikey: §",
        "X-API-Key: §",
        '"apiKey": "§"',
        "DD_API_KEY=§",
    )
    add(
        "secret",
        s(MIXED, 40),
        "client_secret=§",
        "APP_SECRET: §",
        "secret_key = '§'",
        "webhook-secret: §",
    )
    add(
        "token",
        s(HEX, 40),
        "access_token=§",
        "auth_token: '§'",
        "?token=§",
        "refreshToken: §",
        "VAULT_TOKEN=§",
    )
    add("npm token", "npm" + "_" + s(MIXED, 36), "//registry/:_authToken=§", "NPM: §")
    add("pypi token", "py" + "pi-AgEIcHlwaS5vcmc" + s(URL, 70), "upload with §")
    add("sendgrid", f"S{'G'}.{s(URL, 22)}.{s(URL, 43)}", "mail via §")
    add("twilio", "S" + "K" + s(HEX, 32), "twilio §")
    add("mailgun", "ke" + "y-" + s(HEX, 32), "api:§")
    add("mailchimp", s(HEX, 32) + "-us" + "12", "list sync with §")
    add("discord", f"M{s(MIXED, 23)}.{s(MIXED, 6)}.{s(MIXED, 27)}", "bot §")
    add(
        "discord webhook",
        s("123456789", 18) + "/" + s(URL, 68),
        "https://discord" + ".com/api/webhooks/§",
    )
    add("telegram", s("123456789", 9) + ":" + "AA" + s(URL, 33), "bot § answers")
    add("openai", "sk" + "-" + s(MIXED, 20) + "T3Blbk" + "FJ" + s(MIXED, 20), "OPENAI=§")
    add("anthropic", "sk" + "-ant-api03-" + s(URL, 90), "called with §")
    add(
        "hugging face",
        "h" + "f_" + "".join(m.random.choice(string.ascii_letters) for _ in range(34)),
        "pull with §",
    )
    add("digitalocean", "do" + "p_v1_" + s(HEX, 64), "doctl -t §")
    add("heroku", m.uuid(), "heroku auth token: §")
    add("azure storage", m.b64(64), "AccountName=x;AccountKey=§;EndpointSuffix=y")
    add("azure sas", s(MIXED, 43) + "%3D", "https://x.blob.example/c?sv=2024&sig=§")
    add("aws presigned", s(HEX, 64), "https://b.s3.example/o?X-Amz-Signature=§")
    add("vault", "hv" + "s." + s(MIXED, 24), "vault login §")
    add("databricks", "da" + "pi" + s(HEX, 32), "dbx §")
    add("shopify", "sh" + "pat_" + s(HEX, 32), "shop §")
    add("square", "sq" + "0atp-" + s(URL, 22), "pos §")
    add("new relic", "NR" + "AK-" + s(UPPER, 27), "nr §")
    add("grafana", "gl" + f"sa_{s(MIXED, 32)}_{s(HEX, 8)}", "dash §")
    add("terraform", f"{s(MIXED, 14)}.atlas" + f"v1.{s(URL, 67)}", "tf §")
    add("atlassian", "AT" + "ATT3" + s(URL, 180), "jira §")
    add("docker", "dck" + "r_pat_" + s(URL, 27), "docker login -p §")
    add("docker config", m.b64(24), '{"auths":{"r.example":{"auth":"§"}}}')
    add("linear", "lin" + "_api_" + s(MIXED, 40), "linear §")
    add("postman", f"PM{'AK'}-{s(HEX, 24)}-{s(HEX, 34)}", "run §")
    add("age", "AGE-SEC" + "RET-KEY-1" + s(UPPER, 58), "sops §")
    add("password hash", "$6" + "$" + s(MIXED, 8) + "$" + s(MIXED, 86), "root:§:19000:0")
    add("password hash", "$2" + "b$12$" + s(MIXED, 53), "user row had §")
    add("cookie", "sid" + "=" + s(MIXED, 32), "Cookie: §", "Set-Cookie: §; HttpOnly")
    add(
        "command line",
        s(MIXED, 12),
        "curl -u admin:§ https://x.example/api",
        "sshpass -p § ssh root@db",
        "mysql -h db -u root -p§ orders",
        "tool --password §",
        "helm install --token=§",
    )
    add("netrc", s(MIXED, 12), "machine git.example login ci password §")
    add("artifactory", "AK" + "C" + s(MIXED, 64), "jfrog §")
    return made + told()


def vendor_forms():
    """(value, lines): what detect-secrets' own detectors are tried on, with values made here."""
    m = Maker(23)
    s = m.some
    jwt, hex32, hex48, hex64 = m.jwt(), s(HEX, 32), s(HEX, 48), s(HEX, 64)
    slack = "xo" + "xp-523423-234243-234233-" + s(HEX, 20)
    return [
        ("AK" + "C" + s(MIXED, 10), ("§", " §", "=§", '"§"', "artif-key:§", "X-JFrog-Art-Api: §",
                                     "artifactoryx:_password=§")),
        ("AK" + "C" + "x" * 10, ("§", "X-JFrog-Art-Api: §")),
        ("AP" + "6" + s(MIXED, 10), ("§", '"§"', "X-JFrog-Art-Api: §")),
        ("AP" + "B" + s(MIXED, 10), ("§", "artif-key:§")),
        ("AK" + "IA" + s(UPPER, 16), ("§", '"§"')),
        ("A3" + "TX" + s(UPPER, 16), ("§",)),
        (s(MIXED + "/+", 40), ('aws_access_key = "§"', "aws_pass = '§'")),
        (m.b64(64), ("AccountKey=§",)),
        ("pass" + "word", ("https://username:§@shop.example",)),
        (hex64, ("https://acct:§@acct.cloudant.com", "cloudant_pw='§'", 'clou_pw = "§"',
                 "sl_api_key=§", "softlayer_token := '§'", "https://api.softlayer.com/soap/v3/§")),
        (s(string.ascii_lowercase, 1) * 3 + "abcdefghijklmnopqrstu", ('cloudant_key = "§"',)),
        ("M" + s(MIXED, 23) + "." + s(URL, 6) + "." + s(URL, 27), ("§",)),
        ("gh" + "r_" + s(MIXED, 36), ("§",)),
        ("gl" + "agent-" + s(URL, 50), ("§",)),
        ("gl" + "imt-" + s(URL, 25), ("§", "mail: §")),
        ("gl" + "cbt-64_" + s(URL, 20), ("§",)),
        (s(MIXED + "_-", 44), ("ibm_cloud_api_key = §", "iam-pwd: '§'", "cloud_iam_token => §")),
        (hex48, ("cos_hmac_secret_access_key = §", '"secret_access_key": "§"')),
        (jwt, ("§", "session=§")),
        (hex32 + "-us12", ("§", "key: §")),
        ("np" + "m_" + s(MIXED, 36), ("//packages.internal.example/:_authToken=§",)),
        (m.uuid(), ("//packages.internal.example/:_authToken=§",)),
        ("sk" + "-" + s(MIXED, 20) + "T3Blbk" + "FJ" + s(MIXED, 20), ("§",)),
        ("py" + "pi-AgEIcHlwaS5vcmc" + s(URL, 70), ("§",)),
        ("SG" + "." + s(URL, 22) + "." + s(URL, 43), ("§",)),
        (slack, ("§", "token §")),
        ("sq" + "0csp-" + s(MIXED, 30) + "\\" + s(MIXED, 12), ("square_oauth = §",)),
        ("rk" + "_live_" + s(MIXED, 24), ("§",)),
        ("1102015430:" + s(URL, 35), ("§",)),
        ("SK" + hex32, ("§",)),
    ]  # fmt: skip


def harmless():
    """Lines in which nothing must be masked, though each looks like something above."""
    m = Maker(11)
    s = m.some
    return [
        f"deployed {s(HEX, 40)} at 14:02",
        f"image sha256:{s(HEX, 64)} pulled",
        f"commit {s(HEX, 7)} reverted",
        f"trace_id={s(HEX, 32)} span={s(HEX, 16)}",
        f"request id {m.uuid()} timed out",
        f"pod checkout-{s(HEX, 10)}-{s(LOWER, 5)} evicted",
        f"etag {s(HEX, 32)}",
        f"md5 {s(HEX, 32)} matches",
        f"build {m.uuid()}",
        f"https://grafana.example/d/{s(MIXED, 10)}/checkout?orgId=1&from=1700000000000",
        f"https://git.example/org/repo/commit/{s(HEX, 40)}",
        f"https://git.example/a/b/blob/{s(HEX, 40)}/src/pool.c#L10-L20",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf",
        "secretName: db-credentials-v2",
        "secret: arn:aws:secretsmanager:eu-west-1:1:secret:x",
        "password: ${DB_PASSWORD}",
        "password=$(cat /run/secrets/db)",
        "PASSWORD=$PGPASSWORD",
        "password: {{ vault_db_password }}",
        "password: <redacted>",
        "password=********",
        "password: xxxxxxxx",
        "password=",
        "password: the one from the vault",
        "the password was rotated at 14:20",
        "password: changeme",
        "passwords were not affected",
        "PASSWORD_FILE=/run/secrets/db",
        "password required",
        "password: null",
        "Password: required for all users",
        "pwd=/home/deploy/app",
        "pass: 12 of 14 checks",
        "password=required",
        "pwd=/home/deploy",
        "if password==given",
        "pass=3 fail=2",
        "?token=next&api_key=none",
        "token=16000tokens",
        "ticket 000-12-3456 and part 1078-05-11200",
        "pass rate = 98.2 %",
        "token expired",
        "token: expired",
        "token: invalid_grant",
        "token=$TOKEN",
        "token: your-token-here",
        "tokens: 4096",
        "max_tokens=128000",
        "token_count=1234567",
        "token bucket = 100 req/s",
        "access_token=<token>",
        "api_key=YOUR_API_KEY",
        "api_key: os.environ['API_KEY']",
        "apikey = get_key(user)",
        "secret_key = settings.SECRET_KEY",
        "client_secret: vault:secret/data/app#client",
        "secret=kube-system/default-token",
        "the secret store answered 503",
        "secret: projects/x/secrets/y/versions/3",
        "credentials: expired 2026-11-22T14:02:00Z",
        "credentials = Credentials()",
        "key-value store rebuilt",
        "primary key = id",
        "partition key: customer",
        "sort_key=created_at",
        "cache key: user:profile:v2",
        "Bearer token missing",
        "Authorization: Bearer <token>",
        "authorization: basic realm",
        "basic auth was off",
        "basic understanding of the system",
        "Bearer authentication failed",
        "curl -u $USER:$PASS https://x.example",
        "curl https://x.example:8443/health",
        "postgres://app@db-1.internal:5432/orders",
        "postgres://app:${PW}@db/orders",
        "http://10.1.2.3:9090/graph",
        "https://example.org/a:b@c",
        "ssh deploy@bastion.internal",
        "git@git.example:org/repo.git",
        "rolled back 4711 @ic",
        "@storage took over",
        "version 1.2.3.4 of the driver",
        "v10.4.2.1",
        "10.0.3.17 lost its lease",
        "192.168.1.20 and 172.16.0.9 came back",
        "127.0.0.1:5432 refused",
        "fe80::1 on eth0",
        "::1 refused",
        "std::vector::size",
        "10:42:13 restarted",
        "2026-11-22 14:02:11.512",
        "2026-11-22T14:02:00.000000+00:00",
        "1700000000000",
        "1204 of 38000 orders failed",
        "latency 0.250 1.500 2.750 s",
        "eth0 52:54:00:12:34:56",
        "offset 129837465 lag 88213",
        "p99 = 1250 ms",
        "ticket OPS-4711, INC-2207",
        "exit status 137",
        "0xdeadbeefcafebabe",
        "rev a1b2c3d4",
        "CVE-2026-12345",
        "sk-learn 1.4 was pinned",
        "task-force and risk-based rollout",
        "ask-me-anything-session-2",
        "key-rotation-2026-11",
        "AKIA is the prefix of such keys",
        "ghp_ tokens are revoked",
        "SKU 4711-22",
        "ACME rotated its certificate",
        "npm_config_cache=/tmp/npm",
        "AccountKey missing",
        "sig=none",
        "cookie: SameSite=Lax was missing",
        "Cookie banner shown",
        "BEGIN CERTIFICATE was cut",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "ssh-rsa key of the runner",
        "user 14 of 20 answered",
        "account manager was told",
        "customer count: 38 percent",
        "users: 1,204",
        "machine learning login page password reset",
        "--password-file /etc/pw",
        "--token <token>",
        "lock_token: none",
        "csrf token mismatch",
        "next_token=null",
        "tokenizer=bpe",
        "secretary = Ana",
        "passenger: 12",
        "compass: north",
        "bypass=true",
        "bypass: enabled",
        *untold(),
    ]


def personal():
    """(kind, line, value) for personal data."""
    m = Maker(3)
    uuid = m.uuid()
    return [
        ("e-mail address", "asked ana.berg@shop.example again", "ana.berg@shop.example"),
        (
            "e-mail address",
            "From: Ben <ben+oncall@mail.shop.example>",
            "ben+oncall@mail.shop.example",
        ),
        ("IPv4 address", "blocked 203.0.113.77 at the edge", "203.0.113.77"),
        ("IPv4 address", "client=198.51.100.4:51512", "198.51.100.4"),
        ("IPv6 address", "from 2001:db8:85a3::8a2e:370:7334 only", "2001:db8:85a3::8a2e:370:7334"),
        ("telephone number", "call +49 30 1234567 first", "+49 30 1234567"),
        ("telephone number", "on (555) 867-5309 now", "(555) 867-5309"),
        ("account id", "customer 48213377 was charged twice", "48213377"),
        ("account id", "tenant_id=acme-77120", "acme-77120"),
        ("account id", f"user id: {uuid}", uuid),
        ("UUID", f"charged {uuid} twice", uuid),
        ("IBAN", "to DE89 3704 0044 0532 0130 00 today", "DE89 3704 0044 0532 0130 00"),
        ("payment card", "card 4111 1111 1111 1111 refused", "4111 1111 1111 1111"),
        ("social security number", "the form showed 078-05-1120 to all", "078-05-1120"),
        ("social security number", "social security number is 078051120", "078051120"),
    ]
