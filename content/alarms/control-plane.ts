import type { Alarm } from "./alarm";

/** Kubernetes' own store, on EKS, takes no more than this: beyond, the cluster can only be read. */
const CLUSTER_STORE_GIB = 8;
const GIB = 2 ** 30;

/** The control plane, as AWS sees it from outside of the cluster. */
export const controlPlane: readonly Alarm[] = [
  {
    name: "EksApiServerSilent",
    watches: "cluster",
    severity: "P1",
    summary: "The cluster's API server has answered nobody for 15 minutes",
    series: { value: { metric: "AWS/EKS apiserver_request_total", statistic: "Sum" } },
    condition: {
      is: "below",
      threshold: 1,
      unit: "requests",
      because: "every node asks several times a minute, so that none at all means that nothing gets through",
    },
    period: 300,
    periods: 3,
    missing: { means: "bad", because: "AWS stops to report when the control plane is gone" },
    runbook: {
      cause: [
        "The control plane is down, or no node reaches it. What runs goes on running, but nothing is started, moved or healed.",
        "Prometheus, Alertmanager and Grafana of the region may be gone with it.",
      ],
      check: [
        "`aws eks describe-cluster --name <cluster> --query cluster.[status,health]`",
        "The AWS Health Dashboard, for EKS in the region.",
        "Whether the key of the cluster's secrets is enabled: without it the API server cannot start.",
      ],
      act: [
        "Where the key is disabled or waits for deletion: enable it, or cancel the deletion.",
        "Where AWS reports a failure: wait, and treat the region as unwatched; the hub still sees what spokes send.",
        "Open a support case with the cluster's name and the time at which this began.",
      ],
    },
  },
  {
    name: "EksApiServerErrors",
    watches: "cluster",
    severity: "P1",
    summary: "The cluster's API server fails more than one request in a hundred",
    series: {
      failed: { metric: "AWS/EKS apiserver_request_total_5XX", statistic: "Sum" },
      all: { metric: "AWS/EKS apiserver_request_total", statistic: "Sum" },
    },
    expression: "100 * FILL(failed, 0) / all",
    condition: {
      is: "above",
      threshold: 1,
      unit: "percent",
      because:
        "clients try again, and hide less than that; a healthy control plane fails far below one in a thousand",
    },
    period: 300,
    periods: 3,
    missing: { means: "unknown", because: "silence has an alarm of its own, EksApiServerSilent" },
    runbook: {
      cause: [
        "A webhook or an aggregated API does not answer, the store behind the API server is slow, or AWS replaces the control plane.",
      ],
      check: [
        "The log group `/aws/eks/<cluster>/cluster`, streams `kube-apiserver-*`: which resource and which verb fail.",
        "`kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations`, and whether their services have pods.",
        "Whether an upgrade is under way: `aws eks list-updates --name <cluster>`.",
      ],
      act: [
        "Bring back the service behind a failing webhook. Delete its configuration only when the cluster cannot be healed otherwise.",
        "Let an upgrade finish; errors end with it.",
        "Otherwise open a support case with some request ids from the log.",
      ],
    },
  },
  {
    name: "EksStoreFilling",
    watches: "cluster",
    severity: "P1",
    summary: "The store behind the cluster's API server is three quarters full",
    series: { value: { metric: "AWS/EKS apiserver_storage_size_bytes", statistic: "Maximum" } },
    condition: {
      is: "above",
      threshold: 0.75 * CLUSTER_STORE_GIB * GIB,
      unit: "bytes",
      because: `EKS stops at ${CLUSTER_STORE_GIB} GiB (EKS best practices, "etcd"): from then on the cluster can only be read`,
    },
    period: 300,
    periods: 3,
    missing: { means: "good", because: "clusters report it from their first object on" },
    runbook: {
      cause: ["Something writes objects without end: events, leases, reports of a scanner, Helm's history."],
      check: [
        "`kubectl get --raw /metrics | grep apiserver_storage_objects | sort -k2 -n | tail`: which kind grows.",
      ],
      act: [
        "Stop what writes them, then delete them in portions.",
        "The size falls some minutes later, when EKS compacts the store.",
      ],
    },
  },
  {
    name: "EksRequestsThrottled",
    watches: "cluster",
    severity: "P2",
    summary: "The cluster's API server turns requests away",
    series: { value: { metric: "AWS/EKS apiserver_request_total_429", statistic: "Sum" } },
    condition: {
      is: "above",
      threshold: 300,
      unit: "requests in five minutes",
      because: "one a second: a start of many pods stays below, a controller that runs wild does not",
    },
    period: 300,
    periods: 3,
    missing: { means: "good", because: "nothing was turned away" },
    runbook: {
      cause: ["One client asks too much: a controller in a loop, a script that lists everything."],
      check: [
        "The audit log, by `userAgent` and `user.username` over the last minutes.",
        "`kubectl get --raw /metrics | grep apiserver_flowcontrol_rejected_requests_total`",
      ],
      act: ["Stop or fix that client. If it is ours, treat it as a defect of the release that brought it."],
    },
  },
  {
    name: "EksPodsUnschedulable",
    watches: "cluster",
    severity: "P2",
    summary: "Pods have found no node for 15 minutes",
    series: { value: { metric: "AWS/EKS scheduler_pending_pods_UNSCHEDULABLE", statistic: "Sum" } },
    condition: {
      is: "at-least",
      threshold: 1,
      unit: "pods",
      because: "Auto Mode starts a node in one or two minutes; a pod that waits for 15 will not get one",
    },
    period: 60,
    periods: 15,
    missing: { means: "good", because: "no pod waits" },
    runbook: {
      cause: [
        "AWS has no capacity, a quota is used up, or the pod asks for what no node pool offers: a zone, a size, a taint.",
      ],
      check: [
        "`kubectl get pods -A --field-selector status.phase=Pending`, then `kubectl describe pod` for the reason.",
        "`kubectl get nodeclaims` and their conditions; the alarm VcpuQuotaNearlyUsed.",
      ],
      act: [
        "Quota: ask for more in Service Quotas.",
        "A volume's zone without capacity: wait, or move the replica by deleting its claim, if the other replica is healthy.",
        "A request that fits nowhere: mend the pod's request or the node pool.",
      ],
    },
  },
];
