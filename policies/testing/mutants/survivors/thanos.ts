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
  ...caughtBy("components/metrics/thanos/thanos.test.ts")(
    [
      PODS,
      /.+\.(args.*|volumes.*|volumeMounts.*|httpGet.*|readOnlyRootFilesystem|serviceAccountName)/,
      "all",
      "What a program of Thanos is told, what it reads, as whom, and that it serves nothing in the clear is compared there; what ships logs and traces does not start without a file that it names, and is in components/shipping and infra/tracing.test.ts.",
    ],
    [
      "kubernetes:core/v1:ConfigMap",
      /data\.hashring\.json.*/,
      "all",
      "Which ingesters there are, and in which zones, is compared there.",
    ],
    [
      "kubernetes:apps/v1:StatefulSet",
      /spec\.(replicas|serviceName|template\.spec\.nodeSelector.*|volumeClaimTemplates(\[\]\.spec\.storageClassName)?)/,
      "all",
      "How many there are, in which zone, and on which class of volumes, is compared there.",
    ],
    [SETS, /spec\.replicas|spec\.strategy.*/, "all", "How many there are of each is compared there."],
    [
      "kubernetes:core/v1:Secret",
      /stringData.*/,
      "all",
      "Which bucket it is, and that there are no credentials, is compared there and in content/thanos.",
    ],
    ["kubernetes:core/v1:Service", /spec.*/, "all", "That what is asked by DNS is there is compared there."],
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
      /.+\.(env.*|ports.*|tolerations.*|enableServiceLinks|terminationGracePeriodSeconds|backoffLimit|concurrencyPolicy|podManagementPolicy)|.+Probe(\.(failureThreshold|periodSeconds|timeoutSeconds))?|.+\.topologySpreadConstraints\[\]\.labelSelector\.matchLabels.*|.+\.volumeClaimTemplates\[\]\.metadata\.labels.*/,
      "all",
      "When it is restarted, by which names its ports go, and which nodes take it.",
    ],
  ),
];
