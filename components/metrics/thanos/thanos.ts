import { ConfigMap, Secret, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { CronJob } from "@pulumi/kubernetes/batch/v1";
import * as pulumi from "@pulumi/pulumi";
import { globalAlertGroups } from "../../../content/alerts";
import { renderGroups } from "../../../content/alerts/render";
import { PLATFORM_LABEL } from "../../../content/names";
import type { PodPlacement } from "../../../content/node-pools";
import { limitsConfig, limitsFile } from "../../../content/thanos/limits";
import { type BlockBucket, objectStoreConfig } from "../../../content/thanos/object-store";
import {
  hubObjectStoreSecret,
  objectStoreSecret,
  serviceHost,
  thanosNames,
  thanosPorts,
  webConfig,
} from "../../../content/thanos/names";
import { paths, webConfigFile } from "./flags";
import { globalRules } from "./history-plans";
import type { ThanosPlan } from "./plan";
import { NAME_LABEL, stepsSpec } from "./pod-spec";
import { hashring, ringConfig } from "./receive-plans";
import { planThanos, type ThanosShape } from "./region-plan";
import { expirySteps } from "./replication-plans";
import { createBudget, createMonitor, createService, createWorkload, type WorkloadPlace } from "./workload";

export interface ThanosArgs {
  /** What of Thanos the region has, and how large. */
  readonly shape: ThanosShape;
  readonly namespace: pulumi.Input<string>;
  readonly storageClassName: pulumi.Input<string>;
  /** Where pods with volumes belong. @default anywhere */
  readonly statefulPlacement?: PodPlacement;
  readonly assurance: "trial" | "regulated";
  /** Where the region's blocks lie, and, for a spoke that copies them there, the hub's. */
  readonly buckets: { readonly own: pulumi.Input<BlockBucket>; readonly hub?: pulumi.Input<BlockBucket> };
  /** The definition of monitors. */
  readonly crds: pulumi.Resource;
  /** What pods wait for: certificates, roots, and the roles of those that read the bucket. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Thanos in one region, as workloads of our own: the community's chart gives the ingesters of all zones one StatefulSet, so that nobody knows
 * which of them is where, hands every ingester the bucket to upload to, and asks its probes in the clear (`docs/decisions/0009-thanos.md`).
 *
 * - Where history is: store gateways, the bucket's one compactor, queries with their frontends. At the hub, rulers for what no region sees.
 * - At a hub with spokes: routers, the door for their metrics, and ingesters that keep the last two days three times.
 * - In a spoke whose history is the hub's: a replicator, and a job that ends what was copied.
 *
 * Costs: mostly the ingesters' memory, 8 KiB a series and copy, and the volumes of ingesters, compactor and store gateways; see
 * `content/thanos/sizing.ts`.
 */
export class Thanos extends pulumi.ComponentResource {
  /** Address at which history is asked; absent where there is none. */
  readonly queryUrl?: string;
  /** What Prometheus' sidecars read: where the bucket is, and how they serve HTTPS. */
  readonly files: readonly pulumi.Resource[];
  /** What takes metrics in; absent where nothing does. */
  readonly receiver?: pulumi.Resource;

  constructor(name: string, args: ThanosArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:metrics:Thanos", name, {}, opts);

    const plans = planThanos(args.shape);
    const place: WorkloadPlace = { name, ...args };
    const accounts = this.createAccounts(name, args, plans);
    this.files = [...this.createStores(name, args), ...this.createFiles(name, args, plans)];
    const services = this.createServices(place, plans, args.crds);
    const after = [...args.after, ...accounts, ...this.files, ...services];
    const workloads = new Map(
      plans.map((plan) => [plan.role, createWorkload(place, plan, { parent: this, dependsOn: after })]),
    );
    if (args.shape.copiesToHub) this.createExpiry(name, args, after);

    if (args.shape.history !== undefined)
      this.queryUrl = `https://${serviceHost(thanosNames.frontend)}:${thanosPorts.http}`;
    const router = workloads.get("router");
    if (router !== undefined) this.receiver = router;
    this.registerOutputs();
  }

  private createAccounts(name: string, { namespace, shape }: ThanosArgs, plans: readonly ThanosPlan[]) {
    const names = new Set(plans.map(({ account }) => account));
    if (shape.copiesToHub) names.add("thanos");
    return [...names].sort().map(
      (account) =>
        new ServiceAccount(
          `${name}-account-${account}`,
          {
            metadata: { name: account, namespace, labels: PLATFORM_LABEL },
            automountServiceAccountToken: false,
          },
          { parent: this },
        ),
    );
  }

  /** Where the buckets are. Secrets by kind alone: the Prometheus operator takes no other, and there are no credentials in them. */
  private createStores(name: string, { namespace, buckets }: ThanosArgs): Secret[] {
    const create = (
      secret: typeof objectStoreSecret | typeof hubObjectStoreSecret,
      bucket: pulumi.Input<BlockBucket>,
    ) =>
      new Secret(
        `${name}-${secret.name}`,
        {
          metadata: { name: secret.name, namespace, labels: PLATFORM_LABEL },
          stringData: { [secret.key]: pulumi.output(bucket).apply(objectStoreConfig) },
        },
        { parent: this },
      );
    return [
      create(objectStoreSecret, buckets.own),
      ...(buckets.hub === undefined ? [] : [create(hubObjectStoreSecret, buckets.hub)]),
    ];
  }

  private createFiles(
    name: string,
    { namespace, shape }: ThanosArgs,
    plans: readonly ThanosPlan[],
  ): ConfigMap[] {
    const create = (file: { readonly name: string; readonly key: string }, text: string): ConfigMap =>
      new ConfigMap(
        `${name}-${file.name}`,
        {
          metadata: { name: file.name, namespace, labels: PLATFORM_LABEL },
          data: { [file.key]: text },
        },
        { parent: this },
      );
    const ingesters = plans.filter(({ role }) => role === "ingester");
    const evaluates = plans.some(({ role }) => role === "ruler");
    return [
      create(webConfig, webConfigFile()),
      ...(ingesters.length === 0 ? [] : [create(ringConfig, hashring(ingesters))]),
      ...(shape.present === undefined ? [] : [create(limitsConfig, limitsFile(shape.present, paths.roots))]),
      ...(evaluates ? [create(globalRules, JSON.stringify(renderGroups(globalAlertGroups)))] : []),
    ];
  }

  private createServices(
    place: WorkloadPlace,
    plans: readonly ThanosPlan[],
    crds: pulumi.Resource,
  ): pulumi.Resource[] {
    const roles = new Map(plans.map((plan) => [plan.role, plan]));
    return [...roles.values()].flatMap((plan) => [
      createService(place, plan, { parent: this }),
      ...(isSingle(plan, plans) ? [] : [createBudget(place, plan.role, { parent: this })]),
      createMonitor(place, plan.role, { parent: this, dependsOn: [crds] }),
    ]);
  }

  /** Once a day; two runs at a time would both delete the same. */
  private createExpiry(name: string, { namespace }: ThanosArgs, after: readonly pulumi.Resource[]): void {
    const { plan, schedule } = expirySteps();
    const labels = { ...PLATFORM_LABEL, [NAME_LABEL]: thanosNames.expiry };
    new CronJob(
      `${name}-${thanosNames.expiry}`,
      {
        metadata: { name: thanosNames.expiry, namespace, labels },
        spec: {
          schedule,
          concurrencyPolicy: "Forbid",
          jobTemplate: {
            spec: {
              backoffLimit: 3,
              template: { metadata: { labels }, spec: stepsSpec(plan, plan.steps) },
            },
          },
        },
      },
      { parent: this, dependsOn: [...after] },
    );
  }
}

/** Whether a role has one pod in the whole region. */
function isSingle({ role }: ThanosPlan, plans: readonly ThanosPlan[]): boolean {
  return plans.filter((plan) => plan.role === role).reduce((sum, { size }) => sum + size.replicas, 0) === 1;
}
