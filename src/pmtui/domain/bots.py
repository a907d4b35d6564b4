"""Names of programs that speak in a chat: they alert and deploy, and are at no review meeting."""

import re

_TOOLS = """
    alertmanager argo argocd aws-chatbot bamboo checkmk circleci cloudwatch datadog dynatrace
    elastalert firehydrant github github-actions gitlab gitlab-ci grafana honeycomb icinga
    incident.io jenkins jira kibana kubernetes monit nagios newrelic opsgenie pagerduty pingdom
    prometheus renovate rootly sentry servicenow splunk squadcast statuspage teamcity terraform
    uptimerobot victorops zabbix zapier
"""
KNOWN = frozenset(_TOOLS.split())
"""Tools that write into chats under their own name, in small letters without spaces."""
_SURNAMES = frozenset(("abbot", "cabot", "talbot"))
_BOT = re.compile(r"(?:\[bot\]|(?:^|[\s_.-])(?i:bot)|[a-z0-9]Bot|BOT)$")


def is_bot(name: str) -> bool:
    """Whether a name is that of a program: a tool known by it, or one that ends in “bot”."""
    bare = name.strip().removeprefix("@")
    small = "".join(bare.casefold().split())
    if small in KNOWN or _BOT.search(bare[-40:]):
        return True
    return " " not in bare and small.endswith("bot") and small not in _SURNAMES
