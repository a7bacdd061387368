import { trustRoots } from "../metrics/certificates";
import { blackboxFolders } from "./names";

/**
 * Ways of asking. Each asks over TLS alone, checks the certificate (against the region's roots; that of AWS's service against public ones), and
 * follows nobody elsewhere.
 */
export const probeModules = ["answers", "asks-who", "takes-metrics", "takes-signed-metrics"] as const;
export type ProbeModule = (typeof probeModules)[number];

/** What takes a spoke's metrics at the hub: its own door, or a workspace of Amazon Managed Service for Prometheus behind it. */
export type HubDoor = "door" | "workspace";

/** The chart's own module asks without TLS, too, and follows redirects. Values cannot take it away, only make it one like `answers`. */
const CHARTS_MODULE = "http_2xx";

/** How long one question may take, seconds: below the time of a scrape. */
const TIMEOUT_SECONDS = 10;

const OK = 200;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const METHOD_NOT_ALLOWED = 405;

/**
 * What a healthy program says: that it is well; that it wants to know who asks; that nobody reads where others write; or that nothing goes
 * without a signature.
 */
const healthy: Readonly<Record<ProbeModule, number>> = {
  answers: OK,
  "asks-who": UNAUTHORIZED,
  "takes-metrics": METHOD_NOT_ALLOWED,
  "takes-signed-metrics": FORBIDDEN,
};

/** One module, in the words of blackbox_exporter's configuration. */
interface ModuleConfig {
  readonly prober: "http";
  readonly timeout: string;
  readonly http: {
    readonly method: "GET";
    readonly valid_status_codes: readonly number[];
    readonly fail_if_not_ssl: true;
    readonly follow_redirects: false;
    readonly preferred_ip_protocol: "ip4";
    readonly ip_protocol_fallback: false;
    readonly tls_config: Readonly<Record<string, string>>;
  };
}

/**
 * The modules of a region.
 *
 * `takes-metrics` asks the hub's door the way remote write does, with the certificate that proves which region it is, and reads instead of
 * writing: an answer means that the way, both certificates and the program behind the door are well, and nothing was stored. Files of
 * certificates are read anew for each question.
 *
 * `takes-signed-metrics` asks AWS's service without a signature: the answer that it wants one means that the way is well, and no more.
 * @param hub what takes the region's metrics, where it is a spoke
 */
export function moduleConfigs(
  hub?: HubDoor,
): Readonly<Partial<Record<ProbeModule | typeof CHARTS_MODULE, ModuleConfig>>> {
  const { roots, client } = blackboxFolders;
  const trust = { ca_file: `${roots}/${trustRoots.key}`, min_version: "TLS13" };
  const module = (name: ProbeModule, tls: Readonly<Record<string, string>>): ModuleConfig => ({
    prober: "http",
    timeout: `${TIMEOUT_SECONDS}s`,
    http: {
      method: "GET",
      valid_status_codes: [healthy[name]],
      fail_if_not_ssl: true,
      follow_redirects: false,
      preferred_ip_protocol: "ip4",
      ip_protocol_fallback: false,
      tls_config: tls,
    },
  });
  return {
    [CHARTS_MODULE]: module("answers", trust),
    answers: module("answers", trust),
    "asks-who": module("asks-who", trust),
    ...(hub === "workspace"
      ? { "takes-signed-metrics": module("takes-signed-metrics", { min_version: "TLS12" }) }
      : {}),
    ...(hub === "door"
      ? {
          "takes-metrics": module("takes-metrics", {
            ...trust,
            cert_file: `${client}/tls.crt`,
            key_file: `${client}/tls.key`,
          }),
        }
      : {}),
  };
}
