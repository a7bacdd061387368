import { logStoreImages } from "../../content/logs/images";
import { elasticsearchName, KIBANA_PORT, kibanaPods, kibanaServingSecret } from "../../content/logs/names";
import { elasticVersion } from "../../content/logs/versions";
import {
  type ContainerResources,
  restrictedContainer,
  restrictedPod,
} from "../../content/metrics/pod-security";
import { zoneSpread } from "../metrics/placement";
import { livesAt } from "./probes";

/** User and group of the image. */
const USER = 1000;
/** One may go; what they share is in Elasticsearch. */
export const KIBANAS = 2;

/** A session that nobody uses ends within a coffee break (PCI DSS v4.0.1 8.2.8: 15 minutes), and every session within a working day. */
const SESSION = { idleTimeout: "15m", lifespan: "10h" } as const;

/**
 * `spec` of the Kibana resource: two, in two zones, with a certificate of the region's authority. ECK gives it a user of Elasticsearch and
 * the keys with which it encrypts sessions and saved objects, the same for both.
 * @param publicUrl where people find it. @default - nowhere: links that it makes do not work
 */
export function kibanaSpec(resources: ContainerResources, publicUrl?: string) {
  return {
    version: elasticVersion,
    count: KIBANAS,
    elasticsearchRef: { name: elasticsearchName },
    http: { tls: { certificate: { secretName: kibanaServingSecret } } },
    config: {
      "xpack.security.session.idleTimeout": SESSION.idleTimeout,
      "xpack.security.session.lifespan": SESSION.lifespan,
      ...(publicUrl === undefined ? {} : { "server.publicBaseUrl": publicUrl }),
      "csp.strict": true,
      // Nothing is fetched from Elastic, and nothing sent there.
      "telemetry.optIn": false,
      "telemetry.allowChangingOptInStatus": false,
      "newsfeed.enabled": false,
      "map.includeElasticMapsService": false,
      "xpack.fleet.isAirGapped": true,
    },
    podTemplate: {
      spec: {
        automountServiceAccountToken: false,
        securityContext: restrictedPod(USER, USER),
        topologySpreadConstraints: [zoneSpread(KIBANAS, { [kibanaPods.label]: kibanaPods.value })],
        containers: [
          {
            name: "kibana",
            image: logStoreImages.kibana,
            securityContext: { ...restrictedContainer, runAsNonRoot: true },
            resources,
            ...livesAt(KIBANA_PORT),
          },
        ],
      },
    },
  };
}
