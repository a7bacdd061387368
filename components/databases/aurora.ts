import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as rds from "@pulumi/aws/rds";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { BACKUP_TAG } from "../../content/backups";
import type { Lifetime } from "../../content/lifetime";
import { databaseLogGroup, type NameScope, resourceName } from "../../content/names";
import { effectiveRetention, type RecordClass } from "../../content/retention";
import type { Days } from "../../content/units";
import { postgresVersion } from "../../content/versions";
import { type DatabaseConnection, POSTGRES_PORT } from "./connection";
import { clusterParameters } from "./parameters";
import { recordTags } from "../storage/contents";
import { createRecordLogGroup } from "../storage/log-group";

export interface AuroraArgs {
  /** What the database is for: the last part of its name. */
  readonly purpose: string;
  /** Names everything; its region is the database's. */
  readonly scope: NameScope;
  /** Name of the first database. */
  readonly database: string;
  /** User of the program, made by the bootstrap of the database. */
  readonly user: string;
  /**
   * Kubernetes secret with the user's password, for a program that cannot log in with IAM's tokens of 15 minutes.
   * @default - the user logs in with IAM
   */
  readonly passwordSecret?: string;
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of the instances, one a zone, without a way out. */
  readonly subnetIds: pulumi.Input<string>[];
  /** Security group of the pods that connect; nothing else can. */
  readonly clientSecurityGroupId: pulumi.Input<string>;
  readonly capacity: Capacity;
  readonly keys: DatabaseKeys;
  /** `permanent` keeps a final snapshot; `temporary` keeps nothing. */
  readonly lifetime: Lifetime;
  /** Whether deleting the database takes a step of its own. */
  readonly deletionProtection: boolean;
  /**
   * Days that backups are kept; Aurora itself keeps 35 at most.
   * @default - the record class's own
   */
  readonly backupRetention?: Days;
  /**
   * Days that the database's logs are kept.
   * @default - the record class's own
   */
  readonly logRetention?: Days;
}

/** Capacity units of 2 GiB of memory that each instance has. */
export interface Capacity {
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/** ARNs of the keys, one for each class of data. */
export interface DatabaseKeys {
  /** The volume, snapshots and Performance Insights. */
  readonly storage: pulumi.Input<string>;
  /** The master password. */
  readonly secrets: pulumi.Input<string>;
  /** The database's logs. */
  readonly logs: pulumi.Input<string>;
}

/** Who logged in and what was defined is an audit log. */
const LOG_RECORD_CLASS: RecordClass = "pci-audit";
const BACKUP_RECORD_CLASS: RecordClass = "operational-backup";
/** Longest that Aurora keeps backups itself; what is kept for longer is AWS Backup's. */
export const LONGEST_AURORA_RETENTION_DAYS = 35;
/** Performance Insights without charge. */
const INSIGHTS_DAYS = 7;
/** UTC; the nights of the East Coast and of Europe. Backups come first, so that a failed upgrade can go back to one. */
const BACKUP_WINDOW = "03:00-04:00";
const MAINTENANCE_WINDOW = "sun:05:00-sun:06:00";
/** The name that AWS gives to nobody else; the program never uses it. */
const MASTER_USER = "pharos_admin";
/** One that takes writes and one that takes over. */
const INSTANCES = ["one", "two"] as const;

/**
 * A PostgreSQL database on Aurora Serverless v2: a writer and a reader in two zones, encrypted, reached over TLS alone from one security
 * group. People, and programs that can, log in with IAM. The master password is Secrets Manager's, which changes it every week: neither
 * program nor state ever sees it. Point-in-time recovery reaches back as far as backups are kept.
 *
 * Costs about 90 USD a month for each unit of `minCapacity` and instance, 0.10 USD a GB, and 0.20 USD a million requests.
 *
 * With lifetime `permanent` a final snapshot stays when it is deleted; AWS refuses a second one of the same name, so rename or delete that
 * snapshot before the same stack is destroyed another time.
 */
export class Aurora extends pulumi.ComponentResource {
  readonly connection: DatabaseConnection<pulumi.Output<string>>;
  /** Identifier of the cluster, for alarms. */
  readonly clusterIdentifier: pulumi.Output<string>;
  /** Identifiers of the instances, for alarms. */
  readonly instanceIdentifiers: pulumi.Output<string>[];
  /** ARN of the cluster. */
  readonly arn: pulumi.Output<string>;
  /** Identifier of the cluster in the ARNs with which IAM allows to log in (`rds-db:connect`). */
  readonly resourceId: pulumi.Output<string>;
  /** Where a restored copy goes. */
  readonly placement: {
    readonly subnetGroupName: pulumi.Output<string>;
    readonly securityGroupId: pulumi.Output<string>;
  };
  /** ARN of the secret with the master password, for the bootstrap alone. */
  readonly masterSecretArn: pulumi.Output<string>;

  constructor(name: string, args: AuroraArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:databases:Aurora", name, {}, opts);

    const identifier = resourceName("database", args.scope, args.purpose);
    const subnetGroup = this.createSubnetGroup(name, args, identifier);
    const group = this.createSecurityGroup(name, args);
    const logGroup = this.createLogGroup(name, args, identifier);
    const parameters = this.createParameters(name, identifier);
    const cluster = this.createCluster(name, args, { identifier, subnetGroup, group, parameters, logGroup });
    const instances = this.createInstances(name, args, cluster, identifier);

    this.clusterIdentifier = cluster.clusterIdentifier;
    this.instanceIdentifiers = instances.map((instance) => instance.identifier);
    this.arn = cluster.arn;
    this.resourceId = cluster.clusterResourceId;
    this.placement = { subnetGroupName: subnetGroup.name, securityGroupId: group.id };
    this.masterSecretArn = cluster.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");
    this.connection = {
      host: cluster.endpoint,
      port: POSTGRES_PORT,
      database: args.database,
      user: args.user,
      authentication:
        args.passwordSecret === undefined
          ? { by: "iam", region: args.scope.region }
          : { by: "password", secretName: args.passwordSecret },
    };
    this.registerOutputs({ clusterIdentifier: this.clusterIdentifier, host: this.connection.host });
  }

  private createSubnetGroup(name: string, args: AuroraArgs, identifier: string): rds.SubnetGroup {
    return new rds.SubnetGroup(
      `${name}-subnets`,
      { name: identifier, description: "Subnets without a way out", subnetIds: args.subnetIds },
      { parent: this },
    );
  }

  /** In from the pods, and nowhere else: a database calls nobody. */
  private createSecurityGroup(name: string, args: AuroraArgs): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(
      `${name}-group`,
      {
        name: resourceName("securityGroup", args.scope, `${args.purpose}-database`),
        description: "PostgreSQL from the cluster's nodes",
        vpcId: args.vpcId,
      },
      { parent: this },
    );
    new vpc.SecurityGroupIngressRule(
      `${name}-from-nodes`,
      {
        securityGroupId: group.id,
        description: "PostgreSQL from nodes and pods",
        ipProtocol: "tcp",
        fromPort: POSTGRES_PORT,
        toPort: POSTGRES_PORT,
        referencedSecurityGroupId: args.clientSecurityGroupId,
      },
      { parent: this },
    );
    return group;
  }

  /** Made before the database: otherwise Aurora makes it, without key and without end. */
  private createLogGroup(name: string, args: AuroraArgs, identifier: string): cloudwatch.LogGroup {
    return createRecordLogGroup(
      `${name}-logs`,
      {
        logGroupName: databaseLogGroup(identifier),
        recordClass: LOG_RECORD_CLASS,
        keyArn: args.keys.logs,
        lifetime: args.lifetime,
        retention: args.logRetention,
      },
      this,
    );
  }

  private createParameters(name: string, identifier: string): rds.ClusterParameterGroup {
    return new rds.ClusterParameterGroup(
      `${name}-parameters`,
      {
        name: identifier,
        description: "TLS alone; logins and definitions are logged",
        family: postgresVersion.parameterFamily,
        parameters: clusterParameters(),
      },
      { parent: this },
    );
  }

  private createCluster(name: string, args: AuroraArgs, parts: Parts): rds.Cluster {
    const permanent = args.lifetime === "permanent";
    const retention =
      effectiveRetention(BACKUP_RECORD_CLASS, args.backupRetention) ?? LONGEST_AURORA_RETENTION_DAYS;
    return new rds.Cluster(
      `${name}-cluster`,
      {
        clusterIdentifier: parts.identifier,
        engine: "aurora-postgresql",
        engineMode: "provisioned", // what Serverless v2 calls itself
        engineVersion: postgresVersion.version,
        serverlessv2ScalingConfiguration: args.capacity,
        databaseName: args.database,
        port: POSTGRES_PORT,
        masterUsername: MASTER_USER,
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: args.keys.secrets,
        iamDatabaseAuthenticationEnabled: true,
        storageEncrypted: true,
        kmsKeyId: args.keys.storage,
        dbSubnetGroupName: parts.subnetGroup.name,
        vpcSecurityGroupIds: [parts.group.id],
        dbClusterParameterGroupName: parts.parameters.name,
        enabledCloudwatchLogsExports: ["postgresql"],
        backupRetentionPeriod: Math.min(retention, LONGEST_AURORA_RETENTION_DAYS),
        preferredBackupWindow: BACKUP_WINDOW,
        preferredMaintenanceWindow: MAINTENANCE_WINDOW,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: !permanent,
        deletionProtection: args.deletionProtection,
        skipFinalSnapshot: !permanent,
        ...(permanent
          ? { finalSnapshotIdentifier: resourceName("database", args.scope, `${args.purpose}-final`) }
          : {}),
        tags: { ...recordTags(BACKUP_RECORD_CLASS), [BACKUP_TAG]: args.scope.region },
      },
      { parent: this, protect: args.deletionProtection, dependsOn: [parts.logGroup] },
    );
  }

  /** Aurora puts the second into another zone by itself; which of them writes may change at any time. */
  private createInstances(
    name: string,
    args: AuroraArgs,
    cluster: rds.Cluster,
    identifier: string,
  ): rds.ClusterInstance[] {
    return INSTANCES.map(
      (number, index) =>
        new rds.ClusterInstance(
          `${name}-instance-${number}`,
          {
            identifier: resourceName("database", args.scope, `${args.purpose}-${number}`),
            clusterIdentifier: cluster.clusterIdentifier,
            engine: "aurora-postgresql",
            instanceClass: "db.serverless",
            // Both scale with the writer, so that whichever takes over has its size.
            promotionTier: index,
            publiclyAccessible: false,
            autoMinorVersionUpgrade: true,
            copyTagsToSnapshot: true,
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: args.keys.storage,
            performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
            tags: { Name: identifier, ...recordTags(BACKUP_RECORD_CLASS) },
          },
          { parent: this },
        ),
    );
  }
}

/** What the cluster is made of. */
interface Parts {
  readonly identifier: string;
  readonly subnetGroup: rds.SubnetGroup;
  readonly group: ec2.SecurityGroup;
  readonly parameters: rds.ClusterParameterGroup;
  readonly logGroup: cloudwatch.LogGroup;
}
