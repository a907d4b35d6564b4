"""Texts of every family with what they say; written for these tests."""

from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Family:
    name: str
    format: str
    text: str
    events: list[tuple[str, str | None, str]]
    hints: dict[str, object] = field(default_factory=dict)


FAMILIES = [
    Family(
        "5424",
        "rfc5424",
        "\n".join(
            [
                "<34>1 2026-11-22T14:02:11.003Z web-3 app 1234 ID47 - connection refused",
                '<34>1 2026-11-22T14:02:12.003+01:00 web-3 app 1234 - [x@1 a="b"] timeout',
            ]
        ),
        [
            ("2026-11-22T14:02:11.003Z", None, "web-3 app 1234 ID47 - connection refused"),
            ("2026-11-22T14:02:12.003+01:00", None, 'web-3 app 1234 - [x@1 a="b"] timeout'),
        ],
    ),
    Family(
        "access",
        "access",
        "\n".join(
            [
                '203.0.113.7 - - [22/Nov/2026:14:02:11 +0000] "GET /checkout HTTP/1.1" 502 157 "-" "curl/8"',
                '203.0.113.8 - bob [22/Nov/2026:14:02:12 +0000] "POST /cart HTTP/1.1" 200 12',
            ]
        ),
        [
            (
                "2026-11-22T14:02:11Z",
                None,
                '203.0.113.7 - - "GET /checkout HTTP/1.1" 502 157 "-" "curl/8"',
            ),
            ("2026-11-22T14:02:12Z", None, '203.0.113.8 - bob "POST /cart HTTP/1.1" 200 12'),
        ],
    ),
    Family(
        "apacheerr",
        "apache-error",
        "\n".join(
            [
                "[Sun Nov 22 14:02:11.123456 2026] [proxy:error] [pid 77] (111)Connection refused",
                "[Sun Nov 22 14:02:12.123456 2026] [core:notice] [pid 77] resuming",
            ]
        ),
        [
            ("2026-11-22T14:02:11.123456", None, "[proxy:error] [pid 77] (111)Connection refused"),
            ("2026-11-22T14:02:12.123456", None, "[core:notice] [pid 77] resuming"),
        ],
    ),
    Family(
        "bash",
        "bash-history",
        "\n".join(
            [
                "#1795356131",
                "kubectl get pods",
                "#1795356190",
                "kubectl rollout undo deploy/web",
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", None, "kubectl get pods"),
            ("2026-11-22T14:03:10Z", None, "kubectl rollout undo deploy/web"),
        ],
    ),
    Family(
        "cri",
        "cri",
        "\n".join(
            [
                "2026-11-22T14:02:11.123456789Z stdout F 2026-11-22 14:02:11 INFO ready",
                "2026-11-22T14:02:12.123456789Z stderr F panic: no",
            ]
        ),
        [
            ("2026-11-22T14:02:11.123456Z", None, "2026-11-22 14:02:11 INFO ready"),
            ("2026-11-22T14:02:12.123456Z", None, "panic: no"),
        ],
    ),
    Family(
        "csv",
        "csv",
        "\n".join(
            [
                "Day,Date,Time (UTC),Event,Who",
                'Sun,2026-11-22,14:02,"Alert fired, twice",monitor',
                "Sun,2026-11-22,14:05,Acknowledged,dana",
                'Mon,2026-11-22,14:09,"Rolled back',
                'and verified",ravi',
            ]
        ),
        [
            ("2026-11-22T14:02Z", "monitor", "Alert fired, twice"),
            ("2026-11-22T14:05Z", "dana", "Acknowledged"),
            ("2026-11-22T14:09Z", "ravi", "Rolled back and verified"),
        ],
    ),
    Family(
        "ct",
        "cloudtrail",
        "\n".join(
            [
                '{"Records":[{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"dana"},"eventTime":"2026-11-22T14:02:11Z","eventSource":"ec2.amazonaws.com","eventName":"TerminateInstances","requestParameters":{"x":1}},{"eventTime":"2026-11-22T14:01:11Z","eventSource":"s3.amazonaws.com","eventName":"PutObject","userIdentity":{"type":"Root"}}]}',
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", "dana", "TerminateInstances ec2.amazonaws.com"),
            ("2026-11-22T14:01:11Z", None, "PutObject s3.amazonaws.com"),
        ],
    ),
    Family(
        "discord",
        "discord",
        "\n".join(
            [
                "marta — 11/22/2026 9:32 PM",
                "api is throwing 502s",
                "leo — 11/22/2026 9:35 PM",
                "on it",
                "it is the new nginx config",
                "BOT Alerts BOT — 11/22/2026 9:36 PM",
                "FIRING: HighErrorRate",
            ]
        ),
        [
            ("2026-11-22T21:32", "marta", "api is throwing 502s"),
            ("2026-11-22T21:35", "leo", "on it it is the new nginx config"),
            ("2026-11-22T21:36", "BOT Alerts", "FIRING: HighErrorRate"),
        ],
    ),
    Family(
        "discord2",
        "slack",
        "\n".join(
            [
                "marta",
                " — ",
                "Today at 9:32 PM",
                "api is throwing 502s",
                "leo",
                " — ",
                "Today at 9:35 PM",
                "on it",
                "[9:36 PM]",
                "it is the new config",
            ]
        ),
        [
            ("2026-11-28T21:32", "marta", "api is throwing 502s"),
            ("2026-11-28T21:35", "leo", "on it"),
            ("2026-11-28T21:36", "leo", "it is the new config"),
        ],
    ),
    Family(
        "dmesg",
        "dmesg",
        "\n".join(
            [
                "[    0.000000] Linux version 6.1",
                "[12345.678901] Out of memory: Killed process 77 (java)",
            ]
        ),
        [
            ("+00:00:00", None, "Linux version 6.1"),
            ("+03:25:45", None, "Out of memory: Killed process 77 (java)"),
        ],
    ),
    Family(
        "fish",
        "fish-history",
        "\n".join(
            [
                "- cmd: kubectl get pods",
                "  when: 1795356131",
                "- cmd: kubectl rollout undo deploy/web",
                "  when: 1795356190",
                "  paths:",
                "    - x",
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", None, "kubectl get pods"),
            ("2026-11-22T14:03:10Z", None, "kubectl rollout undo deploy/web"),
        ],
    ),
    Family(
        "gitfuller",
        "git-log",
        "\n".join(
            [
                "commit abc1234abc1234abc1234abc1234abc1234abc12 (HEAD -> main)",
                "Author:     Dana Ortiz <d@x.org>",
                "AuthorDate: Sun Nov 22 14:02:11 2026 +0100",
                "Commit:     Ravi <r@x.org>",
                "CommitDate: Sun Nov 22 14:05:11 2026 +0100",
                "",
                "    Roll back the cart cache",
                "",
                "    It grew without bound.",
            ]
        ),
        [
            ("2026-11-22T14:02:11+01:00", "Dana Ortiz", "Roll back the cart cache"),
        ],
    ),
    Family(
        "gitone",
        "git-log",
        "\n".join(
            [
                "abc1234 2026-11-22 14:02:11 +0100 Roll back the cart cache",
                "abc1235 2026-11-22 13:02:11 +0100 (tag: v1.2) Add the cart cache",
            ]
        ),
        [
            ("2026-11-22T14:02:11+01:00", None, "Roll back the cart cache"),
            ("2026-11-22T13:02:11+01:00", None, "(tag: v1.2) Add the cart cache"),
        ],
    ),
    Family(
        "gitone2",
        "git-log",
        "\n".join(
            [
                "* abc1234 - (HEAD -> main) Roll back the cart cache (2 hours ago) <Dana>",
                "* abc1235 - Add the cart cache (3 hours ago) <Ravi>",
            ]
        ),
        [
            ("2026-11-28T10:00:00Z", None, "Roll back the cart cache <Dana>"),
            ("2026-11-28T09:00:00Z", None, "Add the cart cache <Ravi>"),
        ],
    ),
    Family(
        "hexchat",
        "irc",
        "\n".join(
            [
                "**** BEGIN LOGGING AT Sun Nov 22 14:00:00 2026",
                "",
                "Nov 22 14:02:11 <dana>\tweb-3 is down",
                "Nov 22 14:03:00 *\travi restarts nginx",
                "Nov 22 14:03:30 <ravi>\tdone",
            ]
        ),
        [
            ("2026-11-22T14:02:11", "dana", "web-3 is down"),
            ("2026-11-22T14:03:00", "ravi", "ravi restarts nginx"),
            ("2026-11-22T14:03:30", "ravi", "done"),
        ],
    ),
    Family(
        "histtime",
        "shell-history",
        "\n".join(
            [
                "  501  2026-11-22 14:02:11 kubectl get pods",
                "  502  2026-11-22 14:03:11 kubectl rollout undo deploy/web",
            ]
        ),
        [
            ("2026-11-22T14:02:11", None, "kubectl get pods"),
            ("2026-11-22T14:03:11", None, "kubectl rollout undo deploy/web"),
        ],
    ),
    Family(
        "irssi",
        "irc",
        "\n".join(
            [
                "--- Log opened Sun Nov 22 14:00:00 2026",
                "14:02 -!- dana [~d@host] has joined #ops",
                "14:02 < dana> web-3 is down",
                "14:03 <@ravi> looking",
                "14:03  * ravi restarts nginx",
                "--- Day changed Mon Nov 23 2026",
                "00:01 < dana> all good",
            ]
        ),
        [
            ("2026-11-22T14:02", "dana", "web-3 is down"),
            ("2026-11-22T14:03", "ravi", "looking"),
            ("2026-11-22T14:03", "ravi", "ravi restarts nginx"),
            ("2026-11-23T00:01", "dana", "all good"),
        ],
    ),
    Family(
        "journal",
        "journal-json",
        "\n".join(
            [
                '{"__REALTIME_TIMESTAMP":"1795356131003000","MESSAGE":"Started nginx.","SYSLOG_IDENTIFIER":"systemd","_HOSTNAME":"web-3"}',
                '{"__REALTIME_TIMESTAMP":"1795356132003000","MESSAGE":"bind() failed","SYSLOG_IDENTIFIER":"nginx","_HOSTNAME":"web-3"}',
            ]
        ),
        [
            ("2026-11-22T14:02:11.003Z", "web-3", "systemd: Started nginx."),
            ("2026-11-22T14:02:12.003Z", "web-3", "nginx: bind() failed"),
        ],
    ),
    Family(
        "journal_short_iso",
        "iso",
        "\n".join(
            [
                "2026-11-22T14:02:11+0100 web-3 systemd[1]: Started nginx.",
                "2026-11-22T14:02:12+0100 web-3 nginx[77]: bind() failed",
                "-- Reboot --",
                "2026-11-22T14:05:12+0100 web-3 kernel: Linux version 6.1",
            ]
        ),
        [
            ("2026-11-22T14:02:11+01:00", None, "web-3 systemd[1]: Started nginx."),
            ("2026-11-22T14:02:12+01:00", None, "web-3 nginx[77]: bind() failed"),
            ("2026-11-22T14:05:12+01:00", None, "web-3 kernel: Linux version 6.1"),
        ],
    ),
    Family(
        "jsonl",
        "json-records",
        "\n".join(
            [
                '{"level":"error","ts":1795356131.003,"msg":"boom"}',
                '{"level":"info","ts":1795356132.003,"msg":"ok"}',
                '{"level":"info","ts":17953561',
            ]
        ),
        [
            ("2026-11-22T14:02:11.003Z", None, "boom"),
            ("2026-11-22T14:02:12.003Z", None, "ok"),
        ],
    ),
    Family(
        "k8s",
        "kubectl-events",
        "\n".join(
            [
                "LAST SEEN   TYPE      REASON      OBJECT              MESSAGE",
                "13m         Warning   BackOff     pod/web-7d9         Back-off restarting failed container",
                "3m12s (x5 over 20m)   Warning   Unhealthy   pod/web-7d9   Readiness probe failed",
            ]
        ),
        [
            (
                "2026-11-28T11:47:00Z",
                None,
                "BackOff pod/web-7d9 Back-off restarting failed container",
            ),
            ("2026-11-28T11:40:00Z", None, "Unhealthy pod/web-7d9 Readiness probe failed"),
        ],
    ),
    Family(
        "klog",
        "klog",
        "\n".join(
            [
                "I1122 14:02:11.123456       1 leaderelection.go:248] attempting to acquire leader lease",
                "E1122 14:02:12.123456       1 reflector.go:138] failed to list",
            ]
        ),
        [
            (
                "2026-11-22T14:02:11.123456",
                None,
                "1 leaderelection.go:248] attempting to acquire leader lease",
            ),
            ("2026-11-22T14:02:12.123456", None, "1 reflector.go:138] failed to list"),
        ],
    ),
    Family(
        "logback",
        "clock",
        "\n".join(
            [
                "14:02:11.123 [main] INFO  com.x.App - starting",
                "14:02:12.000 [main] ERROR com.x.App - boom",
                "java.lang.IllegalStateException: no",
                "\tat com.x.App.run(App.java:11)",
                "\tat com.x.App.main(App.java:3)",
                "",
                "14:02:15.000 [main] INFO  com.x.App - retry",
            ]
        ),
        [
            ("T14:02:11.123", None, "[main] INFO com.x.App - starting"),
            ("T14:02:12.000", None, "[main] ERROR com.x.App - boom"),
            ("T14:02:15.000", None, "[main] INFO com.x.App - retry"),
        ],
    ),
    Family(
        "logfmt",
        "logfmt",
        "\n".join(
            [
                'time="2026-11-22T14:02:11Z" level=error msg="boom" id=3',
                'level=info ts=2026-11-22T14:02:12.003Z caller=main.go:3 msg="ok then"',
                'ts=1795356131.003 level=warn msg="slow"',
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", None, 'level=error msg="boom" id=3'),
            ("2026-11-22T14:02:12.003Z", None, 'level=info caller=main.go:3 msg="ok then"'),
            ("2026-11-22T14:02:11.003Z", None, 'level=warn msg="slow"'),
        ],
    ),
    Family(
        "mail",
        "mail",
        "\n".join(
            [
                "From: Alerts <alerts@example.org>",
                "To: oncall@example.org",
                "Subject: [FIRING:1] HighErrorRate",
                "Date: Sun, 22 Nov 2026 14:02:11 +0100",
                "",
                "Error rate above 5 %.",
                "Started: 2026-11-22 13:58",
                "",
                "From: Alerts <alerts@example.org>",
                "To: oncall@example.org",
                "Subject: [RESOLVED] HighErrorRate",
                "Date: Sun, 22 Nov 2026 14:22:11 +0100",
                "",
                "All fine.",
            ]
        ),
        [
            ("2026-11-22T14:02:11+01:00", "Alerts", "[FIRING:1] HighErrorRate"),
            ("2026-11-22T14:22:11+01:00", "Alerts", "[RESOLVED] HighErrorRate"),
        ],
    ),
    Family(
        "nginxerr",
        "slashes",
        "\n".join(
            [
                "2026/11/22 14:02:11 [error] 77#77: *12 connect() failed (111: Connection refused)",
                "2026/11/22 14:02:12 [warn] 77#77: *13 upstream timed out",
            ]
        ),
        [
            (
                "2026-11-22T14:02:11",
                None,
                "[error] 77#77: *12 connect() failed (111: Connection refused)",
            ),
            ("2026-11-22T14:02:12", None, "[warn] 77#77: *13 upstream timed out"),
        ],
    ),
    Family(
        "pidgin",
        "irc",
        "\n".join(
            [
                "(14:02:11) dana: web-3 is down",
                "(14:03:00) ravi: looking",
                "(14:04:00) dana: thanks",
            ]
        ),
        [
            ("T14:02:11", "dana", "web-3 is down"),
            ("T14:03:00", "ravi", "looking"),
            ("T14:04:00", "dana", "thanks"),
        ],
    ),
    Family(
        "pylog",
        "iso",
        "\n".join(
            [
                "2026-11-22 14:02:11,123 - root - ERROR - boom",
                "Traceback (most recent call last):",
                '  File "a.py", line 1, in <module>',
                "ValueError: no",
                "2026-11-22 14:02:12,123 - root - INFO - back",
            ]
        ),
        [
            ("2026-11-22T14:02:11.123", None, "root - ERROR - boom"),
            ("2026-11-22T14:02:12.123", None, "root - INFO - back"),
        ],
    ),
    Family(
        "slack1",
        "slack",
        "\n".join(
            [
                "Monday, November 23rd",
                "",
                "Dana Ortiz  9:32 AM",
                "seeing 5xx on checkout, anyone else?",
                "  9:33",
                "looks like it started around 9:28",
                "Ravi Patel  9:34 AM",
                "yes, p99 is through the roof",
                ":eyes: 2",
                "",
                "PagerDutyAPP  9:35 AM",
                "Triggered #4412: checkout error rate > 5%",
                "",
                "3 replies",
                "Last reply today at 9:50 AM",
                "Dana Ortiz",
                "  9:41 AM",
                "rolling back deploy 4711",
                "(edited)",
                "[9:44]",
                "rollback done",
            ]
        ),
        [
            ("2026-11-23T09:32", "Dana Ortiz", "seeing 5xx on checkout, anyone else?"),
            ("2026-11-23T09:33", "Dana Ortiz", "looks like it started around 9:28"),
            ("2026-11-23T09:34", "Ravi Patel", "yes, p99 is through the roof"),
            ("2026-11-23T09:35", "PagerDuty", "Triggered #4412: checkout error rate > 5%"),
            ("2026-11-23T09:41", "Dana Ortiz", "rolling back deploy 4711"),
            ("2026-11-23T09:44", "Dana Ortiz", "rollback done"),
        ],
    ),
    Family(
        "slack2",
        "slack",
        "\n".join(
            [
                "Dana Ortiz",
                "9:32 AM",
                "seeing 5xx on checkout, anyone else?",
                "9:33",
                "looks like it started around 9:28",
                "",
                "Ravi Patel",
                "9:34 AM",
                "yes, p99 is through the roof",
                "",
                "Yesterday",
                "New",
                "Ravi Patel",
                "10:34 AM",
                "postmortem is up",
            ]
        ),
        [
            ("T09:32", "Dana Ortiz", "seeing 5xx on checkout, anyone else?"),
            ("T09:33", "Dana Ortiz", "looks like it started around 9:28"),
            ("T09:34", "Ravi Patel", "yes, p99 is through the roof"),
            ("2026-11-27T10:34", "Ravi Patel", "postmortem is up"),
        ],
    ),
    Family(
        "slack4",
        "slack",
        "\n".join(
            [
                "Dana Ortiz  Nov 22nd at 11:58 PM",
                "db-01 is down",
                "Ravi Patel  Nov 23rd at 12:04 AM",
                "failing over",
                "Dana Ortiz  12:10 AM",
                "ok",
            ]
        ),
        [
            ("2026-11-22T23:58", "Dana Ortiz", "db-01 is down"),
            ("2026-11-23T00:04", "Ravi Patel", "failing over"),
            ("2026-11-23T00:10", "Dana Ortiz", "ok"),
        ],
    ),
    Family(
        "teams",
        "teams",
        "\n".join(
            [
                "[11/22 9:32 AM] Ortiz, Dana",
                "seeing 5xx on checkout",
                "[11/22 9:35 AM] Patel, Ravi",
                "looking",
                "",
                "[9:40 AM] Ortiz, Dana",
                "rolled back",
            ]
        ),
        [
            ("2026-11-22T09:32", "Ortiz, Dana", "seeing 5xx on checkout"),
            ("2026-11-22T09:35", "Patel, Ravi", "looking"),
            ("2026-11-22T09:40", "Ortiz, Dana", "rolled back"),
        ],
    ),
    Family(
        "weechat",
        "irc",
        "\n".join(
            [
                "2026-11-22 14:02:11\tdana\tweb-3 is down",
                "2026-11-22 14:03:00\t--> \travi (~r@h) has joined #ops",
                "2026-11-22 14:03:30\t@ravi\tlooking",
                "2026-11-22 14:04:00\t *\tdana waves",
            ]
        ),
        [
            ("2026-11-22T14:02:11", "dana", "web-3 is down"),
            ("2026-11-22T14:03:30", "ravi", "looking"),
            ("2026-11-22T14:04:00", "dana", "dana waves"),
        ],
    ),
    Family(
        "whatsapp",
        "whatsapp",
        "\n".join(
            [
                "[22/11/2026, 14:02:11] Dana: site is down",
                "[22/11/2026, 14:03:01] Ravi: looking",
                "two lines here",
                "22/11/2026, 14:05 - Messages and calls are end-to-end encrypted.",
                "[22/11/2026, 14:06:00] Dana: rolled back",
            ]
        ),
        [
            ("2026-11-22T14:02:11", "Dana", "site is down"),
            ("2026-11-22T14:03:01", "Ravi", "looking two lines here"),
            ("2026-11-22T14:06:00", "Dana", "rolled back"),
        ],
    ),
    Family(
        "whatsapp2",
        "whatsapp",
        "\n".join(
            [
                "22/11/2026, 14:02 - Dana: site is down",
                "22/11/2026, 14:03 - Ravi: looking",
                "22/11/2026, 14:04 - Ravi added Leo",
                "22/11/2026, 14:06 - Dana: rolled back",
            ]
        ),
        [
            ("2026-11-22T14:02", "Dana", "site is down"),
            ("2026-11-22T14:03", "Ravi", "looking"),
            ("2026-11-22T14:06", "Dana", "rolled back"),
        ],
    ),
    Family(
        "zap",
        "iso",
        "\n".join(
            [
                '2026-11-22T14:02:11.123Z\tERROR\tserver/server.go:12\tboom\t{"id": 3}',
                "2026-11-22T14:02:12.123+0100\tINFO\tserver/server.go:13\tok",
            ]
        ),
        [
            ("2026-11-22T14:02:11.123Z", None, 'ERROR server/server.go:12 boom {"id": 3}'),
            ("2026-11-22T14:02:12.123+01:00", None, "INFO server/server.go:13 ok"),
        ],
    ),
    Family(
        "zoom2",
        "zoom-chat",
        "\n".join(
            [
                "14:02:11 From  Dana Ortiz  to  Everyone:",
                "\tsite is down",
                "14:03:00 From Ravi Patel to Everyone:",
                "\tlooking",
                "\tnow",
                "14:05:02 From Dana Ortiz : rolled back",
            ]
        ),
        [
            ("T14:02:11", "Dana Ortiz", "site is down"),
            ("T14:03:00", "Ravi Patel", "looking now"),
            ("T14:05:02", "Dana Ortiz", "rolled back"),
        ],
    ),
    Family(
        "zsh",
        "zsh-history",
        "\n".join(
            [
                ": 1795356131:0;kubectl get pods",
                ": 1795356190:3;kubectl rollout undo \\",
                "deploy/web",
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", None, "kubectl get pods"),
            ("2026-11-22T14:03:10Z", None, "kubectl rollout undo deploy/web"),
        ],
    ),
    Family(
        "zulip",
        "slack",
        "\n".join(
            [
                "Dana Ortiz",
                "9:32 AM",
                "seeing 5xx on checkout",
                "",
                "Ravi Patel",
                "9:35 AM",
                "looking",
                "rolled back now",
            ]
        ),
        [
            ("T09:32", "Dana Ortiz", "seeing 5xx on checkout"),
            ("T09:35", "Ravi Patel", "looking rolled back now"),
        ],
    ),
    Family(
        "alertmanager",
        "alertmanager",
        "\n".join(
            [
                '{"version":"4","status":"resolved","alerts":[',
                '{"status":"resolved","labels":{"alertname":"HighErrorRate"},"annotations":{"summary":"5xx above 5 %"},"startsAt":"2026-11-22T14:02:11Z","endsAt":"2026-11-22T14:22:11Z"},',
                '{"status":"firing","labels":{"alertname":"DiskFull"},"annotations":{},"startsAt":"2026-11-22T14:03:11Z","endsAt":"0001-01-01T00:00:00Z"}]}',
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", None, "HighErrorRate: 5xx above 5 %"),
            ("2026-11-22T14:22:11Z", None, "HighErrorRate: 5xx above 5 % (resolved)"),
            ("2026-11-22T14:03:11Z", None, "DiskFull"),
        ],
    ),
    Family(
        "grafana",
        "grafana",
        "\n".join(
            [
                '{"receiver":"ops","alerts":[{"status":"firing","labels":{"alertname":"Slow"},"annotations":{"summary":"p99 above 2 s"},"startsAt":"2026-11-22T14:02:11+01:00","endsAt":"0001-01-01T00:00:00Z","dashboardURL":"https://g.example/d/1"}]}',
            ]
        ),
        [
            ("2026-11-22T14:02:11+01:00", None, "Slow: p99 above 2 s"),
        ],
    ),
    Family(
        "pagerduty-log",
        "pagerduty-log-entries",
        "\n".join(
            [
                '{"log_entries":[{"id":"R1","type":"trigger_log_entry","summary":"Triggered through the API","created_at":"2026-11-22T14:02:11Z","agent":{"summary":"Checkout"},"channel":{"summary":"5xx above 5 %"}},{"id":"R2","type":"acknowledge_log_entry","summary":"Acknowledged by Dana","created_at":"2026-11-22T14:05:11Z","agent":{"summary":"Dana Ortiz"},"channel":{"type":"web"}}]}',
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", "Checkout", "Triggered through the API: 5xx above 5 %"),
            ("2026-11-22T14:05:11Z", "Dana Ortiz", "Acknowledged by Dana"),
        ],
    ),
    Family(
        "pagerduty-incident",
        "pagerduty-incident",
        "\n".join(
            [
                '{"incident":{"id":"PT4","type":"incident","incident_number":12,"title":"Checkout is down","created_at":"2026-11-22T14:02:11Z","resolved_at":"2026-11-22T15:02:11Z","status":"resolved"}}',
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", None, "Checkout is down"),
            ("2026-11-22T15:02:11Z", None, "Resolved: Checkout is down"),
        ],
    ),
    Family(
        "pagerduty-v3",
        "pagerduty-webhook",
        "\n".join(
            [
                '{"event":{"id":"01","event_type":"incident.acknowledged","resource_type":"incident","occurred_at":"2026-11-22T14:05:11.000Z","agent":{"summary":"Dana Ortiz"},"data":{"id":"P1","title":"Checkout is down"}}}',
            ]
        ),
        [
            ("2026-11-22T14:05:11.000Z", "Dana Ortiz", "incident.acknowledged: Checkout is down"),
        ],
    ),
    Family(
        "opsgenie",
        "opsgenie",
        "\n".join(
            [
                '{"action":"Create","alert":{"alertId":"a-1","message":"Disk full on db-1","tinyId":"12","createdAt":1795356131003,"username":"system"},"source":{"name":""}}',
            ]
        ),
        [
            ("2026-11-22T14:02:11.003Z", "system", "Create: Disk full on db-1"),
        ],
    ),
    Family(
        "opsgenie-logs",
        "opsgenie",
        "\n".join(
            [
                '{"data":[{"log":"Alert acknowledged via web","type":"system","owner":"dana","createdAt":"2026-11-22T14:05:11Z","offset":"1_1"}],"took":0.1}',
            ]
        ),
        [
            ("2026-11-22T14:05:11Z", "dana", "Alert acknowledged via web"),
        ],
    ),
    Family(
        "github-deployments",
        "github-deployments",
        "\n".join(
            [
                '[{"url":"https://api.example/deployments/1","id":1,"ref":"v4711","environment":"production","task":"deploy","created_at":"2026-11-22T13:58:00Z","creator":{"login":"dana"}}]',
            ]
        ),
        [
            ("2026-11-22T13:58:00Z", "dana", "deploy: v4711 to production"),
        ],
    ),
    Family(
        "github-status",
        "github-deployments",
        "\n".join(
            [
                '{"deployment_status":{"state":"failure","created_at":"2026-11-22T13:59:00Z","environment":"production","creator":{"login":"bot"}},"deployment":{"ref":"v4711","environment":"production","created_at":"2026-11-22T13:58:00Z"}}',
            ]
        ),
        [
            ("2026-11-22T13:59:00Z", "bot", "Deployment failure v4711 to production"),
        ],
    ),
    Family(
        "github-release",
        "github-releases",
        "\n".join(
            [
                '{"action":"published","release":{"tag_name":"v4.7.1","name":"Cart cache","published_at":"2026-11-22T13:50:00Z","created_at":"2026-11-22T13:00:00Z","author":{"login":"dana"}}}',
            ]
        ),
        [
            ("2026-11-22T13:50:00Z", "dana", "Cart cache (v4.7.1)"),
        ],
    ),
    Family(
        "slack-export",
        "slack-export",
        "\n".join(
            [
                '[{"type":"message","user":"U1","text":"5xx on checkout &amp; cart","ts":"1795356131.000100","user_profile":{"display_name":"dana"}},{"type":"message","subtype":"bot_message","text":"","attachments":[{"fallback":"FIRING: HighErrorRate"}],"ts":"1795356191.000200","username":"alerts"},{"type":"message","subtype":"channel_join","text":"<@U2> has joined","ts":"1795356192.0"}]',
            ]
        ),
        [
            ("2026-11-22T14:02:11.0001Z", "dana", "5xx on checkout & cart"),
            ("2026-11-22T14:03:11.0002Z", "alerts", "FIRING: HighErrorRate"),
        ],
    ),
    Family(
        "kubernetes-json",
        "kubernetes-events",
        "\n".join(
            [
                '{"apiVersion":"v1","kind":"List","items":[{"kind":"Event","reason":"BackOff","message":"Back-off restarting","type":"Warning","count":5,"firstTimestamp":"2026-11-22T14:02:11Z","lastTimestamp":"2026-11-22T14:12:11Z","involvedObject":{"kind":"Pod","name":"web-1"},"source":{"component":"kubelet"}}]}',
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", "kubelet", "BackOff Pod/web-1: Back-off restarting"),
        ],
    ),
    Family(
        "docker-json",
        "docker-json",
        "\n".join(
            [
                '{"log":"boom\\n","stream":"stderr","time":"2026-11-22T14:02:11.123456789Z"}',
                '{"log":"ok\\n","stream":"stdout","time":"2026-11-22T14:02:12.123456789Z"}',
            ]
        ),
        [
            ("2026-11-22T14:02:11.123456Z", None, "boom"),
            ("2026-11-22T14:02:12.123456Z", None, "ok"),
        ],
    ),
    Family(
        "spark",
        "short-year",
        "\n".join(
            [
                "26/11/22 14:02:11 INFO executor.Executor: started",
                "26/11/22 14:02:12 ERROR executor.Executor: lost",
            ]
        ),
        [
            ("2026-11-22T14:02:11", None, "INFO executor.Executor: started"),
            ("2026-11-22T14:02:12", None, "ERROR executor.Executor: lost"),
        ],
    ),
    Family(
        "compact",
        "compact",
        "\n".join(
            [
                "261122 140211 143 INFO dfs.DataNode: serving block",
                "261122 140212 35 WARN dfs.FSNamesystem: slow",
            ]
        ),
        [
            ("2026-11-22T14:02:11", None, "143 INFO dfs.DataNode: serving block"),
            ("2026-11-22T14:02:12", None, "35 WARN dfs.FSNamesystem: slow"),
        ],
    ),
    Family(
        "logcat",
        "logcat",
        "\n".join(
            [
                "11-22 14:02:11.811  1702  2395 D WindowManager: x",
                "11-22 14:02:12.003  1702  2395 E WindowManager: y",
            ]
        ),
        [
            ("2026-11-22T14:02:11.811", None, "1702 2395 D WindowManager: x"),
            ("2026-11-22T14:02:12.003", None, "1702 2395 E WindowManager: y"),
        ],
    ),
    Family(
        "epoch-prefix",
        "epoch",
        "\n".join(
            [
                "- 1795356131 2026.11.22 node-1 kernel: parity error",
                "FATAL 1795356132 2026.11.22 node-2 kernel: panic",
            ]
        ),
        [
            ("2026-11-22T14:02:11Z", None, "node-1 kernel: parity error"),
            ("2026-11-22T14:02:12Z", None, "FATAL node-2 kernel: panic"),
        ],
    ),
    Family(
        "openstack",
        "iso",
        "\n".join(
            [
                'api.log.1 2026-11-22 14:02:11.008 25746 INFO osapi [req-1] "GET /x" status: 200',
                'api.log.1 2026-11-22 14:02:12.008 25746 INFO osapi [req-2] "GET /y" status: 500',
            ]
        ),
        [
            (
                "2026-11-22T14:02:11.008",
                None,
                'api.log.1 25746 INFO osapi [req-1] "GET /x" status: 200',
            ),
            (
                "2026-11-22T14:02:12.008",
                None,
                'api.log.1 25746 INFO osapi [req-2] "GET /y" status: 500',
            ),
        ],
    ),
    Family(
        "tornado",
        "tornado",
        "\n".join(
            [
                "[W 2026-11-22 14:02:11.785 Hub base:350] Failed login",
                "[I 2026-11-22 14:02:12.785 Hub log:122] 200 GET /",
            ]
        ),
        [
            ("2026-11-22T14:02:11.785", None, "Hub base:350] Failed login"),
            ("2026-11-22T14:02:12.785", None, "Hub log:122] 200 GET /"),
        ],
    ),
    Family(
        "postgres",
        "iso",
        "\n".join(
            [
                "2026-11-22 14:02:11.123 UTC [77] ERROR:  deadlock detected",
                "\tDETAIL: x",
                "2026-11-22 14:02:12.123 UTC [78] LOG:  checkpoint",
            ]
        ),
        [
            ("2026-11-22T14:02:11.123Z", None, "[77] ERROR: deadlock detected"),
            ("2026-11-22T14:02:12.123Z", None, "[78] LOG: checkpoint"),
        ],
    ),
    Family(
        "tomcat",
        "day-month",
        "\n".join(
            [
                "22-Nov-2026 14:02:11.123 SEVERE [main] org.apache.Startup boom",
                "22-Nov-2026 14:02:12.123 INFO [main] org.apache.Startup ok",
            ]
        ),
        [
            ("2026-11-22T14:02:11.123", None, "SEVERE [main] org.apache.Startup boom"),
            ("2026-11-22T14:02:12.123", None, "INFO [main] org.apache.Startup ok"),
        ],
    ),
    Family(
        "redis",
        "day-month",
        "\n".join(
            [
                "12:M 22 Nov 2026 14:02:11.123 * Ready to accept connections",
                "12:M 22 Nov 2026 14:02:12.123 # Server terminated",
            ]
        ),
        [
            ("2026-11-22T14:02:11.123", None, "12:M * Ready to accept connections"),
            ("2026-11-22T14:02:12.123", None, "12:M # Server terminated"),
        ],
    ),
    Family(
        "audit",
        "audit",
        "\n".join(
            [
                "type=USER_LOGIN msg=audit(1795356131.003:42): pid=77 res=failed",
                "type=USER_END msg=audit(1795356132.003:43): pid=77 res=success",
            ]
        ),
        [
            ("2026-11-22T14:02:11.003Z", None, "type=USER_LOGIN msg=audit pid=77 res=failed"),
            ("2026-11-22T14:02:12.003Z", None, "type=USER_END msg=audit pid=77 res=success"),
        ],
    ),
    Family(
        "srt",
        "webvtt",
        "\n".join(
            [
                "1",
                "00:00:01,000 --> 00:00:04,000",
                "Dana: rolling back",
                "",
                "2",
                "00:00:05,000 --> 00:00:07,000",
                "Ravi: ok",
            ]
        ),
        [
            ("+00:00:01", "Dana", "rolling back"),
            ("+00:00:05", "Ravi", "ok"),
        ],
    ),
    Family(
        "vtt",
        "webvtt",
        "\n".join(
            [
                "WEBVTT",
                "",
                "00:01.000 --> 00:04.000",
                "<v Dana>Hello there</v>",
                "",
                "00:05.000 --> 00:07.500",
                "<v Ravi>Rolling back",
                "now</v>",
            ]
        ),
        [
            ("+00:00:01", "Dana", "Hello there"),
            ("+00:00:05", "Ravi", "Rolling back now"),
        ],
    ),
    Family(
        "zoom-export",
        "zoom-chat",
        "\n".join(
            [
                "00:13:46\tDana Ortiz:\trolling back",
                "00:13:51\tRavi:\tok",
                "and verified",
            ]
        ),
        [
            ("+00:13:46", "Dana Ortiz", "rolling back"),
            ("+00:13:51", "Ravi", "ok and verified"),
        ],
    ),
    Family(
        "google-chat",
        "google-chat",
        "\n".join(
            [
                "Dana Ortiz, 9:32 AM",
                "seeing 5xx",
                "Ravi, 9:35 AM",
                "looking",
            ]
        ),
        [
            ("T09:32", "Dana Ortiz", "seeing 5xx"),
            ("T09:35", "Ravi", "looking"),
        ],
    ),
    Family(
        "telegram",
        "telegram",
        "\n".join(
            [
                "Dana Ortiz, [22.11.2026 14:02]",
                "seeing 5xx",
                "",
                "Ravi, [22.11.2026 14:05]",
                "looking",
            ]
        ),
        [
            ("2026-11-22T14:02", "Dana Ortiz", "seeing 5xx"),
            ("2026-11-22T14:05", "Ravi", "looking"),
        ],
    ),
    Family(
        "tsv",
        "tsv",
        "\n".join(
            [
                "timestamp\tmessage\tuser",
                "2026-11-22T14:02:00Z\talert fired\tbot",
                "2026-11-22T14:05:00Z\tacknowledged\tdana",
            ]
        ),
        [
            ("2026-11-22T14:02:00Z", "bot", "alert fired"),
            ("2026-11-22T14:05:00Z", "dana", "acknowledged"),
        ],
    ),
    Family(
        "semicolons",
        "markdown",
        "\n".join(
            [
                "Zeit;Ereignis",
                "22.11.2026 14:02;Alarm",
                "22.11.2026 14:05;Ruhe",
            ]
        ),
        [
            ("2026-11-22T14:02", None, "Alarm"),
            ("2026-11-22T14:05", None, "Ruhe"),
        ],
    ),
    Family(
        "irssi-notice",
        "irc",
        "--- Log opened Thu Nov 26 08:58:12 2026\n09:31 <@mara> seeing 504\n"
        "09:33 -pagebot:#ops- CRITICAL holds\n09:34 -!- yuki [y@h] has joined #ops\n",
        [
            ("2026-11-26T09:31", "mara", "seeing 504"),
            ("2026-11-26T09:33", "pagebot", "CRITICAL holds"),
        ],
    ),
    Family(
        "hexchat",
        "irc",
        "**** BEGIN LOGGING AT Thu Nov 26 09:20:11 2026\n\n"
        "Nov 26 09:20:11 *\tNow talking on #ops\nNov 26 09:31:07 <mara>\tseeing 504\n"
        "Nov 26 09:32:01 *\tyuki (~y@10.0.0.4) has joined\nNov 26 09:35:12 *\tmara declares it\n",
        [
            ("2026-11-26T09:31:07", "mara", "seeing 504"),
            ("2026-11-26T09:35:12", "mara", "mara declares it"),
        ],
    ),
    Family(
        "teams-german",
        "teams",
        "[26.11. 09:31] Mara Quist\nNoch jemand mit 504?\n[26.11. 09:41] Idris Ba (Gast)\nfertig\n",
        [
            ("2026-11-26T09:31", "Mara Quist", "Noch jemand mit 504?"),
            ("2026-11-26T09:41", "Idris Ba", "fertig"),
        ],
        {"year": 2026},
    ),
    Family(
        "whatsapp-12h-with-notice",
        "whatsapp",
        "11/26/26, 9:30 AM - Messages and calls are end-to-end encrypted.\n"
        "11/26/26, 9:31 AM - Mara: seeing 504, all regions\n11/26/26, 9:41 PM - Idris: done\n",
        [
            ("2026-11-26T09:31", "Mara", "seeing 504, all regions"),
            ("2026-11-26T21:41", "Idris", "done"),
        ],
    ),
    Family(
        "status-page",
        "status-page",
        "Resolved\nThis incident has been resolved.\nPosted 2 days ago. Nov 26, 2026 - 11:16 UTC\n"
        "Investigating - Seats cannot be picked.\nNov 26, 09:42 UTC\n",
        [
            ("2026-11-26T11:16Z", None, "Resolved: This incident has been resolved."),
            ("2026-11-26T09:42Z", None, "Investigating: Seats cannot be picked."),
        ],
    ),
    Family(
        "compact-clocks-below-days",
        "markdown",
        "26-Nov-2026\n0840  Restart of the pool\n0912  Errors rise\n\n27-Nov-2026\n0800  All clear\n",
        [
            ("2026-11-26T08:40", None, "Restart of the pool"),
            ("2026-11-26T09:12", None, "Errors rise"),
            ("2026-11-27T08:00", None, "All clear"),
        ],
    ),
    Family(
        "dotted-clocks-of-germany",
        "markdown",
        "## Chronologie (26. November 2026)\n\n- 9.12 Uhr: Fehler steigen\n- 9.31 Uhr: Alarm\n",
        [
            ("2026-11-26T09:12", None, "Fehler steigen"),
            ("2026-11-26T09:31", None, "Alarm"),
        ],
    ),
    Family(
        "kubectl-wide",
        "kubectl-events",
        "LAST SEEN   TYPE      REASON    OBJECT      SUBOBJECT   SOURCE    MESSAGE            FIRST SEEN   COUNT   NAME\n"
        "12m         Warning   BackOff   pod/seats               kubelet   Back-off failed    35m          41      seats.17a\n",
        [("2026-11-26T08:25:00Z", "kubelet", "BackOff pod/seats Back-off failed")],
        {"now": datetime(2026, 11, 26, 9, tzinfo=UTC)},
    ),
]
