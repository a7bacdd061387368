import { EXPLORER, explorerServingSecret } from "../../content/dashboards/provisioning";
import { clientTls } from "../../content/metrics/certificates";
import { dashboardsNamespace } from "../../content/versions";
import { zoneSpread } from "../metrics/placement";
import type { TextLike } from "../metrics/settings";
import { type ExplorerAddresses, explorerSources } from "./explorer-sources";
import { type GrafanaSignIn, grafanaValues } from "./grafana-values";

/** One may go, with its node or its zone. */
const REPLICAS = 2;

/** Where the user of the log store is mounted. */
const USER_FOLDER = "/etc/pharos/store";

/** What the explorer's values depend on. */
export interface ExplorerInputs<Text extends TextLike = string> {
  readonly addresses: Omit<ExplorerAddresses<Text>, "user">;
  /** Secret with its user of the log store, as `username` and `password`. */
  readonly userSecret: string;
  /** How people come in: through the gateway, or not at all. */
  readonly signIn: GrafanaSignIn;
}

/**
 * Values of the grafana chart for a second Grafana, in which metrics, logs and traces are asked together. In the open-source edition
 * everybody who comes in may ask every data source anything; so this is another program, which lets those in alone who may see logs.
 *
 * It keeps nothing: it has no dashboards, knows people by their token on each request, and a question is in its address. So two replicas
 * need not know of each other, and there is no database and no local user.
 */
export function explorerValues<Text extends TextLike = string>(inputs: ExplorerInputs<Text>) {
  const { addresses, userSecret, signIn } = inputs;
  const base = grafanaValues<Text | string>({
    storageClassName: "",
    prometheusUrl: addresses.prometheus,
    signIn,
  });
  const {
    annotations: _annotations,
    deploymentStrategy: _strategy,
    adminUser: _user,
    podAnnotations: _reason,
    extraObjects: _role,
    extraSecretMounts,
    ...shared
  } = {
    annotations: undefined,
    deploymentStrategy: undefined,
    ...base,
  };
  const user = { name: `${USER_FOLDER}/username`, password: `${USER_FOLDER}/password` };
  return {
    ...shared,
    // Without a sidecar it has nothing to ask the cluster.
    automountServiceAccountToken: false,
    rbac: { create: false },
    replicas: REPLICAS,
    podDisruptionBudget: { minAvailable: REPLICAS - 1 },
    topologySpreadConstraints: [zoneSpread(REPLICAS, { [EXPLORER.pods.label]: EXPLORER.pods.value })],
    persistence: { enabled: false },
    sidecar: { dashboards: { enabled: false }, datasources: { enabled: false } },
    datasources: { "datasources.yaml": explorerSources({ ...addresses, user }) },
    envFromSecrets: [],
    env: { ...base.env, GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: "true" },
    extraSecretMounts: [
      ...extraSecretMounts.map((mount) => ({ ...mount, secretName: explorerServingSecret })),
      { name: "store", secretName: userSecret, mountPath: USER_FOLDER, readOnly: true },
    ],
    service: { ...base.service, port: EXPLORER.port, targetPort: EXPLORER.port },
    serviceMonitor: {
      ...base.serviceMonitor,
      tlsConfig: clientTls(`${EXPLORER.service}.${dashboardsNamespace}.svc`),
    },
  };
}
