import type { Day } from "./versions";

/**
 * What no longer exists, soon ends, or costs a licence: services, charts, images, APIs, features. Each row with the day of its end, what
 * takes its place, and where that is written. A row stays when its day has passed: people copy old examples.
 */
export interface Ending {
  /** What ends, as people call it. */
  readonly what: string;
  /** The first day on which it cannot be relied on: the end of service, of support, or of updates. */
  readonly ended: Day;
  /** What to use instead, as the rest of a sentence that begins with "use". */
  readonly replacement: string;
  /** Where the end is announced or documented. */
  readonly source: string;
}

/** A hosted service, by the Pulumi types of its resources. */
export interface EndingService extends Ending {
  readonly types: readonly string[];
}

/** An image, by where it lies: registry and the beginning of the repository. */
export interface EndingImage extends Ending {
  readonly repositories: readonly string[];
}

/** A chart, by the address of its repository and, where not all of them end, by its name. */
export interface EndingChart extends Ending {
  readonly repositories: readonly string[];
  /** @default every chart of the repository */
  readonly charts?: readonly string[];
}

/** `aws:waf/webAcl:WebAcl` for module `waf` and name `WebAcl`. */
function typesOf(prefix: string, names: string): readonly string[] {
  return names.split(" ").map((name) => `${prefix}/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`);
}

const WAF_CLASSIC =
  "ByteMatchSet GeoMatchSet IpSet RateBasedRule RegexMatchSet RegexPatternSet Rule RuleGroup SizeConstraintSet SqlInjectionMatchSet WebAcl XssMatchSet";

export const endingServices: readonly EndingService[] = [
  {
    what: "Amazon Lookout for Metrics",
    ended: "2025-10-09",
    replacement:
      "anomaly detection of CloudWatch (an alarm on ANOMALY_DETECTION_BAND), or recording rules with bands in Prometheus",
    source: "https://aws.amazon.com/blogs/machine-learning/transitioning-off-amazon-lookout-for-metrics/",
    types: ["aws-native:lookoutmetrics:Alert", "aws-native:lookoutmetrics:AnomalyDetector"],
  },
  {
    what: "Amazon QLDB",
    ended: "2025-07-31",
    replacement: "a bucket with Object Lock in COMPLIANCE mode and a ledger of hashes over it",
    source: "https://docs.aws.amazon.com/qldb/latest/developerguide/document-history.html",
    types: [...typesOf("aws:qldb", "Ledger Stream"), "aws-native:qldb:Ledger", "aws-native:qldb:Stream"],
  },
  {
    what: "AWS App Mesh",
    ended: "2026-09-30",
    replacement: "mutual TLS of the programs themselves, VPC Lattice or ECS Service Connect",
    source: "https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html",
    types: typesOf(
      "aws:appmesh",
      "GatewayRoute Mesh Route VirtualGateway VirtualNode VirtualRouter VirtualService",
    ),
  },
  {
    what: "AWS WAF Classic",
    ended: "2025-09-30",
    replacement: "AWS WAF (aws:wafv2)",
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-migrating-from-classic.html",
    types: [
      ...typesOf("aws:waf", WAF_CLASSIC),
      ...typesOf("aws:wafregional", `${WAF_CLASSIC} WebAclAssociation`),
    ],
  },
  {
    what: "CloudWatch Evidently",
    ended: "2025-10-17",
    replacement: "feature flags of AWS AppConfig",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Evidently.html",
    types: typesOf("aws:evidently", "Feature Launch Project Segment"),
  },
  {
    what: "Amazon Kinesis Data Analytics for SQL",
    ended: "2026-01-27",
    replacement: "Managed Service for Apache Flink",
    source: "https://docs.aws.amazon.com/kinesisanalytics/latest/dev/what-is.html",
    types: typesOf("aws:kinesis", "AnalyticsApplication"),
  },
  {
    what: "Amazon Inspector Classic",
    ended: "2026-05-20",
    replacement: "Amazon Inspector (aws:inspector2)",
    source: "https://docs.aws.amazon.com/inspector/v1/userguide/inspector_introduction.html",
    types: typesOf("aws:inspector", "AssessmentTarget AssessmentTemplate ResourceGroup"),
  },
  {
    what: "Opsgenie",
    ended: "2027-04-05",
    replacement:
      "PagerDuty; the heartbeat then comes from a CloudWatch alarm, which does not depend on either",
    source: "https://github.com/opsgenie/terraform-provider-opsgenie/issues/466",
    types: typesOf(
      "opsgenie:index",
      "AlertPolicy ApiIntegration CustomRole EmailIntegration Escalation Heartbeat IncidentTemplate IntegrationAction Maintenance NotificationPolicy NotificationRule Schedule ScheduleRotation Service ServiceIncidentRule Team TeamRoutingRule User UserContact",
    ),
  },
];

const INGRESS_NGINX = {
  what: "ingress-nginx",
  ended: "2026-03-31",
  replacement: "the AWS load balancer controller (EKS Auto Mode has it built in), or the Gateway API",
  source: "https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/",
} as const;

const BITNAMI = {
  what: "Bitnami's free images and charts",
  ended: "2025-09-29",
  replacement: "the image and chart of the project itself",
  source: "https://github.com/bitnami/charts/issues/35164",
} as const;

const JAEGER_1 = {
  what: "Jaeger 1",
  ended: "2025-12-31",
  replacement: "jaegertracing/jaeger 2, which is one image for every role",
  source: "https://www.jaegertracing.io/docs/2.19/",
} as const;

const PROMTAIL = {
  what: "Promtail",
  ended: "2026-03-02",
  replacement: "Grafana Alloy or an OpenTelemetry collector",
  source: "https://grafana.com/docs/loki/latest/send-data/promtail/",
} as const;

const GRAFANA_AGENT = {
  what: "Grafana Agent",
  ended: "2025-11-01",
  replacement: "Grafana Alloy or an OpenTelemetry collector",
  source: "https://grafana.com/docs/agent/latest/",
} as const;

const GRAFANA_ONCALL = {
  what: "Grafana OnCall OSS",
  ended: "2026-03-24",
  replacement: "PagerDuty",
  source: "https://grafana.com/blog/2025/03/11/grafana-oncall-maintenance-mode/",
} as const;

export const endingImages: readonly EndingImage[] = [
  { ...BITNAMI, repositories: ["docker.io/bitnami/", "docker.io/bitnamilegacy/", "public.ecr.aws/bitnami/"] },
  { ...INGRESS_NGINX, repositories: ["registry.k8s.io/ingress-nginx/"] },
  {
    ...JAEGER_1,
    repositories: ["docker.io", "quay.io"].flatMap((registry) =>
      [
        "all-in-one",
        "jaeger-agent",
        "jaeger-collector",
        "jaeger-ingester",
        "jaeger-operator",
        "jaeger-query",
      ].map((image) => `${registry}/jaegertracing/${image}`),
    ),
  },
  { ...PROMTAIL, repositories: ["docker.io/grafana/promtail"] },
  { ...GRAFANA_AGENT, repositories: ["docker.io/grafana/agent"] },
  { ...GRAFANA_ONCALL, repositories: ["docker.io/grafana/oncall"] },
  {
    what: "the registry k8s.gcr.io",
    ended: "2023-04-03",
    replacement: "the same image of registry.k8s.io",
    source: "https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/",
    repositories: ["k8s.gcr.io/"],
  },
];

export const endingCharts: readonly EndingChart[] = [
  {
    ...BITNAMI,
    repositories: [
      "https://charts.bitnami.com",
      "https://raw.githubusercontent.com/bitnami/charts",
      "oci://registry-1.docker.io/bitnamicharts",
      "oci://docker.io/bitnamicharts",
    ],
  },
  { ...INGRESS_NGINX, repositories: ["https://kubernetes.github.io/ingress-nginx"] },
  {
    what: "Elastic's own charts of Elasticsearch, Kibana, Logstash, Filebeat, Metricbeat and APM server",
    ended: "2022-11-01",
    replacement: "eck-operator with eck-stack of the same repository",
    source: "https://github.com/elastic/helm-charts/issues/1731",
    repositories: ["https://helm.elastic.co"],
    charts: ["apm-server", "elasticsearch", "filebeat", "kibana", "logstash", "metricbeat"],
  },
  {
    what: "the grafana chart of grafana.github.io, which is frozen,",
    ended: "2026-01-30",
    replacement: "the one of https://grafana-community.github.io/helm-charts",
    source: "https://github.com/grafana/helm-charts",
    repositories: ["https://grafana.github.io/helm-charts"],
    charts: ["grafana"],
  },
  {
    ...PROMTAIL,
    repositories: ["https://grafana.github.io/helm-charts"],
    charts: ["promtail", "loki-stack"],
  },
  {
    ...GRAFANA_AGENT,
    repositories: ["https://grafana.github.io/helm-charts"],
    charts: ["grafana-agent", "grafana-agent-operator"],
  },
  { ...GRAFANA_ONCALL, repositories: ["https://grafana.github.io/helm-charts"], charts: ["oncall"] },
  { ...JAEGER_1, repositories: ["https://jaegertracing.github.io/helm-charts"], charts: ["jaeger-operator"] },
  {
    what: "Helm's stable and incubator repositories",
    ended: "2020-11-13",
    replacement: "the repository of the project itself",
    source: "https://helm.sh/blog/charts-repo-deprecation/",
    repositories: [
      "https://charts.helm.sh/stable",
      "https://charts.helm.sh/incubator",
      "https://kubernetes-charts.storage.googleapis.com",
      "https://kubernetes-charts-incubator.storage.googleapis.com",
    ],
  },
];

/** An API version that the API server no longer knows. */
export interface RemovedApi {
  readonly apiVersion: string;
  readonly kind: string;
  /** First version of Kubernetes without it. */
  readonly removedIn: string;
  /** What to use instead, as the rest of a sentence that begins with "use". */
  readonly replacement: string;
}

function removed(
  apiVersion: string,
  removedIn: string,
  replacement: string,
  kinds: string,
): readonly RemovedApi[] {
  return kinds.split(" ").map((kind) => ({ apiVersion, kind, removedIn, replacement }));
}

/** Source: "Deprecated API Migration Guide" of Kubernetes. */
export const removedApis: readonly RemovedApi[] = [
  ...removed("apps/v1beta1", "1.16", "apps/v1", "Deployment StatefulSet"),
  ...removed("apps/v1beta2", "1.16", "apps/v1", "DaemonSet Deployment ReplicaSet StatefulSet"),
  ...removed("autoscaling/v2beta1", "1.25", "autoscaling/v2", "HorizontalPodAutoscaler"),
  ...removed("autoscaling/v2beta2", "1.26", "autoscaling/v2", "HorizontalPodAutoscaler"),
  ...removed("batch/v1beta1", "1.25", "batch/v1", "CronJob"),
  ...removed("batch/v2alpha1", "1.21", "batch/v1", "CronJob"),
  ...removed("extensions/v1beta1", "1.16", "apps/v1", "DaemonSet Deployment ReplicaSet"),
  ...removed("extensions/v1beta1", "1.16", "networking.k8s.io/v1", "NetworkPolicy"),
  ...removed("extensions/v1beta1", "1.22", "networking.k8s.io/v1", "Ingress"),
  ...removed("networking.k8s.io/v1beta1", "1.22", "networking.k8s.io/v1", "Ingress"),
  ...removed("policy/v1beta1", "1.25", "policy/v1", "PodDisruptionBudget"),
  ...["extensions/v1beta1", "policy/v1beta1"].flatMap((apiVersion) =>
    removed(
      apiVersion,
      "1.25",
      "Pod Security Admission: the label pod-security.kubernetes.io/enforce on namespaces",
      "PodSecurityPolicy",
    ),
  ),
  ...["v1alpha1", "v1beta1"].flatMap((version) =>
    removed(
      `rbac.authorization.k8s.io/${version}`,
      "1.22",
      "rbac.authorization.k8s.io/v1",
      "ClusterRole ClusterRoleBinding Role RoleBinding",
    ),
  ),
  ...removed("storage.k8s.io/v1beta1", "1.22", "storage.k8s.io/v1", "StorageClass"),
];
