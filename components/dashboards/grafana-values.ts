import { ACCESS_RECORD_CLASS, RECORD_CLASS_LABEL } from "../../content/access/trail";
import { databaseRoots } from "../../content/database-roots";
import { folderAnnotation, GRAFANA, sidecarLabel } from "../../content/dashboards/provisioning";
import { clientTls, grafanaServingSecret, trustRoots } from "../../content/metrics/certificates";
import {
  apiClient,
  containerResources,
  restrictedContainer,
  restrictedPod,
} from "../../content/metrics/pod-security";
import type { PodPlacement } from "../../content/node-pools";
import { GRAFANA_SETTINGS } from "../../content/secrets";
import { dashboardsNamespace } from "../../content/versions";
import { zoneSpread } from "../metrics/placement";
import type { TextLike } from "../metrics/settings";
import { dataSources } from "./data-source";
import { type HistorySource, signerBeside } from "./history-source";

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

/** Where the authorities of a database of AWS are mounted, which no system trusts by itself. */
const DATABASE_ROOTS_FOLDER = "/etc/pharos/database";

/** Where the certificate that Grafana shows is mounted, and how often Grafana looks whether it was renewed. */
const SERVING_FOLDER = "/etc/pharos/serving";
const CERTIFICATE_WATCH = "10m";

/** A PostgreSQL database for Grafana. */
export interface GrafanaDatabase<Text extends TextLike = string> {
  /** Host and port. */
  readonly host: Text;
  readonly name: Text;
  readonly user: Text;
  /**
   * Secret with the password, as `GF_DATABASE_PASSWORD`.
   * @default the one with Grafana's other settings, `grafana-settings`
   */
  readonly secretName?: string;
  /**
   * Who signs the server's certificate: AWS, whose authorities are in a ConfigMap of their own, or somebody whom the system or the region
   * trusts.
   * @default "trusted"
   */
  readonly signedBy?: "aws" | "trusted";
}

/** How Grafana knows people: by the issuer's token, which the gateway hands on and Grafana checks itself. */
export interface GrafanaSignIn {
  /** Where people find it. */
  readonly host: string;
  readonly issuerUrl: string;
  /** Where the issuer's keys are. */
  readonly keysUrl: string;
  /** The gateway's client: the audience of the tokens. */
  readonly clientId: string;
  /** JMESPath that finds the role; see `content/access/grafana-roles.ts`. */
  readonly rolePath: string;
}

/** What Grafana's values depend on. */
export interface GrafanaInputs<Text extends TextLike = string> {
  /** StorageClass for the built-in database; not used with `database`. */
  readonly storageClassName: Text;
  /** Where the region's Prometheus can be queried. */
  readonly prometheusUrl: Text;
  /** Where history can be asked. @default nowhere */
  readonly history?: HistorySource<Text>;
  /** Where people find traces. @default - points of histograms lead to none */
  readonly tracesUrl?: string;
  /** @default none: one replica with the built-in database on a volume */
  readonly database?: GrafanaDatabase<Text>;
  /** How people come in. @default none: by the emergency login alone */
  readonly signIn?: GrafanaSignIn;
  /** Where the pod with the volume belongs. @default anywhere */
  readonly statefulPlacement?: PodPlacement;
  /**
   * Secret with `username` and `password` of the only local user. Grafana does not start without it, and takes the password when it makes
   * its database: later it is changed in Grafana, too.
   * @default none: the chart makes a random password inside the cluster
   */
  readonly adminSecret?: string;
}

/** What the sidecar may do, in its own namespace. */
const SIDECAR_ROLE = "grafana-sidecar";
const sidecarRole = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: SIDECAR_ROLE },
  rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "watch", "list"] }],
};

/**
 * Values of the grafana chart for one region.
 *
 * With a database: two replicas over two zones. Without: one, on a volume, because two built-in databases would not know each
 * other's sessions. Little is lost with it: dashboards and data sources are files, alerting is Prometheus' own.
 *
 * No secret is in these values, and the chart refuses any that looks like one. The only local user is for emergencies; people sign in
 * through the gateway. Grafana serves HTTPS alone.
 */
export function grafanaValues<Text extends TextLike = string>(inputs: GrafanaInputs<Text>) {
  return {
    ...replicasAndStorage(inputs),
    assertNoLeakedSecrets: true,
    ...localUser(inputs),
    podAnnotations: apiClient("its sidecar reads dashboards from ConfigMaps"),
    // A Role instead of a ClusterRole: the sidecar can read its own namespace only. Ours, as the chart's reads Secrets as well: among
    // them the password of the emergency login and that of the database.
    rbac: { namespaced: true, useExistingRole: SIDECAR_ROLE },
    extraObjects: [sidecarRole],
    sidecar: sidecars,
    datasources: {
      "datasources.yaml": dataSources(inputs.prometheusUrl, inputs.history, inputs.tracesUrl),
    },
    "grafana.ini": grafanaIni(inputs),
    envFromSecrets: [GRAFANA_SETTINGS, inputs.database?.secretName ?? []].flat().map((name) => ({
      name,
      optional: true,
    })),
    env: { SSL_CERT_DIR: `/etc/ssl/certs:${ROOTS_FOLDER}` },
    extraConfigmapMounts: [
      ...(inputs.database?.signedBy === "aws"
        ? [
            {
              name: databaseRoots.name,
              configMap: databaseRoots.name,
              mountPath: DATABASE_ROOTS_FOLDER,
              readOnly: true,
            },
          ]
        : []),
      // Optional, so that Grafana starts before the roots are there; it then cannot reach Prometheus, and says so.
      {
        name: "trust-roots",
        configMap: trustRoots.name,
        mountPath: ROOTS_FOLDER,
        readOnly: true,
        optional: true,
      },
    ],
    ...signerBeside(inputs.history),
    extraEmptyDirMounts: [{ name: "tmp", mountPath: "/tmp" }],
    extraSecretMounts: [
      {
        name: "serving",
        secretName: grafanaServingSecret,
        mountPath: SERVING_FOLDER,
        readOnly: true,
      },
    ],
    // The same port as the pods': AWS's network plugin judges a packet by the port of the Service.
    service: { port: GRAFANA.port, targetPort: GRAFANA.port, portName: "https", appProtocol: "https" },
    readinessProbe: overHttps,
    livenessProbe: overHttps,
    serviceMonitor: {
      enabled: true,
      scheme: "https",
      tlsConfig: clientTls(`${GRAFANA.service}.${dashboardsNamespace}.svc`),
    },
    // Changes the owner of the volume as root; `fsGroup` does that without.
    initChownData: { enabled: false },
    // A pod with another image, which runs only when somebody asks Helm for tests.
    testFramework: { enabled: false },
    securityContext: restrictedPod(GRAFANA_USER, GRAFANA_USER),
    containerSecurityContext: restrictedContainer,
    resources: containerResources(GRAFANA_SIZE),
    // Its log is part of the trail of who looked at what.
    podLabels: { [RECORD_CLASS_LABEL]: ACCESS_RECORD_CLASS },
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
    // By its release: the explorer's pods have the same name, and another place.
    topologySpreadConstraints: [
      zoneSpread(REPLICAS_WITH_DATABASE, { [GRAFANA.pods.label]: GRAFANA.pods.value }),
    ],
    persistence: { enabled: false },
  };
}

/** Asked by the kubelet, which does not look at the certificate. */
const overHttps = { httpGet: { scheme: "HTTPS" } };

const sidecars = {
  resources: containerResources(SIDECAR_SIZE),
  securityContext: restrictedContainer,
  dashboards: {
    enabled: true,
    resource: "configmap",
    label: sidecarLabel.name,
    labelValue: sidecarLabel.value,
    folderAnnotation,
    provider: { foldersFromFilesStructure: true, allowUiUpdates: false, disableDelete: false },
    // Grafana looks at the folder by itself every ten seconds; telling it would take the emergency login.
    skipReload: true,
  },
};

function grafanaIni<Text extends TextLike>(inputs: GrafanaInputs<Text>) {
  const { database, signIn } = inputs;
  return {
    server: {
      // Who asked for what: one line per request, part of the audit trail.
      router_logging: true,
      ...(signIn === undefined ? {} : { domain: signIn.host, root_url: `https://${signIn.host}/` }),
      protocol: "https",
      cert_file: `${SERVING_FOLDER}/tls.crt`,
      cert_key: `${SERVING_FOLDER}/tls.key`,
      certs_watch_interval: CERTIFICATE_WATCH,
      min_tls_version: "TLS1.3",
    },
    ...signInIni(signIn),
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
            ...(database.signedBy === "aws"
              ? { ca_cert_path: `${DATABASE_ROOTS_FOLDER}/${databaseRoots.key}` }
              : {}),
          },
        }),
  };
}

/** Tokens live for minutes; keys change every few weeks. */
const KEYS_CACHE = "60m";

/** Whoever has no role in the token is not let in. Nobody can pretend to be somebody: the token is signed. */
function signInIni(signIn: GrafanaSignIn | undefined) {
  if (signIn === undefined) return {};
  const { issuerUrl, keysUrl, clientId, rolePath } = signIn;
  return {
    "auth.jwt": {
      enabled: true,
      header_name: "Authorization",
      username_claim: "sub",
      email_claim: "email",
      jwk_set_url: keysUrl,
      cache_ttl: KEYS_CACHE,
      expect_claims: JSON.stringify({ iss: issuerUrl, aud: clientId }),
      auto_sign_up: true,
      role_attribute_path: rolePath,
      role_attribute_strict: true,
      allow_assign_grafana_admin: false,
    },
    // Prometheus writes into its log who asked.
    dataproxy: { send_user_header: true, logging: true },
  };
}
