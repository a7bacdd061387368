import { readFileSync } from "node:fs";
import { AWS } from "./aws/provider";
import { KUBERNETES } from "./kubernetes/provider";
import type { Provider } from "./provider";
import { GRAFANA } from "./small/grafana";
import { PAGERDUTY } from "./small/pagerduty";
import { RANDOM } from "./small/random";
import { TLS } from "./small/tls";

/** The providers that the sandbox stands in for. */
export const PROVIDERS: readonly Provider[] = [AWS, KUBERNETES, GRAFANA, PAGERDUTY, RANDOM, TLS];

/** The version of the SDK a program uses, so that the engine finds the provider it expects. */
export function versionOf(provider: Provider): string {
  const manifest = readFileSync(require.resolve(`${provider.package}/package.json`), "utf8");
  return (JSON.parse(manifest) as { version: string }).version.replace(/^v/, "");
}
