import { gte, minVersion, satisfies } from "semver";
import { parseImage } from "./images/image-reference";
import { imagesOfObject } from "./images/object-images";
import { valueAt } from "./images/path";
import { RELEASE_TOKEN, type SuppliedResource } from "./images/supply";
import type { VersionFit } from "./version-fit";

/** Versions that follow from images: what runs beside each other and speaks, or reads what the other wrote. */

const COLLECTOR = "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector";
const ELASTICSEARCH = "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch";
const DATABASE = "aws:rds/cluster:Cluster";

/** Versions of Elastic's stack that a minor version of ECK takes. Source: `pkg/controller/elasticsearch/version/supported_versions.go` there. */
const STACK_OF_ECK: Readonly<Record<string, string>> = { "3.5": "^8.0.0 || ^9.0.0" };

/** A program that a resource runs, and its version. */
interface Running {
  readonly resource: string;
  readonly version: string;
}

/** Who runs an image of these names, registry and mirror left aside. Values of releases are looked through, too. */
function running(resources: readonly SuppliedResource[], ...names: readonly string[]): Running[] {
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .flatMap(({ type, name, inputs }) =>
      (type === RELEASE_TOKEN
        ? imagesOfObject("kubernetes:v1:Values", asMap(inputs["values"]))
        : imagesOfObject(type, inputs)
      ).flatMap(({ text }) => {
        const image = parseImage(text);
        const is = names.some((own) => image?.repository === own || image?.repository.endsWith(`/${own}`));
        return is && image?.tag !== undefined ? [{ resource: name, version: plain(image.tag) }] : [];
      }),
    );
}

const asMap = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** `0.42.4` of `v0.42.4`; `17.6.0` of `17.6-alpine3.22`. */
function plain(tag: string): string {
  const [numbers = tag] = /^\d+(\.\d+)*/.exec(tag.replace(/^v/, "")) ?? [];
  return numbers.split(".").length === 2 ? `${numbers}.0` : numbers;
}

function minorOf(version: string): string {
  const found = minVersion(version);
  return found === null ? version : `${found.major}.${found.minor}`;
}

/** Everything but the first of a list that differs from it. */
function unlike(
  list: readonly Running[],
  same: (version: string) => string,
): readonly [Running, Running[]] | undefined {
  const [first, ...others] = list;
  if (first === undefined) return undefined;
  return [first, others.filter(({ version }) => same(version) !== same(first.version))];
}

/** The part of the table that looks at images. */
export const imageFits: readonly VersionFit[] = [
  {
    id: "collector-operator",
    demand: "collectors are of their operator's minor version",
    because:
      "the operator rewrites the configuration of the collectors that it knows, and refuses or breaks what another version asks for",
    source: "compatibility matrix of opentelemetry-operator",
    misfits: ({ charts, resources }) => {
      const operator = charts.find(({ chart }) => chart === "opentelemetry-operator")?.appVersion;
      if (operator === undefined) return [];
      return resources
        .filter(({ type }) => type === COLLECTOR)
        .flatMap(({ name, inputs }) => {
          const tag = parseImage(String(valueAt(inputs, "spec > image")))?.tag;
          if (tag === undefined) return [`collector '${name}' names no version: give it ${operator}`];
          return minorOf(plain(tag)) === minorOf(plain(operator))
            ? []
            : [`collector '${name}' is ${plain(tag)}, its operator ${operator}: give both one version`];
        });
    },
  },
  {
    id: "thanos-programs",
    demand: "Thanos' programs and the sidecars in Prometheus' pods are of one version",
    because: "they ask each other for series by an interface that has no version of its own",
    source: 'Thanos\' documentation, "versioning"',
    misfits: ({ resources }) => {
      const [first, others] = unlike(running(resources, "thanos/thanos"), String) ?? [];
      return (others ?? []).map(
        ({ resource, version }) =>
          `Thanos in '${resource}' is ${version}, in '${first?.resource}' ${first?.version}: give all one version`,
      );
    },
  },
  {
    id: "jaeger-tools",
    demand: "what makes Jaeger's indices is of Jaeger's version",
    because: "it makes mappings that a Jaeger of another version may not write into",
    source: "Jaeger's documentation of Elasticsearch as a store",
    misfits: ({ resources }) => {
      const all = running(resources, "jaegertracing/jaeger", "jaegertracing/jaeger-es-rollover");
      const [first, others] = unlike(all, String) ?? [];
      return (others ?? []).map(
        ({ resource, version }) =>
          `Jaeger in '${resource}' is ${version}, in '${first?.resource}' ${first?.version}: give all one version`,
      );
    },
  },
  {
    id: "elastic-shippers",
    demand: "Filebeat and Logstash are not newer than Elasticsearch, and of its major version",
    because:
      "a newer sender uses requests that the cluster does not know, and an older major version is refused",
    source: "Elastic's support matrix",
    misfits: ({ resources }) => {
      const store = resources.find(({ type }) => type === ELASTICSEARCH);
      if (store === undefined) return [];
      const version = String(valueAt(store.inputs, "spec > version"));
      return running(resources, "beats/filebeat", "logstash/logstash")
        .filter((own) => !gte(version, own.version) || major(own.version) !== major(version))
        .map(
          (own) =>
            `'${own.resource}' runs ${own.version}, Elasticsearch is ${version}: give both one version, Elasticsearch first`,
        );
    },
  },
  {
    id: "eck-elasticsearch",
    demand: "the operator takes the version of Elasticsearch and Kibana that it is given",
    because: "it refuses the resource, in the middle of an update",
    source: "pkg/controller/elasticsearch/version/supported_versions.go of cloud-on-k8s",
    misfits: ({ charts, resources }) => {
      const operator = charts.find(({ chart }) => chart === "eck-operator")?.version;
      if (operator === undefined) return [];
      const range = STACK_OF_ECK[minorOf(plain(operator))];
      if (range === undefined)
        return [
          `nobody has written down which Elasticsearch ECK ${operator} takes: add it to content/versions-fit-images.ts`,
        ];
      return resources
        .filter(({ type }) => type === ELASTICSEARCH)
        .map(({ name, inputs }) => ({ name, version: String(valueAt(inputs, "spec > version")) }))
        .filter(({ version }) => !satisfies(version, range))
        .map(
          ({ name, version }) =>
            `Elasticsearch '${name}' is ${version}, ECK ${operator} takes ${range}: take another version of one of the two`,
        );
    },
  },
  {
    id: "database-client",
    demand: "the client of the database is not of an older major version than its server",
    because: "an older client cannot sign in or describe what a newer server has",
    source: "PostgreSQL's documentation of psql",
    misfits: ({ resources }) => {
      const servers = resources
        .filter(({ type }) => type === DATABASE)
        .map(({ name, inputs }) => ({ name, version: major(String(inputs["engineVersion"])) }));
      return servers.flatMap(({ name, version }) =>
        running(resources, "library/postgres", "postgres")
          .filter((client) => major(client.version) < version)
          .map(
            (client) =>
              `'${client.resource}' has the client of PostgreSQL ${major(client.version)}, '${name}' is ${version}: take the newer client`,
          ),
      );
    },
  },
];

function major(version: string): number {
  return Number(version.split(".")[0]);
}
