import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { Deployment, StatefulSet } from "@pulumi/kubernetes/apps/v1";
import { Service } from "@pulumi/kubernetes/core/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import type * as pulumi from "@pulumi/pulumi";
import { clientTls } from "../../../content/metrics/certificates";
import { PLATFORM_LABEL } from "../../../content/names";
import type { PodPlacement } from "../../../content/node-pools";
import { isScaled } from "../../../content/scaling/scalers";
import { thanosNames, type ThanosRole } from "../../../content/thanos/names";
import { volumeClaim, volumeRetention } from "../placement";
import { type ThanosPlan, workloadName } from "./plan";
import { DATA_VOLUME, INSTANCE_LABEL, NAME_LABEL, podSpec, portsOf } from "./pod-spec";

/** Annotation of a workload that must not run twice. */
const SINGLETON = "pharos.io/singleton";

/** What all workloads of a region have in common. */
export interface WorkloadPlace {
  /** Start of the names in the program. */
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  readonly storageClassName: pulumi.Input<string>;
  /** Where pods with volumes belong. @default anywhere */
  readonly statefulPlacement?: PodPlacement;
  readonly assurance: "trial" | "regulated";
}

/** Labels of a workload's objects and pods. */
function labelsOf(plan: ThanosPlan): Record<string, string> {
  return { ...PLATFORM_LABEL, [NAME_LABEL]: thanosNames[plan.role], [INSTANCE_LABEL]: workloadName(plan) };
}

/** The workload: a StatefulSet if it has a volume, else a Deployment. Its Service comes first. */
export function createWorkload(
  place: WorkloadPlace,
  plan: ThanosPlan,
  opts: pulumi.CustomResourceOptions,
): Deployment | StatefulSet {
  const { name, namespace, statefulPlacement, assurance, storageClassName } = place;
  const labels = labelsOf(plan);
  const metadata = {
    name: workloadName(plan),
    namespace,
    labels: { ...labels, "pharos/record-class": "metrics-operational" },
    ...(plan.singleton === undefined ? {} : { annotations: { [SINGLETON]: plan.singleton } }),
  };
  const selector = {
    matchLabels: { [NAME_LABEL]: thanosNames[plan.role], [INSTANCE_LABEL]: workloadName(plan) },
  };
  const template = { metadata: { labels }, spec: podSpec(plan, statefulPlacement) };
  const { replicas, volumeGiB } = plan.size;
  const resource = `${name}-${workloadName(plan)}`;
  if (volumeGiB === undefined) {
    // What must not run twice does not either while it is updated.
    const strategy = plan.singleton === undefined ? {} : { strategy: { type: "Recreate" } };
    return new Deployment(
      resource,
      { metadata, spec: { replicas, selector, template, ...strategy } },
      // How many there are is the scaler's to say, once they are there.
      isScaled(plan.role) ? { ...opts, ignoreChanges: ["spec.replicas"] } : opts,
    );
  }
  const { volumeClaimTemplate } = volumeClaim(storageClassName, volumeGiB);
  return new StatefulSet(
    resource,
    {
      metadata,
      spec: {
        replicas,
        selector,
        template,
        serviceName: thanosNames[plan.role],
        podManagementPolicy: "Parallel",
        persistentVolumeClaimRetentionPolicy: volumeRetention(assurance),
        volumeClaimTemplates: [
          { metadata: { name: DATA_VOLUME, labels: PLATFORM_LABEL }, ...volumeClaimTemplate },
        ],
      },
    },
    opts,
  );
}

/** Roles whose pods are asked one by one: by DNS, each at its own address. */
const HEADLESS: readonly ThanosRole[] = ["ingester", "store", "ruler", "compactor"];

/** The Service of a role's workloads. */
export function createService(
  { name, namespace }: WorkloadPlace,
  plan: ThanosPlan,
  opts: pulumi.CustomResourceOptions,
): Service {
  const service = thanosNames[plan.role];
  const headless = HEADLESS.includes(plan.role);
  return new Service(
    `${name}-${service}-service`,
    {
      metadata: {
        name: service,
        namespace,
        labels: { ...PLATFORM_LABEL, [NAME_LABEL]: service },
        // Its pods wait for it by their names, and not the other way round.
        annotations: { "pulumi.com/skipAwait": "true" },
      },
      spec: {
        selector: { [NAME_LABEL]: service },
        ports: portsOf(plan).map(({ name: portName, port }) => ({
          name: portName,
          port,
          targetPort: portName,
        })),
        // The ring names ingesters that are about to start.
        ...(headless ? { clusterIP: "None", publishNotReadyAddresses: plan.role === "ingester" } : {}),
      },
    },
    opts,
  );
}

/** At most one pod of a role goes at a time, whichever of its workloads it belongs to. */
export function createBudget(
  { name, namespace }: WorkloadPlace,
  role: ThanosRole,
  opts: pulumi.CustomResourceOptions,
): PodDisruptionBudget {
  const service = thanosNames[role];
  return new PodDisruptionBudget(
    `${name}-${service}-budget`,
    {
      metadata: { name: service, namespace, labels: { ...PLATFORM_LABEL, [NAME_LABEL]: service } },
      spec: { maxUnavailable: 1, selector: { matchLabels: { [NAME_LABEL]: service } } },
    },
    opts,
  );
}

/** How Prometheus scrapes a role. */
export function createMonitor(
  { name, namespace }: WorkloadPlace,
  role: ThanosRole,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  const service = thanosNames[role];
  return new CustomResource(
    `${name}-${service}-monitor`,
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name: service, namespace, labels: { ...PLATFORM_LABEL, [NAME_LABEL]: service } },
      spec: {
        selector: { matchLabels: { [NAME_LABEL]: service } },
        endpoints: [{ port: "http", scheme: "https", tlsConfig: clientTls(service) }],
      },
    },
    opts,
  );
}
