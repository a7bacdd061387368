/** Where the values of a chart keep what the acceptance list asks about one of its workloads. */

/** A workload that a chart makes, and where its values stand. Paths without a word of their own begin at the chart's root. */
export interface ChartWorkload {
  readonly what: string;
  /** Where its own values stand. @default the root */
  readonly under?: string;
  /** Path below `under` of the number of replicas. @default "replicas" */
  readonly replicas?: string;
  /** It runs on every node. */
  readonly everyNode?: true;
  /** It ends by itself. */
  readonly once?: true;
  /** Path of what spreads its replicas. @default "topologySpreadConstraints" below `under` */
  readonly spread?: string;
  /** Path below `under` of annotations, where a single replica has its reason. @default "annotations" */
  readonly annotations?: string;
  /** Path of what switches its disruption budget on. @default an object of ours is its budget, or there is none */
  readonly budget?: string;
  /** Path of what holds its `volumeClaimTemplate`, or of what says that its state is elsewhere. @default it keeps nothing */
  readonly state?: readonly string[];
  /** Volumes that the chart makes and that go with the pod, and the path of what takes their place where it is true. */
  readonly scratch?: readonly (readonly [volume: string, unless?: string])[];
  readonly containers: readonly ChartContainer[];
  /** Path of the security context of its pods. */
  readonly pod: string;
  /** Namespace of its pods. @default the release's */
  readonly namespace?: string;
  /** Labels of its pods, as policies and budgets read them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly api: ApiUse;
  /** Paths that all have to be true for Prometheus to scrape it, and the port. @default nothing scrapes it */
  readonly monitor?: readonly [port: number, ...switches: string[]];
}

/**
 * What its pods need the Kubernetes API for. `says`: paths of annotations, on its pods or their account, that have to tell. `none`: paths of
 * what hands them a key, which have to be false. `unsaid`: why its values have neither.
 */
export type ApiUse =
  { readonly says: readonly string[] } | { readonly none: readonly string[] } | { readonly unsaid: string };

export interface ChartContainer {
  readonly name: string;
  /** Path of its resources. */
  readonly resources: string;
  /** Path of its security context; `operator`: what makes the pod restricts it by itself. */
  readonly security: string;
}

/** What makes the pod restricts the container: prometheus-operator does. */
export const BY_OPERATOR = "operator";

export const named = (name: string): Readonly<Record<string, string>> => ({ "app.kubernetes.io/name": name });
/** Annotations of a service account. */
export const ACCOUNT = "serviceAccount > annotations";
export const BUDGET = "podDisruptionBudget > enabled";

/** A program of a chart that keeps resources, security context and replicas beside each other, as most do. */
export function beside(
  what: string,
  under: string,
  more: Pick<ChartWorkload, "labels" | "api"> &
    Partial<ChartWorkload> & { readonly container?: string; readonly context?: string },
): ChartWorkload {
  const { container = what, context = "securityContext", ...rest } = more;
  const path = (part: string): string => (under === "" ? part : `${under} > ${part}`);
  return {
    what,
    under,
    replicas: "replicaCount",
    budget: path(BUDGET),
    pod: path("podSecurityContext"),
    containers: [{ name: container, resources: path("resources"), security: path(context) }],
    ...rest,
  };
}
