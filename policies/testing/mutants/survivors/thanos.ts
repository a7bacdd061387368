import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

const SETS = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"];
const PODS = [...SETS, "kubernetes:batch/v1:CronJob"];
const OBJECTS = [
  ...PODS,
  "kubernetes:core/v1:Secret",
  "kubernetes:core/v1:Service",
  "kubernetes:core/v1:ServiceAccount",
  "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
  "kubernetes:policy/v1:PodDisruptionBudget",
];

/** Workloads of our own: those of Thanos. */
export const thanos: readonly Survivor[] = [
  ...harmless(
    [PODS, /.+\.automountServiceAccountToken/, ["remove"], "The service accounts mount no token either."],
    [
      PODS,
      /.+\.securityContext\.(runAsNonRoot|runAsUser|runAsGroup|fsGroup)/,
      "all",
      "Of a user who is not root and runAsNonRoot one is enough; without both, a rule refuses.",
    ],
    [
      "kubernetes:apps/v1:StatefulSet",
      /spec\.persistentVolumeClaimRetentionPolicy.*/,
      "all",
      "Retain is the default, and what lies on these volumes need not be kept: blocks are in a bucket.",
    ],
    [
      SETS,
      /.+\.topologySpreadConstraints\[\]\.(maxSkew|minDomains)/,
      ["remove"],
      "The pods are spread over zones without it, too, if less evenly.",
    ],
  ),
  ...refused(
    [
      PODS,
      /spec(\.jobTemplate)?(\.spec)?(\.template)?(\.metadata|\.metadata\.labels.*)?|.+\.(containers|initContainers)(\[\](\.(name|image))?)?|spec\.selector.*|spec\.schedule|.+\.restartPolicy/,
      "all",
      "The API server takes no workload without a pod, no pod without a container, no container without an image, and no selector that its pods do not fit.",
    ],
    [
      "kubernetes:apps/v1:StatefulSet",
      /spec\.volumeClaimTemplates\[\](\.(metadata|metadata\.name|spec|spec\.accessModes(\[\])?|spec\.resources.*))?/,
      ["remove"],
      "The API server takes no claim without a name, a size and a mode; without the claim, the container's mount has no volume.",
    ],
    [
      SETS,
      /.+\.topologySpreadConstraints\[\]\.whenUnsatisfiable/,
      ["remove"],
      "The API server takes no constraint without it.",
    ],
  ),
  ...caughtBy("components/metrics/thanos/workloads.test.ts")(
    [
      PODS,
      /.+\.(args.*|volumes.*|volumeMounts.*|httpGet.*|serviceAccountName)/,
      "all",
      "What a program of Thanos is told, what it reads, as whom, and that it is asked over HTTPS is compared whole there. What ships logs and keeps traces has such places, too: without them it does not start, or lines and spans wait, which alerts tell.",
    ],
    [
      "kubernetes:apps/v1:StatefulSet",
      /spec\.(serviceName|volumeClaimTemplates)/,
      "all",
      "Which Service finds the pods of Thanos, and which have volumes, is compared there; without either, what collects logs does not start.",
    ],
    [
      "kubernetes:apps/v1:Deployment",
      /spec\.strategy.*/,
      "all",
      "That no two replicators run is compared there; Jaeger's collectors are fewer for a moment.",
    ],
    [
      "kubernetes:core/v1:Secret",
      /stringData.*/,
      "all",
      "Which buckets they are, and that there are no credentials, is compared whole there.",
    ],
    [
      "kubernetes:core/v1:Service",
      /spec.*/,
      "all",
      "The Services of Thanos are compared whole there; without those of Jaeger and Logstash spans and lines wait.",
    ],
  ),
  ...caughtBy("components/metrics/thanos/thanos.test.ts")(
    [
      PODS,
      /.+\.readOnlyRootFilesystem/,
      "all",
      "That no container of Thanos writes to its root is compared there.",
    ],
    [
      "kubernetes:core/v1:ConfigMap",
      /data\.hashring\.json.*/,
      "all",
      "Which ingesters there are, and in which zones, is compared there.",
    ],
    [
      "kubernetes:apps/v1:StatefulSet",
      /spec\.(template\.spec\.nodeSelector(\.topology.*)?|volumeClaimTemplates\[\]\.spec\.storageClassName)/,
      "all",
      "In which zone they are, and on which class of volumes, is compared there.",
    ],
    [SETS, /spec\.replicas/, "all", "How many there are of each is compared there."],
  ),
  ...caughtBy("content/thanos/limits.test.ts")([
    "kubernetes:core/v1:ConfigMap",
    /data\.limits\.json.*/,
    "all",
    "What the hub takes of a region, and whom it trusts when it counts, is compared whole.",
  ]),
  ...caughtBy("content/alerts/alerts.test.ts")([
    "kubernetes:core/v1:ConfigMap",
    /data\.rules\.yml.*/,
    "all",
    "Every alert of the hub has its expression, severity, owner and runbook, and fires in a test of its own.",
  ]),
  ...noSecurityMatter(
    [OBJECTS, /metadata\..+/, "all", "Labels and annotations by which people and monitors find it."],
    [
      PODS,
      /.+\.(env.*|ports.*|tolerations.*|nodeSelector\..*|enableServiceLinks|terminationGracePeriodSeconds|backoffLimit|concurrencyPolicy|podManagementPolicy)|.+Probe(\.(failureThreshold|periodSeconds|timeoutSeconds))?|.+\.topologySpreadConstraints\[\]\.labelSelector\.matchLabels.*|.+\.volumeClaimTemplates\[\]\.metadata\.labels.*/,
      "all",
      "When it is restarted, by which names its ports go, and which nodes take it.",
    ],
  ),
];
