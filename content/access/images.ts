/**
 * What lets a team see its own metrics alone. No release of its own: it speaks plain HTTP, and so stands in the pod of its door, where
 * nobody else reaches it. The version that the chart prom-label-proxy 0.22.0 has.
 */
export const LABEL_PROXY_IMAGE = "quay.io/prometheuscommunity/prom-label-proxy:v0.13.0";
