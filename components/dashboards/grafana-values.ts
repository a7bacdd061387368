import { folderAnnotation, sidecarLabel } from "../../content/dashboards/provisioning";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { trustRoots } from "../../content/metrics/certificates";
import type { PodPlacement } from "../../content/node-pools";
import { zoneSpread } from "../metrics/placement";
import type { TextLike } from "../metrics/settings";

/** User and group of the Grafana image, as the chart sets them. */
const GRAFANA_USER = 472;

/** Replicas with a database of their own: one may go, in any zone. */
const REPLICAS_WITH_DATABASE = 2;

/** Volume of the built-in database, GiB: users, preferences and sessions. Dashboards and data sources are files. */
const STORAGE_GIB = 5;

/** Steady use with some dozen readers. */
const GRAFANA_SIZE = { cpuMillicores: 100, memoryMiB: 256, memoryLimitMiB: 512 };
const SIDECAR_SIZE = { cpuMillicores: 20, memoryMiB: 96, memoryLimitMiB: 192 };

/** Where the roots of the regions' authorities are mounted; Go looks through every folder of `SSL_CERT_DIR`. */
const ROOTS_FOLDER = "/etc/pharos/roots";

/** Secret with the settings that nobody may read, as environment variables: `GF_SECURITY_SECRET_KEY`, and later `GF_DATABASE_PASSWORD`. */
const grafanaSettingsSecret = "grafana-settings";

/** A PostgreSQL database for Grafana. */
export interface GrafanaDatabase<Text extends TextLike = string> {
  /** Host and port. */
  readonly host: Text;
  readonly name: Text;
  /** User; the password comes from {@link grafanaSettingsSecret}. */
  readonly user: Text;
  /**
   * Secret with the password, as `GF_DATABASE_PASSWORD`.
   * @default {@link grafanaSettingsSecret}
   */
  readonly secretName?: string;
}

/** What Grafana's values depend on. */
export interface GrafanaInputs<Text extends TextLike = string> {
  /** StorageClass for the built-in database; not used with `database`. */
  readonly storageClassName: Text;
  /** @default none: one replica with the built-in database on a volume */
  readonly database?: GrafanaDatabase<Text>;
  /** Where the pod with the volume belongs. @default anywhere */
  readonly statefulPlacement?: PodPlacement;
  /**
   * Secret with `username` and `password` of the only local user. Grafana does not start without it, and takes the password when it makes
   * its database: later it is changed in Grafana, too.
   * @default none: the chart makes a random password inside the cluster
   */
  readonly adminSecret?: string;
}

/**
 * Values of the grafana chart for one region.
 *
 * With a database: two replicas over two zones. Without: one, on a volume, because two built-in databases would not know each
 * other's sessions. Little is lost with it: dashboards and data sources come from ConfigMaps, alerting is Prometheus' own.
 *
 * No secret is in these values, and the chart refuses any that looks like one. The only local user is for emergencies; people sign in
 * through the gateway. Grafana itself serves plain HTTP to the gateway.
 */
export function grafanaValues<Text extends TextLike = string>(inputs: GrafanaInputs<Text>) {
  return {
    ...replicasAndStorage(inputs),
    assertNoLeakedSecrets: true,
    ...localUser(inputs),
    // A Role instead of a ClusterRole: the sidecar can read its own namespace only.
    rbac: { namespaced: true },
    sidecar: sidecars,
    "grafana.ini": grafanaIni(inputs),
    envFromSecrets: [grafanaSettingsSecret, inputs.database?.secretName ?? []].flat().map((name) => ({
      name,
      optional: true,
    })),
    env: { SSL_CERT_DIR: `/etc/ssl/certs:${ROOTS_FOLDER}` },
    extraConfigmapMounts: [
      // Optional, so that Grafana starts before the roots are there; it then cannot reach Prometheus, and says so.
      {
        name: "trust-roots",
        configMap: trustRoots.name,
        mountPath: ROOTS_FOLDER,
        readOnly: true,
        optional: true,
      },
    ],
    extraEmptyDirMounts: [{ name: "tmp", mountPath: "/tmp" }],
    serviceMonitor: { enabled: true },
    // Changes the owner of the volume as root; `fsGroup` does that without.
    initChownData: { enabled: false },
    // A pod with another image, which runs only when somebody asks Helm for tests.
    testFramework: { enabled: false },
    securityContext: restrictedPod(GRAFANA_USER, GRAFANA_USER),
    containerSecurityContext: restrictedContainer,
    resources: containerResources(GRAFANA_SIZE),
  };
}

function localUser<Text extends TextLike>({ adminSecret }: GrafanaInputs<Text>) {
  return {
    // Not a person, and not the name that every scanner tries.
    adminUser: "break-glass",
    ...(adminSecret === undefined
      ? {}
      : { admin: { existingSecret: adminSecret, userKey: "username", passwordKey: "password" } }),
  };
}

function replicasAndStorage<Text extends TextLike>({
  database,
  storageClassName,
  statefulPlacement,
}: GrafanaInputs<Text>) {
  if (database === undefined) {
    return {
      replicas: 1,
      ...statefulPlacement,
      annotations: {
        "pharos.io/singleton": "without PostgreSQL, replicas would not share users and sessions",
      },
      // The volume can be attached once.
      deploymentStrategy: { type: "Recreate" },
      persistence: { enabled: true, storageClassName, size: `${STORAGE_GIB}Gi` },
    };
  }
  return {
    replicas: REPLICAS_WITH_DATABASE,
    podDisruptionBudget: { minAvailable: 1 },
    topologySpreadConstraints: [zoneSpread(REPLICAS_WITH_DATABASE, { "app.kubernetes.io/name": "grafana" })],
    persistence: { enabled: false },
  };
}

const sidecar = { enabled: true, resource: "configmap" };

const sidecars = {
  resources: containerResources(SIDECAR_SIZE),
  securityContext: restrictedContainer,
  dashboards: {
    ...sidecar,
    label: sidecarLabel.dashboards.name,
    labelValue: sidecarLabel.dashboards.value,
    folderAnnotation,
    provider: { foldersFromFilesStructure: true, allowUiUpdates: false, disableDelete: false },
  },
  // Not also as an init container (`initDatasources`): this chart starts it as a watcher, which never ends, and the pod waits for ever.
  datasources: {
    ...sidecar,
    label: sidecarLabel.datasources.name,
    labelValue: sidecarLabel.datasources.value,
  },
};

function grafanaIni<Text extends TextLike>({ database }: GrafanaInputs<Text>) {
  return {
    server: {
      // Who asked for what: one line per request, part of the audit trail.
      router_logging: true,
    },
    log: { mode: "console" },
    analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
    security: {
      cookie_secure: true,
      strict_transport_security: true,
      content_security_policy: true,
      disable_gravatar: true,
    },
    users: { allow_sign_up: false, auto_assign_org_role: "Viewer", viewers_can_edit: false },
    "auth.anonymous": { enabled: false },
    snapshots: { external_enabled: false },
    // Alerts are evaluated by Prometheus alone; Grafana shows them.
    unified_alerting: { execute_alerts: false },
    ...(database === undefined
      ? {}
      : {
          database: {
            type: "postgres",
            host: database.host,
            name: database.name,
            user: database.user,
            ssl_mode: "verify-full",
          },
        }),
  };
}
