import { committedFacts } from "../../../../content/images/known-charts";
import { supplyOf } from "../../../../content/images/supply";
import { undigested } from "../../../../content/images/undigested";
import type { Line } from "../line";
import { withText, withValue } from "../stack";

export const digests: Line = {
  title: "every image is pinned by its digest, or on the list of those that are not, with the reason",
  check: (stack) =>
    supplyOf(stack.resources, committedFacts)
      .images.filter(({ digest }) => digest === undefined)
      .map(({ registry, repository }) => `${registry}/${repository}`)
      .filter((image, index, all) => undigested[image] === undefined && all.indexOf(image) === index)
      .map((image) => `${image} has no digest, and nobody says why`),
  mutants: [
    withText(
      "Deployment jaeger-query",
      "spec > template > spec > containers > 0 > image",
      ["jaegertracing/jaeger", "example/jaeger"],
      "docker.io/example/jaeger has no digest, and nobody says why",
    ),
    withValue(
      "grafana-release",
      "image",
      { repository: "example/grafana" },
      "docker.io/example/grafana has no digest, and nobody says why",
    ),
  ],
};
