"""Sorts of trouble, as data: words that different people use for one thing.

“OOMKilled”, “RAM” and “overcommit” share no letter, and all speak of memory. What a sort is called
is true of every one of its words, since a reason says it of both incidents. Companions are words
that have other meanings, too: they count only beside one of those words, and are never shown.
"""

from pmtui.memory.stems import stem

_WORDS: dict[str, tuple[str, str]] = {
    "memory": (
        "memory oom oomkilled ram heap swap overcommit overcommitment",
        "leak leaked leaking garbage gc usage killed guarantee limit limits",
    ),
    "disks and storage": (
        "disk disks inode inodes storage filesystem filesystems",
        "volume volumes space full inotify quota nfs usage",
    ),
    "limits": (
        "limit limits quota quotas exceed exceeded exhausted exhaustion starvation starved "
        "capped throttled throttling",
        "maximum reached reach cap hitting full descriptors watches resources requested",
    ),
    "load": (
        "load overload overloaded overloading spike spikes surge influx traffic ddos saturated "
        "saturation cpu capacity",
        "peak simultaneous concurrent scale scaling scaled busy growth grow popular flood flooded "
        "hug resources performance usage slow",
    ),
    "certificates and expiry": (
        "certificate certificates cert certs ssl tls letsencrypt acme expiry expired expire "
        "expires renewal",
        "renew renewed valid domain",
    ),
    "credentials": (
        "credential credentials token tokens secret secrets password passwords passphrase",
        "key keys leaked leak revoked revoke rotate rotated account access 2fa permission "
        "permissions",
    ),
    "security": (
        "attack attacks attacker attackers malicious exploit exploited vulnerability "
        "vulnerabilities compromised hackerone breach security bounty",
        "researcher disclosure unauthorized access report advisory",
    ),
    "DNS and domains": (
        "dns coredns resolver resolvers nameserver nameservers domain domains hostname",
        "record records",
    ),
    "proxies and routing": (
        "ingress nginx traefik haproxy envoy proxy proxies routing router routers gateway "
        "balancer balancers alb elb",
        "route routes routed redirect redirected backend backends lb target traffic",
    ),
    "networks": (
        "network networks networking packet packets firewall firewalls subnet subnets vpc mtu "
        "cidr connectivity bgp vpn",
        "switch link tunnel tunnels latency ip address addresses",
    ),
    "nodes and machines": (
        "node nodes machine machines vm vms",
        "kernel hung hang hangs reboot rebooted cordon cordoned uncordoned drain drained draining "
        "docker containerd kubelet rollover notready host hosts pool unhealthy",
    ),
    "upgrades and migrations": (
        "upgrade upgraded upgrades upgrading bump bumped migrate migrated migration",
        "compatible incompatible compatibility deprecated deprecation breaking notes version "
        "versions changelog",
    ),
    "deployments": (
        "deploy deployed deployment rollout rollback revert reverted staging canary helm",
        "merge merged pipeline release released chart ci travis jenkins pr",
    ),
    "configuration": (
        "config configured configuration misconfigured misconfiguration setting settings "
        "annotation annotations manifest manifests parameter parameters yaml",
        "flag flags rule rules terraform malformed default defaults",
    ),
    "deletion": (
        "delete deleted deletes deleting deletion wiped overwrite overwrote overwritten "
        "overwriting erased destroyed truncated",
        "dropped lost data recreate recreated redeploy namespace",
    ),
    "accidents": (
        "accidental accidentally mistakenly inadvertent inadvertently unintended unintentional "
        "unintentionally mistake",
        "wrong deleted deleting overwrite overwritten overwriting namespace",
    ),
    "databases": (
        "database databases db sql sqlite postgres postgresql mysql mongo couchdb",
        "query queries table tables index indexes schema replica replicas replication transaction "
        "corrupt corrupted corruption collation orm backup",
    ),
    "slowness and timeouts": (
        "slow slower slowness timeout timeouts latency unresponsive",
        "slowly long startup stuck responsive performance hang",
    ),
    "clouds and suppliers": (
        "provider providers vendor vendors upstream cloud aws azure gcp gke eks supplier suppliers",
        "google amazon third-party github sla outage",
    ),
    "what went unnoticed": (
        "unnoticed undetected unaware silent silently unmonitored",
        "notice noticed blind monitoring alerting alerted",
    ),
    "pods and scheduling": (
        "pod pods evict evicted eviction evictions autoscale autoscaler autoscaling "
        "spawner replicaset",
        "schedule scheduled scheduling pending orphan orphaned spawn launch launches cull culler kubespawner",
    ),
    "queues and workers": (
        "queue queues queued backlog consumer consumers consumergroups kafka rabbitmq sidekiq",
        "worker workers thread threads topic topics lag",
    ),
    "payments and billing": (
        "billing bill payment payments invoice budget",
        "grant funds paid pay licence license subscription renewal lapsed",
    ),
    "locks and races": ("race races deadlock lock locks locked concurrency toctou mutex", "order"),
    "caches": ("cache caches cached caching", "ttl ttls purge purged stale cdn cloudflare"),
    "consistency": (
        "mismatch mismatched disagree disagreement diverge diverged divergence fork forks "
        "consensus inconsistent inconsistency sync syncing finality checksum checksums",
        "split chain hash",
    ),
    "builds and packages": (
        "build builds image images package packages registry dependency dependencies artifact "
        "artifacts archive archives mirror mirrors repository repositories",
        "library libraries distro npm apt download downloads",
    ),
    "logs and metrics": (
        "logs log metrics metric prometheus grafana exporter scrape fluentd telemetry cloudwatch",
        "trace traces dashboards shipped shipping",
    ),
    "privacy": ("private privacy personal gdpr", "sensitive exposed exposure leak leaked purge"),
    "crashes and restarts": (
        "crash crashed crashes crashing crashloop crashlooping panic segfault restart restarting "
        "restarts",
        "killed died dies dead dying",
    ),
}


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


TROUBLES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (_stems(words), _stems(companions) - _stems(words))
    for name, (words, companions) in _WORDS.items()
}
"""Each sort by what it is called, with the stems of its words and of their companions."""
