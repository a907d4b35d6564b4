"""A command of a shell history is an event unless it is known to change nothing."""

import pytest

from pmtui.importers.commands import only_looks


@pytest.mark.parametrize(
    "command",
    [
        "ls -la /var/log",
        "kubectl -n orders get pods",
        "kubectl get pods -o wide | grep -v Running | head -20",
        "kubectl logs --since=1h deploy/cart 2>/dev/null",
        "sudo -u postgres tail -f /var/log/postgresql.log",
        "systemctl status cart",
        "service nginx status",
        "aws ec2 describe-instances --region eu-west-1",
        "watch -n 2 kubectl top nodes",
        "ssh db-1 'df -h'",
        "ssh db-1",
        "git log --oneline -5 && git diff HEAD~1",
        "curl -s https://cart.internal/health",
        "KUBECONFIG=/tmp/k kubectl config current-context",
        "df -h; free -m > /dev/null",
        "grep -i server app.log | cut -d ' ' -f1",
        "sed -n 1,20p pool.conf",
        "curl -X GET -sS https://cart.internal/health",
        "ip -4 addr show",
        "gh pr view 4711",
        "nomad node status",
        "crontab -u maya -l",
    ],
)
def test_looking_at_a_machine_is_no_deed(command):
    assert only_looks(command)


@pytest.mark.parametrize(
    "command",
    [
        "kubectl -n orders delete pod -l ver=2.71.0 --force --grace-period=0",
        "kubectl rollout undo deploy/cart",
        "helm rollback cart 12",
        "sudo systemctl restart cart",
        "service nginx reload",
        "ssh db-1 'sudo systemctl stop cart'",
        "aws ec2 reboot-instances --instance-ids i-1",
        "cd /srv && git revert 4711",
        "curl -X POST https://cart.internal/flush",
        "echo 3 > /proc/sys/vm/drop_caches",
        "find /var/spool -name '*.tmp' -delete",
        "sed -i s/200/400/ pool.conf",
        "psql -c 'select pg_terminate_backend(123)'",
        "./failover.sh eu-west",
        "rm -rf /var/cache/cart",
        "ls *.lock | xargs -n 1 rm",
        "sudo -i reboot",
        "reboot",
        "ip route del default",
        "ifconfig eth0 down",
        "gh pr merge 4711 --squash",
        "gh run rerun 12",
        "nomad node drain -enable -self",
        "docker restart search",
        "git branch -D old",
        "journalctl --vacuum-size=500M",
        "date -s 12:00",
        "find . -execdir rm {} +",
        "curl -sXPOST https://cart.internal/flush",
        "curl -X PURGE https://cart.internal/",
        'curl --data=\'{"pool": "seatmap"}\' https://cart.internal/',
        "http POST cart.internal/flush",
        "aws lambda update-function-code --function-name get-orders",
        "sudo -n rm file",
        "downtime foo ls",
    ],
)
def test_what_may_have_changed_something_is_one(command):
    assert not only_looks(command)


@pytest.mark.parametrize(
    "command",
    ["", "   ", "|", "-", "sudo", "ssh", "ssh -i", "#", "sudo -u " * 50, "a=" * 200, "a" * 9000],
)
def test_odd_commands_are_judged(command):
    assert only_looks(command) in (True, False)
