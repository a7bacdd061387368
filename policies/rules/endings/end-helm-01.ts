import { endingCharts } from "../../../content/endings";
import { allOf, notApplicable, pass, undetermined, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { leavesOf, mayHideATree, type Leaf } from "../../evaluation/trees";
import { chartTypes, sourceOf } from "../workloads/chart-source";
import { endingOfImage } from "./ending-image";
import { ended, ENDING_CONTROLS } from "./ending-rule";

/** @param today `YYYY-MM-DD`, UTC */
export function noEndedCharts(today: string): ResourceRule {
  return {
    id: "END-HELM-01",
    slug: "no-charts-that-end",
    title: "No Helm chart whose project or publisher has ended it",
    severity: "high",
    scope: "resource",
    types: chartTypes,
    controls: ENDING_CONTROLS,
    remediation: "Use the chart that takes its place; the message names it.",
    url: "https://helm.sh/docs/topics/charts/#deprecating-charts",
    check({ inputs }): readonly Outcome[] {
      return allOf([judgeChart(inputs, today), ...judgeImages(inputs.at("values"), today)]);
    },
  };
}

function judgeChart(inputs: Reader, today: string): Outcome {
  const source = sourceOf(inputs);
  if (source.kind === "unknown") return source.outcome;
  if (source.kind === "local") return notApplicable("the chart lies in this repository");
  if (source.kind === "address") return judge(source.url, chartOf(source.url), "chart", today);
  const repository = source.repository.filledText();
  if (repository.state === "unknown") return undetermined(repository);
  if (repository.state === "value")
    return judge(repository.value, source.chart, "repositoryOpts.repo", today);
  // `bitnami/redis`: the repository as this machine calls it.
  const [alias, name] = source.chart.split("/");
  return name === undefined ? pass : judge(ALIASES[alias ?? ""] ?? "", name, "chart", today);
}

/** Where charts let images be chosen: `image.repository`, or `image` as a whole. */
const IMAGE_KEYS: readonly string[] = ["image", "repository"];

function judgeImages(values: Reader, today: string): readonly Outcome[] {
  const leaves = leavesOf(values);
  const isImage = ({ keys }: Leaf): boolean => IMAGE_KEYS.includes(keys.at(-1) ?? "");
  const hidden = leaves.find(
    (leaf) => mayHideATree(leaf) || (isImage(leaf) && leaf.value.state === "unknown"),
  );
  return [
    ...leaves.filter(isImage).flatMap(({ value, path }) => {
      const ending = value.state === "value" ? endingOfImage(value.value) : undefined;
      if (ending === undefined || value.state !== "value") return [];
      return [ended(`the image of '${path}', '${value.value}', is one of`, ending, today, path)];
    }),
    ...(hidden?.value.state === "unknown" ? [undetermined(hidden.value)] : []),
  ];
}

/** The names by which the projects' own instructions add their repositories. */
const ALIASES: Readonly<Record<string, string>> = {
  bitnami: "https://charts.bitnami.com/bitnami",
  elastic: "https://helm.elastic.co",
  grafana: "https://grafana.github.io/helm-charts",
  "ingress-nginx": "https://kubernetes.github.io/ingress-nginx",
  jaegertracing: "https://jaegertracing.github.io/helm-charts",
  stable: "https://charts.helm.sh/stable",
};

function judge(repository: string, chart: string, property: string, today: string): Outcome {
  const address = repository.trim().toLowerCase();
  const ending = endingCharts.find(
    ({ repositories, charts }) =>
      repositories.some((each) => address === each || address.startsWith(`${each}/`)) &&
      (charts === undefined || charts.includes(chart)),
  );
  return ending === undefined
    ? pass
    : ended(`the chart '${chart}' of ${repository} is one of`, ending, today, property);
}

/** `redis` of `oci://…/redis:1.2.3` or `https://…/redis-1.2.3.tgz`. */
function chartOf(url: string): string {
  const last = url.slice(url.lastIndexOf("/") + 1);
  return last.replace(/(@sha256)?:.*$/, "").replace(/-v?\d+\.\d+\.\d+.*\.tgz$/, "");
}
