/**
 * Where images may come from: registries in which the projects of the version table publish, each with the part of it that was looked at.
 * An entry approves everything below it.
 */
export const approvedImageSources: readonly string[] = [
  "docker.elastic.co",
  "docker.io/falcosecurity",
  "docker.io/fluent",
  "docker.io/grafana",
  "docker.io/jaegertracing",
  "ghcr.io",
  "public.ecr.aws",
  "quay.io",
  "registry.k8s.io",
];

/** The company's own registry: `<account>.dkr.ecr.<region>.amazonaws.com`, its FIPS and dual-stack spellings, AWS China. */
const OWN_REGISTRY = /^\d{12}\.dkr[.-]ecr(-fips)?\.[a-z]{2}(-[a-z]+)+-\d\.(amazonaws\.com(\.cn)?|on\.aws)$/;

/** Whether an image comes from an approved place. */
export function isApprovedImageSource(image: {
  readonly registry: string;
  readonly repository: string;
}): boolean {
  if (OWN_REGISTRY.test(image.registry)) return true;
  const source = `${image.registry}/${image.repository}`;
  return approvedImageSources.some((approved) => source.startsWith(`${approved}/`));
}
