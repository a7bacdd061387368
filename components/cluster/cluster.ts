import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as eks from "@pulumi/aws/eks";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { clusterArn } from "../../content/arn";
import { type Lifetime } from "../../content/lifetime";
import { controlPlaneLogGroup, type NameScope } from "../../content/names";
import { onStatefulNodes } from "../../content/node-pools";
import { type RecordClass } from "../../content/retention";
import { type Days } from "../../content/units";
import { supportedEksVersions } from "../../content/versions";
import { UserError } from "../../content/user-error";
import { createClusterRole, createNodeRole, type ReadyRole } from "./cluster-roles";
import { kubeconfig } from "./kubeconfig";
import type { Capacity } from "./node-pool-plan";
import { createNodePools } from "./node-pools";
import type { PlatformCluster } from "./platform-cluster";
import { createStorageClass } from "./storage-class";
import { createRecordLogGroup } from "../storage/log-group";

export interface ClusterArgs {
  /** Names the roles; its region is the cluster's. */
  readonly scope: NameScope;
  /** Account of the cluster, twelve digits. */
  readonly account: string;
  /** Name of the cluster in EKS. */
  readonly clusterName: string;
  /** Kubernetes version, one that the version table supports. */
  readonly version: string;
  /** Availability zones of the subnets. */
  readonly zones: readonly string[];
  /** Subnets of control plane and nodes, one a zone, with a way to the image registries. */
  readonly subnetIds: pulumi.Input<string>[];
  /** What has to be there before nodes can start, such as the routes to NAT. */
  readonly nodesNeed: pulumi.Resource[];
  readonly keys: ClusterKeys;
  /**
   * Whether deleting the cluster takes a step of its own: AWS refuses it, and so does Pulumi, before it has deleted what runs inside.
   */
  readonly deletionProtection: boolean;
  /** Whether its logs outlive it. */
  readonly lifetime: Lifetime;
  /**
   * Ranges from which the API is reached over the internet.
   * @default [] - the API has a private endpoint only
   */
  readonly publicAccessCidrs?: readonly string[];
  /**
   * How the nodes for pods without volumes are bought: `spot-first` costs less, and AWS takes nodes back at two minutes' notice.
   * @default "on-demand"
   */
  readonly capacity?: Capacity;
  /**
   * Tags of the nodes, their volumes and network interfaces: the provider's default tags do not reach what Auto Mode makes.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Days that the control plane's logs are kept.
   * @default - the record class's own
   */
  readonly logRetention?: Days;
}

/** ARNs of the keys, one for each class of data in the cluster. */
export interface ClusterKeys {
  /** Envelope of the cluster's secrets. */
  readonly secrets: pulumi.Input<string>;
  /** Volumes of pods and of nodes. */
  readonly volumes: pulumi.Input<string>;
  /** The control plane's logs. */
  readonly logs: pulumi.Input<string>;
}

/** Who did what in a cluster is an audit log; the other control-plane logs share its group, and so its class. */
export const CONTROL_PLANE_RECORD_CLASS: RecordClass = "pci-audit";

/** All logs that EKS has. */
const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * Auto Mode's own pools are off: their nodes know neither our key nor our tags, and cannot be told. Without them EKS wants no role for
 * nodes here; the NodeClass names it.
 */
const BUILT_IN_POOLS: string[] = [];

/**
 * An EKS cluster in Auto Mode: AWS starts nodes as pods need them, patches them, and replaces each within 21 days; load balancing and
 * block storage are built in. The API is private, secrets are encrypted with a key of their own, all five control-plane logs are kept, and
 * access is by access entries alone. Nodes come from two pools of our own: `general`, and `stateful` for pods with volumes, which is
 * bought on demand, tainted, and emptied only when nodes have to be replaced. Their own volumes are encrypted with our key. With it come a
 * provider for what lives inside, and a class of encrypted volumes.
 *
 * A newer version is an update in place: EKS replaces the control plane, then Auto Mode the nodes, as disruption budgets allow.
 *
 * Costs 0.10 USD an hour (0.60 after the end of standard support), the nodes, and about 12 % of their price for Auto Mode.
 *
 * Refuses a version that the version table does not support.
 */
export class Cluster extends pulumi.ComponentResource implements PlatformCluster {
  readonly clusterName: pulumi.Output<string>;
  /** Name of the log group of its control plane. */
  readonly logGroupName: pulumi.Output<string>;
  /** The EKS cluster itself, for `deletedWith`. */
  readonly cluster: eks.Cluster;
  /** For everything inside the cluster. */
  readonly provider: Provider;
  /** Like `provider`, for objects that may be there already: it takes them over instead of failing. */
  readonly adoptingProvider: Provider;
  /** Security group of nodes and pods. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Class of encrypted gp3 volumes, the cluster's default. */
  readonly storageClassName: pulumi.Output<string>;
  /** Where pods with volumes belong. */
  readonly statefulPlacement = onStatefulNodes;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:cluster:Cluster", name, {}, opts);

    validateVersion(args.version);
    const logGroup = this.createLogGroup(name, args);
    const clusterRole = createClusterRole(
      `${name}-role`,
      { ...args, volumesKeyArn: args.keys.volumes },
      { parent: this },
    );
    const nodeRole = createNodeRole(`${name}-node-role`, args.scope, { parent: this });
    this.cluster = this.createCluster(name, args, clusterRole, nodeRole, logGroup);
    this.provider = this.createProvider(`${name}-kubernetes`, args, false);
    this.adoptingProvider = this.createProvider(`${name}-kubernetes-adopting`, args, true);
    this.createNodePools(name, args, nodeRole);
    const storageClass = createStorageClass(`${name}-storage-class`, args.keys.volumes, {
      parent: this,
      provider: this.provider,
      deletedWith: this.cluster,
    });

    this.clusterName = this.cluster.name;
    this.logGroupName = logGroup.name;
    this.nodeSecurityGroupId = this.cluster.vpcConfig.clusterSecurityGroupId;
    this.storageClassName = storageClass.metadata.name;
    this.registerOutputs({ clusterName: this.clusterName, storageClassName: this.storageClassName });
  }

  /** Made before the cluster: otherwise EKS makes it, without key and without end. */
  private createLogGroup(name: string, args: ClusterArgs): cloudwatch.LogGroup {
    return createRecordLogGroup(
      `${name}-logs`,
      {
        logGroupName: controlPlaneLogGroup(args.clusterName),
        recordClass: CONTROL_PLANE_RECORD_CLASS,
        keyArn: args.keys.logs,
        lifetime: args.lifetime,
        retention: args.logRetention,
      },
      this,
    );
  }

  private createCluster(
    name: string,
    args: ClusterArgs,
    clusterRole: ReadyRole,
    nodeRole: ReadyRole,
    logGroup: cloudwatch.LogGroup,
  ): eks.Cluster {
    const publicAccessCidrs = [...(args.publicAccessCidrs ?? [])];
    const isPublic = publicAccessCidrs.length > 0;
    return new eks.Cluster(
      `${name}-cluster`,
      {
        name: args.clusterName,
        version: args.version,
        roleArn: clusterRole.role.arn,
        accessConfig: {
          authenticationMode: "API",
          // Whoever creates the cluster has to install what runs in it. Access of everybody else is by access entry, and the creator's
          // own entry can be deleted later; changing this line would replace the cluster.
          bootstrapClusterCreatorAdminPermissions: true,
        },
        // Auto Mode is these three together; AWS refuses one without the others.
        computeConfig: { enabled: true, nodePools: BUILT_IN_POOLS },
        kubernetesNetworkConfig: { ipFamily: "ipv4", elasticLoadBalancing: { enabled: true } },
        storageConfig: { blockStorage: { enabled: true } },
        bootstrapSelfManagedAddons: false,
        vpcConfig: {
          subnetIds: args.subnetIds,
          endpointPrivateAccess: true,
          endpointPublicAccess: isPublic,
          ...(isPublic ? { publicAccessCidrs } : {}),
        },
        encryptionConfig: { provider: { keyArn: args.keys.secrets }, resources: ["secrets"] },
        enabledClusterLogTypes: CONTROL_PLANE_LOGS,
        // EKS never upgrades by itself on the day a version leaves standard support: an upgrade is a change like any other.
        upgradePolicy: { supportType: "EXTENDED" },
        // AWS may move traffic away from a zone that is failing.
        zonalShiftConfig: { enabled: true },
        deletionProtection: args.deletionProtection,
      },
      {
        parent: this,
        protect: args.deletionProtection,
        dependsOn: [logGroup, ...clusterRole.attachments, ...nodeRole.attachments, ...args.nodesNeed],
      },
    );
  }

  private createNodePools(name: string, args: ClusterArgs, nodeRole: ReadyRole): void {
    createNodePools(
      name,
      {
        pools: { capacity: args.capacity ?? "on-demand", zones: args.zones },
        nodeClass: {
          role: nodeRole.role.name,
          subnetIds: args.subnetIds,
          securityGroupId: this.cluster.vpcConfig.clusterSecurityGroupId,
          keyArn: args.keys.volumes,
          tags: args.tags ?? {},
        },
        cluster: this.cluster,
        nodeRoleArn: nodeRole.role.arn,
        provider: this.provider,
      },
      this,
    );
  }

  private createProvider(name: string, args: ClusterArgs, adopts: boolean): Provider {
    const { endpoint, certificateAuthority } = this.cluster;
    const { region } = args.scope;
    return new Provider(
      name,
      {
        kubeconfig: pulumi
          .all([this.cluster.name, endpoint, certificateAuthority.data])
          .apply(([clusterName, address, authority]) =>
            kubeconfig({ name: clusterName, region, endpoint: address, certificateAuthority: authority }),
          ),
        // Another kubeconfig for the same cluster changes the provider in place; without it, everything inside would be replaced.
        clusterIdentifier: clusterArn(region, args.account, args.clusterName),
        enableServerSideApply: true,
        ...(adopts ? { upsertExistingObjects: true } : {}),
      },
      { parent: this },
    );
  }
}

function validateVersion(version: string): void {
  const supported: readonly string[] = supportedEksVersions;
  if (supported.includes(version)) return;
  throw new UserError(
    `'cluster.version' should be one of ${supported.join(", ")}, got '${version}'`,
    "choose a supported version; content/versions.ts says until when each is",
  );
}
