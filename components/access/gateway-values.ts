import { type Door, doorHost, keeperOf, rolesOf } from "../../content/access/doors";
import { GATEWAY_EVENTS } from "../../content/access/trail";
import type { GroupsByRole } from "../../content/access/grafana-roles";
import type { GroupsByTeam } from "../../content/access/tenants";
import { gatewayPorts } from "../../content/flows/access";
import { clientTls, gatewayServingSecret, trustRoots } from "../../content/metrics/certificates";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { GATEWAY_CLIENT, GATEWAY_COOKIES } from "../../content/secrets";
import { accessNamespace } from "../../content/access/charts";
import { zoneSpread } from "../metrics/placement";
import { labelProxy, labelProxyUrl } from "./label-proxy";

/** User and group of the image, as the chart sets them. */
const USER = 2000;

/** One may go, with its node or its zone: sessions are in people's cookies, and any replica reads them. */
const REPLICAS = 2;

/** Some hundred people; it holds nothing between two requests. */
const SIZE = { cpuMillicores: 20, memoryMiB: 48, memoryLimitMiB: 128 };

/** How many pods keep a door, and how large each is. */
export const keeperPods = { replicaCount: REPLICAS, resources: containerResources(SIZE) };

const SERVING_FOLDER = "/etc/pharos/serving";
const ROOTS = "roots";
const ROOTS_FOLDER = "/etc/pharos/roots";

/** A working day; then people sign in anew. */
const SESSION = "12h";
/** Tokens are asked for anew before they end, and groups with them: whoever is removed is out after that. */
const REFRESH = "4m";

/** What the settings say of who people are. */
export interface GatewayIdentity {
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly groupsClaim: string;
  readonly scopes: readonly string[];
  readonly groups: GroupsByRole;
  readonly tenants: GroupsByTeam;
  /** Domain below which each region's doors are. */
  readonly domain: string;
}

/** What one door's values depend on. */
export interface DoorInputs {
  readonly door: Door;
  readonly region: string;
  readonly identity: GatewayIdentity;
}

/**
 * Values of oauth2-proxy for one door: it lets in whom the issuer knows and whose groups may see what is behind it, and writes down each
 * request with the person's name. A team's door has beside it what bounds each request to the team's metrics.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - client and cookie secrets as values, with known defaults → Secrets that the cluster copies or makes
 * - plain HTTP, also beside HTTPS, and for its metrics → HTTPS alone
 * - anybody whom the issuer knows → the groups of the door, and nobody where there are none
 * - one replica, no limits → two over two zones, with limits
 * - a service account's token in the pod → none
 */
export function gatewayValues(inputs: DoorInputs) {
  const keeper = keeperOf(inputs.door);
  return {
    ...keeperPods,
    podDisruptionBudget: { enabled: true, minAvailable: REPLICAS - 1 },
    topologySpreadConstraints: [zoneSpread(REPLICAS, { "app.kubernetes.io/instance": keeper })],
    podSecurityContext: restrictedPod(USER, USER),
    securityContext: { enabled: true, ...restrictedContainer },
    serviceAccount: { automountServiceAccountToken: false },
    enableServiceLinks: false,
    proxyVarsAsSecrets: false,
    config: { configFile: configFile(inputs) },
    httpScheme: "https",
    // The same port as the pods': AWS's network plugin judges a packet by the port of the Service.
    service: { portNumber: gatewayPorts.https, appProtocol: "https" },
    extraArgs: {
      "http-address": NONE,
      "metrics-address": NONE,
      "metrics-secure-address": `0.0.0.0:${gatewayPorts.metrics}`,
      "metrics-tls-cert-file": `${SERVING_FOLDER}/tls.crt`,
      "metrics-tls-key-file": `${SERVING_FOLDER}/tls.key`,
    },
    extraEnv: [
      fromSecret("OAUTH2_PROXY_CLIENT_SECRET", GATEWAY_CLIENT, "client-secret"),
      fromSecret("OAUTH2_PROXY_COOKIE_SECRET", GATEWAY_COOKIES, "cookie-secret"),
      // What the door leads to has a certificate of the region's authority.
      { name: "SSL_CERT_DIR", value: `/etc/ssl/certs:${ROOTS_FOLDER}` },
    ],
    extraVolumes: [
      { name: "serving", secret: { secretName: gatewayServingSecret } },
      { name: ROOTS, configMap: { name: trustRoots.name } },
    ],
    extraVolumeMounts: [
      { name: "serving", mountPath: SERVING_FOLDER, readOnly: true },
      { name: ROOTS, mountPath: ROOTS_FOLDER, readOnly: true },
    ],
    ...besides(inputs.door),
    metrics: {
      port: gatewayPorts.metrics,
      service: { appProtocol: "https" },
      serviceMonitor: {
        enabled: true,
        interval: `${SCRAPE_INTERVAL_SECONDS}s`,
        scrapeTimeout: `${SCRAPE_INTERVAL_SECONDS}s`,
        scheme: "https",
        tlsConfig: clientTls(`${keeper}.${accessNamespace}.svc`),
      },
    },
  };
}

/** How the program is told not to listen. */
const NONE = "-";

function fromSecret(name: string, secret: string, key: string) {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** What stands beside the program in its pod. */
function besides({ tenant, ...door }: Door) {
  if (tenant === undefined) return {};
  const roots = { volume: ROOTS, folder: ROOTS_FOLDER, key: trustRoots.key };
  return { extraContainers: [labelProxy({ tenant, upstream: addressOf(door), roots })] };
}

/** Address of the program behind a door. */
function addressOf({ service, namespace, port }: Pick<Door, "service" | "namespace" | "port">): string {
  return `https://${service}.${namespace}.svc:${port}`;
}

/** Groups that nobody is in: without any group, oauth2-proxy lets everybody in. */
const NOBODY = "pharos:nobody";

/**
 * The program's own file, in TOML: each value is written as JSON, which TOML reads alike. The chart takes it for a template of Helm's, and
 * so do braces mean themselves.
 */
function configFile({ door, region, identity }: DoorInputs): string {
  const allowed =
    door.tenant === undefined
      ? rolesOf(door).flatMap((role) => identity.groups[role])
      : (identity.tenants[door.tenant] ?? []);
  const settings: Readonly<Record<string, unknown>> = {
    provider: "oidc",
    oidc_issuer_url: identity.issuerUrl,
    client_id: identity.clientId,
    redirect_url: `https://${doorHost(door, region, identity.domain)}/oauth2/callback`,
    scope: identity.scopes.join(" "),
    code_challenge_method: "S256",
    oidc_groups_claim: identity.groupsClaim,
    allowed_groups: allowed.length === 0 ? [NOBODY] : allowed,
    // Who somebody is, is the issuer's to say; which groups may come in is ours.
    email_domains: ["*"],
    skip_provider_button: true,
    upstreams: [door.tenant === undefined ? `${addressOf(door)}/` : labelProxyUrl],
    pass_authorization_header: door.readsToken,
    // Behind a load balancer that says who called. AWS's knows this header alone; whoever sends one stands in it first.
    reverse_proxy: true,
    real_client_ip_header: "X-Forwarded-For",
    // With this prefix a browser takes the cookie from this host alone, over TLS alone.
    cookie_name: `__Host-pharos-${door.name}`,
    cookie_secure: true,
    cookie_httponly: true,
    cookie_samesite: "lax",
    cookie_expire: SESSION,
    cookie_refresh: REFRESH,
    tls_cert_file: `${SERVING_FOLDER}/tls.crt`,
    tls_key_file: `${SERVING_FOLDER}/tls.key`,
    tls_min_version: "TLS1.3",
    silence_ping_logging: true,
    request_logging_format: requestLine(door),
    auth_logging_format: signInLine(door),
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
    .join("")
    .replaceAll("{{", '{{"{{"}}');
}

/** A field that the caller or the issuer fills: quoted, or it would end the line's JSON. */
const quoted = (field: string): string => `{{printf "%q" .${field}}}`;

/** One line of JSON for each sign-in, and for each that failed. */
function signInLine({ name }: Door): string {
  return [
    `{"event":"${GATEWAY_EVENTS.signIn}","door":"${name}","time":"{{.Timestamp}}","id":${quoted("RequestID")}`,
    `"user":${quoted("Username")},"client":"{{.Client}}","host":${quoted("Host")},"method":"{{.RequestMethod}}"`,
    `"agent":{{.UserAgent}},"outcome":"{{.Status}}"}`,
  ].join(",");
}

/** One line of JSON for each request: who looked at what. Address and program are quoted by oauth2-proxy itself. */
function requestLine({ name }: Door): string {
  return [
    `{"event":"${GATEWAY_EVENTS.request}","door":"${name}","time":"{{.Timestamp}}","id":${quoted("RequestID")}`,
    `"user":${quoted("Username")},"client":"{{.Client}}","host":${quoted("Host")},"method":"{{.RequestMethod}}"`,
    `"uri":{{.RequestURI}},"agent":{{.UserAgent}},"status":{{.StatusCode}},"bytes":{{.ResponseSize}}`,
    `"seconds":{{.RequestDuration}}}`,
  ].join(",");
}
