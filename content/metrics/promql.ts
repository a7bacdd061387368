/**
 * Reading PromQL with the grammar of Prometheus' own editor: whether a query parses, and which metrics and labels it reads.
 * For tests and generators; the program itself does not load it.
 */

/** What a query reads. */
export interface QueryFacts {
  /** Names of metrics, each once, sorted. */
  readonly metrics: readonly string[];
  /** The first place that does not parse, or undefined. */
  readonly error?: string;
}

/** Grafana's own variables, with a value that parses in their place. */
const GRAFANA_VARIABLES: readonly (readonly [RegExp, string])[] = [
  [/\$__rate_interval|\$__interval|\$__range/g, "5m"],
  [/\$\{?[a-z]\w*(?::\w+)?\}?/gi, "x"],
];

/** Reads a query; variables of Grafana in it are filled in first. */
export async function readQuery(query: string): Promise<QueryFacts> {
  // The grammar's package has types for ES modules only.
  const { parser } = await import("@prometheus-io/lezer-promql");
  const text = GRAFANA_VARIABLES.reduce(
    (filled, [variable, value]) => filled.replace(variable, value),
    query,
  );
  const metrics = new Set<string>();
  let error: string | undefined;
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) error ??= `does not parse at character ${node.from}: ${JSON.stringify(text)}`;
      if (node.type.name === "VectorSelector") {
        const name = node.node.getChild("Identifier");
        if (name === null)
          error ??= `has a selector without a metric name: ${JSON.stringify(text.slice(node.from, node.to))}`;
        else metrics.add(text.slice(name.from, name.to));
      }
    },
  });
  return { metrics: [...metrics].sort(), ...(error === undefined ? {} : { error }) };
}
