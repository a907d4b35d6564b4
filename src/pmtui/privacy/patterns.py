"""What likely secrets look like, as data: one entry a kind, each expression bounded.

An expression is only run where one of its anchors stands in the text, and for most of them only at
that very place, so that a text costs a few substring searches. Anchors are lower case and are
looked for in the lower-cased text.
Sources: the providers' own descriptions of their token formats.
"""

from collections.abc import Callable
from typing import Literal

from pmtui.privacy.values import (
    is_artifactory,
    is_given,
    is_high,
    is_password,
    is_short_key,
    is_token,
    no_placeholder,
    no_reference,
)
from pmtui.value import Value

Group = Literal["secret", "personal", "internal"]
"""What is internal is known by the message for customers alone."""
Check = Callable[[str], bool]


class Pattern(Value, kw_only=True):
    """One kind: the value is the expression's group `v`, or all of it where there is none."""

    kind: str
    """What a person calls it, in lower case but for names."""
    regex: str
    anchors: tuple[str, ...]
    """What a match begins with, or holds where `begins` is off; empty for nothing in particular."""
    group: Group = "secret"
    check: Check | None = None
    """Looks at the value, where an expression cannot say it."""
    ignore_case: bool = False
    begins: bool = True
    """Whether every match begins with an anchor, so that it is tried nowhere else."""


_ASSIGN = r"""["'`]?\s{0,4}(?:=>|:=|==|=|:)\s{0,4}"""
"""Between the name of a value and the value, in configurations, JSON and shells."""
_VALUE = r"""(?:"(?P<v>[^"\n]{1,300})"|'(?P<w>[^'\n]{1,300})'|(?P<x>[^\s"'`,;&<>()\[\]]{1,300}))"""
_PASSWORD = _VALUE.replace(",;&<>", ",;<>")
"""An unquoted password may hold an ampersand."""
_KEYS = (
    r"(?:api|access|auth|secret|private|encryption|signing|account|master|shared|consumer|service|"
    r"license|deploy|storage)[_-]?key"
)
_NAMES = (
    rf"(?:{_KEYS}|(?:client|app|shared|webhook|signing|consumer|cookie|session|jwt|hmac)?[_-]?"
    r"secret(?:[_-]?access[_-]?key)?|(?:access|auth|api|bearer|refresh|session|id|bot|user|oauth|"
    r"deploy|personal|service|csrf|xsrf|private)?[_-]?token|credentials?)"
)
_BEGINNINGS = (
    "access", "account", "api", "app", "auth", "bearer", "bot", "client", "consumer", "cookie",
    "credential", "csrf", "deploy", "encryption", "hmac", "id", "jwt", "license", "master", "oauth",
    "personal", "private", "refresh", "secret", "-secret", "_secret", "service", "session",
    "shared", "signing", "storage", "token", "-token", "_token", "user", "webhook", "xsrf",
)  # fmt: skip
"""What those names begin with."""

SECRETS: tuple[Pattern, ...] = (
    Pattern(
        kind="private key",
        regex=r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:[A-Za-z0-9+/=\s\\:,.]|-(?!-)){0,12000}"
        r"(?:-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----)?",
        anchors=("-----begin ",),
    ),
    Pattern(
        kind="PuTTY key",
        regex=r"PuTTY-User-Key-File-\d{1,2}:[^\n]{0,80}(?:\n[^\n]{0,120}){0,80}",
        anchors=("putty-user-key-file",),
    ),
    Pattern(
        kind="AWS access key",
        regex=r"(?<![A-Za-z0-9/+])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
        anchors=("akia", "asia", "abia", "acca"),
    ),
    Pattern(
        kind="AWS secret key",
        regex=r"aws.{0,20}?(?:key|secret|pw).{0,20}?(?<![A-Za-z0-9/+=])"
        r"(?P<v>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        anchors=("aws",),
        check=is_high,
        ignore_case=True,
    ),
    Pattern(
        kind="GitHub token",
        regex=r"(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{40,255})",
        anchors=("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    ),
    Pattern(
        kind="GitLab token",
        regex=r"(?<![A-Za-z0-9_])(?:gl(?:pat|dt|ptt|rt|cbt|soat|ft|agent|imt|oas|ffct)-[\w-]{20,300}"
        r"|GR1348941[\w-]{20,60})",
        anchors=("glpat-", "gldt-", "glptt-", "glrt-", "glcbt-", "glsoat-", "glft-", "glagent-",
                 "glimt-", "gloas-", "glffct-", "gr1348941"),
    ),
    Pattern(
        kind="Slack token",
        regex=r"(?<![A-Za-z0-9])(?:xox[abeoprs]|xapp|xwfp)-(?:[0-9A-Za-z]{1,255}-){1,8}[0-9A-Za-z]{6,255}",
        anchors=("xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-", "xwfp-"),
        ignore_case=True,
    ),
    Pattern(
        kind="Slack webhook",
        regex=r"hooks\.slack\.com/(?:services|workflows|triggers)/(?P<v>[A-Za-z0-9_+-]{6,60}/[\w+/-]{8,160})",
        anchors=("hooks.slack.com",),
    ),
    Pattern(
        kind="chat webhook",
        regex=r"(?:discord(?:app)?\.com/api/webhooks/(?P<v>\d{6,25}/[\w-]{30,120})"
        r"|webhook\.office\.com/webhookb2/(?P<w>[\w@/-]{30,300}))",
        anchors=("discord.com/api/", "discordapp.com/api/", "webhook.office.com/"),
    ),
    Pattern(
        kind="Stripe key",
        regex=r"(?<![A-Za-z0-9_])(?:[sr]k_(?:live|test)_[0-9A-Za-z]{16,247}|whsec_[A-Za-z0-9+/=]{24,100})",
        anchors=("sk_live_", "rk_live_", "sk_test_", "rk_test_", "whsec_"),
    ),
    Pattern(
        kind="Google API key",
        regex=r"(?<![\w-])AIza[\w-]{35}(?![\w-])",
        anchors=("aiza",),
    ),
    Pattern(
        kind="Google OAuth secret",
        regex=r"(?<![\w-])(?:GOCSPX-[\w-]{20,60}|ya29\.[\w-]{20,1000}|1//0[\w-]{40,200})",
        anchors=("gocspx-", "ya29.", "1//0"),
    ),
    Pattern(
        kind="JSON web token",
        regex=r"(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}(?:\.[\w-]{0,2000})?",
        anchors=("eyj",),
    ),
    Pattern(
        kind="password in an address",
        regex=r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/@:'\"<>]{0,100}:"
        r"(?P<v>[^\s/@'\"<>]{1,200})@[\w\[]",
        anchors=("://",),
        check=no_reference,
        begins=False,
    ),
    Pattern(
        kind="authorization header",
        regex=r"\b(?:bearer|basic|token|apikey|digest)\s{1,4}(?P<v>[A-Za-z0-9+/=._~-]{16,3000})",
        anchors=("bearer", "basic", "token", "apikey", "digest"),
        check=is_token,
        ignore_case=True,
    ),
    Pattern(
        kind="credentials on a command line",
        regex=r"(?:(?:curl|wget|http)\b[^\n]{0,200}?\s(?:-u|--user)[ =]['\"]?[\w.@+-]{1,80}:(?P<v>[^\s'\"]{3,120})"
        r"|sshpass\s{1,4}-p\s{0,4}['\"]?(?P<w>[^\s'\"]{3,120})"
        r"|\bmysql(?:dump|admin)?\b[^\n]{0,120}?\s-p(?P<x>[^\s'\"-][^\s'\"]{2,120})"
        r"|--(?:password|passwd|pass|secret|token|api-key|access-token|secret-key)[ =]['\"]?(?P<y>[^\s'\"<$-][^\s'\"<]{3,200}))",
        anchors=("curl", "wget", "http", "sshpass", "mysql", "--pass", "--secret", "--token",
                 "--api-key", "--access-token"),
        check=no_placeholder,
    ),
    Pattern(
        kind="password in .netrc",
        regex=r"\bmachine\s{1,8}\S{1,200}\s{1,8}login\s{1,8}\S{1,200}\s{1,8}password\s{1,8}(?P<v>\S{3,200})",
        anchors=("machine",),
        check=is_password,
    ),
    Pattern(
        kind="npm token",
        regex=r"(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])|_authToken\s{0,2}=\s{0,2}"
        r"(?P<v>[A-Za-z0-9_+/=-]{16,200})",
        anchors=("npm_", "_authtoken"),
    ),
    Pattern(
        kind="PyPI token",
        regex=r"(?<![A-Za-z0-9-])pypi-Ag[A-Za-z0-9_-]{40,600}",
        anchors=("pypi-ag",),
    ),
    Pattern(
        kind="SendGrid key",
        regex=r"(?<![\w.])SG\.[\w-]{16,32}\.[\w-]{32,64}(?![\w-])",
        anchors=("sg.",),
    ),
    Pattern(
        kind="Twilio key",
        regex=r"(?<![A-Za-z0-9])(?:AC|SK)[0-9a-f]{32}(?![A-Za-z0-9])",
        anchors=("ac", "sk"),
    ),
    Pattern(
        kind="Mailgun key",
        regex=r"(?<![A-Za-z0-9-])key-[0-9a-f]{32}(?![A-Za-z0-9])",
        anchors=("key-",),
    ),
    Pattern(
        kind="Mailchimp key",
        regex=r"(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9-])",
        anchors=("-us",),
        begins=False,
    ),
    Pattern(
        kind="Discord token",
        regex=r"(?<![\w.-])[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,40}(?![\w-])",
        anchors=(".",),
        check=is_high,
        begins=False,
    ),
    Pattern(
        kind="Telegram token",
        regex=r"(?<![\d:])\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])",
        anchors=(":",),
        check=is_high,
        begins=False,
    ),
    Pattern(
        kind="OpenAI key",
        regex=r"(?<![\w-])sk-(?!ant-)(?:proj-|svcacct-|admin-)?(?=[\w-]{0,200}\d)[A-Za-z0-9_-]{20,220}(?![\w-])",
        anchors=("sk-",),
        check=is_high,
    ),
    Pattern(
        kind="Anthropic key",
        regex=r"(?<![\w-])sk-ant-[A-Za-z0-9_-]{20,220}",
        anchors=("sk-ant-",),
    ),
    Pattern(
        kind="Hugging Face token",
        regex=r"(?<![A-Za-z0-9_])(?:hf|api_org)_[A-Za-z]{34}(?![A-Za-z0-9])",
        anchors=("hf_", "api_org_"),
    ),
    Pattern(
        kind="DigitalOcean token",
        regex=r"(?<![A-Za-z0-9_])do[opr]_v1_[a-f0-9]{64}",
        anchors=("dop_v1_", "doo_v1_", "dor_v1_"),
    ),
    Pattern(
        kind="Heroku key",
        regex=r"heroku.{0,40}?(?P<v>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
        r"|(?<![\w-])HRKU-[\w-]{30,80}",
        anchors=("heroku", "hrku-"),
        ignore_case=True,
    ),
    Pattern(
        kind="Azure storage key",
        regex=r"(?<![A-Za-z0-9])(?:Account|SharedAccess)Key\s{0,2}[=:]\s{0,2}[\"']?(?P<v>[A-Za-z0-9+/]{40,88}={0,2})",
        anchors=("accountkey", "sharedaccesskey"),
        ignore_case=True,
    ),
    Pattern(
        kind="signature in an address",
        regex=r"[?&](?:sig|X-Amz-Signature|X-Goog-Signature|Signature|X-Amz-Security-Token)="
        r"(?P<v>[A-Za-z0-9%+/=_-]{20,2000})",
        anchors=("?sig", "&sig", "?x-amz-s", "&x-amz-s", "?x-goog-s", "&x-goog-s"),
        ignore_case=True,
    ),
    Pattern(
        kind="Vault token",
        regex=r"(?<![\w.])(?:hv[sbr]\.[\w-]{24,300}|[sb]\.(?=[A-Za-z0-9]{0,24}\d)[A-Za-z0-9]{24}(?![\w.]))",
        anchors=("hvs.", "hvb.", "hvr.", "s.", "b."),
        check=is_high,
    ),
    Pattern(
        kind="Databricks token",
        regex=r"(?<![A-Za-z0-9])dapi[a-f0-9]{32}(?:-\d)?(?![A-Za-z0-9])",
        anchors=("dapi",),
    ),
    Pattern(
        kind="Shopify token",
        regex=r"(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",
        anchors=("shpat_", "shpca_", "shppa_", "shpss_"),
    ),
    Pattern(
        kind="Square token",
        regex=r"(?<![A-Za-z0-9])(?:sq0[a-z]{3}-[\w\\-]{22,43}|EAAA[\w-]{60})(?![\w-])",
        anchors=("sq0", "eaaa"),
    ),
    Pattern(
        kind="New Relic key",
        regex=r"(?<![A-Za-z0-9])(?:NRAK-[A-Z0-9]{27}|NRII-[\w-]{32}|[a-f0-9]{36}NRAL)(?![\w-])",
        anchors=("nrak-", "nrii-", "nral"),
        begins=False,
    ),
    Pattern(
        kind="Grafana token",
        regex=r"(?<![A-Za-z0-9_])(?:glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})",
        anchors=("glsa_", "glc_"),
    ),
    Pattern(
        kind="Terraform token",
        regex=r"(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,80}",
        anchors=(".atlasv1.",),
        begins=False,
    ),
    Pattern(
        kind="Atlassian token",
        regex=r"(?<![A-Za-z0-9])AT(?:ATT3|CTT3|BB)[A-Za-z0-9_=-]{24,400}",
        anchors=("atatt3", "atctt3", "atbb"),
    ),
    Pattern(
        kind="Docker token",
        regex=r"(?<![A-Za-z0-9_])dckr_(?:pat|oat)_[\w-]{20,80}",
        anchors=("dckr_",),
    ),
    Pattern(
        kind="registry credentials",
        regex=r"\"auth\"\s{0,4}:\s{0,4}\"(?P<v>[A-Za-z0-9+/]{12,400}={0,2})\"",
        anchors=('"auth"',),
    ),
    Pattern(
        kind="Artifactory token",
        regex=r"(?<![\w/+])(?:AKC[a-zA-Z0-9]{10,200}|AP[\dABCDEF][a-zA-Z0-9]{8,200}|cmVmdGtu[A-Za-z0-9]{40,80})"
        r"(?![\w/+])",
        anchors=("akc", "ap", "cmvmdgtu"),
        check=is_artifactory,
    ),
    Pattern(
        kind="service token",
        regex=r"(?<![\w-])(?:lin_(?:api|oauth)_[A-Za-z0-9]{32,64}|dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40,80}"
        r"|sntry[su]_[A-Za-z0-9+/=_-]{40,400}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|pdus?\+_[\w+-]{14,40}"
        r"|ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43}|figd_[\w-]{36,60}|sbp_[a-f0-9]{40}"
        r"|pscale_(?:tkn|pw|oauth)_[\w.-]{32,80}|tfp_[A-Za-z0-9]{40,60}|rubygems_[a-f0-9]{48}"
        r"|ops_eyJ[A-Za-z0-9+/=]{200,2000}|phc_[A-Za-z0-9]{40,60}|phx_[A-Za-z0-9]{40,60}"
        r"|v1\.0-[a-f0-9]{24}-[a-f0-9]{146}|fo1_[\w-]{40,60}|xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16})",
        anchors=("lin_", "dp.", "sntry", "pmak-", "pdu", "ntn_", "secret_", "figd_", "sbp_",
                 "pscale_", "tfp_", "rubygems_", "ops_eyj", "phc_", "phx_", "v1.0-", "fo1_",
                 "xkeysib-"),
    ),
    Pattern(
        kind="age key",
        regex=r"(?<![A-Za-z0-9])AGE-SECRET-KEY-1[A-Z0-9]{58}",
        anchors=("age-secret-key-",),
    ),
    Pattern(
        kind="password hash",
        regex=r"(?<![\w$])\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|[156y]\$(?:rounds=\d{1,9}\$)?"
        r"[./A-Za-z0-9$]{1,40}\$[./A-Za-z0-9]{20,90}|argon2(?:id|i|d)\$[\w=,$+/.-]{30,300}"
        r"|pbkdf2[\w-]{0,12}\$[\w$+/.=]{30,300})",
        anchors=("$2", "$1$", "$5$", "$6$", "$y$", "$argon2", "$pbkdf2"),
    ),
    Pattern(
        kind="session cookie",
        regex=r"\bcookie:\s{0,4}(?P<v>[\w.-]{1,80}=[^\n'\"]{12,4000})",
        anchors=("cookie:",),
        check=is_high,
        ignore_case=True,
    ),
    Pattern(
        kind="password",
        regex=rf"(?:password|passwd|passphrase|pass[_-]?word|_pass|\bpass|\bpwd|_pwd|_pw|\bpw|kennwort|passwort)"
        rf"{_ASSIGN}{_PASSWORD}",
        anchors=("pass", "_pass", "pwd", "_pwd", "pw", "_pw", "kennwort"),
        check=is_password,
        ignore_case=True,
    ),
    Pattern(
        kind="password",
        regex=r"(?:password|passwd|passphrase|\bpwd|_pwd|_pw|\bpw)(?:=(?!=)|[\"']:\s?(?=[\"']))"
        + _PASSWORD.replace(",;<>", ",;<>&#?"),
        anchors=("pass", "pwd", "_pwd", "pw", "_pw"),
        check=is_given,
        ignore_case=True,
    ),
    Pattern(
        kind="key in an address",
        regex=r"[?&](?:api[_-]?key|app[_-]?key|(?:access|auth|api|id|refresh|session)?[_-]?token|"
        r"(?:client[_-]?)?secret|auth)=(?P<v>[^\s&#\"'<>`()\[\]{},;]{3,300})",
        anchors=("?", "&"),
        check=is_short_key,
        ignore_case=True,
    ),
    Pattern(
        kind="API key",
        regex=r"(?<![A-Za-z0-9])(?:api|access)[_-]?key=(?P<v>[^\s&#\"'<>`()\[\]{},;]{5,300})",
        anchors=("api", "access"),
        check=is_short_key,
        ignore_case=True,
    ),
    Pattern(
        kind="secret value",
        regex=rf"(?<![A-Za-z0-9]){_NAMES}{_ASSIGN}{_VALUE}"
        rf"|(?<=_){_NAMES}{_ASSIGN}"
        r"""(?:"(?P<y>[^"\n]{1,300})"|'(?P<z>[^'\n]{1,300})'|(?P<u>[^\s"'`,;&<>()\[\]]{1,300}))"""
        r"|(?<=[a-z])(?:Token|Secret|ApiKey|SecretKey|AccessKey|PrivateKey|AuthKey)"
        rf"{_ASSIGN}"
        r"""["']?(?P<s>[^\s"'`,;&<>()\[\]]{1,300})""",
        anchors=_BEGINNINGS,
        check=is_token,
        ignore_case=True,
    ),
)  # fmt: skip
"""Every kind of secret, the exact ones before the guesses: the first to claim a place names it."""
