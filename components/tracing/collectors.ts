import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1";
import type { Release } from "@pulumi/kubernetes/helm/v3";
import { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { collectors, type CollectorName } from "../../content/tracing/names";
import { sizeTracing, type TracesLoad } from "../../content/tracing/sizing";
import { pinnedRelease } from "../metrics/release";
import type { LogReceiver } from "./agent-config";
import { accountOf, agentSpec, gatewaySpec } from "./collector-spec";
import { openTelemetryOperatorValues } from "./operator-values";
import { goesWith } from "../goes-with";

export interface CollectorsArgs {
  /** Namespace of the operator, agents and gateways; Pod Security level `restricted`. */
  readonly namespace: string;
  /** Namespace of Prometheus. */
  readonly monitoringNamespace: string;
  /** What all traces of the region amount to. */
  readonly load: TracesLoad;
  /**
   * Where logs go that applications send over OTLP.
   * @default none: they are refused
   */
  readonly logs?: readonly LogReceiver[];
  /** The release that owns the definition of ServiceMonitor. */
  readonly monitoringCrds: pulumi.Resource;
  /** The authority that issues the certificate of the operator's webhook; see `Certificates.authority`. */
  readonly authority: pulumi.Resource;
  /** What agents and gateways show and trust. */
  readonly issued: readonly pulumi.Resource[];
  /**
   * The cluster, with which all that is not a release goes.
   * @default - none: each is deleted for itself
   */
  readonly cluster?: pulumi.Resource;
}

/** Annotation by which an account says why its pods carry a key to the Kubernetes API. */
const API_CLIENT = "pharos.io/kubernetes-api";

/**
 * The way of what applications send over OTLP: an agent on each node, which adds whose it is, and gateways, which count every span and decide
 * which traces are kept. The OpenTelemetry operator runs them.
 *
 * Applications send to `agent-collector.tracing.svc`, ports 4317 and 4318, over TLS: its Service leads to the agent of their own node.
 *
 * Costs what {@link sizeTracing} says: for 5,000 spans a second one core and 200 MiB a node at most, and two gateways of a core and 430 MiB.
 *
 * Spans that wait in a gateway are lost when its node dies: about half a minute of one share of all traces.
 */
export class Collectors extends pulumi.ComponentResource {
  readonly operator: Release;
  readonly gateway: CustomResource;
  readonly agent: CustomResource;

  constructor(name: string, args: CollectorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:tracing:Collectors", name, {}, opts);

    this.operator = this.createOperator(name, args);
    const agentRights = this.createAgentRights(name, args);
    const gatewayAccount = this.createAccount(name, args, "gateway", {
      automountServiceAccountToken: false,
    });
    const { agent, gateway } = sizeTracing(args.load);
    const { monitoringNamespace, logs } = args;
    const { keptPercent } = args.load;
    const gatewayInputs = { monitoringNamespace, keptPercent };
    this.gateway = this.createCollector(name, args, "gateway", gatewaySpec(gatewayInputs, gateway), [
      gatewayAccount,
    ]);
    const agentInputs = { monitoringNamespace, ...(logs === undefined ? {} : { logs }) };
    this.agent = this.createCollector(name, args, "agent", agentSpec(agentInputs, agent), [
      ...agentRights,
      this.gateway,
    ]);
    this.registerOutputs();
  }

  private createOperator(name: string, { namespace, monitoringCrds, authority }: CollectorsArgs): Release {
    return pinnedRelease(
      `${name}-operator`,
      { chart: "opentelemetry-operator", namespace, values: openTelemetryOperatorValues() },
      { parent: this, dependsOn: [monitoringCrds, authority] },
    );
  }

  private createAccount(
    name: string,
    args: CollectorsArgs,
    collector: CollectorName,
    more: {
      readonly automountServiceAccountToken?: boolean;
      readonly annotations?: Readonly<Record<string, string>>;
    },
  ): ServiceAccount {
    const { annotations, ...token } = more;
    return new ServiceAccount(
      `${name}-${collector}-account`,
      {
        metadata: {
          name: accountOf(collector),
          namespace: args.namespace,
          ...(annotations === undefined ? {} : { annotations }),
        },
        ...token,
      },
      this.inside(args, []),
    );
  }

  /** An agent reads whose pods are on its node, and where the gateways are; nothing else. */
  private createAgentRights(name: string, args: CollectorsArgs): pulumi.Resource[] {
    const { namespace } = args;
    const account = this.createAccount(name, args, "agent", {
      annotations: { [API_CLIENT]: "reads which pods are on its node, and where the gateways are" },
    });
    const subjects = [{ kind: "ServiceAccount", name: accountOf("agent"), namespace }];
    const read = ["get", "list", "watch"];
    const metadata = { name: accountOf("agent") };
    const role = new ClusterRole(
      `${name}-agent-role`,
      {
        metadata,
        rules: [
          { apiGroups: [""], resources: ["pods", "namespaces"], verbs: read },
          { apiGroups: ["apps"], resources: ["replicasets"], verbs: read },
        ],
      },
      this.inside(args, []),
    );
    const binding = new ClusterRoleBinding(
      `${name}-agent-binding`,
      {
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
        subjects,
      },
      this.inside(args, [role, account]),
    );
    const ownRole = new Role(
      `${name}-agent-gateways-role`,
      {
        metadata: { ...metadata, namespace },
        rules: [{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read }],
      },
      this.inside(args, []),
    );
    const ownBinding = new RoleBinding(
      `${name}-agent-gateways-binding`,
      {
        metadata: { ...metadata, namespace },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: metadata.name },
        subjects,
      },
      this.inside(args, [ownRole, account]),
    );
    return [binding, ownBinding];
  }

  private createCollector(
    name: string,
    args: CollectorsArgs,
    collector: CollectorName,
    spec: object,
    after: readonly pulumi.Resource[],
  ): CustomResource {
    return new CustomResource(
      `${name}-${collector}`,
      {
        apiVersion: "opentelemetry.io/v1beta1",
        kind: "OpenTelemetryCollector",
        metadata: { name: collectors[collector], namespace: args.namespace },
        spec,
      },
      this.inside(args, [this.operator, ...args.issued, ...after]),
    );
  }

  private inside({ cluster }: CollectorsArgs, dependsOn: pulumi.Resource[]): pulumi.CustomResourceOptions {
    return { parent: this, dependsOn, ...goesWith(cluster) };
  }
}
