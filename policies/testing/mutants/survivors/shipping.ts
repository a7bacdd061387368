import { caughtBy, harmless, noSecurityMatter, type Survivor } from "./survivor";

/** Workloads that ship logs. */
const WORKLOADS = [
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
];

/** The ways of logs. What a pod may do to its node and to others is the business of the rules for pods. */
export const shipping: readonly Survivor[] = [
  ...harmless(
    [
      WORKLOADS,
      /spec\.template\.spec\.securityContext\.(runAsNonRoot|runAsUser)/,
      ["remove", "negate"],
      "Either of the two keeps a container from running as root.",
    ],
    [
      WORKLOADS,
      /spec\.template\.spec\.(automountServiceAccountToken|serviceAccountName)/,
      ["remove"],
      "The account says itself that its token is not mounted, and any other has fewer rights in AWS.",
    ],
    [
      WORKLOADS,
      /spec\.template\.spec\.(containers\[\]\.volumeMounts\[\]\.readOnly|volumes\[\]\.secret\.defaultMode|enableServiceLinks)/,
      "all",
      "What ConfigMaps and Secrets bring cannot be written anyway, nobody else is in the pod, and addresses of Services are no secret; the node's folder has a rule of its own.",
    ],
  ),
  ...caughtBy("components/shipping/log-shipping.test.ts")([
    WORKLOADS,
    /spec\.template\.spec\.containers\[\]\.securityContext\.readOnlyRootFilesystem/,
    "all",
    "That no container of these writes to its root is asserted.",
  ]),
  ...noSecurityMatter(
    [
      WORKLOADS,
      /apiVersion|kind|\(resource\)|metadata.*|spec(\.(?!template\.spec).*)?|spec\.template\.spec\.(containers|volumes|tolerations|nodeSelector|topologySpreadConstraints|terminationGracePeriodSeconds|securityContext\.(fsGroup|fsGroupChangePolicy|runAsGroup)).*/,
      "all",
      "What they run, where, and how they are updated: without it lines wait or stand still, which alerts tell.",
    ],
    [
      [
        "kubernetes:core/v1:Service",
        "kubernetes:core/v1:ServiceAccount",
        "kubernetes:monitoring.coreos.com/v1:PodMonitor",
        "kubernetes:policy/v1:PodDisruptionBudget",
      ],
      /(?!.*automountServiceAccountToken).+/,
      "all",
      "Names, labels and selectors: without them lines wait or nothing is counted, which alerts tell.",
    ],
  ),
];
