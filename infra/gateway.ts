import type * as pulumi from "@pulumi/pulumi";
import { Gateway } from "../components/access/gateway";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { GrafanaSignIn } from "../components/dashboards/grafana-values";
import type { MetricsStack } from "../components/metrics/metrics-stack";
import type { ExternalSecrets } from "../components/secrets/external-secrets";
import { accessNamespace } from "../content/access/charts";
import { doorHost, type DoorName, doors, doorsOf, doorUrl, rolesOf } from "../content/access/doors";
import { explorerRolePath } from "../content/access/explorer-roles";
import { grafanaRolePath } from "../content/access/grafana-roles";
import { tenantDoorsOf } from "../content/access/tenants";
import { GATEWAY_CLIENT, GATEWAY_COOKIES } from "../content/secrets";
import { isOnExistingCluster, type Settings } from "../stacks/settings";
import type { Addons } from "./addons";

/** How Grafana knows people, where the settings have a gateway. */
export function signInOf({ access, region }: Settings): GrafanaSignIn | undefined {
  const { gateway } = access;
  if (gateway === undefined) return undefined;
  const { issuerUrl, keysUrl, clientId, groups, groupsClaim, domain } = gateway;
  return {
    host: doorHost({ name: "grafana" }, region, domain),
    issuerUrl,
    keysUrl,
    clientId,
    rolePath: grafanaRolePath(groups, groupsClaim),
  };
}

/** How the explorer knows people, where the settings have a gateway: those alone for whom its door opens. */
export function explorerSignInOf(settings: Settings): GrafanaSignIn | undefined {
  const { access, region } = settings;
  const signIn = signInOf(settings);
  const door = doors.find(({ name }) => name === "explorer");
  if (signIn === undefined || access.gateway === undefined || door === undefined) return undefined;
  const { groups, groupsClaim, domain } = access.gateway;
  return {
    ...signIn,
    host: doorHost(door, region, domain),
    rolePath: explorerRolePath(rolesOf(door), groups, groupsClaim),
  };
}

/** Where people find a program, where the settings have a gateway; links in what it writes lead there. */
export function doorUrlOf({ access, region }: Settings, name: DoorName): string | undefined {
  return access.gateway === undefined ? undefined : doorUrl(name, region, access.gateway.domain);
}

/** Namespaces for whose programs nothing is copied, as they do not run. */
export function idleNamespaces({ access }: Settings): readonly string[] {
  return access.gateway === undefined ? [accessNamespace] : [];
}

/**
 * The way by which people come in, where the settings have one. On a cluster that is there already its Secrets are made by whoever runs
 * the cluster.
 * @returns the load balancer's name
 */
export function createGateway(
  settings: Settings,
  { provider }: PlatformCluster,
  namespaces: Namespaces,
  metrics: MetricsStack,
  { certificates }: Addons,
  shape: { readonly hasHistory: boolean },
  secrets?: ExternalSecrets,
): pulumi.Output<string> | undefined {
  const { gateway } = settings.access;
  if (gateway === undefined) return undefined;
  const { ingressClass, ...identity } = gateway;
  const copies = secrets === undefined ? [] : [secrets.copy(GATEWAY_CLIENT), secrets.copy(GATEWAY_COOKIES)];
  return new Gateway(
    "gateway",
    {
      namespace: accessNamespace,
      region: settings.region,
      identity,
      doors: [...doorsOf(shape), ...tenantDoorsOf(gateway.tenants)],
      entrance: isOnExistingCluster(settings)
        ? { by: "controller", ...(ingressClass === undefined ? {} : { ingressClass }) }
        : { by: "aws" },
      after: [metrics.crds, ...certificates.issued, ...copies],
    },
    { providers: [provider], dependsOn: [namespaces] },
  ).address;
}
