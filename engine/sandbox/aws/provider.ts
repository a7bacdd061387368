import { bridgedProvider } from "../bridged/provider";
import type { TypeFacts } from "../facts/model";
import { isObject, isUnknown, reveal, type Properties } from "../values";
import { ACCESS } from "./identity-access";
import { awsInvokes } from "./invokes";
import { NETWORK } from "./network";
import { OBSERVABILITY } from "./observability";
import { awsConfig, awsConfigFailures, awsPlace, type AwsConfig } from "./place";
import { STORAGE } from "./storage";

/** What the facts of AWS's types do not tell, by type. */
export const AWS_OVERLAYS = { ...NETWORK, ...STORAGE, ...ACCESS, ...OBSERVABILITY };

/** The provider's default tags are part of every tagged resource's inputs, below its own. */
function withDefaultTags(inputs: Properties, facts: TypeFacts, { defaultTags }: AwsConfig): Properties {
  if (facts.outputs["tagsAll"] === undefined || Object.keys(defaultTags).length === 0) return inputs;
  const own = reveal(inputs["tags"]);
  if (isUnknown(own) || (own !== undefined && !isObject(own))) return inputs;
  return { ...inputs, tags: { ...defaultTags, ...own } };
}

export const AWS = bridgedProvider({
  name: "aws",
  package: "@pulumi/aws",
  overlays: AWS_OVERLAYS,
  checkConfig: awsConfigFailures,
  relocating: (olds, news) => (awsConfig(olds).region === awsConfig(news).region ? [] : ["region"]),
  configure: (settings) => {
    const config = awsConfig(settings);
    return {
      place: (properties) => awsPlace(config, properties),
      prepare: (inputs, facts) => withDefaultTags(inputs, facts, config),
      invokes: awsInvokes(config),
    };
  },
});
