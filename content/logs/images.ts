import { elasticVersion } from "./versions";

/**
 * Images of the two that ECK makes, as it would name them by their version. Named here, so that rules and the list of images read them; its
 * init containers take the image of the container beside them.
 */
export const logStoreImages = {
  elasticsearch: `docker.elastic.co/elasticsearch/elasticsearch:${elasticVersion}`,
  kibana: `docker.elastic.co/kibana/kibana:${elasticVersion}`,
} as const;
