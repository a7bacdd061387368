import { upstreamOf } from "../../content/images/registry-mirror";
import type { ImageSource, Supply, SuppliedImage } from "../../content/images/supply";

/** Who makes pods of an image, in words; the chart itself goes without saying. */
const BY: Readonly<Record<ImageSource["by"], string>> = {
  chart: "",
  pods: "",
  operator: "put into pods by an operator",
  "custom resource": "of a custom resource",
};

/**
 * The list of charts and images for a person, or for a script that reads the first column.
 * @param mirrors registries from which images are taken instead of their projects' own; each image is then told with where it is copied from
 */
export function renderSupply({ charts, images, gaps }: Supply, mirrors: readonly string[]): string {
  const pinned = images.filter(({ digest }) => digest !== undefined).length;
  return [
    `charts: ${charts.length}`,
    ...table(
      charts.map(({ chart, version, repository }) => [`${chart} ${version}`, repository ?? "no repository"]),
    ),
    "",
    `images: ${images.length}, ${pinned} by digest, ${images.length - pinned} by tag alone`,
    ...table(images.map((image) => [image.image, describeImage(image, mirrors)])),
    ...(gaps.length === 0 ? [] : ["", `not known: ${gaps.length}`, ...gaps.map((gap) => `  ${gap}`)]),
    ...(gaps.length === 0
      ? []
      : ["  fix: put the chart into .charts/ as <chart>-<version>/ or <chart>-<version>.tgz, and run again"]),
  ].join("\n");
}

function describeImage({ image, namedBy }: SuppliedImage, mirrors: readonly string[]): string {
  const upstream = mirrors.map((mirror) => upstreamOf(image, mirror)).find((name) => name !== image);
  const users = new Set(namedBy.map(({ chart, resource }) => chart ?? resource));
  const ways = new Set(namedBy.map(({ by }) => BY[by]).filter((words) => words !== ""));
  return [
    [...users].sort().join(", "),
    ...[...ways].sort(),
    ...(upstream === undefined ? [] : [`copied from ${upstream}`]),
  ].join("; ");
}

/** Rows of two columns, the first as wide as its longest. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`.trimEnd());
}
