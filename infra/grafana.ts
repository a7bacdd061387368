import * as pulumi from "@pulumi/pulumi";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { Dashboards } from "../components/dashboards/dashboards";
import { Grafana } from "../components/dashboards/grafana";
import type { GrafanaDatabase } from "../components/dashboards/grafana-values";
import { type HistorySource, SIGNER_URL } from "../components/dashboards/history-source";
import type { Aurora } from "../components/databases/aurora";
import { DatabaseUser } from "../components/databases/database-user";
import type { MetricsStack } from "../components/metrics/metrics-stack";
import type { Thanos } from "../components/metrics/thanos/thanos";
import type { ExternalSecrets, ManagedSecret } from "../components/secrets/external-secrets";
import { doorUrl } from "../content/access/doors";
import { databaseRootsOf } from "../content/database-roots";
import {
  GRAFANA_ADMIN,
  GRAFANA_DATABASE_MASTER,
  GRAFANA_DATABASE_USER,
  GRAFANA_SETTINGS,
  generatedSecrets,
} from "../content/secrets";
import { dashboardsNamespace } from "../content/versions";
import type { Settings } from "../stacks/settings";
import type { Addons } from "./addons";
import type { Place } from "./foundation";
import { doorUrlOf, signInOf } from "./gateway";
import { inside } from "./inside";
import type { WorkspaceOfRegion } from "./metrics-store";
import { GRAFANA_DATABASE } from "./names";

/** What differs between Grafana on a cluster of ours and on another. */
interface GrafanaExtras {
  /** @default none: one replica with its built-in database on a volume */
  readonly database?: GrafanaDatabase<pulumi.Input<string>> | undefined;
  /** Secret with the emergency login. @default none: the chart makes a random one */
  readonly adminSecret?: string;
  /** Where history can be asked. @default nowhere */
  readonly history?: HistorySource<pulumi.Input<string>> | undefined;
  /** Regions whose own Grafana dashboards link to. @default none */
  readonly regions?: readonly string[];
  /** What has to be there before. */
  readonly after: readonly pulumi.Resource[];
}

/** The login of the database's administrator, which Aurora makes and changes every week. */
export function masterLoginOf({ masterSecretArn }: Aurora): ManagedSecret {
  return {
    name: GRAFANA_DATABASE_MASTER,
    namespace: dashboardsNamespace,
    keys: ["username", "password"],
    secretArn: masterSecretArn,
  };
}

/** Grafana's user in its database; with it, what Grafana needs to know of both. */
export function createDatabaseUser(
  { scope }: Place,
  { provider, cluster }: PlatformCluster,
  database: Aurora,
  secrets: ExternalSecrets,
): GrafanaExtras {
  const { connection } = database;
  const key = generatedSecrets.find(({ name }) => name === GRAFANA_DATABASE_USER)?.key ?? "";
  const user = new DatabaseUser(
    `${GRAFANA_DATABASE}-database-user`,
    {
      namespace: dashboardsNamespace,
      connection,
      masterSecret: GRAFANA_DATABASE_MASTER,
      passwordSecret: { name: GRAFANA_DATABASE_USER, key },
      roots: databaseRootsOf(scope.region),
      ...(cluster === undefined ? {} : { cluster }),
    },
    {
      providers: [provider],
      dependsOn: [database, secrets.copy(GRAFANA_DATABASE_MASTER), secrets.copy(GRAFANA_DATABASE_USER)],
    },
  );
  return {
    database: {
      host: pulumi.interpolate`${connection.host}:${connection.port}`,
      name: connection.database,
      user: connection.user,
      secretName: GRAFANA_DATABASE_USER,
      signedBy: "aws",
    },
    adminSecret: GRAFANA_ADMIN,
    after: [user, secrets.copy(GRAFANA_ADMIN), secrets.copy(GRAFANA_SETTINGS)],
  };
}

/** Where history of metrics can be asked: of Thanos, or of the region's workspace. */
export function historyOf(
  region: string,
  thanos: Thanos | undefined,
  own: WorkspaceOfRegion | undefined,
): HistorySource<pulumi.Input<string>> | undefined {
  if (thanos?.queryUrl !== undefined) return { kind: "Thanos", url: thanos.queryUrl };
  if (own === undefined) return undefined;
  return { kind: "workspace", url: pulumi.interpolate`${SIGNER_URL}${own.workspace.queryPath}`, region };
}

/** Where people find the Grafana of other regions, where there is a gateway. */
function linksTo({ access }: Settings, regions: readonly string[]) {
  const { gateway } = access;
  if (gateway === undefined) return [];
  return regions.map((region) => ({ region, url: doorUrl("grafana", region, gateway.domain) }));
}

/** The region's dashboards, and the program that shows them. */
export function createGrafana(
  settings: Settings,
  cluster: PlatformCluster,
  namespaces: Namespaces,
  metrics: MetricsStack,
  { certificates }: Addons,
  { database, adminSecret, history, regions = [], after }: GrafanaExtras,
): void {
  const { storageClassName, statefulPlacement, provider } = cluster;
  const signIn = signInOf(settings);
  const tracesUrl = doorUrlOf(settings, "jaeger");
  const dashboards = new Dashboards(
    "dashboards",
    { namespace: dashboardsNamespace, regions: linksTo(settings, regions) },
    { ...inside(cluster), dependsOn: [namespaces] },
  );
  new Grafana(
    "grafana",
    {
      namespace: dashboardsNamespace,
      storageClassName,
      prometheusUrl: metrics.prometheusUrl,
      ...(history === undefined ? {} : { history }),
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      ...(database === undefined ? {} : { database }),
      ...(adminSecret === undefined ? {} : { adminSecret }),
      ...(tracesUrl === undefined ? {} : { tracesUrl }),
      ...(signIn === undefined ? {} : { signIn }),
    },
    { providers: [provider], dependsOn: [dashboards, metrics.crds, ...certificates.issued, ...after] },
  );
}
