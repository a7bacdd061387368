import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { Job } from "@pulumi/kubernetes/batch/v1";
import { ConfigMap, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import type { Release } from "@pulumi/kubernetes/helm/v3";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import { Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import type { Lifetime } from "../../content/lifetime";
import type { DesiredState } from "../../content/logs/desired-state";
import {
  bootstrapName,
  elasticsearchName,
  elasticsearchServiceAccount,
  kibanaName,
  kibanaPods,
} from "../../content/logs/names";
import type { StoreSize } from "../../content/logs/sizing";
import type { PodPlacement } from "../../content/node-pools";
import type { RecordClass } from "../../content/retention";
import { pinnedRelease } from "../metrics/release";
import { apiReason, bootstrapFiles, bootstrapJobSpec, bootstrapRules } from "./bootstrap-plan";
import { eckOperatorValues } from "./eck-operator-values";
import { elasticsearchExporterValues } from "./elasticsearch-exporter-values";
import { elasticsearchSpec } from "./elasticsearch-spec";
import { KIBANAS, kibanaSpec } from "./kibana-spec";
import type { SnapshotStore } from "./object-store";
import { goesWith } from "../goes-with";

/** What an index may hold that is kept longest: copies of security logs. Nothing in a trial may be a record. */
const recordClasses: Readonly<Record<Lifetime, RecordClass | "none">> = {
  permanent: "gdpr-security-log",
  temporary: "none",
};

export interface LogStoreArgs {
  /** Namespace of everything of it; Pod Security level `restricted`. */
  readonly namespace: string;
  readonly size: StoreSize;
  /** What the bootstrap job sees to. */
  readonly state: DesiredState;
  /** Where snapshots go. */
  readonly store: SnapshotStore<pulumi.Input<string>>;
  /** StorageClass of encrypted volumes that waits for the pod and can grow. */
  readonly storageClassName: pulumi.Input<string>;
  /**
   * Where pods with volumes belong.
   * @default anywhere
   */
  readonly statefulPlacement?: PodPlacement;
  /** The release that owns the definition of ServiceMonitor. */
  readonly monitoringCrds: pulumi.Resource;
  /** What pods wait for and Helm does not: certificates and roots; see `Certificates.issued`. */
  readonly certificates: readonly pulumi.Resource[];
  /** What snapshots wait for: the role of the pods. */
  readonly snapshotsAfter: readonly pulumi.Resource[];
  /** Where people find Kibana. @default - nowhere: links that it makes do not work */
  readonly kibanaUrl?: string;
  /** What becomes of the volumes when the resource goes. */
  readonly lifetime: Lifetime;
  /** The cluster, with which all goes that is no release and owns no volumes. @default - none: each is deleted for itself */
  readonly cluster?: pulumi.Resource;
}

/**
 * The region's log store: ECK's definitions and operator, Elasticsearch with masters, hot, warm and cold nodes, two Kibanas, the exporter
 * of its metrics, and a job that puts policies, templates, roles, spaces and users, and changes nothing that is as it should be.
 *
 * Costs what `content/logs/sizing.ts` works out: nodes and volumes (gp3, 0.08 USD a GiB and month) by the logs and spans of a day, and
 * snapshots in S3 (0.023 USD a GiB and month). No licence of Elastic.
 *
 * Of a permanent stack the volumes stay when the resource goes, and a new one of the same name takes them over; taking them away is a
 * decision of its own. A larger `logs.gigabytesPerDay` or `traces.spansPerSecond` grows them in place.
 */
export class LogStore extends pulumi.ComponentResource {
  /** What everything waits for that signs in to Elasticsearch: then its user is there, and the stream's template. */
  readonly ready: pulumi.Resource;
  /** The release that runs the operator: what resources of Logstash and Beats wait for. */
  readonly operator: Release;

  constructor(name: string, args: LogStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:logs:LogStore", name, {}, opts);

    const definitions = this.createDefinitions(name, args);
    this.operator = this.createOperator(name, args, definitions);
    const elasticsearch = this.createElasticsearch(name, args, [definitions, this.operator]);
    const kibana = this.createKibana(name, args, [definitions, this.operator, elasticsearch]);
    this.ready = this.bootstrap(name, args, [elasticsearch, kibana]);
    this.createExporter(name, args);
    this.registerOutputs();
  }

  private createDefinitions(name: string, { namespace }: LogStoreArgs): Release {
    return pinnedRelease(
      `${name}-crds`,
      { chart: "eck-operator-crds", namespace, values: {} },
      { parent: this },
    );
  }

  private createOperator(name: string, args: LogStoreArgs, definitions: Release): Release {
    const { namespace, monitoringCrds, certificates } = args;
    return pinnedRelease(
      `${name}-operator`,
      { chart: "eck-operator", namespace, values: eckOperatorValues() },
      { parent: this, dependsOn: [definitions, monitoringCrds, ...certificates] },
    );
  }

  private createElasticsearch(
    name: string,
    args: LogStoreArgs,
    after: readonly pulumi.Resource[],
  ): CustomResource {
    const { namespace, size, store, storageClassName, statefulPlacement, lifetime } = args;
    const account = new ServiceAccount(
      `${name}-elasticsearch-account`,
      { metadata: { name: elasticsearchServiceAccount, namespace }, automountServiceAccountToken: false },
      this.inside(args),
    );
    return new CustomResource(
      `${name}-elasticsearch`,
      {
        apiVersion: "elasticsearch.k8s.elastic.co/v1",
        kind: "Elasticsearch",
        metadata: {
          name: elasticsearchName,
          namespace,
          labels: { "pharos/record-class": recordClasses[lifetime] },
          annotations: UNTIL_READY,
        },
        spec: elasticsearchSpec({
          size,
          store,
          storageClassName,
          lifetime,
          ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
        }),
      },
      // It owns volumes: it is deleted for itself, also when the cluster goes.
      { parent: this, dependsOn: [...after, account, ...args.snapshotsAfter] },
    );
  }

  private createKibana(name: string, args: LogStoreArgs, after: readonly pulumi.Resource[]): CustomResource {
    const { namespace, size } = args;
    new PodDisruptionBudget(
      `${name}-kibana-budget`,
      {
        metadata: { name: `${kibanaName}-kb`, namespace },
        spec: {
          minAvailable: KIBANAS - 1,
          selector: { matchLabels: { [kibanaPods.label]: kibanaPods.value } },
        },
      },
      this.inside(args),
    );
    return new CustomResource(
      `${name}-kibana`,
      {
        apiVersion: "kibana.k8s.elastic.co/v1",
        kind: "Kibana",
        metadata: { name: kibanaName, namespace, annotations: UNTIL_GREEN },
        spec: kibanaSpec(size.kibana, args.kibanaUrl),
      },
      this.inside(args, after),
    );
  }

  /** The job and what it needs. Its name changes with what it does: the one before goes when the new one has ended well. */
  private bootstrap(name: string, args: LogStoreArgs, after: readonly pulumi.Resource[]): Job {
    const { namespace, state } = args;
    const label = `${name}-bootstrap`;
    const { name: files, data } = bootstrapFiles(state);
    const metadata = { name: bootstrapName, namespace };
    const account = new ServiceAccount(
      `${label}-account`,
      { metadata: { ...metadata, annotations: { ...apiReason } }, automountServiceAccountToken: false },
      this.inside(args),
    );
    const rights = [...new Set(state.users.map((user) => user.namespace))].map((there) =>
      this.allowSecrets(there === namespace ? label : `${label}-${there}`, args, there, account),
    );
    const program = new ConfigMap(
      `${label}-program`,
      { metadata: { name: files, namespace }, data, immutable: true },
      this.inside(args),
    );
    return new Job(
      label,
      { metadata: { name: files, namespace }, spec: bootstrapJobSpec(files) },
      this.inside(args, [account, ...rights, program, ...after]),
    );
  }

  /** The right to make the Secrets of users in the namespace of their programs. */
  private allowSecrets(
    label: string,
    args: LogStoreArgs,
    there: string,
    account: ServiceAccount,
  ): RoleBinding {
    const { namespace, state } = args;
    const metadata = { name: bootstrapName, namespace: there };
    const rules = bootstrapRules(state, there);
    const role = new Role(`${label}-role`, { metadata, rules }, this.inside(args));
    return new RoleBinding(
      `${label}-binding`,
      {
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: bootstrapName },
        subjects: [{ kind: "ServiceAccount", name: bootstrapName, namespace }],
      },
      this.inside(args, [role, account]),
    );
  }

  private createExporter(name: string, { namespace, monitoringCrds }: LogStoreArgs): Release {
    return pinnedRelease(
      `${name}-exporter`,
      { chart: "prometheus-elasticsearch-exporter", namespace, values: elasticsearchExporterValues() },
      { parent: this, dependsOn: [this.ready, monitoringCrds] },
    );
  }

  private inside(
    { cluster }: LogStoreArgs,
    dependsOn: readonly pulumi.Resource[] = [],
  ): pulumi.CustomResourceOptions {
    return {
      parent: this,
      dependsOn: [...dependsOn],
      ...goesWith(cluster),
    };
  }
}

/** Makes Pulumi wait until the operator has made what the resource asks for, not only until it was asked. */
const UNTIL_READY = { "pulumi.com/waitFor": "jsonpath={.status.phase}=Ready" };
const UNTIL_GREEN = { "pulumi.com/waitFor": "jsonpath={.status.health}=green" };
