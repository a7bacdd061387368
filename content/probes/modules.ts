import { trustRoots } from "../metrics/certificates";
import { blackboxFolders } from "./names";

/** Ways of asking. Each checks the certificate against the region's roots, asks over TLS alone, and follows nobody elsewhere. */
export const probeModules = ["answers", "asks-who", "takes-metrics"] as const;
export type ProbeModule = (typeof probeModules)[number];

/** The chart's own module asks without TLS, too, and follows redirects. Values cannot take it away, only make it one like `answers`. */
const CHARTS_MODULE = "http_2xx";

/** How long one question may take, seconds: below the time of a scrape. */
const TIMEOUT_SECONDS = 10;

const OK = 200;
const UNAUTHORIZED = 401;
const METHOD_NOT_ALLOWED = 405;

/** What a healthy program says: that it is well; that it wants to know who asks; or that nobody reads where others write. */
const healthy: Readonly<Record<ProbeModule, number>> = {
  answers: OK,
  "asks-who": UNAUTHORIZED,
  "takes-metrics": METHOD_NOT_ALLOWED,
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
 * @param sends whether the region sends metrics to a hub
 */
export function moduleConfigs(
  sends: boolean,
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
    ...(sends
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
