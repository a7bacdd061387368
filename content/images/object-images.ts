import { isMap, valueAt } from "./path";

/** One image that an object names. */
export interface ObjectImage {
  /** As it stands there, or as the operator that reads the object puts it together. */
  readonly text: string;
  /** Where it stands, such as `spec.template.spec.containers[0].image`. */
  readonly at: string;
  readonly by: "pods" | "custom resource";
}

/**
 * Kinds of custom resources that name a version and no image: the operator makes the image of it. Kind → repository, in the registry
 * `docker.elastic.co`. Source: the operator's `pkg/controller/common/container`.
 */
const ELASTIC_IMAGES: Readonly<Record<string, string>> = {
  Elasticsearch: "elasticsearch/elasticsearch",
  Kibana: "kibana/kibana",
  Logstash: "logstash/logstash",
  ApmServer: "apm/apm-server",
};
/** Kinds of Beat, by their type. */
const BEAT_IMAGES = "beats";
const ELASTIC_REGISTRY = "docker.elastic.co";
/** The container of each kind that gets the image; its name in a pod template. Source: the operator's `pkg/apis`. */
const ELASTIC_CONTAINERS: Readonly<Record<string, string>> = {
  Elasticsearch: "elasticsearch",
  Kibana: "kibana",
  Logstash: "logstash",
  ApmServer: "apm-server",
};

/**
 * The images that an object of Kubernetes names, wherever in it: containers of pods, and fields named `image` of custom resources, whose
 * operators make pods of them.
 * @param type Pulumi's token, such as `kubernetes:apps/v1:Deployment`
 */
export function imagesOfObject(type: string, inputs: unknown): readonly ObjectImage[] {
  const by = isOwnGroup(groupOf(type)) ? "pods" : "custom resource";
  const named = textsNamed("image", inputs, "").map(({ text, at }): ObjectImage => ({ text, at, by }));
  return [...named, ...elasticImage(type, inputs)];
}

/** Groups of Kubernetes itself have no dot, or end like this. */
function isOwnGroup(group: string): boolean {
  return !group.includes(".") || group.endsWith(".k8s.io");
}

function groupOf(type: string): string {
  const [, groupVersion = ""] = type.split(":");
  const [group = ""] = groupVersion.split("/");
  return group;
}

/** The image that Elastic's operator makes of a version; none where the object, or each of its pod templates, names the image itself. */
export function elasticImage(type: string, inputs: unknown): ObjectImage[] {
  const kind = type.split(":").at(-1) ?? "";
  if (!groupOf(type).endsWith("k8s.elastic.co")) return [];
  const [version, image, beat] = ["version", "image", "type"].map((field) =>
    valueAt(inputs, `spec > ${field}`),
  );
  if (typeof version !== "string" || typeof image === "string" || isNamedByTemplates(kind, inputs)) return [];
  const repository =
    kind === "Beat" && typeof beat === "string" ? `${BEAT_IMAGES}/${beat}` : ELASTIC_IMAGES[kind];
  if (repository === undefined) return [];
  return [
    { text: `${ELASTIC_REGISTRY}/${repository}:${version}`, at: "spec.version", by: "custom resource" },
  ];
}

/** Whether each template names the image of the container that the operator completes: it then takes no other. */
function isNamedByTemplates(kind: string, inputs: unknown): boolean {
  const sets = valueAt(inputs, "spec > nodeSets");
  const templates = (Array.isArray(sets) ? sets : [valueAt(inputs, "spec")]).map((set: unknown) =>
    valueAt(set, "podTemplate > spec > containers"),
  );
  return templates.every(
    (containers) =>
      Array.isArray(containers) &&
      containers.some(
        (container: unknown) =>
          isMap(container) &&
          container["name"] === ELASTIC_CONTAINERS[kind] &&
          typeof container["image"] === "string",
      ),
  );
}

function textsNamed(name: string, value: unknown, at: string): { text: string; at: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => textsNamed(name, item, `${at}[${index}]`));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const path = at === "" ? key : `${at}.${key}`;
    if (key === name && typeof below === "string") return [{ text: below, at: path }];
    return textsNamed(name, below, path);
  });
}
