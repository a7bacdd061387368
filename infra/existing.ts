import * as pulumi from "@pulumi/pulumi";
import { ExistingCluster } from "../components/cluster/existing-cluster";
import type { GrafanaDatabase } from "../components/dashboards/grafana-values";
import { storeBucket } from "../content/object-store";
import type { ExistingSettings } from "../stacks/settings";
import type { RegionInputs } from "./foundation";

/** A region on a cluster that is there already: nothing of it is made in AWS. */
export interface ExistingRegionInputs extends RegionInputs {
  readonly settings: ExistingSettings;
}

export function createExistingCluster({ settings }: ExistingRegionInputs): ExistingCluster {
  const { kubeconfig, context, storageClass } = settings.cluster;
  return new ExistingCluster("platform", { kubeconfig, context, storageClassName: storageClass });
}

/** PostgreSQL for Grafana, where the settings name one. */
export function databaseOf({ settings }: ExistingRegionInputs): GrafanaDatabase | undefined {
  const { database } = settings.cluster;
  if (database === undefined) return undefined;
  const { host, port, user, secretName } = database;
  return { host: `${host}:${port}`, name: database.database, user, secretName };
}

/** The buckets of the store, which its operator makes; what is written there is locked by the operator or by nobody. */
export function describeStore({ settings }: ExistingRegionInputs): Record<string, string> {
  const { objectStore } = settings.cluster;
  return {
    objectStore: objectStore.endpoint,
    metricsBucket: storeBucket(objectStore.bucketPrefix, "metrics-blocks"),
    evidenceBucket: storeBucket(objectStore.bucketPrefix, "control-evidence"),
  };
}

/** Says plainly, in every preview and update of a regulated stack, whose locks its records rest on. */
export function warnOfForeignLocks({ settings }: ExistingRegionInputs): void {
  if (settings.assurance !== "regulated") return;
  const { endpoint } = settings.cluster.objectStore;
  void pulumi.log.warn(
    `${settings.region} is regulated, but its records lie in ${endpoint}, whose locks are its operator's: Pharos neither makes nor checks them, and what cannot be undone there is not in its lists`,
  );
}
