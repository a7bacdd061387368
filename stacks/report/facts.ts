import { isMarker, registered, type PreviewedResource, type StackRun } from "../model";
import { SHOWN_UNKNOWN } from "./values";

/** A value that says much about a region, such as the version of its cluster. */
export interface Fact {
  label: string;
  /** Shown one after the other, separated by commas. */
  values: string[];
}

function text(value: unknown): string {
  if (isMarker(value)) return SHOWN_UNKNOWN;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

function inside(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && !isMarker(at)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

function reach(inputs: Record<string, unknown>): string {
  const config = inputs["vpcConfig"];
  const isPrivate = inside(config, "endpointPrivateAccess") === true;
  const isPublic = inside(config, "endpointPublicAccess");
  // EKS opens the public endpoint where nothing is said.
  if (isPublic === false) return isPrivate ? "private endpoint" : "no endpoint";
  return isPrivate ? "private and public endpoint" : "public endpoint";
}

/** Every alert's rule in a PrometheusRule. */
function alertsOf({ inputs }: PreviewedResource): number {
  const groups = inside(inputs, "spec", "groups");
  if (!Array.isArray(groups)) return 0;
  const rules = groups.flatMap((group: unknown) => inside(group, "rules") ?? []);
  return rules.filter((rule) => inside(rule, "alert") !== undefined).length;
}

/** Names without what all of them begin with, up to the region: "pharos-production-us-east-1-" says nothing that the page does not. */
function withoutPrefix(names: readonly string[], region: string): string[] {
  const [first = ""] = names;
  const at = first.indexOf(`${region}-`);
  const prefix = at < 0 ? "" : first.slice(0, at + region.length + 1);
  return names.map((name) =>
    names.every((other) => other.startsWith(prefix)) ? name.slice(prefix.length) : name,
  );
}

/** What a region is made of in a handful of values, read from the resources' own inputs. */
export function factsOf(stack: StackRun): Fact[] {
  const resources = registered(stack);
  const all = (type: string): PreviewedResource[] => resources.filter((resource) => resource.type === type);
  const facts: Fact[] = [];
  const add = (label: string, values: readonly string[]): void => {
    // By name: the engine registers what is independent in any order.
    const known = [...new Set(values.filter((value) => value !== ""))].sort();
    if (known.length > 0) facts.push({ label, values: known });
  };
  const number = (label: string, count: number): void => add(label, count > 0 ? [String(count)] : []);

  add(
    "Address range",
    all("aws:ec2/vpc:Vpc").map(({ inputs }) => text(inputs["cidrBlock"])),
  );
  // The letters say enough: the region stands above them.
  const letter = (zone: string): string =>
    zone.startsWith(stack.region) ? zone.slice(stack.region.length) : zone;
  add(
    "Zones",
    all("aws:ec2/subnet:Subnet").map(({ inputs }) => letter(text(inputs["availabilityZone"]))),
  );
  number("NAT gateways", all("aws:ec2/natGateway:NatGateway").length);
  add(
    "Kubernetes",
    all("aws:eks/cluster:Cluster").map(
      ({ inputs }) => `EKS ${text(inputs["version"]) || "default version"}, ${reach(inputs)}`,
    ),
  );
  add(
    "Namespaces",
    all("kubernetes:core/v1:Namespace").map(
      ({ inputs, name }) => text(inside(inputs, "metadata", "name")) || name,
    ),
  );
  add(
    "Charts",
    all("kubernetes:helm.sh/v3:Release").map(({ inputs }) =>
      `${text(inputs["chart"])} ${text(inputs["version"])}`.trim(),
    ),
  );
  for (const { inputs } of all("kubernetes:helm.sh/v3:Release")) {
    const prometheus = inside(inputs, "values", "prometheus", "prometheusSpec");
    const replicas = text(inside(prometheus, "replicas"));
    const retention = text(inside(prometheus, "retention"));
    add("Prometheus", [
      [replicas && `${replicas} replicas`, retention && `keeps ${retention}`].filter(Boolean).join(", "),
    ]);
  }
  number(
    "Alerts",
    all("kubernetes:monitoring.coreos.com/v1:PrometheusRule").reduce((sum, rule) => sum + alertsOf(rule), 0),
  );
  number("Dashboards", all("grafana:oss/dashboard:Dashboard").length);
  add(
    "Buckets",
    withoutPrefix(
      all("aws:s3/bucket:Bucket").map(
        ({ inputs, name }) => text(inputs["bucket"]).replace(SHOWN_UNKNOWN, name) || name,
      ),
      stack.region,
    ),
  );
  number("Customer-managed keys", all("aws:kms/key:Key").length);
  return facts;
}
