#!/usr/bin/env bash
# A real Slurm on this one machine, for as long as this script runs: `grip submit slurm` hands it a
# small experiment; one task is killed in mid-run and requeued, another is told to stop; the merge
# must name what is missing, the same call must submit just that, and the merged files must be those
# of one undivided run, byte for byte.
#
#   tests/cluster/slurm_loopback.sh [GRIP]     GRIP: the program [target/release/grip]
#
# Needs root, namespaces, and Debian's slurm-wlm, munge and iproute2, which are installed where apt
# is there. Where that cannot be, it says so and is skipped; with GRIP_REQUIRE_SLURM=1 it fails.
set -euo pipefail

skip() {
  echo "SLURM TEST SKIPPED: $*" >&2
  [ "${GRIP_REQUIRE_SLURM:-}" = 1 ] && exit 1
  exit 0
}
fail() {
  echo "SLURM TEST FAILED: $*" >&2
  tail -n 15 "$work"/log/*.log "$work"/parts/slurm/*.log >&2 2>/dev/null || true
  exit 1
}

here="$(cd "$(dirname "$0")" && pwd)"
grip="$(realpath "${1:-$here/../../target/release/grip}")"
[ -x "$grip" ] || { echo "there is no program $grip: cargo build --release" >&2; exit 1; }

if [ -z "${GRIP_IN_NAMESPACE:-}" ]; then
  [ "$(id -u)" = 0 ] || skip "only root may make a network of its own and install Slurm"
  export PATH="$PATH:/usr/sbin:/sbin"
  tools=(slurmctld slurmd sbatch scontrol munged ip unshare)
  lacking=0
  for tool in "${tools[@]}"; do command -v "$tool" >/dev/null || lacking=1; done
  if [ "$lacking" = 1 ] && command -v apt-get >/dev/null; then
    echo "installing slurm-wlm, munge and iproute2"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -q && apt-get install -qy --no-install-recommends slurm-wlm munge iproute2; } \
      >/dev/null 2>&1 || skip "apt-get could not install slurm-wlm, munge and iproute2"
  fi
  for tool in "${tools[@]}"; do
    command -v "$tool" >/dev/null || skip "$tool is not here and could not be installed"
  done
  unshare --net --pid --fork --mount-proc true 2>/dev/null || skip "namespaces are not permitted here"
  # Nothing that is started outlives the test, and no port of this machine is touched.
  GRIP_IN_NAMESPACE="$(mktemp -d "${TMPDIR:-/tmp}/grip-slurm.XXXXXX")"
  export GRIP_IN_NAMESPACE
  trap 'rm -rf "$GRIP_IN_NAMESPACE"' EXIT
  timeout 240 unshare --net --pid --fork --mount-proc --kill-child bash "$0" "$grip"
  exit
fi

work="$GRIP_IN_NAMESPACE"
cd "$work"
mkdir state spool log run
say() { printf '%3d s  %s\n' "$SECONDS" "$*"; }

# Names are looked up only where a second address besides 127.0.0.1 exists.
ip link set lo up
ip addr add 127.0.0.2/8 dev lo

# Two nodes of two processors. The plug-ins are those that need no control groups, no accounting and
# no system services; the intervals are as short as they go.
cat >slurm.conf <<CONF
ClusterName=loopback
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/run/munge.socket,cred_expire=5
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool/%n
SlurmctldPidFile=$work/run/slurmctld.pid
SlurmdPidFile=$work/run/slurmd-%n.pid
SlurmctldLogFile=$work/log/slurmctld.log
SlurmdLogFile=$work/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0,bf_interval=1
ReturnToService=2
KillWait=1
NodeName=one NodeHostname=localhost NodeAddr=127.0.0.1 Port=17011 CPUs=2 State=UNKNOWN
NodeName=two NodeHostname=localhost NodeAddr=127.0.0.1 Port=17012 CPUs=2 State=UNKNOWN
PartitionName=short Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf"
(umask 077 && head -c 128 /dev/urandom >run/munge.key)
munged --force --key-file="$work/run/munge.key" --socket="$work/run/munge.socket" \
  --pid-file="$work/run/munged.pid" --log-file="$work/log/munged.log" --seed-file="$work/run/munge.seed"
slurmctld
slurmd -N one
slurmd -N two
for _ in $(seq 200); do
  [ "$(sinfo -h -N -o %T 2>/dev/null | sort -u)" = idle ] && break
  sleep 0.1
done
[ "$(sinfo -h -N -o %T | sort -u)" = idle ] || fail "the nodes did not come up"
say "$(slurmctld -V) is up: $(sinfo -h -N -o '%N %T' | paste -sd, -)"

cp "$here/small.toml" "$here/ground.toml" .
shards=8
options=(small.toml --geography ground.toml --points "${GRIP_SLURM_POINTS:-600}")
submit=("$grip" submit slurm "${options[@]}" --shards "$shards" --partition short --time 00:10:00 --out parts)

# The state and exit code of a job, or of one task of an array: `COMPLETED 0:0`.
ended() {
  scontrol show job "$1" | awk '/JobState=/ { split($1, state, "=") }
    / ExitCode=/ { match($0, /ExitCode=[0-9:]+/); code = substr($0, RSTART + 9, RLENGTH - 9) }
    END { print state[2], code }'
}
# Waits until a job or task has ended.
wait_for() {
  for _ in $(seq 600); do
    case "$(ended "$1")" in PENDING* | RUNNING* | COMPLETING* | CONFIGURING*) sleep 0.1 ;; *) return ;; esac
  done
  fail "job $1 does not end: $(ended "$1")"
}
# Waits until a shard has stored its first batch, whose number is that of the shard.
wait_for_part() {
  local part
  part="$(printf 'parts/parts/%06d.parquet' "$1")"
  for _ in $(seq 600); do [ -e "$part" ] && return; sleep 0.02; done
  fail "shard $1 stored nothing"
}
job_of() { sed -n 's/.*array job \([0-9]*\), their merge as job \([0-9]*\)$/\1 \2/p' <<<"$1"; }

told="$("${submit[@]}")"
read -r array merge <<<"$(job_of "$told")"
[ -n "$merge" ] || fail "no jobs in: $told"
say "submitted $shards shards as job $array and their merge as job $merge"

wait_for_part 1
pkill -KILL -f -- '--shard 1/8' || fail "shard 1 was not at work any more; take more points"
wait_for "${array}_1"
case "$(ended "${array}_1")" in FAILED*) ;; *) fail "a killed shard ended as $(ended "${array}_1")" ;; esac
scontrol requeue "${array}_1"
say "shard 1 was killed in mid-run and is requeued"

wait_for_part 2
# The shard may have ended when scancel asks a second time, which it then takes for a failure.
scancel --signal=TERM --batch "${array}_2" 2>/dev/null || true
wait_for "${array}_2"
[[ "$(ended "${array}_2")" = *" 75:0" ]] || fail "a shard told to stop ended as $(ended "${array}_2")"
say "shard 2 was told to stop, stored what it had and said try again (75)"

wait_for "$merge"
[ "$(ended "$merge")" = "FAILED 3:0" ] || fail "a merge of too little ended as $(ended "$merge")"
[ "$(ended "${array}_1")" = "COMPLETED 0:0" ] || fail "the requeued shard ended as $(ended "${array}_1")"
grep -q 'missing: 2$' "parts/slurm/merge-$merge.log" || fail "the merge does not name shard 2"
[ "$("$grip" status parts --missing)" = 2 ] || fail "status does not name shard 2"
say "the merge waited for all, then named what is missing: shard 2"

told="$("${submit[@]}")"
grep -q '^shards 2 of 8 are submitted' <<<"$told" || fail "not only shard 2 is submitted again: $told"
read -r array merge <<<"$(job_of "$told")"
wait_for "$merge"
[ "$(ended "$merge")" = "COMPLETED 0:0" ] || fail "the merge ended as $(ended "$merge")"
say "the same call submitted shard 2 alone, and the merge is complete"

# Two shards side by side in one job, told apart by their rank.
side_by_side=("$grip" submit slurm small.toml --geography ground.toml --points 20 --shards 3
  --tasks-per-job 2 --out side)
read -r array merge <<<"$(job_of "$("${side_by_side[@]}")")"
"$grip" run "${options[@]}" --quiet --out whole >/dev/null
"$grip" run small.toml --geography ground.toml --points 20 --quiet --out alone >/dev/null
wait_for "$merge"
[ "$(ended "$merge")" = "COMPLETED 0:0" ] || fail "shards side by side: the merge ended as $(ended "$merge")"

compared=0
for pair in "whole parts" "alone side"; do
  read -r undivided divided <<<"$pair"
  while read -r file; do
    cmp "$undivided/$file" "$divided/$file" || fail "$divided/$file differs from one undivided run"
    compared=$((compared + 1))
  done < <(cd "$undivided" && find . -type f ! -name manifest.json ! -name '.*' | sort)
done
[ "$compared" -gt 40 ] || fail "only $compared files were compared"
"$grip" verify parts --runs 2 >/dev/null || fail "grip verify"
say "$compared merged files are those of one undivided run, byte for byte"
