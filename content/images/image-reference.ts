/** The parts of an image's name: `registry/repository:tag@digest`. */
export interface ImageReference {
  /** `docker.io` where none is named. */
  readonly registry: string;
  /** Without the registry; Docker Hub's own images lie in `library`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** The registry where none is named. */
const DOCKER_HUB = "docker.io";
const DOCKER_HUB_NAMES: readonly string[] = [
  DOCKER_HUB,
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
];

const REFERENCE =
  /^(?<name>[^@:\s]+(?::\d+\/[^@:\s]+)?)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[0-9a-f]{32,}))?$/i;

/** Takes an image's name apart; undefined for what is none. */
export function parseImage(text: string): ImageReference | undefined {
  const groups = REFERENCE.exec(text.trim())?.groups;
  const name = groups?.["name"];
  if (groups === undefined || name === undefined) return undefined;
  const { tag, digest } = groups;
  const [first = "", ...rest] = name.split("/");
  const named = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const host = named ? first.toLowerCase() : DOCKER_HUB;
  const registry = DOCKER_HUB_NAMES.includes(host) ? DOCKER_HUB : host;
  const path = named ? rest.join("/") : name;
  const repository = registry === DOCKER_HUB && !path.includes("/") ? `library/${path}` : path;
  return { registry, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The name of an image, with its registry. */
export function imageName({ registry, repository, tag, digest }: ImageReference): string {
  const version = tag === undefined ? "" : `:${tag}`;
  return `${registry}/${repository}${version}${digest === undefined ? "" : `@${digest}`}`;
}
