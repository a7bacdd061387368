/** Images of what no chart of the version table installs. */

/**
 * The distribution for Kubernetes, the operator's own default: the same version as the operator, which knows its configuration. It holds
 * every component that agents and gateways use, and far fewer than the one with everything.
 */
export const COLLECTOR_IMAGE =
  "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.158.0";

/** Jaeger 2, one program for every role. */
const JAEGER_VERSION = "2.19.0";
export const JAEGER_IMAGE = `docker.io/jaegertracing/jaeger:${JAEGER_VERSION}`;
/** Jaeger's own tool that makes index templates, the first indices and their aliases. */
export const ROLLOVER_IMAGE = `docker.io/jaegertracing/jaeger-es-rollover:${JAEGER_VERSION}`;

/** User and group of all of these images. */
export const IMAGE_USER = 10001;
