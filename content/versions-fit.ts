import { gte, minVersion, satisfies } from "semver";
import type { ChartFacts } from "./images/chart-facts";
import { imagesOfRelease, usedPlaces } from "./images/chart-images";
import { isMap, valueAt } from "./images/path";
import type { FitInputs, VersionFit } from "./version-fit";
import { imageFits } from "./versions-fit-images";
import { RELEASE_TOKEN, type SuppliedResource } from "./images/supply";

/**
 * Versions of Kubernetes that programs support, where the chart's own range says less: first and last minor version, by minor version of the
 * program.
 */
const SUPPORTED_KUBERNETES: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = {
  // https://cert-manager.io/docs/releases/
  "cert-manager": { "1.20": ["1.32", "1.35"], "1.21": ["1.33", "1.36"] },
};

/** The version of Alertmanager whose configuration a version of the operator reads. Source: its go.mod. */
export const alertmanagerOfOperator: Readonly<Record<string, string>> = { "v0.93.1": "0.33.1" };

/** The amtool that judges the configuration in tests; a test compares it with `engine/tools`. */
export const CONFIGURATION_JUDGE = "0.31.1";

/** First Elasticsearch whose snapshots may take their role from EKS Pod Identity. */
const POD_IDENTITY_SINCE = "9.6.0";

const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const ELASTICSEARCH = "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch";
const KIBANA = "kubernetes:kibana.k8s.elastic.co/v1:Kibana";
/** What sends to Elasticsearch and must not be newer. */
const SENDERS = [
  "kubernetes:logstash.k8s.elastic.co/v1alpha1:Logstash",
  "kubernetes:beat.k8s.elastic.co/v1beta1:Beat",
];

/** The table. */
export const versionFits: readonly VersionFit[] = [
  {
    id: "chart-kubernetes",
    demand: "every chart installs on every Kubernetes version that a stack may ask for",
    because: "Helm refuses the release otherwise, in the middle of an update",
    source: "kubeVersion in each Chart.yaml",
    misfits: ({ kubernetes, charts }) =>
      charts.flatMap((chart) =>
        [chart, ...chart.parts.filter(({ read }) => read)].flatMap(({ chart: name, version, kubeVersion }) =>
          kubernetes
            .filter((minor) => kubeVersion !== undefined && !inRange(`${minor}.0`, kubeVersion))
            .map(
              (minor) =>
                `${name} ${version} installs on Kubernetes ${kubeVersion} alone, not on ${minor}: take another version of one of the two`,
            ),
        ),
      ),
  },
  {
    id: "program-kubernetes",
    demand: "what publishes its range of Kubernetes versions has ours in it",
    because: "nobody has tested it on another, and a webhook that fails stops every change of its kind",
    source: "https://cert-manager.io/docs/releases/",
    misfits: ({ kubernetes, charts }) =>
      charts.flatMap(({ chart, appVersion }) => {
        const ranges = SUPPORTED_KUBERNETES[chart];
        if (ranges === undefined) return [];
        const minor = minorOf(appVersion);
        const range = ranges[minor];
        if (range === undefined)
          return [
            `nobody has written down on which Kubernetes ${chart} ${minor} is supported: add it to content/versions-fit.ts`,
          ];
        const [first, last] = range;
        return kubernetes
          .filter((own) => !gte(`${own}.0`, `${first}.0`) || !gte(`${last}.0`, `${own}.0`))
          .map(
            (own) =>
              `${chart} ${minor} supports Kubernetes ${first} to ${last}, not ${own}: take another version of one of the two`,
          );
      }),
  },
  {
    id: "operator-definitions",
    demand: "Prometheus' operator and the definitions that it works on are of one version",
    because: "a field that only one of them knows is dropped silently, or never acted on",
    source: "appVersion in both Chart.yaml",
    misfits: ({ charts }) => {
      const [operator, definitions] = ["kube-prometheus-stack", "prometheus-operator-crds"].map((name) =>
        charts.find(({ chart }) => chart === name),
      );
      if (
        operator === undefined ||
        definitions === undefined ||
        operator.appVersion === definitions.appVersion
      )
        return [];
      return [
        `the operator is ${operator.appVersion}, its definitions are ${definitions.appVersion}: upgrade both in one change, the definitions first`,
      ];
    },
  },
  {
    id: "operator-alertmanager",
    demand:
      "what judges Alertmanager's configuration is not newer than what the operator reads, and that not newer than Alertmanager",
    because:
      "the operator reads the configuration with the types of one version of Alertmanager, and refuses what is newer: nothing would be changed any more",
    source: "go.mod of prometheus-operator",
    misfits: ({ charts }) => charts.flatMap(alertmanagerMisfits),
  },
  {
    id: "chart-application",
    demand: "a release runs the version of the program for which its chart was made",
    because: "flags, probes and rights in the templates are those of that version",
    source: "values.yaml of each chart",
    misfits: ({ charts, resources }) =>
      resources
        .filter(({ type }) => type === RELEASE_TOKEN)
        .flatMap(({ name, inputs }) => {
          const facts = charts.find(
            ({ chart, version }) => chart === inputs["chart"] && version === inputs["version"],
          );
          const values = isMap(inputs["values"]) ? inputs["values"] : {};
          if (facts === undefined) return [];
          return usedPlaces(facts, values).flatMap(({ at }) => {
            const tag = valueAt(values, `${at} > tag`);
            if (typeof tag !== "string" || tag === "") return [];
            const own = imagesOfRelease(facts, {}).images.find((image) => image.at === at)?.image.tag;
            if (own === undefined || own === tag) return [];
            return [
              `release '${name}' sets ${at} > tag to ${tag}, ${facts.chart} ${facts.version} was made for ${own}: leave it out, or take the chart of that version`,
            ];
          });
        }),
  },
  {
    id: "elasticsearch-identity",
    demand: `Elasticsearch whose snapshots use EKS Pod Identity is ${POD_IDENTITY_SINCE} or newer`,
    because:
      "before it the repository for S3 knows roles of service accounts (IRSA) alone, and snapshots fail without a word in the cluster's state",
    source: "Elasticsearch's documentation of the S3 repository",
    misfits: ({ resources }) =>
      resources
        .filter(({ type }) => type === ELASTICSEARCH)
        .filter((resource) => usesPodIdentity(resource, resources))
        .flatMap(({ name, inputs }) => {
          const version = String(valueAt(inputs, "spec > version"));
          if (gte(version, POD_IDENTITY_SINCE)) return [];
          return [
            `Elasticsearch '${name}' is ${version} and its service account has a role by Pod Identity: take ${POD_IDENTITY_SINCE}, or give it the role by IRSA`,
          ];
        }),
  },
  {
    id: "elastic-stack",
    demand: "Kibana is of Elasticsearch's version, and what sends to it is not newer",
    because:
      "Kibana refuses to start on another version, and a newer sender uses requests that the cluster does not know",
    source: "Elastic's support matrix",
    misfits: ({ resources }) => {
      const versions = resources.filter(({ type }) => type === ELASTICSEARCH).map(versionOf);
      const [elasticsearch] = versions;
      if (elasticsearch === undefined) return [];
      return resources.flatMap((resource) => {
        const version = versionOf(resource);
        if (resource.type === KIBANA && version !== elasticsearch)
          return [
            `Kibana '${resource.name}' is ${version}, Elasticsearch ${elasticsearch}: give both one version`,
          ];
        if (SENDERS.includes(resource.type) && !gte(elasticsearch, version))
          return [
            `'${resource.name}' is ${version}, newer than Elasticsearch ${elasticsearch}: upgrade Elasticsearch first`,
          ];
        return [];
      });
    },
  },
  ...imageFits,
];

function alertmanagerMisfits({ chart, appVersion, ...facts }: ChartFacts): string[] {
  const place = facts.images.find(({ at }) => at === "alertmanager > alertmanagerSpec > image");
  if (chart !== "kube-prometheus-stack" || place === undefined) return [];
  const known = alertmanagerOfOperator[appVersion];
  if (known === undefined)
    return [
      `nobody has written down whose configuration the operator ${appVersion} reads: add it to content/versions-fit.ts`,
    ];
  const installed = (place.tag ?? "").replace(/^v/, "");
  return [
    ...(gte(known, CONFIGURATION_JUDGE)
      ? []
      : [
          `amtool ${CONFIGURATION_JUDGE} accepts what the operator, which reads Alertmanager ${known}, may refuse: take an older amtool`,
        ]),
    ...(gte(installed, known)
      ? []
      : [
          `Alertmanager ${installed} is older than what the operator writes for, ${known}: leave the chart's own version`,
        ]),
  ];
}

/** Whether a role is bound to the service account of any of its node sets. */
function usesPodIdentity({ inputs }: SuppliedResource, resources: readonly SuppliedResource[]): boolean {
  const namespace = valueAt(inputs, "metadata > namespace");
  const nodeSets = valueAt(inputs, "spec > nodeSets");
  const accounts = (Array.isArray(nodeSets) ? nodeSets : []).map((set) =>
    valueAt(set, "podTemplate > spec > serviceAccountName"),
  );
  return resources.some(
    ({ type, inputs: own }) =>
      type === ASSOCIATION && own["namespace"] === namespace && accounts.includes(own["serviceAccount"]),
  );
}

function versionOf({ inputs }: SuppliedResource): string {
  return String(valueAt(inputs, "spec > version"));
}

/** Helm and npm write ranges alike, but for a space after the sign. */
function inRange(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}

/** `1.21` of `v1.21.1`. */
function minorOf(version: string): string {
  const found = minVersion(version.replace(/^v/, ""));
  return found === null ? version : `${found.major}.${found.minor}`;
}

/** Everything that does not fit, with why it has to. */
export function misfitsOf(inputs: FitInputs): string[] {
  return versionFits.flatMap((fit) =>
    fit.misfits(inputs).map((misfit) => `${fit.id}: ${misfit} (${fit.because})`),
  );
}
