import { Release } from "@pulumi/kubernetes/helm/v3";
import type * as pulumi from "@pulumi/pulumi";
import { type ChartName, chart } from "../../content/versions";

/**
 * How long a release may take until it counts as failed and is rolled back, seconds. Nodes made on demand need a few minutes, a
 * large image a few more.
 */
const RELEASE_TIMEOUT_SECONDS = 15 * 60;

/** What differs between releases. */
export interface PinnedReleaseArgs {
  readonly chart: ChartName;
  /**
   * Name of the release.
   * @default - the chart's
   */
  readonly releaseName?: string;
  /** Namespace, which must exist. */
  readonly namespace: pulumi.Input<string>;
  readonly values: pulumi.Inputs;
}

/**
 * A Helm release of a pinned chart, rolled back as a whole when it fails. CRDs have a release of their own, and namespaces their
 * own labels, so neither is made here.
 */
export function pinnedRelease(
  name: string,
  args: PinnedReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): Release {
  const pinned = chart(args.chart);
  return new Release(
    name,
    {
      // Fixed: a random suffix would rename every object of the release when the resource is made anew.
      name: args.releaseName ?? pinned.chart,
      chart: pinned.chart,
      version: pinned.version,
      repositoryOpts: { repo: pinned.repository },
      namespace: args.namespace,
      createNamespace: false,
      skipCrds: true,
      atomic: true,
      cleanupOnFail: true,
      timeout: RELEASE_TIMEOUT_SECONDS,
      values: args.values,
    },
    opts,
  );
}
