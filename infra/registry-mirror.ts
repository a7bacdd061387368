import * as pulumi from "@pulumi/pulumi";
import { definitionCharts } from "../content/images/exceptions";
import { committedFacts } from "../content/images/known-charts";
import { mirroredObject, mirroredValues, type RegistryMirror } from "../content/images/registry-mirror";
import { RELEASE_TOKEN } from "../content/images/supply";

/**
 * Lets everything that is made from here on take its images from a mirror: the values of releases, and what pods and custom resources name
 * themselves. One place for all, so that no chart can be forgotten.
 *
 * Refuses a chart of which nothing is known: its images would come from elsewhere.
 */
export function useRegistryMirror(mirror: RegistryMirror | undefined): void {
  if (mirror === undefined) return;
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    const given = props as Record<string, unknown>;
    if (type === RELEASE_TOKEN) return { props: mirroredRelease(given, mirror), opts };
    if (!type.startsWith("kubernetes:")) return undefined;
    return { props: mirroredObject(type, given, mirror), opts };
  });
}

/** A release's properties with every image taken from the mirror. */
export function mirroredRelease(props: Record<string, unknown>, mirror: RegistryMirror): pulumi.Inputs {
  const [chart, version] = [String(props["chart"]), String(props["version"])];
  if (definitionCharts.includes(chart)) return props;
  const facts = committedFacts(chart, version);
  if (facts === undefined)
    throw new Error(
      `images of ${chart} ${version} cannot be taken from the mirror: nothing is known of them (node dist/content/images/extract.js reads them)`,
    );
  const values = (props["values"] ?? {}) as Record<string, unknown>;
  return { ...props, values: mirroredValues(facts, values, mirror) };
}
