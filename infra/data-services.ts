import type { AlarmPlane } from "../components/alarms/alarm-plane";
import { Backups } from "../components/backups/backups";
import type { Cluster } from "../components/cluster/cluster";
import { Aurora } from "../components/databases/aurora";
import type { Network } from "../components/network/network";
import { ServiceSecrets } from "../components/secrets/service-secrets";
import { GRAFANA_DATABASE_USER } from "../content/secrets";
import { type DataKeys, isRetired, type Place } from "./foundation";
import { GRAFANA_DATABASE } from "./names";

/** The keys here, and those of the copies' region. */
export interface KeyPairs {
  readonly keys: DataKeys;
  readonly copyKeys: DataKeys;
}

/** Grafana's users, dashboards of people and alert states; every replica of Grafana in the region uses it. */
export function createDatabase(place: Place, network: Network, cluster: Cluster, keys: DataKeys): Aurora {
  const { settings, scope, lifetime, aws } = place;
  return new Aurora(
    `${GRAFANA_DATABASE}-database`,
    {
      scope,
      lifetime,
      purpose: GRAFANA_DATABASE,
      database: "grafana",
      user: "grafana",
      // Grafana reads a password when it starts, and knows no tokens that end.
      passwordSecret: GRAFANA_DATABASE_USER,
      vpcId: network.vpcId,
      subnetIds: network.intraSubnetIds,
      clientSecurityGroupId: cluster.nodeSecurityGroupId,
      capacity: settings.database,
      keys: { storage: keys.backups.arn, secrets: keys.secrets.arn, logs: keys.logs.arn },
      deletionProtection: lifetime === "permanent" && !isRetired(),
      backupRetention: settings.retention["operational-backup"],
      logRetention: settings.retention["pci-audit"],
    },
    { providers: [aws] },
  );
}

/** Recovery points of volumes and database, and what becomes of them is told to the alarms' topics. */
export function createBackups(
  place: Place,
  { keys, copyKeys }: KeyPairs,
  database: Aurora,
  alarms: AlarmPlane,
): Backups {
  const { settings, scope, account, lifetime, clusterName, aws } = place;
  return new Backups(
    "backups",
    {
      scope,
      account,
      lifetime,
      clusterName,
      copyRegion: settings.replicaRegion,
      copyKeyArn: copyKeys.backups.arn,
      keys: { backups: keys.backups.arn, volumes: keys.metrics.arn },
      database: database.placement,
      failureTopicArn: alarms.topicArns.P2,
      noticeTopicArn: alarms.topicArns.P2,
      retention: settings.retention["operational-backup"],
    },
    { providers: [aws] },
  );
}

/** Places for the credentials that people put. */
export function createSecrets(
  place: Place,
  { keys, copyKeys }: KeyPairs,
  alarms: AlarmPlane,
): ServiceSecrets {
  const { settings, scope, account, lifetime, aws } = place;
  return new ServiceSecrets(
    "secrets",
    {
      scope,
      account,
      lifetime,
      keyArn: keys.secrets.arn,
      replicaRegion: settings.replicaRegion,
      copyKeyArn: copyKeys.secrets.arn,
      reminderTopicArn: alarms.topicArns.P3,
    },
    { providers: [aws] },
  );
}
