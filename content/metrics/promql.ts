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

/** One selector of a query: the metric, and what each of its matchers asks for. */
export interface Selector {
  readonly metric: string;
  /** Labels that have to be equal to one value each; variables of Grafana stand for one value. */
  readonly equal: Readonly<Record<string, string>>;
}

/** The selectors of a query, each as often as it stands there. A query that does not parse has those before the mistake. */
export async function readSelectors(query: string): Promise<Selector[]> {
  const { parser } = await import("@prometheus-io/lezer-promql");
  const text = GRAFANA_VARIABLES.reduce(
    (filled, [variable, value]) => filled.replace(variable, value),
    query,
  );
  const found: Selector[] = [];
  parser.parse(text).iterate({
    enter: ({ type, node }) => {
      if (type.name !== "VectorSelector") return;
      const name = node.getChild("Identifier");
      if (name === null) return;
      const matchers = text.slice(name.to, node.to);
      const equal = [...matchers.matchAll(/([A-Za-z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"/g)];
      found.push({
        metric: text.slice(name.from, name.to),
        equal: Object.fromEntries(equal.map(([, label = "", value = ""]) => [label, value])),
      });
    },
  });
  return found;
}
