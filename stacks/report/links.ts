import { isMarker, type PreviewedResource, type Run, type StackRun } from "../model";
import { BUCKET, Graph, items, jurisdictionOf, member, STACK_REFERENCE } from "./graph";

/** What kind of thing flows between two regions. */
export type LinkKind = "private-link" | "remote-write" | "replication" | "stack-reference";

/** Something that flows from one region to another, as the program's own graph says. */
export interface Link {
  kind: LinkKind;
  /** Region where it starts. */
  from: string;
  /** Region where it arrives; it need not be one that has a stack. */
  to: string;
  /** Short, in words, such as "S3 replication · 2 buckets". */
  label: string;
  /** Resources that make the link, sorted. */
  urns: string[];
  /** True where the two regions belong to different jurisdictions, or where that of one of them is not known. */
  crossesJurisdiction: boolean;
}

/** A link before those of the same kind and direction are added up. */
interface Strand {
  kind: LinkKind;
  from: string;
  to: string;
  /** What flows, in the words of the label. */
  thing: Thing;
  urn: string;
}

/** What flows, named in the singular and the plural. */
type Thing =
  "endpoint" | "stream" | "bucket" | "secret" | "public root" | "backup vault" | "registry" | "output";

/** Words of the labels. */
const WORDS: Readonly<Record<Thing, { title: string; many: string }>> = {
  endpoint: { title: "PrivateLink", many: "endpoints" },
  stream: { title: "metrics, remote write", many: "writers" },
  bucket: { title: "S3 replication", many: "buckets" },
  secret: { title: "secret replicas", many: "secrets" },
  // A region's root is kept where secrets are, and is none.
  "public root": { title: "public roots", many: "roots" },
  "backup vault": { title: "backup copies", many: "plans" },
  registry: { title: "image replication", many: "registries" },
  output: { title: "stack outputs", many: "references" },
};

/** Order in which links are listed and drawn. */
const KIND_ORDER: readonly LinkKind[] = ["remote-write", "private-link", "replication", "stack-reference"];

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const RECORD = "aws:route53/record:Record";

/** An interface endpoint to a service of another region: from the consumer to the provider. AWS' own services are no link. */
function endpointTarget(graph: Graph, resource: PreviewedResource): string | undefined {
  const { serviceName, serviceRegion, vpcEndpointType } = resource.inputs;
  if (vpcEndpointType !== "Interface") return undefined;
  const referenced = graph.referencedBy(resource.propertyDependencies["serviceName"]);
  if (typeof serviceName === "string") {
    const named = /^com\.amazonaws\.vpce\.([a-z0-9-]+)\.vpce-svc-/.exec(serviceName)?.[1];
    if (named === undefined && !serviceName.includes("vpce-svc")) return undefined;
    return named ?? referenced;
  }
  return typeof serviceRegion === "string" ? serviceRegion : referenced;
}

/** From a name to its endpoint, from that to the stack reference: no chain is longer. */
const LONGEST_CHAIN = 3;

/** Region to which these resources lead: by a stack reference, an endpoint, or a record that names one. */
function regionBehind(graph: Graph, urns: readonly string[], steps = LONGEST_CHAIN): string | undefined {
  const direct = graph.referencedBy(urns);
  if (direct !== undefined || steps === 0) return direct;
  for (const urn of urns) {
    const resource = graph.get(urn);
    if (resource?.type === ENDPOINT) return endpointTarget(graph, resource);
    if (resource?.type === RECORD) return regionBehind(graph, needsOf(resource), steps - 1);
  }
  return undefined;
}

/** Everything a resource depends on. */
function needsOf({ dependencies, propertyDependencies }: PreviewedResource): string[] {
  return [...new Set([...dependencies, ...Object.values(propertyDependencies).flat()])];
}

/** Names that the stack's own records give to endpoints in other regions: host name → region. */
function hostsOf(graph: Graph, stack: StackRun): Map<string, string> {
  const hosts = new Map<string, string>();
  for (const resource of stack.resources) {
    const name = resource.inputs["name"];
    if (resource.type !== RECORD || typeof name !== "string") continue;
    const region = regionBehind(graph, needsOf(resource));
    if (region !== undefined) hosts.set(name.replace(/\.$/, ""), region);
  }
  return hosts;
}

/** Every `url` under a `remoteWrite` list, wherever it lies in a chart's values or a custom resource; "" for one not known yet. */
function remoteWriteUrls(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(remoteWriteUrls);
  if (typeof value !== "object" || value === null || isMarker(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key !== "remoteWrite") return remoteWriteUrls(inner);
    if (isMarker(inner)) return [""];
    return items(inner).map((entry) => {
      const url = member(entry, "url");
      return typeof url === "string" ? url : "";
    });
  });
}

/** The region whose name is part of the host, or to which a record of this stack points. */
function regionOfUrl(
  url: string,
  known: readonly string[],
  hosts: ReadonlyMap<string, string>,
): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return hosts.get(hostname) ?? known.find((region) => hostname.split(".").includes(region));
}

function strandsOf(
  graph: Graph,
  stack: StackRun,
  resource: PreviewedResource,
  hosts: ReadonlyMap<string, string>,
): Strand[] {
  const { type, inputs, urn, propertyDependencies } = resource;
  const strand = (
    kind: LinkKind,
    from: string | undefined,
    to: string | undefined,
    thing: Thing,
  ): Strand[] =>
    from === undefined || to === undefined || from === to ? [] : [{ kind, from, to, thing, urn }];

  switch (type) {
    case STACK_REFERENCE:
      return strand("stack-reference", graph.referenced(resource), stack.region, "output");
    case ENDPOINT:
      return strand("private-link", graph.regionOf(urn), endpointTarget(graph, resource), "endpoint");
    case "aws:s3/bucketReplicationConfig:BucketReplicationConfig": {
      const sources = propertyDependencies["bucket"] ?? [];
      const made = (propertyDependencies["rules"] ?? []).filter(
        (target) => graph.get(target)?.type === BUCKET && !sources.includes(target),
      );
      const named = items(inputs["rules"]).flatMap((rule) =>
        items(member(rule, "destination") ?? member(rule, "destinations")),
      );
      const targets =
        made.length > 0
          ? made.map((target) => graph.regionOf(target))
          : named.map((to) => graph.regionOfBucketArn(member(to, "bucket")));
      const source =
        sources.map((bucket) => graph.regionOf(bucket)).find((region) => region !== undefined) ??
        graph.regionOf(urn);
      return [...new Set(targets)].flatMap((to) => strand("replication", source, to, "bucket"));
    }
    case "aws:secretsmanager/secret:Secret":
      return items(inputs["replicas"]).flatMap((replica) => {
        const to = member(replica, "region");
        const thing = member(inputs["tags"], "data-classification") === "public" ? "public root" : "secret";
        return strand("replication", graph.regionOf(urn), typeof to === "string" ? to : undefined, thing);
      });
    case "aws:ecr/replicationConfiguration:ReplicationConfiguration":
      return items(member(inputs["replicationConfiguration"], "rules"))
        .flatMap((rule) => items(member(rule, "destinations")))
        .flatMap((destination) => {
          const to = member(destination, "region");
          return strand(
            "replication",
            graph.regionOf(urn),
            typeof to === "string" ? to : undefined,
            "registry",
          );
        });
    case "aws:backup/plan:Plan":
      return items(inputs["rules"])
        .flatMap((rule) => items(member(rule, "copyActions")))
        .flatMap((copy) => {
          const arn = member(copy, "destinationVaultArn");
          return strand(
            "replication",
            graph.regionOf(urn),
            typeof arn === "string" ? arn.split(":")[3] : undefined,
            "backup vault",
          );
        });
    default: {
      if (!type.startsWith("kubernetes:")) return [];
      const urls = [...new Set(remoteWriteUrls(inputs))];
      return urls.flatMap((url) => {
        // An address that is not known yet still says what it is made of.
        const to =
          url === "" ? regionBehind(graph, needsOf(resource)) : regionOfUrl(url, graph.knownRegions(), hosts);
        return strand("remote-write", stack.region, to, "stream");
      });
    }
  }
}

/** Everything that flows between regions, by kind, then by region in the topology's order. Pure: it reads nothing but the run. */
export function findLinks(run: Run): Link[] {
  const graph = new Graph(run);
  const strands = run.stacks.flatMap((stack) => {
    const hosts = hostsOf(graph, stack);
    return stack.resources
      .filter(({ operation }) => operation !== "delete")
      .flatMap((resource) => strandsOf(graph, stack, resource, hosts));
  });
  const bundles = new Map<string, Strand[]>();
  for (const strand of strands) {
    const key = [KIND_ORDER.indexOf(strand.kind), strand.thing, strand.from, strand.to].join(" ");
    bundles.set(key, [...(bundles.get(key) ?? []), strand]);
  }
  const links = [...bundles.values()].flatMap(([first, ...rest]): Link[] => {
    if (first === undefined) return [];
    const { kind, from, to, thing } = first;
    const urns = [...new Set([first, ...rest].map(({ urn }) => urn))].sort();
    const { title, many } = WORDS[thing];
    const jurisdictions = [jurisdictionOf(run, from), jurisdictionOf(run, to)];
    return [
      {
        kind,
        from,
        to,
        label: urns.length === 1 ? title : `${title} · ${urns.length} ${many}`,
        urns,
        crossesJurisdiction: jurisdictions[0] === undefined || jurisdictions[0] !== jurisdictions[1],
      },
    ];
  });
  // The engine registers what is independent in any order; the picture is the same all the same.
  const places = graph.knownRegions();
  return links.sort(
    (a, b) =>
      KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
      places.indexOf(a.from) - places.indexOf(b.from) ||
      places.indexOf(a.to) - places.indexOf(b.to) ||
      (a.label < b.label ? -1 : 1),
  );
}
