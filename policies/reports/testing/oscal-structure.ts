/**
 * OSCAL's component definition and assessment results as its specification has them (1.2.1), as far as Pharos writes them: what must be
 * there, what may be, and what each value has to look like. Anything else is wrong. No npm package carries the
 * official JSON schemas. Held against them by hand, this refuses everything that they refuse among thousands of mutants of both documents,
 * and a little more: empty descriptions, references with spaces.
 */

/** What is wrong with a value, a line each with its place. */
type Check = (value: unknown, path: string) => string[];

function text(matches: RegExp, kind: string): Check {
  return (value, path) =>
    typeof value === "string" && matches.test(value)
      ? []
      : [`${path} is ${JSON.stringify(value)}, no ${kind}`];
}

const uuid = text(/^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "UUID");
/** A string: not empty, no line breaks, no spaces at its ends. */
const line = text(/^\S(.*\S)?$/, "string of one line");
const prose = text(/\S/, "text");
const token = text(/^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u, "token");
const time = text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/, "time with its zone");
const uri = text(/^[a-z][a-z0-9+.-]+:.+$/, "URI");
const reference = text(/^(#\S+|[a-z][a-z0-9+.-]+:\S+)$/, "reference");

function oneOf(...values: string[]): Check {
  return (value, path) =>
    values.includes(value as string)
      ? []
      : [`${path} is ${JSON.stringify(value)}, none of ${values.join(", ")}`];
}

function list(item: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length === 0) return [`${path} is no list with something in it`];
    return value.flatMap((each, index) => item(each, `${path}[${index}]`));
  };
}

function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no object`];
    const given = value as Record<string, unknown>;
    return [
      ...Object.keys(required)
        .filter((key) => !(key in given))
        .map((key) => `${path}.${key} is missing`),
      ...Object.entries(given).flatMap(([key, inner]) => {
        const check = required[key] ?? optional[key];
        return check === undefined ? [`${path}.${key} is not known`] : check(inner, `${path}.${key}`);
      }),
    ];
  };
}

const props = list(object({ name: token, value: line }, { ns: uri, remarks: prose }));
const metadata = object(
  { title: line, "last-modified": time, version: line, "oscal-version": oneOf("1.2.1") },
  { props },
);
const backMatter = object({
  resources: list(
    object({ uuid }, { title: line, description: prose, citation: object({ text: line }), props }),
  ),
});

const implementedRequirement = object({ uuid, "control-id": token, description: prose }, { props });
const definedComponent = object(
  { uuid, type: line, title: line, description: prose },
  {
    props,
    "control-implementations": list(
      object(
        {
          uuid,
          source: reference,
          description: prose,
          "implemented-requirements": list(implementedRequirement),
        },
        { props },
      ),
    ),
  },
);

const observation = object(
  {
    uuid,
    description: prose,
    methods: list(oneOf("EXAMINE", "INTERVIEW", "TEST", "TEST-AUTOMATED", "UNKNOWN")),
    collected: time,
  },
  {
    title: line,
    props,
    types: list(token),
    subjects: list(object({ "subject-uuid": uuid, type: token }, { title: line })),
    "relevant-evidence": list(object({ description: prose }, { props })),
    expires: time,
  },
);

const risk = object(
  { uuid, title: line, description: prose, statement: prose, status: token },
  {
    props,
    "mitigating-factors": list(object({ uuid, description: prose })),
    deadline: time,
  },
);

const finding = object(
  {
    uuid,
    title: line,
    description: prose,
    target: object({
      type: oneOf("statement-id", "objective-id"),
      "target-id": token,
      status: object(
        { state: oneOf("satisfied", "not-satisfied") },
        { reason: oneOf("pass", "fail", "other"), remarks: prose },
      ),
    }),
  },
  {
    "related-observations": list(object({ "observation-uuid": uuid })),
    "related-risks": list(object({ "risk-uuid": uuid })),
  },
);

/** Which controls were looked at: named, or all. */
const selection: Check = (value, path) => {
  const named = object({ "include-controls": list(object({ "control-id": token })) }, { description: prose });
  const all = object({ "include-all": object({}) }, { description: prose });
  const wrong = named(value, path);
  return wrong.length === 0 || all(value, path).length === 0 ? [] : wrong;
};

const result = object(
  {
    uuid,
    title: line,
    description: prose,
    start: time,
    "reviewed-controls": object({ "control-selections": list(selection) }),
  },
  {
    end: time,
    props,
    "local-definitions": object(
      {},
      {
        components: list(
          object(
            {
              uuid,
              type: line,
              title: line,
              description: prose,
              status: object({ state: oneOf("under-development", "operational", "disposition", "other") }),
            },
            { props },
          ),
        ),
        "inventory-items": list(object({ uuid, description: prose }, { props })),
      },
    ),
    observations: list(observation),
    risks: list(risk),
    findings: list(finding),
  },
);

export const componentDefinition = object({
  "component-definition": object(
    { uuid, metadata },
    { components: list(definedComponent), "back-matter": backMatter },
  ),
});

export const assessmentResults = object({
  "assessment-results": object(
    { uuid, metadata, "import-ap": object({ href: reference }), results: list(result) },
    { "back-matter": backMatter },
  ),
});

/** UUIDs that name two things, and references to things that are not in the document: what no schema sees. */
export function danglingReferences(document: unknown): string[] {
  const named: string[] = [];
  const meant: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === "uuid") named.push(String(inner));
        else if (/-uuid$/.test(key)) meant.push(String(inner));
        else if ((key === "href" || key === "source") && String(inner).startsWith("#"))
          meant.push(String(inner).slice(1));
        else walk(inner);
      }
    }
  };
  walk(document);
  const twice = named.filter((each, index) => named.indexOf(each) !== index);
  return [
    ...twice.map((each) => `${each} names two things`),
    ...meant.filter((each) => !named.includes(each)).map((each) => `nothing is named ${each}`),
  ];
}
