import { alertRules } from "../alerts";
import { dashboards } from "../dashboards";
import { isMap } from "../images/path";
import type { SeriesReader } from "./metrics";

/** Every alert and panel of ours, with its queries. */
export function seriesReaders(): SeriesReader[] {
  return [
    ...alertRules().map(({ alert, expr }) => ({ name: `alert ${alert}`, queries: [expr] })),
    ...dashboards().flatMap((dashboard) =>
      (dashboard.panels ?? []).map((panel) => {
        const title = isMap(panel) && typeof panel["title"] === "string" ? panel["title"] : "without a title";
        return {
          name: `panel '${title}' of ${dashboard.title ?? "a dashboard"}`,
          queries: expressionsIn(panel),
        };
      }),
    ),
  ];
}

function expressionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === "expr" && typeof below === "string" ? [below] : expressionsIn(below),
  );
}
