/**
 * What leaves a region for the hub. Metrics may cross jurisdictions, personal data may not; so both the names of metrics and the
 * names of labels are allow-lists. A label that is not listed is taken off before a sample leaves, a metric that is not listed
 * stays in its region, where it can still be queried, drawn and alerted on.
 */

/** Metrics of one origin that go to the hub. */
interface ExportedMetrics {
  readonly origin: string;
  /** Regular expressions of names; each is matched against the whole name. */
  readonly names: readonly string[];
  readonly reason: string;
}

/** The metrics that go to the hub. */
export const exportedMetrics: readonly ExportedMetrics[] = [
  {
    origin: "prometheus-synthetic",
    names: ["up", "ALERTS", "ALERTS_FOR_STATE"],
    reason: "which targets live and which alerts are open, over all regions",
  },
  {
    origin: "recording rules",
    names: ["[a-zA-Z_]+:[a-zA-Z0-9_:]+"],
    reason: "aggregated in the region, small",
  },
  {
    origin: "prometheus",
    names: [
      "prometheus_build_info",
      "prometheus_(?:config|notifications|remote_storage|rule|target)_.*",
      "prometheus_tsdb_(?:compactions|head|retention|storage|wal)_.*",
    ],
    reason: "the metrics pipeline of each region, seen from the hub",
  },
  {
    origin: "alertmanager",
    names: [
      "alertmanager_(?:alerts|build_info|silences)",
      "alertmanager_cluster_(?:failed_peers|health_score|members)",
      "alertmanager_(?:config|notifications)_.*",
    ],
    reason: "whether each region can still notify",
  },
  {
    origin: "node_exporter",
    names: [
      "node_(?:boot_time|cpu|time)_seconds(?:_total)?",
      "node_disk_(?:io|read|reads|write|writes|written)_.*",
      "node_filesystem_(?:avail|files|free|size)(?:_.*)?",
      "node_filesystem_readonly",
      "node_load(?:1|5|15)",
      "node_memory_.*",
      "node_network_(?:receive|transmit)_.*",
      "node_nf_conntrack_.*",
      "node_pressure_.*",
      "node_timex_(?:offset_seconds|sync_status)",
    ],
    reason: "processor, memory, disk and network of every node",
  },
  {
    origin: "kube-state-metrics",
    names: [
      "kube_(?:cronjob|daemonset|deployment|job|statefulset)_(?:spec|status)_.*",
      "kube_horizontalpodautoscaler_(?:spec|status)_(?:max|min|current|desired)_replicas",
      "kube_namespace_status_phase",
      "kube_node_(?:spec_unschedulable|status_(?:allocatable|capacity|condition))",
      "kube_persistentvolumeclaim_(?:resource_requests_storage_bytes|status_phase)",
      "kube_pod_container_(?:resource_(?:limits|requests)|status_.*)",
      "kube_pod_status_(?:phase|ready)",
      "kube_poddisruptionbudget_status_.*",
      "kube_resourcequota",
      "kube_statefulset_replicas",
    ],
    reason: "state of workloads",
  },
  {
    origin: "cadvisor",
    names: [
      "container_cpu_(?:cfs_periods_total|cfs_throttled_periods_total|usage_seconds_total)",
      "container_memory_(?:rss|working_set_bytes)",
      "container_network_(?:receive|transmit)_(?:bytes|errors|packets_dropped)_total",
      "container_oom_events_total",
    ],
    reason: "what containers use",
  },
  {
    origin: "blackbox_exporter",
    names: [
      "probe_(?:duration_seconds|success)",
      "probe_http_duration_seconds",
      "probe_ssl_earliest_cert_expiry",
    ],
    reason: "which programs answer in each region, and how far it is from the hub",
  },
  { origin: "kubelet", names: ["kubelet_volume_stats_.*"], reason: "volumes before they are full" },
];

/** The labels that may leave a region, by where they come from. None of them names a person or what a person typed. */
const exportedLabels = {
  /** Set by Prometheus or by the scrape configuration. */
  scrape: [
    "__name__",
    "container",
    "endpoint",
    "instance",
    "job",
    "metrics_path",
    "namespace",
    "node",
    "pod",
    "service",
  ],
  /** Added when a sample leaves; the hub tells regions and the halves of a pair apart by them. */
  external: ["cluster", "environment", "prometheus", "prometheus_replica", "region"],
  /** Of histograms and summaries. */
  distribution: ["le", "quantile"],
  /** Of alerts. */
  alert: ["alertname", "alertstate", "compliance", "severity", "team"],
  /** Of the objectives of applications: names of programs and of promises (\`content/applications\`). */
  application: ["application", "objective"],
  /** What was asked from outside: names of programs (`content/probes`). */
  probe: ["probe"],
  /** Of the exporters in {@link exportedMetrics}. */
  exporter: [
    "alertmanager",
    "branch",
    "compression",
    "condition",
    "config",
    "cpu",
    "cronjob",
    "daemonset",
    "deployment",
    "device",
    "device_error",
    "error",
    "fstype",
    "goarch",
    "goos",
    "goversion",
    "horizontalpodautoscaler",
    "id",
    "image",
    "integration",
    "interface",
    "interval",
    "job_name",
    "mode",
    "mountpoint",
    "name",
    "persistentvolumeclaim",
    "phase",
    "poddisruptionbudget",
    "reason",
    "remote_name",
    "resource",
    "resourcequota",
    "revision",
    "rule_group",
    "scrape_job",
    "state",
    "statefulset",
    "status",
    "tags",
    "type",
    "uid",
    "unit",
    "url",
    "version",
  ],
} as const satisfies Record<string, readonly string[]>;

/** A relabelling rule, in the words of the Prometheus operator. */
export interface RelabelConfig {
  readonly action: "keep" | "drop" | "labelkeep" | "labeldrop" | "replace";
  readonly sourceLabels?: readonly string[];
  /** Of `replace`. */
  readonly targetLabel?: string;
  readonly regex: string;
}

/** Whether a metric goes to the hub. */
export function isExported(metric: string): boolean {
  return metricRegex().test(metric);
}

/** Every label that may leave a region. */
export function allExportedLabels(): string[] {
  return Object.values(exportedLabels).flat().sort();
}

/** The rules which remote write applies to every sample, after external labels were added. */
export function writeRelabelConfigs(): RelabelConfig[] {
  const names = exportedMetrics.flatMap((group) => group.names).join("|");
  return [
    { action: "keep", sourceLabels: ["__name__"], regex: names },
    { action: "labelkeep", regex: allExportedLabels().join("|") },
  ];
}

/** Prometheus matches relabelling expressions against the whole value. */
function metricRegex(): RegExp {
  return new RegExp(`^(?:${exportedMetrics.flatMap((group) => group.names).join("|")})$`);
}
