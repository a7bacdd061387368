import { AlarmPlane, type AlarmPlaneArgs, type Watched } from "../components/alarms/alarm-plane";
import { Heartbeat } from "../components/alarms/heartbeat";
import { backupVaultName } from "../components/backups/backups";
import type { Cluster } from "../components/cluster/cluster";
import type { Aurora } from "../components/databases/aurora";
import { connectionsOf } from "../components/databases/sizing";
import type { IngestLink } from "../components/network/ingest-link";
import type { IngestService } from "../components/network/ingest-service";
import type { Network } from "../components/network/network";
import type { HeartbeatTarget } from "../components/metrics/alertmanager-config";
import { roleArn, topicArn } from "../content/arn";
import { podRoleName } from "../content/names";
import type * as pulumi from "@pulumi/pulumi";
import type { Audit } from "./audit";
import type { Buckets } from "./buckets";
import type { DataKeys, Place } from "./foundation";
import { tellsOfWorkspace } from "./metrics-places";
import type { WorkspaceOfRegion } from "./metrics-store";

/** What there is to watch in a region. */
export interface Infrastructure {
  readonly network: Network;
  readonly cluster: Cluster;
  /** Buckets with copies. */
  readonly buckets: Buckets;
  /** Queues of the log pipeline, with what could not be read. */
  readonly audit: Audit;
  readonly database: Aurora;
  /** The hub's door, where this is a hub with spokes. */
  readonly ingest: IngestService | undefined;
  /** The workspace of metrics, where the region has one. */
  readonly workspace: WorkspaceOfRegion | undefined;
  /** The way to the hub, where this is a spoke. */
  readonly link: { readonly endpoint: IngestLink; readonly serviceName: pulumi.Input<string> } | undefined;
}

/** The dead man's switch, in the region that has the copies. */
export function createHeartbeat({ settings, scope, account, lifetime, aws }: Place): Heartbeat {
  return new Heartbeat(
    "heartbeat",
    {
      scope,
      account,
      lifetime,
      watchingRegion: settings.replicaRegion,
      publishers: [roleArn(account, podRoleName(scope, "alertmanager"))],
      receivers: settings.alarms,
    },
    { providers: [aws] },
  );
}

/** Where Alertmanager sends signs of life: told from names, so that its configuration can be read at preview. */
export function heartbeatTargetOf({ account }: Place, { region, topicName }: Heartbeat): HeartbeatTarget {
  return { topicArn: topicArn(region, account, topicName), region };
}

/** The alarms that need no cluster, over everything there is. */
export function createAlarms(
  place: Place,
  keys: DataKeys,
  heartbeat: Heartbeat,
  infrastructure: Infrastructure,
): AlarmPlane {
  const { settings, scope, account, aws } = place;
  return new AlarmPlane(
    "alarms",
    {
      scope,
      account,
      keyArn: keys.metrics.arn,
      receivers: settings.alarms,
      watched: watchedOf(place, infrastructure),
      buckets: labelled(infrastructure.buckets).map(([label, { bucketName }]) => ({
        label,
        bucketName,
      })),
      panels: [heartbeat.panel],
      ...(tellsOfWorkspace(place) ? { morePublishers: { workspaces: true } } : {}),
    },
    { providers: [aws] },
  );
}

function watchedOf(place: Place, infrastructure: Infrastructure): AlarmPlaneArgs["watched"] {
  const { network, cluster, buckets, audit, database, ingest, workspace, link } = infrastructure;
  const connections = connectionsOf(place.settings.database.maxCapacity);
  const watchedWorkspace =
    workspace === undefined ? [] : [{ label: "metrics", dimensions: { Workspace: workspace.workspace.id } }];
  return {
    cluster: [{ label: "platform", dimensions: { ClusterName: cluster.clusterName } }],
    natGateway: network.natGateways.map(({ zone, id }) => ({
      label: zone,
      dimensions: { NatGatewayId: id },
    })),
    ...ingestOf(ingest),
    endpoint: link === undefined ? [] : [endpointOf(network, link)],
    replication: labelled(buckets).map(([label, { replication }]) => ({
      label,
      dimensions: {
        DestinationBucket: replication.destinationBucket,
        RuleId: replication.ruleId,
        SourceBucket: replication.sourceBucket,
      },
    })),
    database: [{ label: "grafana", dimensions: { DBClusterIdentifier: database.clusterIdentifier } }],
    databaseInstance: database.instanceIdentifiers.map((identifier, index) => ({
      label: `grafana-${index + 1}`,
      dimensions: { DBInstanceIdentifier: identifier },
      limits: { connections },
    })),
    // By its name: the vault tells the alarms' topics what becomes of its points, so that it comes after them.
    vault: [{ label: "backups", dimensions: { BackupVaultName: backupVaultName(place.scope) } }],
    workspace: watchedWorkspace,
    workspaceRules: tellsOfWorkspace(place) ? watchedWorkspace : [],
    queue: labelled(audit).map(([label, { deadQueueName }]) => ({
      label,
      dimensions: { QueueName: deadQueueName },
    })),
  };
}

/** Each with its key as lower case words: `securityLogs` becomes `security-logs`. */
function labelled<T extends object>(things: T): [string, NonNullable<T[keyof T]>][] {
  return Object.entries(things).map(([key, thing]) => [
    key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    thing as NonNullable<T[keyof T]>,
  ]);
}

function ingestOf(ingest: IngestService | undefined): { loadBalancer: Watched[]; targetGroup: Watched[] } {
  if (ingest === undefined) return { loadBalancer: [], targetGroup: [] };
  const { loadBalancer, targetGroup } = ingest.metricNames;
  return {
    loadBalancer: [{ label: "ingest", dimensions: { LoadBalancer: loadBalancer } }],
    targetGroup: [{ label: "ingest", dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup } }],
  };
}

function endpointOf(
  network: Network,
  { endpoint, serviceName }: NonNullable<Infrastructure["link"]>,
): Watched {
  return {
    label: "hub",
    dimensions: {
      "Endpoint Type": "Interface",
      "Service Name": serviceName,
      "VPC Endpoint Id": endpoint.endpointId,
      "VPC Id": network.vpcId,
    },
  };
}
