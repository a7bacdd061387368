import { AlarmPlane, type AlarmPlaneArgs, type Watched } from "../components/alarms/alarm-plane";
import { Heartbeat } from "../components/alarms/heartbeat";
import { backupVaultName } from "../components/backups/backups";
import type { Cluster } from "../components/cluster/cluster";
import type { Aurora } from "../components/databases/aurora";
import { connectionsOf } from "../components/databases/sizing";
import type { IngestLink } from "../components/network/ingest-link";
import type { IngestService } from "../components/network/ingest-service";
import type { Network } from "../components/network/network";
import type { ReplicatedBucket } from "../components/storage/replicated-bucket";
import { roleArn } from "../content/arn";
import { resourceName } from "../content/names";
import type * as pulumi from "@pulumi/pulumi";
import type { DataKeys, Place } from "./foundation";
import { ALERTMANAGER_ROLE } from "./names";

/** What there is to watch in a region. */
export interface Infrastructure {
  readonly network: Network;
  readonly cluster: Cluster;
  /** Buckets with copies, by what they are for. */
  readonly buckets: Readonly<Record<string, ReplicatedBucket>>;
  readonly database: Aurora;
  /** The hub's door, where this is a hub with spokes. */
  readonly ingest: IngestService | undefined;
  /** The way to the hub, where this is a spoke. */
  readonly link: { readonly endpoint: IngestLink; readonly serviceName: pulumi.Input<string> } | undefined;
  /** Names of queues for what could not be worked off. @default [] */
  readonly deadLetterQueues?: readonly { readonly label: string; readonly queueName: pulumi.Input<string> }[];
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
      publishers: [roleArn(account, resourceName("role", scope, ALERTMANAGER_ROLE))],
      receivers: settings.alarms,
    },
    { providers: [aws] },
  );
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
      buckets: Object.entries(infrastructure.buckets).map(([label, { bucketName }]) => ({
        label,
        bucketName,
      })),
      panels: [heartbeat.panel],
    },
    { providers: [aws] },
  );
}

function watchedOf(place: Place, infrastructure: Infrastructure): AlarmPlaneArgs["watched"] {
  const { network, cluster, buckets, database, ingest, link, deadLetterQueues = [] } = infrastructure;
  const connections = connectionsOf(place.settings.database.maxCapacity);
  return {
    cluster: [{ label: "platform", dimensions: { ClusterName: cluster.clusterName } }],
    natGateway: network.natGateways.map(({ zone, id }) => ({
      label: zone,
      dimensions: { NatGatewayId: id },
    })),
    ...ingestOf(ingest),
    endpoint: link === undefined ? [] : [endpointOf(network, link)],
    replication: Object.entries(buckets).map(([label, { replication }]) => ({
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
    queue: deadLetterQueues.map(({ label, queueName }) => ({ label, dimensions: { QueueName: queueName } })),
  };
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
