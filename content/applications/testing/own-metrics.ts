import { applications } from "..";
import { applicationAlertGroups } from "../alerts";

/** Metrics that no exporter of others has: names of series that applications declare, and of what is recorded of them. */
export function ownMetrics(): ReadonlySet<string> {
  const declared = applications
    .flatMap(({ services }) => services.flatMap(({ metrics }) => metrics))
    .flatMap(({ name, type }) =>
      type === "histogram" ? ["_bucket", "_sum", "_count"].map((suffix) => `${name}${suffix}`) : [name],
    );
  const recorded = applicationAlertGroups().flatMap(({ recordings = [] }) =>
    recordings.map(({ record }) => record),
  );
  return new Set([...declared, ...recorded]);
}
