import { clientTls } from "../../content/metrics/certificates";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { type Endpoint, endpointUrl } from "../../content/probes/endpoints";
import type { HubDoor, ProbeModule } from "../../content/probes/modules";
import { BLACKBOX_PORT, blackboxName, HUB_PROBE, PROBE_LABEL, PROBES_JOB } from "../../content/probes/names";
import { monitoringNamespace } from "../../content/versions";
import type { TextLike } from "../metrics/settings";

/** One question, and where it leads. */
export interface ProbeQuestion<Text extends TextLike = string> {
  readonly name: string;
  readonly module: ProbeModule;
  readonly url: Text;
}

/** What takes a spoke's metrics, and where. */
export interface ProbedHub<Text extends TextLike = string> {
  readonly door: HubDoor;
  readonly url: Text;
}

/** What is asked of an endpoint. */
export function questionTo(endpoint: Endpoint): ProbeQuestion {
  return { name: endpoint.name, module: endpoint.module, url: endpointUrl(endpoint) };
}

/** What a spoke asks of the hub. */
export function questionToHub<Text extends TextLike>({ door, url }: ProbedHub<Text>): ProbeQuestion<Text> {
  return { name: HUB_PROBE, module: door === "door" ? "takes-metrics" : "takes-signed-metrics", url };
}

/** Spec of a Probe: every half minute Prometheus has one of the exporters ask, and keeps the answer under the question's name. */
export function probeSpec<Text extends TextLike>({ name, module, url }: ProbeQuestion<Text>) {
  return {
    jobName: PROBES_JOB,
    interval: `${SCRAPE_INTERVAL_SECONDS}s`,
    scrapeTimeout: `${SCRAPE_INTERVAL_SECONDS / 2}s`,
    module,
    prober: { url: `${blackboxName}.${monitoringNamespace}.svc:${BLACKBOX_PORT}`, scheme: "https" },
    tlsConfig: clientTls(blackboxName),
    targets: { staticConfig: { static: [url], labels: { [PROBE_LABEL]: name } } },
  };
}
